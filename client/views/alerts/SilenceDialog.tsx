import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { isDay, yearOf } from '#shared/calendar.ts';
import { system } from '../../data/questions.ts';
import { RequestProblem, write } from '../../data/request.ts';
import { DayField } from '../../ui/DayField.tsx';
import { asDay } from '../../ui/day-text.ts';
import { Field } from '../../ui/Field.tsx';
import { OneOf } from '../../ui/OneOf.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';
import { matchersOf, type SilenceScope, scopesFor } from './silence-scope.ts';

/** Stops the notifications of this alert or its like for a time; says first what that would hide. */
export function SilenceDialog({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { today, nodes } = useSuspenseQuery(system()).data;
  const [scope, setScope] = useState<SilenceScope>('thisAlert');
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState(nodes.find((day) => day > today) ?? today);
  const ends = asDay(typed, yearOf(today));
  const wanted = { matchers: matchersOf(alert, scope), ends };
  const preview = useQuery({
    queryKey: ['alerts', 'silence', wanted],
    queryFn: () =>
      write('SilencePreview', 'POST', 'silences?preview=true', { ...wanted, reason: reason.trim() || '–' }),
    enabled: isDay(ends),
    retry: false,
  });
  const silence = useMutation({
    mutationFn: () => write('Silence', 'POST', 'silences', { ...wanted, reason: reason.trim() }),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries();
    },
  });
  const dayProblem = !isDay(ends)
    ? t('handle.badDay')
    : preview.error instanceof RequestProblem
      ? preview.error.message
      : undefined;
  return (
    <Sheet title={t('silence.title')} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() && !dayProblem) silence.mutate();
        }}
      >
        <p className="note">{t('silence.lead')}</p>
        <OneOf
          label={t('silence.scope')}
          items={scopesFor(alert).map((id) => ({ id, text: t(`silence.${id}`) }))}
          chosen={scope}
          onChange={(id) => setScope(id as SilenceScope)}
        />
        <Field label={t('silence.reason')} value={reason} onChange={setReason} autoFocus maxLength={500} />
        <DayField
          label={t('silence.ends')}
          year={yearOf(today)}
          value={typed}
          onChange={setTyped}
          error={dayProblem}
        />
        <Hidden alerts={preview.data?.alerts} />
        <WriteProblem error={silence.error} />
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button
            type="submit"
            className="button primary"
            disabled={!reason.trim() || Boolean(dayProblem) || silence.isPending}
          >
            {t('silence.start')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

/** What would be hidden; the first few by name, so that the dialog keeps its size. */
function Hidden({ alerts }: { alerts: readonly Alert[] | undefined }) {
  const { t } = useTranslation();
  if (!alerts) return <div className="hidden-alerts" />;
  const shown = alerts.slice(0, 3);
  return (
    <div className="hidden-alerts" aria-live="polite">
      {alerts.length === 0 ? (
        <p className="note">{t('silence.hidesNone')}</p>
      ) : (
        <p>{t('silence.hides', { count: alerts.length })}</p>
      )}
      <ul className="plain-list note">
        {shown.map((one) => (
          <li key={one.id}>
            {t(`kind.${one.kind}`)} · {one.projectName ?? t('alerts.department')}
          </li>
        ))}
        {alerts.length > shown.length && (
          <li>{t('silence.other', { count: alerts.length - shown.length })}</li>
        )}
      </ul>
    </div>
  );
}
