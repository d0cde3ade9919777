import { type Said, said } from '#shared/language.ts';
import { parseYuan } from '#shared/money.ts';
import type { Reading, ReadProject } from '#shared/reading.ts';

export interface PlanProblem {
  projectCode: string;
  code: 'no_nodes' | 'no_indicators' | 'nodes_fall' | 'nodes_exceed_budget' | 'nodes_end_below_budget';
  message: Said;
}

/**
 * Why a project cannot be held against its plan (`PLAN_INVALID`): no node, no indicator, or nodes that
 * fall, exceed the budget or end below it. Empty for a plan that is sound; a project may have several.
 */
export function planProblems({ projects }: Pick<Reading, 'projects'>): PlanProblem[] {
  return projects.flatMap((project) =>
    problemsOf(project).map((one) => ({ projectCode: project.code, ...one })),
  );
}

function problemsOf({ budget, nodes, indicators }: ReadProject): Omit<PlanProblem, 'projectCode'>[] {
  const problems: Omit<PlanProblem, 'projectCode'>[] = [];
  const whole = parseYuan(budget) ?? 0;
  const amounts = nodes.map(({ cumulative }) => parseYuan(cumulative) ?? 0);
  const falls = amounts.some((amount, i) => i > 0 && amount < (amounts[i - 1] ?? 0));
  const last = amounts.at(-1);
  if (indicators.length === 0) {
    problems.push({ code: 'no_indicators', message: said('没有绩效指标。', 'There is no indicator.') });
  }
  if (last === undefined) {
    problems.push({
      code: 'no_nodes',
      message: said('没有资金支出计划节点。', 'The spending plan has no node.'),
    });
    return problems;
  }
  if (falls) {
    problems.push({
      code: 'nodes_fall',
      message: said('节点累计金额比前一节点小。', 'A node is lower than the one before it.'),
    });
  }
  if (amounts.some((amount) => amount > whole)) {
    problems.push({
      code: 'nodes_exceed_budget',
      message: said(`节点累计金额超过预算数${budget}元。`, `A node is above the budget of ${budget} 元.`),
    });
  }
  if (last < whole) {
    problems.push({
      code: 'nodes_end_below_budget',
      message: said(
        `最后一个节点累计${nodes.at(-1)?.cumulative}元，低于预算数${budget}元。`,
        `The last node, ${nodes.at(-1)?.cumulative} 元, is below the budget of ${budget} 元.`,
      ),
    });
  }
  return problems;
}
