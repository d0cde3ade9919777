import { type Day, lastDayOf } from '../calendar.ts';
import type { MeasurementState } from '../measurement.ts';
import type { Fen } from '../money.ts';
import { type DailySpending, type ProjectPlan, spentBy } from '../plan.ts';
import type { Value } from '../value.ts';

/** A measured value as the ledger keeps it. */
export interface Measured {
  id: number;
  indicatorId: string;
  period: Day;
  /** As the person wrote it. */
  printed: string;
  value: Value;
  measuredOn: Day;
  state: MeasurementState;
  survey?: { sample: number; favourable: number };
}

/** All that judging a project takes. */
export interface Snapshot {
  plan: ProjectPlan;
  /** By day, in order. */
  spending: readonly DailySpending[];
  /** In the order in which they became known; returned ones included. */
  measurements: readonly Measured[];
  /** The ledger is complete up to this day; null where nobody said so. */
  coveredTo: Day | null;
  /** The day on which the project was approved as finished (项目完结). */
  finished?: Day | null;
  /** The day on which finance closed the year (年度结账); a plan of a year gone by is closed from the start. */
  closed?: Day | null;
  /** What the owner expects of the year (全年预计执行数): it wins until the next node. */
  ownForecast?: { on: Day; amount: Fen } | null;
}

/**
 * Whether a decision of a day is seen: taken by the last business day that counts, or after the year has
 * ended, when that day stands still, by today.
 */
function hasCome({ plan }: Snapshot, day: Day | null | undefined, { asOf, today }: Days): boolean {
  return !!day && (day <= asOf || (asOf === lastDayOf(plan.year) && day <= today));
}

/** Whether the project counts as finished. */
export function isFinished(snapshot: Snapshot, days: Days): boolean {
  return hasCome(snapshot, snapshot.finished, days);
}

/** Whether the year is closed: nothing is judged any more. */
export function isClosed(snapshot: Snapshot, days: Days): boolean {
  return snapshot.closed ? hasCome(snapshot, snapshot.closed, days) : snapshot.plan.closed;
}

/** The days that count: closing the year (年度结账) stops the day of judging, so that figures stay as they were then. */
export function daysThatCount({ closed }: Snapshot, days: Days): Days {
  return closed && closed < days.today && closed >= days.asOf ? { ...days, today: closed } : days;
}

/**
 * What light and forecast are held against: the plan; of a finished project what was spent is its budget,
 * and no node asks for more.
 */
export function planToMeet(snapshot: Snapshot, days: Days): ProjectPlan {
  const { plan, spending } = snapshot;
  if (!isFinished(snapshot, days)) return plan;
  const budget = Math.max(0, spentBy(spending, days.asOf));
  const nodes = plan.nodes.map(({ day, cumulative }) => ({ day, cumulative: Math.min(cumulative, budget) }));
  return { ...plan, budget, nodes };
}

/**
 * The day on which a countdown to `date` stands: the last business day that counts before the date, today
 * once the date has come.
 */
export function countdownDay(date: Day, { asOf, today }: Days): Day {
  return date > asOf ? asOf : today;
}

/** The last business day that counts, and the day of judging, in which graces and due days run. */
export interface Days {
  asOf: Day;
  today: Day;
}
