import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDay } from '#shared/calendar.ts';
import type { Token } from '#shared/people.ts';
import { departments, tokens } from '../../data/questions.ts';
import { RequestProblem, write } from '../../data/request.ts';
import { Chips } from '../../ui/Chips.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { asDay } from '../../ui/day-text.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

const scopes = ['read', 'ingest', 'manage'] as const;

/** A new token: who uses it, for what, where, until when. */
export function NewTokenDialog({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (made: { token: Token; secret: string }) => void;
}) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { items } = useSuspenseQuery(departments()).data;
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>(['ingest']);
  const [department, setDepartment] = useState('');
  const [typed, setTyped] = useState('');
  const expiresOn = asDay(typed);
  const make = useMutation({
    mutationFn: () =>
      write('TokenWithSecret', 'POST', 'tokens', {
        name: name.trim(),
        scopes: chosen,
        ...(department && { department }),
        ...(expiresOn && { expiresOn }),
      }),
    onSuccess: async (made) => {
      onMade(made);
      await cache.invalidateQueries({ queryKey: tokens().queryKey });
    },
  });
  const rows = make.error instanceof RequestProblem ? make.error.rows : [];
  const saidOf = (pointer: string) => rows.find((row) => row.pointer === pointer)?.message;
  const badDay = expiresOn !== '' && !isDay(expiresOn) ? t('tokens.badDay') : undefined;
  const mayMake = name.trim() !== '' && chosen.length > 0 && !badDay;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (mayMake) make.mutate();
  };
  return (
    <Sheet title={t('tokens.create')} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <Field
          label={t('tokens.name')}
          hint={t('tokens.nameHint')}
          value={name}
          onChange={setName}
          error={saidOf('/name')}
          maxLength={100}
          autoFocus
        />
        <div className="stack tight">
          <Chips
            label={t('tokens.scopes')}
            items={scopes.map((id) => ({ id, text: t(`scope.${id}`) }))}
            chosen={chosen}
            onChange={setChosen}
          />
          <p className="note">
            {scopes
              .map((id) => `${t(`scope.${id}`)}${t('colon')}${t(`scope.${id}Hint`)}`)
              .join(t('listComma'))}
          </p>
        </div>
        {items.length > 0 && (
          <Choice
            label={t('tokens.department')}
            value={department}
            items={[
              { id: '', text: t('tokens.allDepartments') },
              ...items.map((one) => ({ id: one.code, text: one.name })),
            ]}
            onChange={setDepartment}
          />
        )}
        <Field
          label={t('tokens.expires')}
          hint={t('tokens.expiresHint')}
          value={typed}
          onChange={setTyped}
          onBlur={() => setTyped(expiresOn)}
          error={badDay ?? saidOf('/expiresOn')}
        />
        {!saidOf('/name') && !saidOf('/expiresOn') && <WriteProblem error={make.error} />}
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={!mayMake || make.isPending}>
            {t('tokens.create')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
