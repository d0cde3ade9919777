import { type Day, earlier, firstDayOf, lastDayOf, monthEnd } from './calendar.ts';
import type { FundSource } from './expenditure.ts';
import type { Fen } from './money.ts';
import type { Target } from './target.ts';

/** A node (节点): by the end of `day`, `cumulative` 分 are to have been spent. */
export interface PlanNode {
  day: Day;
  cumulative: Fen;
}

export interface PlannedIndicator {
  id: string;
  level1: string;
  level2: string;
  name: string;
  printed: string;
  target: Target;
  basis: string;
  /** The day from which a revision brought it in: earlier reporting days are no duty. Absent from the first version on. */
  since?: Day;
}

/** A project as one version of the plan has it. Nodes are in order of day. */
export interface ProjectPlan {
  /** Of this plan, not of the project: two versions differ in it. */
  id: string;
  projectId: string;
  code: string;
  name: string;
  year: number;
  department: { id: string; code: string; name: string };
  section: string | null;
  owner: string | null;
  /** The user names of those charged with it beside the printed name; absent where there are none. */
  people?: readonly string[];
  version: number;
  /** The business day on which a plan of this year was first put in force: nodes before it are history. */
  inForceOn: Day;
  closed: boolean;
  /** The budget of the day, which every rate is of: 调整后预算数 where one exists, else 年初预算数. */
  budget: Fen;
  /** 年初预算数: what the year began with; 0 for a project that was added during the year. */
  originalBudget: Fen;
  /** 财政资金: 当年财政拨款 and 上年结转 together, as the published plan prints them. */
  fiscal: Fen;
  /** 其他资金 */
  other: Fen;
  nodes: readonly PlanNode[];
  /** The month-ends that finance added as reporting days, in order; absent where there are none. */
  added?: readonly AddedDay[];
  indicators: readonly PlannedIndicator[];
}

/** A month-end that finance made a reporting day. One that had passed when it was added may be reported for and is no duty. */
export interface AddedDay {
  day: Day;
  on: Day;
}

/** Money of one project on one day from one source, as the ledger sums it. */
export interface DailySpending {
  day: Day;
  fund: FundSource;
  amount: Fen;
}

/**
 * What the plan asks to have been spent by the end of `day`: the cumulative amount of the last node on or
 * before it. Nothing is due before the first node; the plan stays at its last amount afterwards.
 * @example
 * // 1.25 / 2.50 / 3.75 / 5.00 万元 at the ends of March, June, October and December
 * plannedBy(nodes, '2023-06-29') // 1_250_000
 * plannedBy(nodes, '2023-06-30') // 2_500_000
 */
export function plannedBy(nodes: readonly PlanNode[], day: Day): Fen {
  return nodes.findLast((node) => node.day <= day)?.cumulative ?? 0;
}

/** What was spent by the end of `day`, refunds taken off. `fund` asks for one source only. */
export function spentBy(
  spending: readonly DailySpending[],
  day: Day,
  fund?: (source: FundSource) => boolean,
): Fen {
  let sum = 0;
  for (const { day: paid, fund: source, amount } of spending) {
    if (paid <= day && (!fund || fund(source))) sum += amount;
  }
  return sum;
}

/** Whether one step of the plan holds more than so many percent of the budget (一次性支出): its pace says nothing. */
export function isLump(plan: ProjectPlan, percent: number): boolean {
  let before = 0;
  for (const { cumulative } of plan.nodes) {
    if ((cumulative - before) * 100 > plan.budget * percent) return true;
    before = cumulative;
  }
  return false;
}

/** The last day of the year that counts on `today`: today, or 31 December once the year is over. */
export function asOfOn(year: number, today: Day): Day {
  return earlier(today, lastDayOf(year));
}

/** Whether a node or reporting day had passed when the plan was first put in force: then it is no duty. */
export function isHistory(plan: Pick<ProjectPlan, 'inForceOn'>, day: Day): boolean {
  return day < plan.inForceOn;
}

/** What the reporting days of a plan follow from. */
type Reported = Pick<ProjectPlan, 'year' | 'nodes' | 'added'> & {
  indicators: readonly { target: Target }[];
};

/** The days for which any value of the project may be reported: its nodes, 6月底, 12月底, milestone dates, what finance added. */
export function reportingDays(plan: Reported): Day[] {
  const added = (plan.added ?? []).map(({ day }) => day);
  const days = new Set([...ordinaryReportingDays(plan), ...halfYears(plan.year), ...added]);
  for (const { target } of plan.indicators)
    for (const date of milestoneDates(target)) if (date <= lastDayOf(plan.year)) days.add(date);
  return [...days].sort();
}

/** On which every output is owed: the plan's nodes within the year, and the month-ends added before they were over. */
export function ordinaryReportingDays({
  nodes,
  year,
  added = [],
}: Pick<ProjectPlan, 'nodes' | 'year' | 'added'>): Day[] {
  const ofPlan = nodes
    .map(({ day }) => day)
    .filter((day) => day >= firstDayOf(year) && day <= lastDayOf(year));
  if (added.length === 0) return ofPlan;
  return [...new Set([...ofPlan, ...added.flatMap(({ day, on }) => (on <= day ? day : []))])].sort();
}

/** 6月底 and 12月底: when benefits and satisfaction are due. */
export function halfYears(year: number): Day[] {
  return [monthEnd(year, 6), monthEnd(year, 12)];
}

/** The dates of a milestone target, in order; none for any other. */
export function milestoneDates(target: Target): Day[] {
  if (target.kind !== 'deadline') return [];
  if (target.dates && target.dates.length > 0) return target.dates.map(({ date }) => date);
  return target.date ? [target.date] : [];
}
