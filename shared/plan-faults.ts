import type { Fen } from './money.ts';

/** Why a project cannot be held against its plan. */
export type PlanFault =
  | 'no_indicators'
  | 'no_nodes'
  | 'nodes_fall'
  | 'nodes_exceed_budget'
  | 'nodes_end_below_budget';

/**
 * What is wrong with a project's plan (`PLAN_INVALID`): no node, no indicator, or nodes that fall, exceed the
 * budget or end below it. Empty for a plan that is sound; a project may have several. `cumulative`: the
 * nodes' amounts in order.
 */
export function planFaults(budget: Fen, cumulative: readonly Fen[], indicators: number): PlanFault[] {
  const faults: PlanFault[] = indicators === 0 ? ['no_indicators'] : [];
  const last = cumulative.at(-1);
  if (last === undefined) return [...faults, 'no_nodes'];
  if (cumulative.some((amount, at) => at > 0 && amount < (cumulative[at - 1] ?? 0)))
    faults.push('nodes_fall');
  if (cumulative.some((amount) => amount > budget)) faults.push('nodes_exceed_budget');
  if (last < budget) faults.push('nodes_end_below_budget');
  return faults;
}
