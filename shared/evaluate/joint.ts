import { addDays, type Day } from '../calendar.ts';
import { compare, type Fraction, minus, over, parseFraction, plus, show, times } from '../fraction.ts';
import { expectedBy, judge } from '../judge.ts';
import { isHistory, type ProjectPlan, spentBy } from '../plan.ts';
import { type RuleProfile, rulesFor } from '../profile.ts';
import { dueDay, isLedgerCeiling, isUnread } from './duties.ts';
import type { Finding } from './finding.ts';
import type { IndicatorStanding } from './results.ts';
import { type Days, planToMeet, type Snapshot } from './snapshot.ts';
import { type JudgedNode, judgedNodes, uncovered } from './spending.ts';

/** Money and results of one node, side by side (执行与绩效匹配). */
export interface Joint {
  node: JudgedNode;
  /** min(1, spent ÷ planned), both by the node's day. */
  fulfilment: Fraction;
  /** The mean over the indicators due and reported. */
  achievement: Fraction;
  of: number;
  reported: number;
}

/**
 * The joint reading of the last node whose posting lag and reporting time are both over; undefined before
 * there is one, and where fewer than 60 % of the values due by it are in. Both sides speak of the node's own
 * day. Only approved values count: no warning rests on one that may still be sent back.
 */
export function jointOf(
  snapshot: Snapshot,
  profile: RuleProfile,
  days: Days,
  standings: readonly IndicatorStanding[],
): Joint | undefined {
  const plan = planToMeet(snapshot, days);
  const node = jointNode(plan, profile, days);
  if (!node) return undefined;
  const parts = standings.flatMap((standing) => partsOf(plan, profile, standing, node.day));
  const known = parts.filter((part) => part !== 'missing');
  if (known.length === 0 || known.length * 100 < parts.length * profile.joint.reported) return undefined;
  const sum = known.reduce(plus, over(0));
  const spent = spentBy(snapshot.spending, node.day);
  return {
    node,
    fulfilment: withinOne(over(spent, node.cumulative)),
    achievement: times(sum, over(1, known.length)),
    of: parts.length,
    reported: known.length,
  };
}

function jointNode(plan: ProjectPlan, profile: RuleProfile, { asOf, today }: Days): JudgedNode | undefined {
  return judgedNodes(plan, profile).findLast(
    ({ day, judgedFrom }) =>
      day <= asOf && judgedFrom <= today && dueDay(day, profile) < today && !isHistory(plan, day),
  );
}

/** What an indicator is worth of 1 at a node, of a milestone for each date; nothing where nothing is due. */
function partsOf(
  plan: ProjectPlan,
  profile: RuleProfile,
  { indicator, owed, known, milestones }: IndicatorStanding,
  node: Day,
): (Fraction | 'missing')[] {
  if (isLedgerCeiling(plan, indicator) || isUnread(indicator)) return [];
  if (indicator.target.kind === 'deadline') {
    const come = milestones.filter(({ date }) => date <= node);
    return come.map(({ is }) =>
      is === 'missed' ? over(0) : is === 'done' || is === 'done_late' ? over(1) : 'missing',
    );
  }
  if (!owed.includes(node)) return [];
  const full = parseFraction(indicator.target.value);
  const isNothingDue =
    full && full.n !== 0n && expectedBy(plan, indicator.target, full, node).expected.n === 0n;
  if (isNothingDue) return [];
  const entry = known.find(({ period }) => period === node);
  // That none could be had fulfils the duty and is no achievement either way.
  if (entry?.unavailable) return [];
  const measured = entry?.approved;
  if (!measured) return ['missing'];
  const { value, survey } = measured;
  if (value.kind === 'graded')
    return [withinOne(times(parseFraction(value.percent) ?? over(0), over(1, 100)))];
  const { gap } = judge(plan, indicator, value, node, survey, rulesFor(profile, indicator.id));
  return [gap ? withinOne(minus(over(1), gap)) : over(1)];
}

function withinOne(share: Fraction): Fraction {
  if (share.n < 0n) return over(0);
  return compare(share, over(1)) > 0 ? over(1) : share;
}

/** Which of the two is ahead by more than the points allowed; undefined where they go together. */
export function aheadIn({ fulfilment, achievement }: Joint, { joint: { points } }: RuleProfile) {
  const apart = minus(fulfilment, achievement);
  const size = apart.n < 0n ? { n: -apart.n, d: apart.d } : apart;
  if (compare(size, over(points, 100)) <= 0) return undefined;
  return apart.n > 0n ? 'money' : 'results';
}

/** `MONEY_RESULT_GAP`: money ahead of results warns, results ahead of money are remarked on. */
export function jointFindings(
  snapshot: Snapshot,
  profile: RuleProfile,
  days: Days,
  standings: readonly IndicatorStanding[],
): Finding[] {
  const joint = jointOf(snapshot, profile, days, standings);
  if (!joint) return [];
  const { node, fulfilment, achievement, of, reported } = joint;
  const ahead = aheadIn(joint, profile);
  if (!ahead) return [];
  return [
    {
      kind: 'MONEY_RESULT_GAP',
      subject: 'joint',
      period: node.day,
      strength: 'fires',
      condition: 'firing',
      severity: ahead === 'money' ? 'warning' : 'notice',
      facts: {
        kind: 'MONEY_RESULT_GAP',
        node: node.day,
        cum: node.cumulative,
        spent: spentBy(snapshot.spending, node.day),
        ahead,
        fulfilment: show(fulfilment, 4),
        achievement: show(achievement, 4),
        of,
        reported,
        line: profile.joint.points,
        ...uncovered(snapshot.coveredTo, node.day),
      },
    },
  ];
}

/** Whether a newer node is read by now than the one of an alert. */
export function isPastJoint(snapshot: Snapshot, profile: RuleProfile, days: Days, node: Day): boolean {
  return (jointNode(planToMeet(snapshot, days), profile, days)?.day ?? '') > node;
}

/** The days after which time alone can change the joint reading. */
export function jointCheckDays({ plan }: Snapshot, profile: RuleProfile): Day[] {
  return plan.nodes.map(({ day }) => addDays(dueDay(day, profile), 1));
}
