import type { ResolvedBecause } from '../alert.ts';
import { addDays, type Day, lastDayOf } from '../calendar.ts';
import type { Fen } from '../money.ts';
import { isHistory, type PlanNode, type ProjectPlan, spentBy } from '../plan.ts';
import type { RuleProfile } from '../profile.ts';
import { graceOver } from '../working-days.ts';
import { type Ending, type Finding, fundsOf } from './finding.ts';
import type { Days, Snapshot } from './snapshot.ts';

/** A node that asks for money, with the first day on which a shortfall counts. */
export interface JudgedNode extends PlanNode {
  judgedFrom: Day;
}

/** The nodes that ask for money, each with the day after its posting lag. */
export function judgedNodes(
  { nodes }: Pick<ProjectPlan, 'nodes'>,
  { spending: { graceWorkingDays } }: Pick<RuleProfile, 'spending'>,
): readonly JudgedNode[] {
  const known = judged.get(nodes);
  if (known?.graceWorkingDays === graceWorkingDays) return known.of;
  const of = nodes
    .filter((node) => node.cumulative > 0)
    .map((node) => ({ ...node, judgedFrom: graceOver(node.day, graceWorkingDays) }));
  judged.set(nodes, { graceWorkingDays, of });
  return of;
}

/** One evaluation asks for the same some fifteen times, and plans are kept from one to the next. */
const judged = new WeakMap<readonly PlanNode[], { graceWorkingDays: number; of: readonly JudgedNode[] }>();

/**
 * The node that spending is held against: the last one up to `asOf` whose grace is over on `today`. Of nodes
 * that had passed when the plan was put in force only the latest is judged, once the ledger covers it.
 */
export function nodeInForce(
  snapshot: Snapshot,
  profile: RuleProfile,
  { asOf, today }: Days,
): JudgedNode | undefined {
  const { plan, coveredTo } = snapshot;
  const node = judgedNodes(plan, profile).findLast(
    ({ day, judgedFrom }) => day <= asOf && judgedFrom <= today,
  );
  if (!node || !isHistory(plan, node.day)) return node;
  return coveredTo !== null && coveredTo >= node.day ? node : undefined;
}

/** The node whose day has passed but not its grace: a shortfall there is `pending`. */
export function nodeInGrace(
  { plan }: Snapshot,
  profile: RuleProfile,
  { asOf, today }: Days,
): JudgedNode | undefined {
  return judgedNodes(plan, profile).findLast(
    ({ day, judgedFrom }) => day <= asOf && day < today && today < judgedFrom && !isHistory(plan, day),
  );
}

/** The largest shortfall that still counts as cleared: the clear line, or what is not worth a word. */
function clearedShortfall(cum: Fen, { clear, least }: RuleProfile['spending']): Fen {
  return Math.max(Math.floor((cum * clear) / 100), least - 1);
}

/** `SPEND_BEHIND`: at the node in force, and at the one in its posting lag, where it is pending. */
export function behindFindings(snapshot: Snapshot, profile: RuleProfile, days: Days): Finding[] {
  const inForce = nodeInForce(snapshot, profile, days);
  const inGrace = nodeInGrace(snapshot, profile, days);
  return [
    ...(inForce ? behind(snapshot, profile, days, inForce, 'firing') : []),
    ...(inGrace && inGrace.day !== inForce?.day ? behind(snapshot, profile, days, inGrace, 'pending') : []),
  ];
}

function behind(
  { plan, spending, coveredTo }: Snapshot,
  { spending: limits }: RuleProfile,
  { asOf, today }: Days,
  node: JudgedNode,
  condition: 'pending' | 'firing',
): Finding[] {
  const cum = node.cumulative;
  const spent = spentBy(spending, asOf);
  const shortfall = cum - spent;
  const cleared = clearedShortfall(cum, limits);
  if (shortfall <= cleared) return [];
  const fires = shortfall * 100 >= cum * limits.warning;
  if (condition === 'pending' && !fires) return [];
  return [
    {
      kind: 'SPEND_BEHIND',
      subject: 'spending',
      period: node.day,
      strength: fires ? 'fires' : 'holds',
      condition,
      severity: shortfall * 100 >= cum * limits.critical ? 'critical' : 'warning',
      facts: {
        kind: 'SPEND_BEHIND',
        node: node.day,
        cum,
        atNode: spentBy(spending, node.day),
        spent,
        toClear: shortfall - cleared,
        ...uncovered(coveredTo, node.day),
        warning: limits.warning,
        critical: limits.critical,
        yearOver: today > lastDayOf(plan.year),
      },
    },
  ];
}

/**
 * `OVER_BUDGET`: any 分 above the budget, in total or of one source. The plan prints two sources, so 上年结转 counts with
 * 财政资金. Once the total is over, it is said once: a source's alert that is open stays, none opens.
 */
export function overBudgetFindings({ plan, spending }: Snapshot, { asOf }: Days): Finding[] {
  const budgets = { total: plan.budget, fiscal: plan.fiscal, other: plan.other };
  const isOver = (of: keyof typeof budgets) =>
    spentBy(spending, asOf, of === 'total' ? undefined : fundsOf[of]) > budgets[of];
  const totalOver = isOver('total');
  return (['total', 'fiscal', 'other'] as const).filter(isOver).map((of) => ({
    kind: 'OVER_BUDGET',
    subject: of,
    period: String(plan.year),
    strength: of === 'total' || !totalOver ? 'fires' : 'holds',
    condition: 'firing',
    severity: 'critical',
    facts: {
      kind: 'OVER_BUDGET',
      of,
      budget: budgets[of],
      spent: spentBy(spending, asOf, of === 'total' ? undefined : fundsOf[of]),
    },
  }));
}

/** What an alert about a node carries while the ledger is not complete to it. */
export function uncovered(coveredTo: Day | null, node: Day): { coveredTo?: Day | null } {
  return coveredTo === null || coveredTo < node ? { coveredTo } : {};
}

/**
 * A node's alert is over because the money came, because the plan asks for less than it did, or because the
 * next node's grace is over and what is still missing is told there. Where it is cleared only by what is now
 * known to have been paid by the node's day, nothing was made good: the ledger was put right.
 */
export function whyBehindOver(
  snapshot: Snapshot,
  profile: RuleProfile,
  days: Days,
  alert: Ending,
): ResolvedBecause {
  const inForce = nodeInForce(snapshot, profile, days);
  const node = snapshot.plan.nodes.find(({ day }) => day === alert.period);
  const spent = spentBy(snapshot.spending, days.asOf);
  const isCleared = (cum: Fen, by: Fen) => cum - by <= clearedShortfall(cum, profile.spending);
  if (node && inForce && inForce.day > node.day && !isCleared(node.cumulative, spent)) return 'period_closed';
  if (alert.facts?.kind !== 'SPEND_BEHIND') return 'recovered';
  const { cum: asked, atNode } = alert.facts;
  if (asked !== (node?.cumulative ?? 0) && !isCleared(asked, spent)) return 'plan_revised';
  const putRight = spentBy(snapshot.spending, alert.period) - atNode;
  return putRight > 0 && !isCleared(asked, spent - putRight) ? 'data_corrected' : 'recovered';
}

/**
 * Spending above a budget is over because money came back, because the budget was raised, or because, as the
 * ledger now stands, it never was above it: an error was taken off its own day (红冲, 更正).
 */
export function whyWithinBudget({ spending }: Snapshot, { asOf }: Days, alert: Ending): ResolvedBecause {
  if (alert.facts?.kind !== 'OVER_BUDGET') return 'recovered';
  const { of, budget } = alert.facts;
  const spentOn = (day: Day) => spentBy(spending, day, of === 'total' ? undefined : fundsOf[of]);
  if (spentOn(asOf) > budget) return 'plan_revised';
  return spending.some(({ day }) => day <= asOf && spentOn(day) > budget) ? 'recovered' : 'data_corrected';
}

/** The days after which time alone can change what is said of spending. */
export function spendingCheckDays({ plan }: Snapshot, profile: RuleProfile): Day[] {
  return [
    ...judgedNodes(plan, profile).flatMap((node) => [node.day, addDays(node.day, 1), node.judgedFrom]),
    ...plan.nodes.map(({ day }) => day),
  ];
}
