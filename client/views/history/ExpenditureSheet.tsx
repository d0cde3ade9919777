import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Expenditure, ExpenditureHistory } from '#shared/expenditure.ts';
import { expenditureHistory } from '../../data/questions.ts';
import { useRights } from '../../data/rights.ts';
import { fullDayText, instantText, yuanText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { CorrectForm } from './CorrectForm.tsx';
import { TakeBackForm } from './TakeBackForm.tsx';
import { leftOf } from './taking-back.ts';

type Step = 'look' | 'correct' | 'refund' | 'reversal';

/** A voucher line: how it stands, what happened to it, and what can be done about it. */
export function ExpenditureSheet({ item, onClose }: { item: Expenditure; onClose: () => void }) {
  const { t } = useTranslation();
  const { may } = useRights();
  const { data } = useQuery(expenditureHistory(item.id));
  const [step, setStep] = useState<Step>('look');
  const title = `${t('expenditures.voucher')} ${item.voucherNo}${item.line > 1 ? `-${item.line}` : ''}`;
  const waits = data?.corrections.some(({ state }) => state === 'proposed') ?? false;
  const left = data ? leftOf(item, data.takenBack) : 0;
  return (
    <Sheet title={title} onClose={onClose}>
      <Line item={item} />
      {!data && <p className="muted">{t('loading')}</p>}
      {data && step === 'look' && (
        <>
          <Story history={data} />
          {may('post_vouchers') && (
            <div className="actions end">
              {item.kind === 'payment' && left > 0 && (
                <>
                  <button type="button" className="button" onClick={() => setStep('refund')}>
                    {t('history.refund')}
                  </button>
                  <button type="button" className="button" onClick={() => setStep('reversal')}>
                    {t('history.reversal')}
                  </button>
                </>
              )}
              <button type="button" className="button" disabled={waits} onClick={() => setStep('correct')}>
                {t('history.correct')}
              </button>
            </div>
          )}
        </>
      )}
      {step === 'correct' && <CorrectForm item={item} onDone={() => setStep('look')} />}
      {(step === 'refund' || step === 'reversal') && (
        <TakeBackForm item={item} kind={step} left={left} onDone={() => setStep('look')} />
      )}
    </Sheet>
  );
}

function Line({ item }: { item: Expenditure }) {
  const { t } = useTranslation();
  return (
    <p>
      <strong className="figure">
        {yuanText(item.amount)} {t('unit.yuan')}
      </strong>{' '}
      {t(`expenditures.kinds.${item.kind}`)} · {fullDayText(item.paidOn, spokenLanguage())} ·{' '}
      {t(`expenditures.funds.${item.fundSource}`)}
      <span className="note block">
        {[item.projectName, item.payee, item.purpose].filter(Boolean).join(' · ')}
        {item.reverses && ` · ${t('history.ofVoucher', { voucher: item.reverses })}`}
      </span>
    </p>
  );
}

/** What happened, the newest first: as it stood before, what was proposed and decided, what was taken back. */
function Story({ history }: { history: ExpenditureHistory }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const at = (instant: string) => instantText(instant, language);
  const { versions, corrections, takenBack } = history;
  return (
    <ol className="history" aria-label={t('history.title')}>
      {takenBack.map((one) => (
        <li key={one.id}>
          <Line item={one} />
          <p className="note">{t('history.recorded', { by: one.recordedBy, at: at(one.recordedAt) })}</p>
        </li>
      ))}
      {corrections.map((one) => (
        <li key={one.id}>
          <p>
            <span className={`tag ${one.state}`}>{t(`history.correction.${one.state}`)}</span> {one.reason}
          </p>
          {one.state === 'proposed' && (
            <p className="figure">
              → {yuanText(one.proposed.amount)} {t('unit.yuan')} ·{' '}
              {fullDayText(one.proposed.paidOn, language)} · {one.proposed.projectName}
            </p>
          )}
          <p className="note">
            {t('history.proposedBy', { by: one.proposedBy, at: at(one.proposedAt) })}
            {one.decidedBy && one.decidedAt && (
              <>
                {' · '}
                {t(`history.decided.${one.state}`, { by: one.decidedBy, at: at(one.decidedAt) })}
                {one.alone && ` · ${t('history.alone')}`}
                {one.note && `${t('colon')}${one.note}`}
              </>
            )}
          </p>
        </li>
      ))}
      {versions.map((one) => (
        <li key={one.id} className={one.supersededAt ? 'past' : undefined}>
          {one.supersededAt ? <Line item={one} /> : <p>{t('history.stands')}</p>}
          <p className="note">
            {t('history.recorded', { by: one.recordedBy, at: at(one.recordedAt) })}
            {one.supersededAt && ` · ${t('history.until', { at: at(one.supersededAt) })}`}
          </p>
        </li>
      ))}
    </ol>
  );
}
