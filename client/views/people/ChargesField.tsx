import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { yearOf } from '#shared/calendar.ts';
import type { User } from '#shared/people.ts';
import { projectNames, system } from '../../data/questions.ts';
import { Combo } from '../../ui/Combo.tsx';

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
  const { data: around } = useQuery(system());
  const { data } = useQuery({ ...projectNames({}), enabled: around?.empty === false });
  const year = around?.year ?? yearOf(new Date().toISOString());
  const known = data?.items ?? [];
  const [picked, setPicked] = useState('');
  // What was picked is in the list below; the field is empty for the next one.
  useEffect(() => {
    if (picked) setPicked('');
  }, [picked]);
  const add = (code: string) => {
    setPicked(code);
    const { name = code } = known.find((one) => one.code === code) ?? {};
    const rest = charges.filter((charge) => charge.year !== year || charge.code !== code);
    onChange([...rest, { year, code, name, part: 'owner' }]);
  };
  const turn = (charge: Charge) =>
    onChange(
      charges.map((each) =>
        each === charge ? { ...each, part: each.part === 'owner' ? 'deputy' : 'owner' } : each,
      ),
    );
  return (
    <div className="field">
      <Combo
        label={t('people.charge')}
        value={picked}
        items={known.map(({ code, name }) => ({ id: code, text: name, note: code }))}
        onChange={add}
      />
      <span className="note">{t('people.chargeHint')}</span>
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
