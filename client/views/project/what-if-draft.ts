import type { Day } from '#shared/calendar.ts';
import { isDay, yearOf } from '#shared/calendar.ts';
import type { Days, Snapshot } from '#shared/evaluate/snapshot.ts';
import { judgedNodes } from '#shared/evaluate/spending.ts';
import type { FundSource } from '#shared/expenditure.ts';
import { parseWan, toYuan } from '#shared/money.ts';
import { spentBy } from '#shared/plan.ts';
import type { RuleProfile } from '#shared/profile.ts';
import type { Supposed, WhatIf } from '#shared/what-if.ts';
import type { SpendingCurve } from '../../charts/spending.ts';

/** A payment as it is typed: an amount of 万元. */
export interface PaymentDraft {
  id: number;
  amount: string;
  day: string;
  fund: FundSource;
}

/** A value as it is typed, for one indicator and reporting day. */
export interface ValueDraft {
  id: number;
  indicatorId: string;
  period: string;
  typed: string;
}

/** What is tried out (试算), as it is typed. */
export interface WhatIfDraft {
  payments: readonly PaymentDraft[];
  values: readonly ValueDraft[];
}

/** A problem of a line of the draft; the texts are under `whatIf`. */
export type DraftProblem = 'notMoney' | 'notDay';

/**
 * What a draft supposes; lines without an amount or a value say nothing yet. A payment may be negative, as a refund
 * is. Undefined where a line is wrong, with the problem by the line's id.
 */
export function supposedOf(
  { payments, values }: WhatIfDraft,
  { plan, days }: { plan: Snapshot['plan']; days: Days },
): { supposed?: Supposed; wrong: Readonly<Record<number, DraftProblem>> } {
  const wrong: Record<number, DraftProblem> = {};
  const paid: Supposed['payments'][number][] = [];
  for (const { id, amount, day, fund } of payments) {
    if (amount.trim() === '') continue;
    const fen = parseWan(amount.normalize('NFKC'));
    if (fen === undefined || fen === 0) wrong[id] = 'notMoney';
    else if (!isDay(day) || yearOf(day) !== plan.year) wrong[id] = 'notDay';
    else paid.push({ day, amount: fen, fund });
  }
  if (Object.keys(wrong).length > 0) return { wrong };
  const reported = values
    .filter(({ typed }) => typed.trim() !== '')
    .map(({ indicatorId, period, typed }) => ({ indicatorId, period, typed, measuredOn: days.asOf }));
  return { supposed: { payments: paid, values: reported }, wrong };
}

/** The days to judge on besides the day itself: those on which a node to come begins to count. */
export function laterJudging(
  plan: Snapshot['plan'],
  profile: RuleProfile,
  today: Day,
): { node: Day; day: Day }[] {
  return judgedNodes(plan, profile)
    .filter(({ judgedFrom }) => judgedFrom > today)
    .map(({ day, judgedFrom }) => ({ node: day, day: judgedFrom }));
}

/** What is supposed, as the curve draws it: on top of what was spent, up to the day that is judged. */
export function supposedCurve(
  { spending, plan }: Snapshot,
  { asOf }: Days,
  supposed: Supposed,
  { day: judgedOn, after }: WhatIf,
): Pick<SpendingCurve, 'supposed' | 'forecast'> {
  const ends = `${plan.year}-12-31`;
  const last = judgedOn < ends ? judgedOn : ends;
  const all = [
    ...spending,
    ...supposed.payments.map(({ day, amount }) => ({ day, amount, fund: 'fiscal' as const })),
  ];
  const first = supposed.payments.reduce((least, { day }) => (day < least ? day : least), asOf);
  const days = [...new Set([first, ...all.map(({ day }) => day), asOf, last])]
    .filter((day) => day >= first && day <= last)
    .sort();
  const points = days.map((day) => ({ day, amount: toYuan(spentBy(all, day)) }));
  const forecast =
    last < ends
      ? [
          { day: last, amount: toYuan(after.spent) },
          { day: ends, amount: toYuan(after.forecast) },
        ]
      : [];
  return { supposed: points, forecast };
}
