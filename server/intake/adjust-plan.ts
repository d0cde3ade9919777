import { createHash } from 'node:crypto';
import type { Unit } from '#db/gate.ts';
import { insertVersion } from '#db/queries/plan-versions.ts';
import type { Db } from '#db/schema.ts';
import { adjustedFunds, carriedNodes, movedNodes, nodesProblem } from '#shared/adjustment.ts';
import type { PlanAdjusted, PlanAdjustment } from '#shared/api.ts';
import { type Day, monthEnd } from '#shared/calendar.ts';
import { said } from '#shared/language.ts';
import { toYuan } from '#shared/money.ts';
import type { PlanNode } from '#shared/plan.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { HttpError, notFound, type SaidRowProblem } from '../http/errors.ts';
import { versionStored } from './commit-plan.ts';
import { loadPlanInForce, type ProjectInForce } from './plan-in-force.ts';
import { recordsOf, refuse, refuseClosed, refuseDay } from './revise-plan.ts';
import { cutBelowSpent, lostDays, nodesRefused } from './revision-problems.ts';

/** Which project is adjusted, and by whom. */
export interface Adjusting {
  year: number;
  code: string;
  departmentCode: string;
  by: string;
}

/**
 * Adjusts one project's budget (调整) without a document: a new version of its department's plan in which only
 * this project changes. Where no nodes are given, those already past stay and those to come move in proportion.
 * The rules of a revision hold: a reason, a day of the year not before the latest version's, not below what was
 * spent, and no reporting day lost for which values are in.
 */
export async function adjustPlan(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  { year, code, departmentCode, by }: Adjusting,
  body: PlanAdjustment,
): Promise<PlanAdjusted> {
  const inForce = await loadPlanInForce(db, departmentCode, year);
  const old = inForce?.projects.get(code);
  if (!inForce || !old || old.ended) throw notFound();
  refuseClosed(inForce, year);
  if (body.revises !== undefined && body.revises !== old.plan.version) throw movedOn(old);
  const { budget, effectiveOn, reason } = body;
  const funds = adjustedFunds(old.plan, budget, body);
  const nodes = body.nodes
    ? carriedNodes(old.plan.nodes, body.nodes, budget, effectiveOn)
    : movedNodes(old.plan, budget, effectiveOn);
  const { spending, measurements } = (await recordsOf(db, { projects: new Map([[code, old]]) }))(old.id);
  const after = { budget, ...(funds ?? old.plan), name: old.plan.name, nodes };
  refuse([
    ...refuseDay(effectiveOn, inForce, year),
    ...(funds ? [] : [sourcesRefused(old)]),
    ...cutBelowSpent(old, after, { spending }, ''),
    ...givenProblems(old, body, nodes),
    ...lostDays(old.plan, after, old.plan.indicators, measurements),
    ...(sameAs(old, after) ? [nothingChanged()] : []),
  ]);
  unit.record({
    before: { budget: old.plan.budget, nodes: old.plan.nodes },
    after: { budget, nodes, effectiveOn, reason },
    projects: [code],
  });
  const project = { ...after, id: old.id, isNew: false, code, ...old.words, ended: false };
  const number = inForce.version.number + 1;
  const { departmentId } = inForce.version;
  await insertVersion(db, {
    ...{ departmentId, year, number, effectiveOn, on: unit.today, at: unit.at, by, reason, importId: null },
    digest: digestOf(inForce.version.digest, { code, ...after }),
    closed: false,
    projects: [project],
    indicators: old.indicators,
  });
  await versionStored(db, unit, cache, { departmentId, year, ids: [old.id] });
  return {
    planVersion: number,
    effectiveOn,
    budget: toYuan(budget),
    fiscal: toYuan(after.fiscal),
    other: toYuan(after.other),
    nodes: nodes.map(({ day, cumulative }) => ({ day, cumulative: toYuan(cumulative) })),
  };
}

/** Nodes that a person gave: month-ends of the year in order, those already past as they were, the last the budget. */
function givenProblems(
  { plan }: ProjectInForce,
  { nodes: given, budget, effectiveOn }: PlanAdjustment,
  nodes: readonly PlanNode[],
): SaidRowProblem[] {
  if (given) {
    const was = new Map(plan.nodes.map(({ day, cumulative }) => [day, cumulative]));
    const problems = given.flatMap(({ day, cumulative }, at): SaidRowProblem[] => {
      if (!isNodeDay(day, plan.year)) {
        const message = said(
          `节点应为${plan.year}年内的月末，${day}不是。`,
          `A node is a month-end of ${plan.year}; ${day} is none.`,
        );
        return [{ pointer: `/nodes/${at}/day`, code: 'not_a_node', message }];
      }
      if (day >= effectiveOn || cumulative === was.get(day)) return [];
      const message = said(
        `节点${day}在生效日${effectiveOn}之前，保持不变，不能改。`,
        `The node ${day} is before ${effectiveOn} and stays as it was.`,
      );
      return [{ pointer: `/nodes/${at}/cumulative`, code: 'node_past', message }];
    });
    if (problems.length > 0) return problems;
  }
  const problem = nodesProblem(nodes, budget);
  return problem ? [nodesRefused(plan.name, nodes, problem, budget, '/nodes')] : [];
}

function isNodeDay(day: Day, year: number): boolean {
  return Array.from({ length: 12 }, (_, at) => monthEnd(year, at + 1)).includes(day);
}

type After = Pick<ProjectInForce['plan'], 'budget' | 'fiscal' | 'other' | 'nodes'>;

function sameAs({ plan }: ProjectInForce, after: After): boolean {
  const text = ({ budget, fiscal, other, nodes }: After) => JSON.stringify([budget, fiscal, other, nodes]);
  return text(plan) === text(after);
}

function nothingChanged(): SaidRowProblem {
  return {
    pointer: '/budget',
    code: 'nothing_changed',
    message: said('与现行计划相同，没有可调整的。', 'This is the plan in force; there is nothing to adjust.'),
  };
}

function sourcesRefused({ plan }: ProjectInForce): SaidRowProblem {
  return {
    pointer: '/fiscal',
    code: 'sources',
    message: said(
      `财政资金与其他资金之和应等于预算，且都不小于零（现为${toYuan(plan.fiscal)}元和${toYuan(plan.other)}元）。`,
      `Fiscal and other funds must add up to the budget, neither below zero (now ${toYuan(plan.fiscal)} and ${toYuan(plan.other)} yuan).`,
    ),
  };
}

function movedOn({ plan }: ProjectInForce): HttpError {
  return new HttpError(
    409,
    'plan_in_force',
    said(
      `“${plan.name}”的计划已是第${plan.version}版；没有写入任何数据。请刷新后再调整。`,
      `The plan of "${plan.name}" is at version ${plan.version} by now; nothing was stored. Reload, then adjust.`,
    ),
  );
}

/** An adjusted plan is another plan than the one it goes on from. */
function digestOf(before: string, change: After & { code: string }): string {
  return createHash('sha256')
    .update(JSON.stringify([before, change.code, change.budget, change.fiscal, change.other, change.nodes]))
    .digest('hex');
}
