import { type Said, said } from '#shared/language.ts';
import { parseYuan } from '#shared/money.ts';
import { type PlanFault, planFaults } from '#shared/plan-faults.ts';
import type { Reading, ReadProject } from '#shared/reading.ts';

export interface PlanProblem {
  projectCode: string;
  code: PlanFault;
  message: Said;
}

/** Why projects of a reading cannot be held against their plan, said with the figures that were read. */
export function planProblems({ projects }: Pick<Reading, 'projects'>): PlanProblem[] {
  return projects.flatMap((project) => {
    const amounts = project.nodes.map(({ cumulative }) => parseYuan(cumulative) ?? 0);
    const faults = planFaults(parseYuan(project.budget) ?? 0, amounts, project.indicators.length);
    return faults.map((code) => ({ projectCode: project.code, code, message: messageOf(code, project) }));
  });
}

function messageOf(fault: PlanFault, { budget, nodes }: ReadProject): Said {
  const last = nodes.at(-1)?.cumulative ?? '0.00';
  switch (fault) {
    case 'no_indicators':
      return said('没有绩效指标。', 'There is no indicator.');
    case 'no_nodes':
      return said('没有资金支出计划节点。', 'The spending plan has no node.');
    case 'nodes_fall':
      return said('节点累计金额比前一节点小。', 'A node is lower than the one before it.');
    case 'nodes_exceed_budget':
      return said(`节点累计金额超过预算数${budget}元。`, `A node is above the budget of ${budget} yuan.`);
    case 'nodes_end_below_budget':
      return said(
        `最后一个节点累计${last}元，低于预算数${budget}元。`,
        `The last node, ${last} yuan, is below the budget of ${budget} yuan.`,
      );
  }
}
