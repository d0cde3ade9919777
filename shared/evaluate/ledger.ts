import type { Day } from '../calendar.ts';
import type { PlanNode } from '../plan.ts';
import type { RuleProfile } from '../profile.ts';
import { graceOver } from '../working-days.ts';
import type { Finding, Findings } from './finding.ts';

/** What judging a department's ledger takes: its nodes, over all its projects, and the day it is complete to. */
export interface LedgerSnapshot {
  nodes: readonly PlanNode[];
  inForceOn: Day;
  coveredTo: Day | null;
}

/** `DATA_OVERDUE` of the ledger: past a node's grace nobody said that the vouchers are complete to it. */
export function evaluateLedger(
  { nodes, inForceOn, coveredTo }: LedgerSnapshot,
  profile: RuleProfile,
  today: Day,
): Findings {
  const duties = nodes
    .filter(({ day, cumulative }) => cumulative > 0 && day >= inForceOn)
    .map(({ day }) => ({ day, judgedFrom: graceOver(day, profile.spending.graceWorkingDays) }));
  const duty = duties.findLast(({ judgedFrom }) => judgedFrom <= today);
  const uncovered = duty !== undefined && (coveredTo === null || coveredTo < duty.day);
  const finding: Finding | false | undefined = uncovered && {
    kind: 'DATA_OVERDUE',
    subject: 'ledger',
    period: duty.day,
    strength: 'fires',
    condition: 'firing',
    severity: 'warning',
    facts: { kind: 'DATA_OVERDUE', what: 'ledger', period: duty.day, coveredTo, profile: profile.version },
  };
  return {
    findings: finding ? [finding] : [],
    whyOver: ({ period }) => (coveredTo !== null && coveredTo >= period ? 'recovered' : 'period_closed'),
    nextCheckOn: nextAfter(
      duties.map(({ judgedFrom }) => judgedFrom),
      today,
    ),
  };
}

/** The far future: nothing changes by time alone any more. */
export const never: Day = '9999-12-31';

/** The first of the days after `today`; the far future where there is none. */
export function nextAfter(days: readonly Day[], today: Day): Day {
  let next = never;
  for (const day of days) if (day > today && day < next) next = day;
  return next;
}
