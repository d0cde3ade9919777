import type { Day } from '../calendar.ts';
import type { MeasurementState } from '../measurement.ts';
import type { DailySpending, ProjectPlan } from '../plan.ts';
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
}

/** The last business day that counts, and the day of judging, in which graces and due days run. */
export interface Days {
  asOf: Day;
  today: Day;
}

/** The defaults of the contract; none is a regulation of the province, and they are ours to label so. */
export interface Profile {
  /** Shortfall as whole percents of the node's plan, and the amount below which it is not worth a word. */
  spending: { warning: number; critical: number; clear: number; least: number; graceWorkingDays: number };
  /** A value is due within so many days of its reporting day. */
  reportWithinDays: number;
  deadline: { watchDays: number; warningDays: number };
  score: ScoreScheme;
}

/** The points of the self-evaluation. Where costs have none of their own, they count among the outputs. */
export interface ScoreScheme {
  execution: number;
  groups: { cost: number; output: number; benefit: number; satisfaction: number };
}

/** 执行率10 产出50 效益30 满意度10 */
export const outputScheme: ScoreScheme = {
  execution: 10,
  groups: { cost: 0, output: 50, benefit: 30, satisfaction: 10 },
};

/** 执行率10 成本20 产出40 效益20 满意度10 */
export const costScheme: ScoreScheme = {
  execution: 10,
  groups: { cost: 20, output: 40, benefit: 20, satisfaction: 10 },
};

export const defaultProfile: Profile = {
  spending: { warning: 10, critical: 20, clear: 5, least: 100_000, graceWorkingDays: 5 },
  reportWithinDays: 10,
  deadline: { watchDays: 30, warningDays: 7 },
  score: outputScheme,
};
