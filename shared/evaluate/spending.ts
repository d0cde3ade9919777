import { addDays, type Day, lastDayOf } from '../calendar.ts';
import type { Fen } from '../money.ts';
import { isHistory, type PlanNode, type ProjectPlan, spentBy } from '../plan.ts';
import { graceOver } from '../working-days.ts';
import { type Finding, fundsOf, type Standing } from './finding.ts';
import type { Days, Profile, Snapshot } from './snapshot.ts';

/** A node that asks for money, with the first day on which a shortfall counts. */
export interface JudgedNode extends PlanNode {
  judgedFrom: Day;
}

/** The nodes that ask for money, each with the day after its posting lag. */
export function judgedNodes(plan: ProjectPlan, profile: Profile): JudgedNode[] {
  return plan.nodes
    .filter((node) => node.cumulative > 0)
    .map((node) => ({ ...node, judgedFrom: graceOver(node.day, profile.spending.graceWorkingDays) }));
}

/**
 * The node that spending is held against: the last one up to `asOf` whose grace is over on `today`. Of nodes
 * that had passed when the plan was put in force only the latest is judged, once the ledger covers it.
 */
export function nodeInForce(
  snapshot: Snapshot,
  profile: Profile,
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
  profile: Profile,
  { asOf, today }: Days,
): JudgedNode | undefined {
  return judgedNodes(plan, profile).findLast(
    ({ day, judgedFrom }) => day <= asOf && day < today && today < judgedFrom && !isHistory(plan, day),
  );
}

/** The largest shortfall that still counts as cleared: the clear line, or what is not worth a word. */
function clearedShortfall(cum: Fen, { clear, least }: Profile['spending']): Fen {
  return Math.max(Math.floor((cum * clear) / 100), least - 1);
}

/** `SPEND_BEHIND` and `OVER_BUDGET`. */
export function spendingFindings(snapshot: Snapshot, profile: Profile, days: Days): Finding[] {
  const inForce = nodeInForce(snapshot, profile, days);
  const inGrace = nodeInGrace(snapshot, profile, days);
  return [
    ...(inForce ? behind(snapshot, profile, days, inForce, 'firing') : []),
    ...(inGrace && inGrace.day !== inForce?.day ? behind(snapshot, profile, days, inGrace, 'pending') : []),
    ...overBudget(snapshot, days),
  ];
}

function behind(
  { plan, spending, coveredTo }: Snapshot,
  { spending: limits }: Profile,
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
  const uncovered = coveredTo === null || coveredTo < node.day;
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
        ...(uncovered && { coveredTo }),
        warning: limits.warning,
        critical: limits.critical,
        yearOver: today > lastDayOf(plan.year),
      },
    },
  ];
}

/**
 * Any 分 above the budget, in total or of one source. The plan prints two sources, so 上年结转 counts with
 * 财政资金. Once the total is over, it is said once: a source's alert that is open stays, none opens.
 */
function overBudget({ plan, spending }: Snapshot, { asOf }: Days): Finding[] {
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

/**
 * A node's alert is over because the money came, or because the next node's grace is over and what is
 * still missing is told there.
 */
export function whySpendingOver(snapshot: Snapshot, profile: Profile, days: Days, alert: Standing) {
  if (alert.kind !== 'SPEND_BEHIND') return 'recovered';
  const inForce = nodeInForce(snapshot, profile, days);
  const node = snapshot.plan.nodes.find(({ day }) => day === alert.period);
  if (!inForce || !node || inForce.day <= node.day) return 'recovered';
  const shortfall = node.cumulative - spentBy(snapshot.spending, days.asOf);
  return shortfall <= clearedShortfall(node.cumulative, profile.spending) ? 'recovered' : 'period_closed';
}

/** The days after which time alone can change what is said of spending. */
export function spendingCheckDays({ plan }: Snapshot, profile: Profile): Day[] {
  return judgedNodes(plan, profile).flatMap((node) => [node.day, addDays(node.day, 1), node.judgedFrom]);
}
