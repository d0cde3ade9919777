import type { Day } from '#shared/calendar.ts';
import type { Days, Measured, Snapshot } from '#shared/evaluate/snapshot.ts';
import type { FundSource } from '#shared/expenditure.ts';
import { type Fen, parseWan } from '#shared/money.ts';
import { asOfOn, type PlanNode, type PlannedIndicator, type ProjectPlan } from '#shared/plan.ts';
import { readTarget } from '#shared/target.ts';
import type { OpenAlert, Transition } from '#shared/transitions.ts';
import { readValue, type Value } from '#shared/value.ts';

/** `wan('1.25')` is 1.25 万元 in 分. */
export function wan(text: string): Fen {
  const fen = parseWan(text);
  if (fen === undefined) throw new Error(`${text} is no amount of 万元`);
  return fen;
}

/** Today and the last business day that counts, as every screen of the present has them. */
export function on(today: Day, year = 2023): Days {
  return { asOf: asOfOn(year, today), today };
}

/** The plan of the contract's examples: 5.00 万元 in four steps. Amounts are 万元, cumulative. */
export const fourSteps = {
  '2023-03-31': '1.25',
  '2023-06-30': '2.50',
  '2023-10-31': '3.75',
  '2023-12-31': '5.00',
};

/** Nothing planned before the end of December. */
export const lump = { '2023-03-31': '0', '2023-06-30': '0', '2023-10-31': '0', '2023-12-31': '5.00' };

export interface PlanWords extends Partial<Omit<ProjectPlan, 'budget' | 'fiscal' | 'other' | 'nodes'>> {
  budget?: string;
  other?: string;
  nodes?: Record<Day, string>;
}

/** A project's plan for 2023, in force from 1 January: 5.00 万元 in four steps, and one indicator that asks for nothing. */
export function aPlan({ nodes = fourSteps, budget, other = '0', ...more }: PlanWords = {}): ProjectPlan {
  const steps: PlanNode[] = Object.entries(nodes).map(([day, text]) => ({ day, cumulative: wan(text) }));
  const total = budget === undefined ? (steps.at(-1)?.cumulative ?? 0) : wan(budget);
  return {
    id: 'plan',
    projectId: 'project',
    code: 'P1',
    name: '光纤租赁和短信机费用',
    year: 2023,
    department: { id: 'department', code: '435001', name: '巨鹿县行政审批局本级' },
    section: null,
    owner: null,
    version: 1,
    inForceOn: '2023-01-01',
    closed: false,
    indicators: [anIndicator('生态效益', '/')],
    originalBudget: total,
    ...more,
    budget: total,
    fiscal: total - wan(other),
    other: wan(other),
    nodes: steps,
  };
}

/** An indicator as a plan prints it, read as the product reads it. Its id is its name. */
export function anIndicator(
  name: string,
  printed: string,
  { level1 = name.includes('满意') ? '满意度指标' : '产出指标', level2 = '' } = {},
): PlannedIndicator {
  const target = readTarget({ level2, name, value: printed, year: 2023 });
  return { id: name, level1, level2, name, printed, target, basis: '' };
}

/** A value as a person typed it for a reporting day: measured on that day and approved, unless it says otherwise. */
export function aValue(
  indicator: PlannedIndicator,
  period: Day,
  typed: string,
  more: Partial<Pick<Measured, 'measuredOn' | 'state' | 'survey' | 'id'>> = {},
): Measured {
  const measured = { id: 1, indicatorId: indicator.id, period, printed: typed, measuredOn: period };
  return { ...measured, value: typedValue(indicator, typed), state: 'approved', ...more };
}

/** What a person typed, read; unusual values are taken. */
export function typedValue({ target, name }: PlannedIndicator, typed: string): Value {
  const read = readValue(typed, target, name, true);
  if (!read.ok) throw new Error(read.message.en);
  return read.value;
}

/** A payment of so many 万元 on a day. */
export type Paid = readonly [day: Day, amount: string, fund?: FundSource];

export interface SnapshotWords extends PlanWords {
  plan?: ProjectPlan;
  paid?: readonly Paid[];
  values?: readonly Measured[];
  coveredTo?: Day | null;
  finished?: Day;
  closedOn?: Day;
  ownForecast?: { on: Day; amount: Fen };
}

/** All that judging takes: by default four steps, nothing paid, nothing reported, and a ledger that is confirmed. */
export function aSnapshot({
  paid = [],
  values = [],
  coveredTo = '2023-12-31',
  plan,
  finished,
  closedOn,
  ownForecast,
  ...words
}: SnapshotWords = {}): Snapshot {
  const spending = paid.map(([day, amount, fund = 'fiscal']) => ({ day, fund, amount: wan(amount) }));
  return {
    plan: plan ?? aPlan(words),
    spending: spending.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
    measurements: values.map((value, at) => ({ ...value, id: at + 1 })),
    coveredTo,
    ...(finished && { finished }),
    ...(closedOn && { closed: closedOn }),
    ...(ownForecast && { ownForecast }),
  };
}

/**
 * The alerts that reconciling leaves open. Their ids are made of kind, subject and period; a later episode, by
 * the count kept in `seen`, has its number behind them.
 */
export function openAfter(
  open: readonly OpenAlert[],
  transitions: readonly Transition[],
  seen = new Map<string, number>(),
): OpenAlert[] {
  const left = new Map(open.map((alert) => [alert.id, alert]));
  for (const one of transitions) {
    if (one.do === 'resolve' || one.do === 'drop') {
      left.delete(one.alert.id);
      continue;
    }
    const { strength: _, ...finding } = one.finding;
    if (one.do === 'update') {
      left.set(one.alert.id, { ...one.alert, ...finding });
      continue;
    }
    const name = [finding.kind, finding.subject, finding.period].join(' ');
    const episode = (seen.get(name) ?? 0) + 1;
    seen.set(name, episode);
    const id = episode === 1 ? name : `${name} #${episode}`;
    left.set(id, { id, mutedBy: null, ...finding });
  }
  return [...left.values()];
}
