import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Correction } from '#shared/expenditure.ts';
import { useMoment } from '../../data/moment.ts';
import { openCorrections } from '../../data/questions.ts';
import { write } from '../../data/request.ts';
import { useRights } from '../../data/rights.ts';
import { fullDayText, instantText, yuanText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { Field } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { WriteProblem } from '../../ui/WriteProblem.tsx';

/** Corrections that wait for a second person, each with what stands and what is to stand. Nothing where none waits. */
export function OpenCorrections() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { may } = useRights();
  const mayDecide = may('confirm_correction');
  const { data } = useQuery(openCorrections(useMoment()));
  const [withdrawing, setWithdrawing] = useState<Correction>();
  const confirm = useMutation({
    mutationFn: (id: string) => write('Correction', 'POST', `expenditures/corrections/${id}/confirm`),
    onSettled: () => cache.invalidateQueries(),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <section className="entry corrections" aria-labelledby="corrections">
      <h2 id="corrections">
        {t('history.waiting')} <small>{t('expenditures.total', { count: data.items.length })}</small>
      </h2>
      <WriteProblem error={confirm.error} />
      <ul>
        {data.items.map((one) => (
          <li key={one.id}>
            <div className="grow">
              <p>
                <strong className="figure">
                  {one.voucherNo}
                  {one.line > 1 && `-${one.line}`}
                </strong>{' '}
                <Difference correction={one} />
              </p>
              <p className="note">
                {one.reason} ·{' '}
                {t('history.proposedBy', {
                  by: one.proposedBy,
                  at: instantText(one.proposedAt, spokenLanguage()),
                })}
              </p>
            </div>
            <div className="actions end">
              {may('post_vouchers') && (
                <button type="button" className="button small" onClick={() => setWithdrawing(one)}>
                  {t('history.withdraw')}
                </button>
              )}
              {mayDecide && (
                <button
                  type="button"
                  className="button small primary"
                  aria-label={`${t('history.confirm')} ${one.voucherNo}`}
                  disabled={confirm.isPending}
                  onClick={() => confirm.mutate(one.id)}
                >
                  {t('history.confirm')}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {withdrawing && <Withdraw correction={withdrawing} onClose={() => setWithdrawing(undefined)} />}
    </section>
  );
}

/** Only what would change, old and new. */
function Difference({ correction: { standing, proposed } }: { correction: Correction }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const fund = (id: typeof proposed.fundSource) => (id ? t(`expenditures.funds.${id}`) : '');
  const pairs = [
    [yuanText(standing?.amount ?? ''), yuanText(proposed.amount)],
    [standing ? fullDayText(standing.postedOn, language) : '', fullDayText(proposed.paidOn, language)],
    [standing?.projectName ?? '', proposed.projectName],
    [fund(standing?.fundSource ?? null), fund(proposed.fundSource ?? standing?.fundSource ?? null)],
    [standing?.payee ?? '', proposed.payee ?? standing?.payee ?? ''],
    [standing?.purpose ?? '', proposed.purpose ?? standing?.purpose ?? ''],
  ].filter(([before, after]) => before !== after);
  return pairs.map(([before, after]) => (
    <span key={`${before}${after}`} className="change">
      <del>{before || t('none')}</del> → <ins>{after}</ins>
    </span>
  ));
}

function Withdraw({ correction, onClose }: { correction: Correction; onClose: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [reason, setReason] = useState('');
  const withdraw = useMutation({
    mutationFn: () =>
      write('Correction', 'POST', `expenditures/corrections/${correction.id}/withdraw`, { reason }),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries();
    },
  });
  return (
    <Sheet title={`${t('history.withdraw')} ${correction.voucherNo}`} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim()) withdraw.mutate();
        }}
      >
        <Field label={t('history.reason')} value={reason} onChange={setReason} autoFocus maxLength={500} />
        <WriteProblem error={withdraw.error} />
        <div className="actions end">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={!reason.trim() || withdraw.isPending}>
            {t('history.withdraw')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
