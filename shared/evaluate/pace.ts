import { completedMonths } from '../calendar.ts';
import { isLump, plannedBy, spentBy } from '../plan.ts';
import type { RuleProfile } from '../profile.ts';
import type { Finding } from './finding.ts';
import { type Days, planToMeet, type Snapshot } from './snapshot.ts';
import { nodeInForce } from './spending.ts';

/** How spending stands to the time gone (序时); grey with the reason where it is not measured by it. */
export type Pace =
  | { state: 'red' | 'yellow' | 'green' | 'blue'; months: number; spent: number; budget: number }
  | { state: 'grey'; because: 'lump' | 'early' | 'nothing_due' };

/** Execution rate ÷ share of the year completed, against the profile's lines; a month counts from its last day. */
export function paceOf(snapshot: Snapshot, profile: RuleProfile, days: Days): Pace {
  const { asOf } = days;
  const plan = planToMeet(snapshot, days);
  const months = completedMonths(plan.year, asOf);
  if (isLump(snapshot.plan, profile.lump.step)) return { state: 'grey', because: 'lump' };
  if (months < 3) return { state: 'grey', because: 'early' };
  if (plannedBy(plan.nodes, asOf) === 0 || plan.budget === 0)
    return { state: 'grey', because: 'nothing_due' };
  const spent = spentBy(snapshot.spending, asOf);
  const { red, yellow, blue } = profile.pace;
  // spent/budget ÷ months/12 against the percents, in whole numbers.
  const reaches = (percent: number) =>
    BigInt(spent) * 1200n >= BigInt(plan.budget) * BigInt(months * percent);
  const state = reaches(blue) ? 'blue' : reaches(yellow) ? 'green' : reaches(red) ? 'yellow' : 'red';
  return { state, months, spent, budget: plan.budget };
}

/** `SPEND_AHEAD`: more spent than the next node asks for, by a good deal. A lump next is no measure. */
export function aheadFindings({ plan, spending }: Snapshot, profile: RuleProfile, days: Days): Finding[] {
  const { percent, least } = profile.ahead;
  const next = plan.nodes.find(({ day }) => day > days.asOf);
  if (!next || next.cumulative === 0 || isLump(plan, profile.lump.step)) return [];
  const spent = spentBy(spending, days.asOf);
  const ahead = spent - next.cumulative;
  if (ahead < least || ahead * 100 < next.cumulative * percent) return [];
  return [
    {
      kind: 'SPEND_AHEAD',
      subject: 'spending',
      period: next.day,
      strength: 'fires',
      condition: 'firing',
      severity: 'notice',
      facts: { kind: 'SPEND_AHEAD', node: next.day, cum: next.cumulative, spent, line: percent },
    },
  ];
}

/** `PACE_BEHIND`: a remark at a node past its grace, only where a profile has switched it on. */
export function paceFindings(snapshot: Snapshot, profile: RuleProfile, days: Days): Finding[] {
  if (!profile.pace.enabled) return [];
  const node = nodeInForce(snapshot, profile, days);
  const pace = paceOf(snapshot, profile, days);
  if (!node || (pace.state !== 'red' && pace.state !== 'yellow')) return [];
  const { months, spent, budget } = pace;
  const line = profile.pace.yellow;
  return [
    {
      kind: 'PACE_BEHIND',
      subject: 'spending',
      period: node.day,
      strength: 'fires',
      condition: 'firing',
      severity: 'notice',
      facts: { kind: 'PACE_BEHIND', node: node.day, months, budget, spent, line },
    },
  ];
}
