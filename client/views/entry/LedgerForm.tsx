import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { earlier } from '#shared/calendar.ts';
import { ledger, system } from '../../data/questions.ts';
import { write } from '../../data/request.ts';
import { fullDayText, instantText, wan } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { asDay } from '../../ui/day-text.ts';
import { Field } from '../../ui/Field.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

/** The day up to which the vouchers are complete, no spending included, and its confirmation. */
export function LedgerForm() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const language = spokenLanguage();
  const { data: now } = useSuspenseQuery(ledger({}));
  const { data: around } = useSuspenseQuery(system());
  const latest = earlier(around.today, `${now.year}-12-31`);
  const [day, setDay] = useState(latest);
  const confirm = useMutation({
    mutationFn: () => write('Ledger', 'POST', 'ledger/confirm', { coveredTo: day, year: now.year }),
    onSuccess: () => cache.invalidateQueries(),
  });
  const { coveredTo, confirmedBy, confirmedAt, vouchers, spent } = now;
  return (
    <section className="entry narrow" aria-labelledby="ledger-title">
      <h2 id="ledger-title">{t('entry.ledger')}</h2>
      <p>
        {coveredTo
          ? t('entry.coveredNow', {
              day: fullDayText(coveredTo, language),
              by: confirmedBy ?? '–',
              at: confirmedAt ? instantText(confirmedAt, language) : '–',
            })
          : t('entry.coveredNever')}
      </p>
      <p>{t('entry.ledgerFacts', { count: vouchers, wan: wan(spent) })}</p>
      <p className="note">{t('entry.ledgerText')}</p>
      <form
        className="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          confirm.mutate();
        }}
      >
        <Field
          label={t('entry.coveredTo')}
          value={day}
          onChange={setDay}
          onBlur={() => setDay(asDay(day, now.year))}
        />
        <button type="submit" className="button primary" disabled={confirm.isPending || !day}>
          {t('entry.confirmLedger')}
        </button>
      </form>
      <WriteProblem error={confirm.error} />
      {confirm.data?.coveredTo && (
        <p className="success" role="status">
          {t('entry.confirmed_', { day: fullDayText(confirm.data.coveredTo, language) })}
        </p>
      )}
    </section>
  );
}
