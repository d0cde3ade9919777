import type { ResolvedBecause } from '../alert.ts';
import { firstDayOf, monthEnd } from '../calendar.ts';
import { planFaults } from '../plan-faults.ts';
import type { RuleProfile } from '../profile.ts';
import { lateCompletion } from './deadlines.ts';
import { businessDay } from './duties.ts';
import type { Ending, Finding, Findings } from './finding.ts';
import { forecastFindings } from './forecast.ts';
import { isPastJoint, jointCheckDays, jointFindings } from './joint.ts';
import { nextAfter } from './ledger.ts';
import { aheadFindings, paceFindings } from './pace.ts';
import {
  type IndicatorStanding,
  indicatorStandings,
  resultCheckDays,
  resultFindings,
  whyResultOver,
} from './results.ts';
import { type Days, isClosed, isFinished, type Snapshot } from './snapshot.ts';
import {
  behindFindings,
  nodeInForce,
  overBudgetFindings,
  spendingCheckDays,
  whyBehindOver,
  whyWithinBudget,
} from './spending.ts';
import { isPastLump, lumpFindings, rushFindings, yearEndCheckDays } from './year-end.ts';

/**
 * Judges one project on a day: everything that is off, by the rules of the contract's §3 to §5. Pure: the
 * same snapshot, profile and days give the same findings. A year that is closed gives none, and of a finished
 * project's spending only what is above its budget is off.
 */
export function evaluate(
  snapshot: Snapshot,
  profile: RuleProfile,
  days: Days,
  standings: IndicatorStanding[] = indicatorStandings(snapshot, profile, days),
): Findings {
  if (isClosed(snapshot, days)) {
    return { findings: [], whyOver: () => 'period_closed', nextCheckOn: nextAfter([], days.today) };
  }
  const finished = isFinished(snapshot, days);
  const findings = [
    ...planFindings(snapshot),
    ...overBudgetFindings(snapshot, days),
    ...(finished ? [] : ofSpending.flatMap((rule) => rule(snapshot, profile, days))),
    ...resultFindings(snapshot, profile, standings),
    ...jointFindings(snapshot, profile, days, standings),
  ];
  return {
    // The rules that raise an alert are named with it.
    findings: findings.map((one) => ({ ...one, facts: { ...one.facts, profile: profile.version } })),
    whyOver: (alert) => whyOver(snapshot, profile, days, standings, alert),
    lastWords: (alert) => lateCompletion(standings, alert),
    nextCheckOn: nextAfter(
      [
        ...spendingCheckDays(snapshot, profile),
        ...yearEndCheckDays(snapshot, profile),
        ...resultCheckDays(profile, standings),
        ...jointCheckDays(snapshot, profile),
        ...monthEnds(snapshot.plan.year),
        ...snapshot.spending.map(({ day }) => day),
        ...snapshot.measurements.map(businessDay),
        ...decisionDays(snapshot),
      ],
      days.today,
    ),
  };
}

/** What is off about the spending of a project that goes on, but for what is above its budget. */
const ofSpending = [
  behindFindings,
  lumpFindings,
  forecastFindings,
  aheadFindings,
  paceFindings,
  rushFindings,
] as const;

/** `PLAN_INVALID`: the plan itself cannot be held against anything. */
function planFindings({ plan }: Snapshot): Finding[] {
  const cumulative = plan.nodes.map((node) => node.cumulative);
  const reasons = planFaults(plan.budget, cumulative, plan.indicators.length);
  if (reasons.length === 0) return [];
  const { version, budget } = plan;
  return [
    {
      kind: 'PLAN_INVALID',
      subject: 'plan',
      period: String(version),
      strength: 'fires',
      condition: 'firing',
      severity: 'warning',
      facts: { kind: 'PLAN_INVALID', version, budget, last: cumulative.at(-1) ?? null, reasons },
    },
  ];
}

function whyOver(
  snapshot: Snapshot,
  profile: RuleProfile,
  days: Days,
  standings: IndicatorStanding[],
  alert: Ending,
): ResolvedBecause {
  const { kind, period } = alert;
  switch (kind) {
    case 'OVER_BUDGET':
      return whyWithinBudget(snapshot, days, alert);
    case 'PLAN_INVALID':
      return 'plan_revised';
    case 'MONEY_RESULT_GAP':
      return isPastJoint(snapshot, profile, days, period) ? 'period_closed' : 'recovered';
    case 'SPEND_BEHIND':
    case 'LUMP_APPROACHING':
    case 'FORECAST_SHORT':
    case 'SPEND_AHEAD':
    case 'PACE_BEHIND':
    case 'YEAR_END_RUSH':
      return isFinished(snapshot, days) ? 'completed' : whySpendingOver(snapshot, profile, days, alert);
    default:
      return whyResultOver(standings, profile, days, alert);
  }
}

function whySpendingOver(
  snapshot: Snapshot,
  profile: RuleProfile,
  days: Days,
  alert: Ending,
): ResolvedBecause {
  const { kind, period } = alert;
  if (kind === 'SPEND_BEHIND') return whyBehindOver(snapshot, profile, days, alert);
  const isPast =
    (kind === 'LUMP_APPROACHING' && isPastLump(snapshot.plan, profile, days, period)) ||
    (kind === 'SPEND_AHEAD' && period <= days.asOf) ||
    (kind === 'PACE_BEHIND' && (nodeInForce(snapshot, profile, days)?.day ?? '') > period);
  return isPast ? 'period_closed' : 'recovered';
}

/** Every month's end and the day after the year: the elapsed-time light and what is due change there. */
function monthEnds(year: number) {
  return [...Array.from({ length: 12 }, (_, index) => monthEnd(year, index + 1)), firstDayOf(year + 1)];
}

/** The days of what was decided or expected. */
function decisionDays({ finished, closed, ownForecast }: Snapshot) {
  return [finished, closed, ownForecast?.on].flatMap((day) => day ?? []);
}
