import { useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reportingDays } from '#shared/plan.ts';
import { readProfile } from '#shared/shown-rules.ts';
import { readSnapshot, whatIf } from '#shared/what-if.ts';
import type { SpendingCurve } from '../../charts/spending.ts';
import { useMoment } from '../../data/moment.ts';
import { projectSnapshot } from '../../data/questions.ts';
import { dayText, nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { Choice } from '../../ui/Choice.tsx';
import { asDay } from '../../ui/day-text.ts';
import { Field } from '../../ui/Field.tsx';
import { WhatIfOutcome } from './WhatIfOutcome.tsx';
import {
  laterJudging,
  type PaymentDraft,
  supposedCurve,
  supposedOf,
  type ValueDraft,
} from './what-if-draft.ts';
import './what-if.css';

/** What the curve shows besides the plan while something is tried out. */
export type Tried = Pick<SpendingCurve, 'supposed' | 'forecast'>;

const funds = ['fiscal', 'carryover', 'other'] as const;

let lines = 0;

/**
 * 试算: what would follow if so much were paid or such a value reported. Worked out here, while one types, by the
 * code that judges on the server; nothing is stored. `onTry` redraws the curve.
 */
export default function WhatIf({ code, onTry }: { code: string; onTry: (tried: Tried | undefined) => void }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const { data } = useSuspenseQuery(projectSnapshot(code, useMoment()));
  const snapshot = useMemo(() => readSnapshot(data), [data]);
  const profile = useMemo(() => readProfile(data.profile), [data]);
  const { asOf, today } = data;
  const { plan } = snapshot;
  const payment = (): PaymentDraft => ({ id: ++lines, amount: '', day: asOf, fund: 'fiscal' });
  const [payments, setPayments] = useState<readonly PaymentDraft[]>(() => [payment()]);
  const [values, setValues] = useState<readonly ValueDraft[]>([]);
  const [judgedOn, setJudgedOn] = useState('');

  const { supposed, wrong } = supposedOf({ payments, values }, { plan, days: data });
  const isSaid = supposed && supposed.payments.length + supposed.values.length > 0;
  const tried = isSaid ? whatIf(snapshot, profile, judgedOn || today, supposed) : undefined;
  const problems = tried && !tried.ok ? tried.problems : [];
  const outcome = tried?.ok ? tried.value : undefined;
  const drawn = supposed && outcome ? supposedCurve(snapshot, { asOf, today }, supposed, outcome) : undefined;
  // The curve stands outside; it is redrawn when what is drawn has become another, not at each render.
  const key = JSON.stringify(drawn);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says whether `drawn` changed
  useEffect(() => onTry(drawn), [key, onTry]);
  useEffect(() => () => onTry(undefined), [onTry]);

  const change = (id: number, more: Partial<PaymentDraft>) =>
    setPayments((all) => all.map((one) => (one.id === id ? { ...one, ...more } : one)));
  const changeValue = (id: number, more: Partial<ValueDraft>) =>
    setValues((all) => all.map((one) => (one.id === id ? { ...one, ...more } : one)));
  const said = (of: 'payments' | 'values', id: number) => {
    // The problems count the lines that say something, in their order.
    const spoken =
      of === 'payments'
        ? payments.filter(({ amount }) => amount.trim() !== '')
        : values.filter(({ typed }) => typed.trim() !== '');
    const at = spoken.findIndex((one) => one.id === id);
    return problems.find((problem) => problem.of === of && problem.at === at)?.message[language];
  };
  const wrongWith = (id: number, is: 'notMoney' | 'notDay') =>
    wrong[id] === is ? t(`whatIf.${is}`, { year: plan.year }) : undefined;
  const periods = reportingDays(plan);
  const nextPeriod = periods.find((day) => day >= asOf) ?? periods.at(-1) ?? asOf;
  const judging = laterJudging(plan, profile, today);

  return (
    <div className="what-if">
      <p className="note">{t('whatIf.lead')}</p>
      {payments.map((line) => (
        <div className="what-if-line" key={line.id}>
          <Field
            label={t('whatIf.amount')}
            value={line.amount}
            inputMode="decimal"
            autoFocus={line === payments[0]}
            error={wrongWith(line.id, 'notMoney')}
            onChange={(amount) => change(line.id, { amount })}
          />
          <Field
            label={t('whatIf.day')}
            value={line.day}
            error={wrongWith(line.id, 'notDay') ?? said('payments', line.id)}
            onChange={(day) => change(line.id, { day })}
            onBlur={() => change(line.id, { day: asDay(line.day, plan.year) })}
          />
          <Choice
            label={t('whatIf.fund')}
            value={line.fund}
            items={funds.map((id) => ({ id, text: t(`expenditures.funds.${id}`) }))}
            onChange={(fund) => change(line.id, { fund: fund as PaymentDraft['fund'] })}
          />
          <button
            type="button"
            className="button small"
            onClick={() => setPayments((all) => all.filter(({ id }) => id !== line.id))}
          >
            {t('whatIf.remove')}
          </button>
        </div>
      ))}
      {values.map((line) => (
        <div className="what-if-line" key={line.id}>
          <Choice
            label={t('whatIf.indicator')}
            value={line.indicatorId}
            items={plan.indicators.map(({ id, name, printed }) => ({ id, text: `${name} ${printed}` }))}
            onChange={(indicatorId) => changeValue(line.id, { indicatorId })}
          />
          <Choice
            label={t('whatIf.period')}
            value={line.period}
            items={periods.map((day) => ({ id: day, text: nodeText(day, language) }))}
            onChange={(period) => changeValue(line.id, { period })}
          />
          <Field
            label={t('whatIf.value')}
            value={line.typed}
            error={said('values', line.id)}
            onChange={(typed) => changeValue(line.id, { typed })}
          />
          <button
            type="button"
            className="button small"
            onClick={() => setValues((all) => all.filter(({ id }) => id !== line.id))}
          >
            {t('whatIf.remove')}
          </button>
        </div>
      ))}
      <div className="actions">
        <button
          type="button"
          className="button small"
          onClick={() => setPayments((all) => [...all, payment()])}
        >
          {t('whatIf.addPayment')}
        </button>
        {plan.indicators[0] && (
          <button
            type="button"
            className="button small"
            onClick={() =>
              setValues((all) => [
                ...all,
                { id: ++lines, indicatorId: plan.indicators[0]?.id ?? '', period: nextPeriod, typed: '' },
              ])
            }
          >
            {t('whatIf.addValue')}
          </button>
        )}
        {judging.length > 0 && (
          <Choice
            label={t('whatIf.judgedOn')}
            value={judgedOn}
            items={[
              { id: '', text: t('whatIf.sameDay') },
              ...judging.map(({ node, day }) => ({
                id: day,
                text: t('whatIf.afterNode', {
                  node: nodeText(node, language),
                  day: dayText(day, language),
                }),
              })),
            ]}
            onChange={setJudgedOn}
          />
        )}
      </div>
      {outcome && <WhatIfOutcome outcome={outcome} year={plan.year} />}
    </div>
  );
}
