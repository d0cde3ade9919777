import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { addedReportingDays, system } from '../../data/questions.ts';
import { write } from '../../data/request.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { Choice } from '../../ui/Choice.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

/** The month-ends that finance added as reporting days: who added them when, one more, and those to come taken back. */
export function ReportingDays({ year }: { year: number }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const cache = useQueryClient();
  const { data: around } = useSuspenseQuery(system());
  const { data } = useSuspenseQuery(addedReportingDays(year));
  const change = useMutation({
    mutationFn: ({ month, isTaken }: { month: number; isTaken: boolean }) =>
      isTaken
        ? write('AddedReportingDays', 'DELETE', `years/${year}/reporting-days/${month}`)
        : write('AddedReportingDays', 'POST', `years/${year}/reporting-days`, { month }),
    onSuccess: () => cache.invalidateQueries(),
  });
  // Departments have theirs together: the same day of several is one line.
  const days = data.items.filter(({ day }, at) => data.items.findIndex((one) => one.day === day) === at);
  if (!data.mayChange && days.length === 0) return null;
  const monthOf = (day: string) => Number(day.slice(5, 7));
  const free = Array.from({ length: 12 }, (_, at) => at + 1).filter(
    (month) => !days.some(({ day }) => monthOf(day) === month),
  );
  return (
    <section aria-labelledby="added-days">
      <h2 id="added-days">{t('forms.days')}</h2>
      <p className="note">{t('forms.daysLead')}</p>
      {days.length === 0 && <p className="muted">{t('forms.daysNone')}</p>}
      <ul className="plain-list added-days">
        {days.map(({ day, addedOn, by }) => (
          <li key={day}>
            <strong>{t('forms.daysMonth', { month: monthOf(day) })}</strong>{' '}
            {addedOn > day && <span className="tag">{t('forms.daysPast')}</span>}
            <span className="note">{t('forms.daysBy', { by, day: fullDayText(addedOn, language) })}</span>
            {data.mayChange && day > around.today && (
              <button
                type="button"
                className="button small"
                aria-label={t('forms.daysTakeBack', { month: monthOf(day) })}
                disabled={change.isPending}
                onClick={() => change.mutate({ month: monthOf(day), isTaken: true })}
              >
                {t('forms.takeBack')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {data.mayChange && (
        <Choice
          label={t('forms.daysAdd')}
          value=""
          items={[
            { id: '', text: t('forms.none') },
            ...free.map((month) => ({ id: String(month), text: t('forms.daysMonth', { month }) })),
          ]}
          onChange={(month) => month && change.mutate({ month: Number(month), isTaken: false })}
        />
      )}
      <WriteProblem error={change.error} />
    </section>
  );
}
