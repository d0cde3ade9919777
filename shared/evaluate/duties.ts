import { addDays, type Day, earlier, lastDayOf } from '../calendar.ts';
import { compare, over, parseFraction, times } from '../fraction.ts';
import type { Fen } from '../money.ts';
import {
  halfYears,
  isHistory,
  milestoneDates,
  ordinaryReportingDays,
  type PlannedIndicator,
  type ProjectPlan,
} from '../plan.ts';
import type { IndicatorRules } from '../profile.ts';
import type { Days, Measured, Snapshot } from './snapshot.ts';

/** What an indicator is for: the levels of the plan, with 成本 standing where the document put it. */
export type IndicatorGroup = 'output' | 'benefit' | 'satisfaction';

export function groupOf({ level1 }: Pick<PlannedIndicator, 'level1'>): IndicatorGroup {
  if (level1.includes('满意')) return 'satisfaction';
  return level1.includes('效益') || level1.includes('效果') ? 'benefit' : 'output';
}

/** The money that a target names, in 分; undefined where its unit is no money. */
function moneyOf({ target }: Pick<PlannedIndicator, 'target'>): Fen | undefined {
  const scale = { 元: 100, 万元: 1_000_000, 亿元: 10_000_000_000 }[target.unit];
  const value = parseFraction(target.value);
  if (!scale || !value) return undefined;
  const fen = times(value, over(scale));
  return compare(fen, over(fen.n / fen.d)) === 0 ? Number(fen.n / fen.d) : undefined;
}

/**
 * Whether a cost ceiling is the project's own money, a money ceiling equal to its budget: then it is
 * read from the ledger and nobody types it. An adjustment of the money leaves it so.
 */
export function isLedgerCeiling(plan: ProjectPlan, indicator: Pick<PlannedIndicator, 'target'>): boolean {
  if (indicator.target.accrual !== 'ceiling') return false;
  const ceiling = moneyOf(indicator);
  return ceiling === plan.budget || (ceiling !== undefined && ceiling === plan.originalBudget);
}

/** Whether an indicator is 待确认: a target that a person has to read first. It is reported, not judged. */
export function isUnread({ target }: Pick<PlannedIndicator, 'target'>): boolean {
  return target.kind !== 'none' && target.confidence === 'low';
}

/**
 * The reporting days on which an indicator owes a value, all year, in order. Outputs at every node,
 * benefits and satisfaction at 6月底 and 12月底, both from the first node at which money is planned or the
 * first payment; a milestone on its dates; a ledger ceiling and a target that is none, never. Days that had
 * passed when the plan was put in force, or the revision that brought the indicator in, are no duty, nor are
 * dates after the year: they are another plan's.
 */
export function owedDays(
  plan: ProjectPlan,
  indicator: PlannedIndicator,
  firstPayment: Day | undefined,
): Day[] {
  if (indicator.target.kind === 'none' || isLedgerCeiling(plan, indicator)) return [];
  const { since = '' } = indicator;
  const isDuty = (day: Day) => !isHistory(plan, day) && day >= since && day <= lastDayOf(plan.year);
  const dates = milestoneDates(indicator.target);
  if (dates.length > 0) return dates.filter(isDuty);
  const planned = plan.nodes.find((node) => node.cumulative > 0)?.day;
  const start = planned && firstPayment ? earlier(planned, firstPayment) : (planned ?? firstPayment);
  if (!start) return [];
  const days = groupOf(indicator) === 'output' ? ordinaryReportingDays(plan) : halfYears(plan.year);
  return days.filter((day) => day >= start && isDuty(day));
}

/** The last day on which a value for a reporting day is in time. */
export function dueDay(period: Day, { reporting }: IndicatorRules): Day {
  return addDays(period, reporting.withinDays);
}

/** The day of the first payment; undefined where nothing was paid. */
export function firstPaymentDay({ spending }: Snapshot, asOf: Day): Day | undefined {
  const first = spending.find(({ amount }) => amount > 0)?.day;
  return first && first <= asOf ? first : undefined;
}

/** The business day that a measurement is about: its period's end, or the day it was measured if earlier. */
export function businessDay({ period, measuredOn }: Pick<Measured, 'period' | 'measuredOn'>): Day {
  return earlier(period, measuredOn);
}

/**
 * What is known of one indicator and period: the value that counts, and a newer one that waits for approval.
 * Where it was approved that none could be had (本期无法取得), that stands alone: the duty is fulfilled, and
 * there is nothing to judge.
 */
export interface Known {
  period: Day;
  approved?: Measured;
  provisional?: Measured;
  unavailable?: Measured;
}

/** The values of one indicator as of a day, by period in order; a newer approved one supersedes an older. */
export function knownValues(measurements: readonly Measured[], indicatorId: string, asOf: Day): Known[] {
  const known = new Map<Day, Known>();
  for (const measured of measurements) {
    if (measured.indicatorId !== indicatorId || measured.state === 'returned' || businessDay(measured) > asOf)
      continue;
    const isUnavailable = measured.value.kind === 'unavailable';
    // That none can be had is for somebody else to agree to: until then the value is still owed.
    if (isUnavailable && measured.state !== 'approved') continue;
    const entry = known.get(measured.period) ?? { period: measured.period };
    known.set(measured.period, entry);
    if (isUnavailable) {
      known.set(measured.period, { period: measured.period, unavailable: measured });
    } else if (measured.state === 'approved') {
      entry.approved = measured;
      delete entry.provisional;
      delete entry.unavailable;
    } else {
      entry.provisional = measured;
    }
  }
  return [...known.values()].sort((a, b) => (a.period < b.period ? -1 : 1));
}

/** The latest of the owed days up to `asOf` whose time to report is over on `today`. */
export function lastOverdueDay(
  owed: readonly Day[],
  rules: IndicatorRules,
  { asOf, today }: Days,
): Day | undefined {
  return owed.findLast((day) => day <= asOf && dueDay(day, rules) < today);
}

/** The days on which time alone changes what is owed or missing. */
export function dutyCheckDays(owed: readonly Day[], rules: IndicatorRules): Day[] {
  return owed.flatMap((day) => [day, addDays(dueDay(day, rules), 1)]);
}
