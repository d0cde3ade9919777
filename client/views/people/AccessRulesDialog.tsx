import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessRules } from '#shared/people.ts';
import { type Role, roles } from '#shared/rights.ts';
import { accessRules } from '../../data/questions.ts';
import { write } from '../../data/request.ts';
import { Chips } from '../../ui/Chips.tsx';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

type Numbers = Exclude<keyof AccessRules, 'secondFactorRoles'>;

/** As the schema has them; said here so that zod stays out of the browser. */
const bounds: Record<
  Numbers,
  { text: 'idle' | 'hours' | 'writes' | 'sockets'; least: number; most: number }
> = {
  idleMinutes: { text: 'idle', least: 5, most: 1440 },
  sessionHours: { text: 'hours', least: 1, most: 72 },
  tokenWritesPerMinute: { text: 'writes', least: 60, most: 10_000_000 },
  socketsPerAddress: { text: 'sockets', least: 10, most: 100_000 },
};
const numbers = Object.keys(bounds) as Numbers[];

/** What holds about signing in and about how much one caller may ask. */
export function AccessRulesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { data: rules } = useSuspenseQuery(accessRules());
  const [second, setSecond] = useState(rules.secondFactorRoles);
  const [typed, setTyped] = useState(
    () => Object.fromEntries(numbers.map((name) => [name, String(rules[name])])) as Record<Numbers, string>,
  );
  const save = useMutation({
    mutationFn: () =>
      write('AccessRules', 'PUT', 'access-rules', {
        secondFactorRoles: second,
        ...Object.fromEntries(numbers.map((name) => [name, Number(typed[name])])),
      }),
    onSuccess: async (saved) => {
      cache.setQueryData(accessRules().queryKey, saved);
      onClose();
      await cache.invalidateQueries({ queryKey: ['people'] });
    },
  });
  const isWrong = (name: Numbers) => {
    const { least, most } = bounds[name];
    return !/^\d+$/.test(typed[name]) || Number(typed[name]) < least || Number(typed[name]) > most;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!numbers.some(isWrong)) save.mutate();
  };
  return (
    <Sheet title={t('access.title')} onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <div className="stack tight">
          <Chips
            label={t('access.second')}
            items={roles.map((id) => ({ id, text: t(`role.${id}`) }))}
            chosen={second}
            onChange={(ids) => setSecond(ids as Role[])}
          />
          <p className="note">{t('access.secondHint')}</p>
        </div>
        {numbers.map((name) => (
          <Field
            key={name}
            label={t(`access.${bounds[name].text}`)}
            inputMode="numeric"
            value={typed[name]}
            onChange={(value) => setTyped({ ...typed, [name]: value.trim() })}
            error={isWrong(name) ? t('access.range', bounds[name]) : undefined}
          />
        ))}
        <WriteProblem error={save.error} />
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={numbers.some(isWrong) || save.isPending}>
            {t('access.save')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
