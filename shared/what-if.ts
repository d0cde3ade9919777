import { type Day, later, yearOf } from './calendar.ts';
import { evaluate } from './evaluate/evaluate.ts';
import type { Finding } from './evaluate/finding.ts';
import type { Days, Measured, Snapshot } from './evaluate/snapshot.ts';
import type { FundSource } from './expenditure.ts';
import { figuresOf, type ProjectFigures } from './figures.ts';
import { type Said, said } from './language.ts';
import { type Fen, parseYuan } from './money.ts';
import { asOfOn, type DailySpending, reportingDays } from './plan.ts';
import type { RuleProfile } from './profile.ts';
import type { ProjectSnapshot } from './project-snapshot.ts';
import { readValue } from './value.ts';

/** What is supposed to happen: payments, and values as a person would type them, approved. */
export interface Supposed {
  payments: readonly { day: Day; amount: Fen; fund?: FundSource }[];
  values: readonly { indicatorId: string; period: Day; typed: string; measuredOn: Day }[];
}

/** What is wrong with a supposition: which payment or value, counted from 0, and what would be right. */
export interface SupposedProblem {
  of: 'payments' | 'values';
  at: number;
  message: Said;
}

/** What would follow, against the same day without what is supposed. */
export interface WhatIf {
  /** The day it is judged on: the last of today and the days supposed. */
  day: Day;
  before: ProjectFigures;
  after: ProjectFigures;
  findings: readonly Finding[];
  opened: readonly Finding[];
  cleared: readonly Finding[];
}

/**
 * A dry run: the lights and findings that would follow if so much was paid and such values were approved.
 * Judged on the latest day named, with what that day brings by itself on both sides. Pure, and the same code
 * as evaluating: the browser runs it on a snapshot that the server sent. Nothing supposed changes nothing.
 */
export function whatIf(
  snapshot: Snapshot,
  profile: RuleProfile,
  today: Day,
  supposed: Supposed,
): { ok: true; value: WhatIf } | { ok: false; problems: SupposedProblem[] } {
  const { year } = snapshot.plan;
  const read = supposed.values.map((value, at) => readSupposed(snapshot, value, at));
  const problems = [
    ...supposed.payments.flatMap(({ day }, at) => (yearOf(day) === year ? [] : [outsideYear(at, year)])),
    ...read.flatMap((one) => ('message' in one ? [one] : [])),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const values = read.flatMap((one) => ('message' in one ? [] : [one]));
  const spending: DailySpending[] = supposed.payments.map(({ day, amount, fund = 'fiscal' }) => ({
    day,
    fund,
    amount,
  }));
  const days = [...supposed.payments.map((one) => one.day), ...values.map((one) => one.measuredOn)];
  const day = days.reduce(later, today);
  const supposedly: Snapshot = {
    ...snapshot,
    spending: [...snapshot.spending, ...spending].sort((a, b) =>
      a.day < b.day ? -1 : a.day > b.day ? 1 : 0,
    ),
    measurements: [...snapshot.measurements, ...values],
  };
  return {
    ok: true,
    value: compared(snapshot, supposedly, profile, { asOf: asOfOn(year, day), today: day }),
  };
}

/** The snapshot that was sent, as judging takes it. */
export function readSnapshot({ plan, spending, ownForecast, ...sent }: ProjectSnapshot): Snapshot {
  // Trusted as our own server's: and without zod, which the browser does not load.
  const fen = (yuan: string) => parseYuan(yuan) ?? 0;
  return {
    plan: {
      ...plan,
      budget: fen(plan.budget),
      originalBudget: fen(plan.originalBudget),
      fiscal: fen(plan.fiscal),
      other: fen(plan.other),
      nodes: plan.nodes.map(({ day, cumulative }) => ({ day, cumulative: fen(cumulative) })),
    },
    spending: spending.map(({ day, fund, amount }) => ({ day, fund, amount: fen(amount) })),
    measurements: sent.measurements,
    coveredTo: sent.coveredTo,
    finished: sent.finished,
    closed: sent.closed,
    ownForecast: ownForecast && { on: ownForecast.on, amount: fen(ownForecast.amount) },
  };
}

function compared(before: Snapshot, after: Snapshot, profile: RuleProfile, days: Days): WhatIf {
  const firing = (snapshot: Snapshot) =>
    evaluate(snapshot, profile, days).findings.filter(({ strength }) => strength === 'fires');
  const [was, is] = [firing(before), firing(after)];
  const isIn = (list: readonly Finding[], { kind, subject, period }: Finding) =>
    list.some((one) => one.kind === kind && one.subject === subject && one.period === period);
  return {
    day: days.today,
    before: figuresOf(before, profile, days),
    after: figuresOf(after, profile, days),
    findings: is,
    opened: is.filter((finding) => !isIn(was, finding)),
    cleared: was.filter((finding) => !isIn(is, finding)),
  };
}

function outsideYear(at: number, year: number): SupposedProblem {
  return {
    of: 'payments',
    at,
    message: said(`付款日应在${year}年内。`, `The day of payment must be within ${year}.`),
  };
}

function readSupposed(
  { plan }: Snapshot,
  { indicatorId, period, typed, measuredOn }: Supposed['values'][number],
  at: number,
): Measured | SupposedProblem {
  const problem = (message: Said): SupposedProblem => ({ of: 'values', at, message });
  const indicator = plan.indicators.find(({ id }) => id === indicatorId);
  if (!indicator) return problem(said('计划中没有这个指标。', 'The plan has no such indicator.'));
  const days = reportingDays(plan);
  if (!days.includes(period)) {
    return problem(
      said(`填报期应为${days.join('、')}之一。`, `The reporting day must be one of ${days.join(', ')}.`),
    );
  }
  const value = readValue(typed, indicator.target, indicator.name, true);
  if (!value.ok) return problem(value.message);
  return { id: 0, indicatorId, period, printed: typed, value: value.value, measuredOn, state: 'approved' };
}
