import type { VersionIndicator, VersionProject } from '#db/queries/plan-versions.ts';
import { nodesProblem } from '#shared/adjustment.ts';
import { type Day, nodeName } from '#shared/calendar.ts';
import { fundsOf } from '#shared/evaluate/finding.ts';
import type { Measured } from '#shared/evaluate/snapshot.ts';
import { said } from '#shared/language.ts';
import { type Fen, toYuan } from '#shared/money.ts';
import { type DailySpending, type PlanNode, reportingDays } from '#shared/plan.ts';
import type { SaidRowProblem } from '../http/errors.ts';
import type { ProjectInForce } from './plan-in-force.ts';

/** What hangs on a project: the money and the values that were reported for it. */
export interface Records {
  spending: readonly DailySpending[];
  /** Those that were returned are reported no more. */
  measurements: readonly Measured[];
}

type Refused = Omit<SaidRowProblem, 'row'>;

/** Why a project's new version cannot stand for what was spent and reported under the one before. */
export function projectProblems(
  old: ProjectInForce,
  project: VersionProject,
  indicators: readonly VersionIndicator[],
  records: Records,
  pointer: string,
): Refused[] {
  return [
    ...cutBelowSpent(old, project, records, pointer),
    ...seamProblems(old, project, pointer),
    ...orphans(old, project, indicators, records),
  ];
}

/** Of a project that the new document does not have: it may end only if nothing hangs on it, and a person says so. */
export function goneProblems(
  { plan: { code, name } }: ProjectInForce,
  { spending, measurements }: Records,
  isDeclared: boolean,
): Refused[] {
  if (spending.length > 0 || measurements.length > 0) {
    return [
      {
        pointer: '/ended',
        code: 'project_has_records',
        message: said(
          `新文本没有项目“${name}”（${code}），但它已有支出或完成值，不能取消；请在文本中保留该项目，预算不低于已支出数。`,
          `The document lacks project "${name}" (${code}), which has spending or values and cannot end: keep it in the document with a budget of at least what was spent.`,
        ),
      },
    ];
  }
  if (isDeclared) return [];
  return [
    {
      pointer: '/ended',
      code: 'project_gone',
      message: said(
        `新文本没有项目“${name}”（${code}）；确实取消的，请在 ended 中写明其编码。`,
        `The document lacks project "${name}" (${code}); where it really ends, name its code in ended.`,
      ),
    },
  ];
}

/** A budget that falls must still cover what was spent, in total and of each source. */
export function cutBelowSpent(
  { plan }: Pick<ProjectInForce, 'plan'>,
  after: Pick<VersionProject, 'budget' | 'fiscal' | 'other'>,
  { spending }: Pick<Records, 'spending'>,
  pointer: string,
): Refused[] {
  const names = {
    budget: said('预算', 'budget'),
    fiscal: said('财政资金', 'fiscal funds'),
    other: said('其他资金', 'other funds'),
  };
  return (['budget', 'fiscal', 'other'] as const).flatMap((of): Refused[] => {
    const spent = sumOf(spending, of);
    if (after[of] >= plan[of] || spent <= after[of]) return [];
    const [to, paid] = [toYuan(after[of]), toYuan(spent)];
    return [
      {
        pointer: `${pointer}/${of}`,
        code: 'below_spent',
        message: said(
          `“${plan.name}”的${names[of].zh}调为${to}元，低于已支出的${paid}元；最低可调至${paid}元。`,
          `The ${names[of].en} of "${plan.name}" would be ${to} yuan, below the ${paid} yuan spent; ${paid} is the least.`,
        ),
      },
    ];
  });
}

function sumOf(spending: readonly DailySpending[], of: 'budget' | 'fiscal' | 'other'): Fen {
  const counts = of === 'budget' ? () => true : fundsOf[of];
  return spending.reduce((sum, { fund, amount }) => (counts(fund) ? sum + amount : sum), 0);
}

/** Nodes already past stay: the document's own must go on from them and end at the budget. */
function seamProblems({ plan }: ProjectInForce, { name, nodes, budget }: VersionProject, pointer: string) {
  const problem = nodesProblem(nodes, budget);
  const at = problem && nodes[problem.at];
  // A plan without nodes is a question of its own (PLAN_INVALID); it is not the revision that breaks it.
  if (!at || plan.nodes.length === 0) return [];
  return [nodesRefused(name, nodes, problem, budget, `${pointer}/nodes/${problem.at}`)];
}

/** Says what is wrong with the nodes of a version, and what would be right. */
export function nodesRefused(
  name: string,
  nodes: readonly PlanNode[],
  { is, at }: NonNullable<ReturnType<typeof nodesProblem>>,
  budget: Fen,
  pointer: string,
): Refused {
  const day = nodes[at]?.day ?? '';
  const amount = toYuan(nodes[at]?.cumulative ?? 0);
  const before = toYuan(nodes[at - 1]?.cumulative ?? 0);
  const node = day && nodeName(day);
  const says = {
    none: said('没有节点。', 'There is no node.'),
    order: said(`节点${day}没有按日期先后排列。`, `Node ${day} is not in order of day.`),
    fall: said(
      `${node}累计${amount}元，少于前一节点的${before}元；已过的节点保持不变，其后的节点不能低于它。`,
      `${day} has ${amount} yuan, less than the ${before} of the node before; nodes already past stay, and later ones must not be below them.`,
    ),
    above: said(
      `${node}累计${amount}元，超过预算${toYuan(budget)}元。`,
      `${day} has ${amount} yuan, above the budget of ${toYuan(budget)}.`,
    ),
    below: said(
      `最后一个节点${node}累计${amount}元，应等于预算${toYuan(budget)}元。`,
      `The last node, ${day}, has ${amount} yuan; it should be the budget of ${toYuan(budget)}.`,
    ),
  }[is];
  return {
    pointer,
    code: `nodes_${is}`,
    message: said(`“${name}”：${says.zh}`, `"${name}": ${says.en}`),
  };
}

/** What was reported must keep its indicator, a target of its kind, and its reporting day. */
function orphans(
  { plan }: ProjectInForce,
  project: VersionProject,
  indicators: readonly VersionIndicator[],
  { measurements }: Records,
): Refused[] {
  const after = new Map(indicators.map((indicator) => [indicator.id, indicator]));
  const reported = plan.indicators.flatMap((indicator) => {
    const values = measurements.filter(({ indicatorId }) => indicatorId === indicator.id);
    return values.length > 0 ? [{ indicator, values }] : [];
  });
  const ofIndicators = reported.flatMap(({ indicator, values }): Refused[] => {
    const now = after.get(indicator.id);
    if (!now) {
      return [
        {
          pointer: '/renamed',
          code: 'indicator_has_values',
          message: said(
            `“${project.name}”的指标“${indicator.name}”已报${values.length}个完成值，新文本没有这项指标；如是改名，请在 renamed 中写明新名称。`,
            `The indicator "${indicator.name}" of "${project.name}" has ${values.length} value(s) and is not in the document; where it was renamed, say so in renamed.`,
          ),
        },
      ];
    }
    if (now.target.kind === indicator.target.kind && now.target.unit === indicator.target.unit) return [];
    return [
      {
        pointer: '/renamed',
        code: 'target_kind_has_values',
        message: said(
          `“${project.name}”的指标“${indicator.name}”已报${values.length}个完成值，目标由“${indicator.printed}”改为“${now.printed}”后单位或类型不同，已报的值无法再判断；请另立一项指标并保留原指标。`,
          `The indicator "${indicator.name}" of "${project.name}" has ${values.length} value(s) that a target of another unit or kind ("${indicator.printed}" to "${now.printed}") cannot judge; add an indicator and keep this one.`,
        ),
      },
    ];
  });
  return [...ofIndicators, ...lostDays(plan, project, indicators, measurements)];
}

/** Reporting days for which values were reported and that the new version does not have. */
export function lostDays(
  plan: ProjectInForce['plan'],
  project: Pick<VersionProject, 'name' | 'nodes'>,
  indicators: readonly Pick<VersionIndicator, 'target'>[],
  measurements: readonly Measured[],
): Refused[] {
  const { nodes } = project;
  const days = new Set(reportingDays({ year: plan.year, nodes, indicators }));
  const lost = new Map<Day, number>();
  for (const { period } of measurements) {
    if (!days.has(period)) lost.set(period, (lost.get(period) ?? 0) + 1);
  }
  return [...lost].sort().map(([day, count]) => ({
    pointer: '/nodes',
    code: 'reporting_day_has_values',
    message: said(
      `“${project.name}”在填报期${day}已报${count}个完成值，修订后没有这个节点；请保留该节点。`,
      `"${project.name}" has ${count} value(s) for the reporting day ${day}, which the revision lacks; keep that node.`,
    ),
  }));
}
