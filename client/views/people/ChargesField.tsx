import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { yearOf } from '#shared/calendar.ts';
import type { User } from '#shared/people.ts';
import { projects, system } from '../../data/questions.ts';

type Charge = User['charges'][number];

/** Projects beside those that print the name: found by typing, each as its owner or the deputy. */
export function ChargesField({
  charges,
  onChange,
}: {
  charges: readonly Charge[];
  onChange: (charges: Charge[]) => void;
}) {
  const { t } = useTranslation();
  const list = useId();
  const { data: around } = useQuery(system());
  const { data } = useQuery({ ...projects({}), enabled: around?.empty === false });
  const [typed, setTyped] = useState('');
  const year = around?.year ?? yearOf(new Date().toISOString());
  const known = data?.items ?? [];
  const word = typed.trim();
  const found =
    known.find(({ code, name }) => code === word || name === word) ??
    only(known.filter(({ name }) => word !== '' && name.includes(word)));
  const add = () => {
    if (!found) return;
    const { code, name } = found;
    const rest = charges.filter((charge) => charge.year !== year || charge.code !== code);
    onChange([...rest, { year, code, name, part: 'owner' }]);
    setTyped('');
  };
  const turn = (charge: Charge) =>
    onChange(
      charges.map((each) =>
        each === charge ? { ...each, part: each.part === 'owner' ? 'deputy' : 'owner' } : each,
      ),
    );
  return (
    <div className="field">
      <label htmlFor={`${list}-input`}>{t('people.charge')}</label>
      <div className="charge-add">
        <input
          id={`${list}-input`}
          className="input"
          list={list}
          aria-describedby={`${list}-hint`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
        <datalist id={list}>
          {known.map(({ code, name }) => (
            <option key={code} value={name}>
              {code}
            </option>
          ))}
        </datalist>
        <button type="button" className="button" disabled={!found} onClick={add}>
          {t('people.addCharge')}
        </button>
      </div>
      <span id={`${list}-hint`} className="note" aria-live="polite">
        {word && !found && data ? t('people.notFound') : t('people.chargeHint')}
      </span>
      {charges.length > 0 && (
        <ul className="charge-list">
          {charges.map((charge) => (
            <li key={`${charge.year} ${charge.code}`}>
              <span>
                {charge.name} <span className="note">{charge.year}</span>
              </span>
              <button type="button" className="chip" onClick={() => turn(charge)}>
                {t(`people.${charge.part}`)} ⇄
              </button>
              <button
                type="button"
                className="icon"
                aria-label={t('people.removeCharge', { name: charge.name })}
                onClick={() => onChange(charges.filter((each) => each !== charge))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function only<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}
