import { type Day, lastDayOf } from './calendar.ts';
import type { Fen } from './money.ts';
import type { PlanNode } from './plan.ts';

/** A project's spending plan before an adjustment: what moving it takes. */
export interface Steps {
  year: number;
  nodes: readonly PlanNode[];
}

/**
 * The nodes of a plan whose budget becomes `budget` on the day `from`, where none are given: nodes already past
 * stay, but never above the new budget, and those to come move in proportion, so that the last is the budget.
 * A node on the day itself is still to come. Where nothing was left to come, a rise comes at the last node, or
 * at the year's end where all nodes are past. Whole 分, rounded half up.
 * @example
 * // 3.75 / 7.50 / 11.25 / 15.00 万元, cut to 10.00 on 1 September: 3.75 / 7.50 / 8.75 / 10.00
 * movedNodes({ year: 2023, nodes }, 10_000_000, '2023-09-01')
 */
export function movedNodes({ year, nodes }: Steps, budget: Fen, from: Day): PlanNode[] {
  const past = pastNodes(nodes, budget, from);
  const toCome = nodes.filter(({ day }) => day >= from);
  const base = past.at(-1)?.cumulative ?? 0;
  if (toCome.length === 0) {
    return base === budget ? past : [...past, { day: lastDayOf(year), cumulative: budget }];
  }
  const start = nodes.findLast(({ day }) => day < from)?.cumulative ?? 0;
  const end = toCome.at(-1)?.cumulative ?? 0;
  const moved = toCome.map(({ day, cumulative }, at) => {
    const isLast = at === toCome.length - 1;
    return {
      day,
      cumulative: isLast ? budget : base + share(budget - base, cumulative - start, end - start),
    };
  });
  return [...past, ...moved];
}

/**
 * The nodes of a plan that counts from `from` on and brings its own: those already past stay as they were, but
 * never above the new budget; of the new ones those to come count.
 */
export function carriedNodes(
  nodes: readonly PlanNode[],
  given: readonly PlanNode[],
  budget: Fen,
  from: Day,
): PlanNode[] {
  return [...pastNodes(nodes, budget, from), ...given.filter(({ day }) => day >= from)];
}

/** Why nodes are no plan for a budget. `at` is the node it shows at. */
export interface NodesProblem {
  is: 'none' | 'order' | 'fall' | 'above' | 'below';
  at: number;
}

/** What is wrong with nodes first: not in order of day, one falls, one is above the budget, or the last is below it. */
export function nodesProblem(nodes: readonly PlanNode[], budget: Fen): NodesProblem | undefined {
  if (nodes.length === 0) return { is: 'none', at: 0 };
  for (const [at, { day, cumulative }] of nodes.entries()) {
    const before = nodes[at - 1];
    if (before && before.day >= day) return { is: 'order', at };
    if (cumulative < (before?.cumulative ?? 0)) return { is: 'fall', at };
    if (cumulative > budget) return { is: 'above', at };
  }
  const last = nodes.length - 1;
  return nodes[last]?.cumulative === budget ? undefined : { is: 'below', at: last };
}

/** Where a new budget comes from: 财政资金 and 其他资金. */
export interface Funds {
  fiscal: Fen;
  other: Fen;
}

/**
 * The sources of a new budget. What is not said follows: of one source the other is the rest, and where
 * neither is said 其他资金 stays and 财政资金 takes the change. Undefined where they cannot make up the budget.
 */
export function adjustedFunds(
  before: Pick<Funds, 'other'>,
  budget: Fen,
  { fiscal, other }: { fiscal?: Fen | undefined; other?: Fen | undefined },
): Funds | undefined {
  const rest = other ?? (fiscal === undefined ? before.other : budget - fiscal);
  const funds = { fiscal: fiscal ?? budget - rest, other: rest };
  return funds.fiscal >= 0 && funds.other >= 0 && funds.fiscal + funds.other === budget ? funds : undefined;
}

function pastNodes(nodes: readonly PlanNode[], budget: Fen, from: Day): PlanNode[] {
  return nodes
    .filter(({ day }) => day < from)
    .map(({ day, cumulative }) => ({ day, cumulative: Math.min(cumulative, budget) }));
}

/** amount × part ÷ whole, rounded half up; 0 where there is no whole. */
function share(amount: Fen, part: Fen, whole: Fen): Fen {
  if (whole <= 0) return 0;
  return Number((2n * BigInt(amount) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)));
}
