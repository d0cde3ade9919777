import { sql } from 'kysely';
import type { Day } from '#shared/calendar.ts';
import type { Fen } from '#shared/money.ts';
import type { PlanNode, PlannedIndicator, ProjectPlan } from '#shared/plan.ts';
import type { TargetReading } from '#shared/target.ts';
import type { Db } from '../schema.ts';
import { rowsOf } from '../sql.ts';

/** The years that have a plan, the latest first. */
export async function plannedYears(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('plan_version')
    .select('year')
    .distinct()
    .orderBy('year', 'desc')
    .execute();
  return rows.map(({ year }) => year);
}

/** The version of a department's year that is in force; undefined where the year has no plan. */
export async function findPlanVersion(db: Db, departmentCode: string, year: number) {
  return await db
    .selectFrom('plan_version')
    .innerJoin('department', 'department.id', 'plan_version.department_id')
    .selectAll('plan_version')
    .where('department.code', '=', departmentCode)
    .where('year', '=', year)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Every version of a department's year, the oldest first. */
export async function listPlanVersions(db: Db, departmentId: string, year: number) {
  return await db
    .selectFrom('plan_version')
    .select(['number', 'effective_on as effectiveOn', 'reason', 'author', 'recorded_at as recordedAt'])
    .where('department_id', '=', departmentId)
    .where('year', '=', year)
    .orderBy('number')
    .execute();
}

/** Ids of projects by their code, for the codes of one year that exist. */
export async function projectIds(
  db: Db,
  year: number,
  codes: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('project')
    .select(['code', 'id'])
    .where('year', '=', year)
    .where('code', 'in', [...codes, ''])
    .execute();
  return new Map(rows.map(({ code, id }) => [code, id]));
}

/** The plans in force of the projects named, in the order of their codes. */
export async function loadPlans(db: Db, ids: readonly string[]): Promise<ProjectPlan[]> {
  const wanted = rowsOf<{ id: string }>(
    db,
    { id: 'text' },
    ids.map((id) => ({ id })),
  );
  const rows = await db
    .selectFrom('project')
    .innerJoin('project_plan as plan', 'plan.project_id', 'project.id')
    .innerJoin('plan_version as version', 'version.id', 'plan.plan_version_id')
    .innerJoin('department', 'department.id', 'project.department_id')
    .select([
      'plan.id',
      'project.id as projectId',
      'project.code',
      'project.name',
      'project.year',
      'project.section',
      'project.owner',
      'department.id as departmentId',
      'department.code as departmentCode',
      'department.name as departmentName',
      'version.id as versionId',
      'version.number as version',
      'version.in_force_on as inForceOn',
      'version.closed_at as closedAt',
      'plan.budget_fen as budget',
      'plan.fiscal_fen as fiscal',
      'plan.other_fen as other',
      'plan.nodes',
    ])
    .where('project.id', 'in', sql<string>`(select w.id from ${wanted} as w)`)
    .orderBy('project.code')
    .orderBy('version.number', 'desc')
    .execute();
  const latest = [...new Map(rows.toReversed().map((row) => [row.projectId, row])).values()].reverse();
  const indicators = await plannedIndicators(db, ids);
  return latest.map(
    ({ departmentId, departmentCode, departmentName, versionId, closedAt, nodes, ...plan }) => ({
      ...plan,
      department: { id: departmentId, code: departmentCode, name: departmentName },
      closed: closedAt !== null,
      nodes: JSON.parse(nodes) as PlanNode[],
      indicators: indicators.get(`${plan.projectId} ${versionId}`) ?? [],
    }),
  );
}

async function plannedIndicators(db: Db, projects: readonly string[]) {
  const wanted = rowsOf<{ id: string }>(
    db,
    { id: 'text' },
    projects.map((id) => ({ id })),
  );
  const rows = await db
    .selectFrom('indicator')
    .innerJoin('indicator_target as target', 'target.indicator_id', 'indicator.id')
    .select([
      'indicator.id',
      'indicator.project_id as projectId',
      'target.plan_version_id as versionId',
      'indicator.level1',
      'indicator.level2',
      'indicator.name',
      'target.printed',
      'target.target',
      'target.basis',
    ])
    .where('indicator.project_id', 'in', sql<string>`(select w.id from ${wanted} as w)`)
    .where('target.subject', 'is', null)
    .orderBy('target.position')
    .execute();
  const byPlan = new Map<string, PlannedIndicator[]>();
  for (const { projectId, versionId, target, ...indicator } of rows) {
    const key = `${projectId} ${versionId}`;
    const list = byPlan.get(key) ?? [];
    byPlan.set(key, list);
    list.push({ ...indicator, target: JSON.parse(target) as TargetReading });
  }
  return byPlan;
}

/** What the plan says of a project in words; it does not take part in judging. */
export async function projectWords(db: Db, projectId: string): Promise<{ purpose: string; goals: string[] }> {
  const row = await db
    .selectFrom('project_plan')
    .innerJoin('plan_version', 'plan_version.id', 'plan_version_id')
    .select(['purpose', 'goals'])
    .where('project_id', '=', projectId)
    .orderBy('plan_version.number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return { purpose: row.purpose, goals: JSON.parse(row.goals) as string[] };
}

/** The indicators of the plan's prose that stand under a project's heading. */
export async function departmentIndicators(db: Db, projectId: string) {
  const rows = await db
    .selectFrom('indicator_target as target')
    .innerJoin('indicator', 'indicator.id', 'target.indicator_id')
    .leftJoin('indicator as linked', 'linked.id', 'target.linked_indicator_id')
    .select([
      'indicator.id',
      'target.subject',
      'indicator.name',
      'target.printed',
      'target.target',
      'target.conflict',
    ])
    .select('linked.name as linkedTo')
    .where('indicator.project_id', '=', projectId)
    .where('target.subject', 'is not', null)
    .orderBy('target.position')
    .execute();
  return rows.map(({ subject, target, conflict, ...row }) => ({
    ...row,
    subject: subject ?? '',
    target: JSON.parse(target) as TargetReading,
    conflict: conflict === 1,
  }));
}

/** The department's plan: for each node day the sum over its projects of what each asks for by then. */
export async function departmentNodes(db: Db, year: number, departmentId?: string): Promise<PlanNode[]> {
  let query = db
    .selectFrom('project_plan as plan')
    .innerJoin('plan_version as version', 'version.id', 'plan.plan_version_id')
    .select(['plan.nodes', 'plan.project_id as project', 'version.number'])
    .where('version.year', '=', year);
  if (departmentId) query = query.where('version.department_id', '=', departmentId);
  const rows = await query.orderBy('version.number').execute();
  const latest = new Map(rows.map(({ project, nodes }) => [project, JSON.parse(nodes) as PlanNode[]]));
  return sumOfNodes([...latest.values()]);
}

/** Plans added up: at each of their node days, what all of them ask for by then. */
export function sumOfNodes(plans: readonly (readonly PlanNode[])[]): PlanNode[] {
  const steps = new Map<Day, Fen>();
  for (const nodes of plans) {
    let before = 0;
    for (const { day, cumulative } of nodes) {
      steps.set(day, (steps.get(day) ?? 0) + cumulative - before);
      before = cumulative;
    }
  }
  let sum = 0;
  return [...steps].sort().map(([day, step]) => {
    sum += step;
    return { day, cumulative: sum };
  });
}

export async function departmentsOf(db: Db, year: number) {
  return await db
    .selectFrom('plan_version as version')
    .innerJoin('department', 'department.id', 'version.department_id')
    .select(['department.id', 'department.code', 'department.name', 'version.in_force_on as inForceOn'])
    .select('version.closed_at as closedAt')
    .where('version.year', '=', year)
    .where('version.number', '=', 1)
    .orderBy('department.code')
    .execute();
}
