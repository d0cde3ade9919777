import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Day, Instant } from '#shared/calendar.ts';
import { firstDayOf } from '#shared/calendar.ts';
import { type Fen, parseYuan } from '#shared/money.ts';
import type { PlanNode, PlannedIndicator, ProjectPlan } from '#shared/plan.ts';
import type { Reading } from '#shared/reading.ts';
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

export interface NewPlan {
  reading: Reading;
  digest: string;
  importId: string | null;
  /** The business day of the commit. */
  on: Day;
  at: Instant;
  by: string;
  /** A plan of a year gone by is put away closed. */
  closed: boolean;
  /** Whether the approved figures were said to be those of the draft; undefined where nobody said. */
  approvedSame?: boolean | undefined;
  owners: ReadonlyMap<string, { section?: string | undefined; owner?: string | undefined }>;
}

/** Puts the first version of a year's plan in force and answers the ids of its projects. */
export async function insertPlan(db: Db, plan: NewPlan) {
  const { reading, on, at, by } = plan;
  const departmentId = await departmentIdOf(db, reading.department);
  const versionId = randomUUID();
  await db
    .insertInto('plan_version')
    .values({
      id: versionId,
      department_id: departmentId,
      year: reading.year,
      number: 1,
      digest: plan.digest,
      effective_on: firstDayOf(reading.year),
      in_force_on: on,
      closed_at: plan.closed ? at : null,
      reason: '年初预算',
      author: by,
      recorded_at: at,
      import_id: plan.importId,
      approved_same: plan.approvedSame === undefined ? null : Number(plan.approvedSame),
    })
    .execute();
  const projects = reading.projects.map((project, position) => ({ project, position, id: randomUUID() }));
  await insertProjects(db, plan, departmentId, versionId, projects);
  await insertIndicators(db, reading, departmentId, versionId, projects);
  return {
    departmentId,
    version: 1,
    projects: projects.map(({ id, project }) => ({ id, code: project.code })),
  };
}

type PlacedProject = { project: Reading['projects'][number]; position: number; id: string };

async function insertProjects(
  db: Db,
  { reading, owners }: NewPlan,
  departmentId: string,
  versionId: string,
  projects: PlacedProject[],
) {
  const rows = projects.map(({ project, id }) => ({
    id,
    code: project.code,
    name: project.name,
    section: owners.get(project.code)?.section ?? null,
    owner: owners.get(project.code)?.owner ?? null,
  }));
  const projectRows = rowsOf(
    db,
    { id: 'text', code: 'text', name: 'text', section: 'text', owner: 'text' },
    rows,
  );
  await sql`insert into project (id, year, code, name, department_id, section, owner)
    select r.id, ${sql.lit(reading.year)}, r.code, r.name, ${departmentId}, r.section, r.owner from ${projectRows} as r`.execute(
    db,
  );
  const plans = projects.map(({ project, position, id }) => ({
    id: randomUUID(),
    project_id: id,
    budget_fen: fen(project.budget),
    fiscal_fen: fen(project.fiscal),
    other_fen: fen(project.other),
    purpose: project.purpose,
    goals: JSON.stringify(project.goals),
    nodes: JSON.stringify(project.nodes.map(({ day, cumulative }) => ({ day, cumulative: fen(cumulative) }))),
    position,
  }));
  const columns = {
    id: 'text',
    project_id: 'text',
    budget_fen: 'bigint',
    fiscal_fen: 'bigint',
    other_fen: 'bigint',
    purpose: 'text',
    goals: 'text',
    nodes: 'text',
    position: 'bigint',
  } as const;
  await sql`insert into project_plan
      (id, plan_version_id, project_id, effective_on, budget_fen, fiscal_fen, other_fen, purpose, goals, nodes, position)
    select r.id, ${versionId}, r.project_id, ${firstDayOf(reading.year)}, r.budget_fen, r.fiscal_fen, r.other_fen,
      r.purpose, r.goals, r.nodes, r.position from ${rowsOf(db, columns, plans)} as r`.execute(db);
}

async function insertIndicators(
  db: Db,
  reading: Reading,
  departmentId: string,
  versionId: string,
  projects: PlacedProject[],
) {
  const idOf = new Map(projects.map(({ project, id }) => [project.code, id]));
  const ofTables = projects.flatMap(({ project, id: project_id }) =>
    project.indicators.map((indicator, position) => ({
      id: randomUUID(),
      project_id,
      level1: indicator.level1,
      level2: indicator.level2,
      name: indicator.name,
      printed: indicator.printed,
      target: JSON.stringify(indicator.target),
      basis: indicator.basis,
      position,
      subject: null as string | null,
      linked: null as string | null,
      conflict: 0,
    })),
  );
  const ofProse = reading.departmentIndicators.map((indicator, position) => {
    const project_id = (indicator.projectCode && idOf.get(indicator.projectCode)) ?? null;
    return {
      id: randomUUID(),
      project_id,
      level1: '部门整体',
      level2: '分项绩效目标',
      name: indicator.name,
      printed: indicator.printed,
      target: JSON.stringify(indicator.target),
      basis: '',
      position: 10_000 + position,
      subject: indicator.subject,
      linked:
        ofTables.find((one) => one.project_id === project_id && one.name === indicator.linkedTo)?.id ?? null,
      conflict: indicator.conflict ? 1 : 0,
    };
  });
  const columns = {
    id: 'text',
    project_id: 'text',
    level1: 'text',
    level2: 'text',
    name: 'text',
    printed: 'text',
    target: 'text',
    basis: 'text',
    position: 'bigint',
    subject: 'text',
    linked: 'text',
    conflict: 'bigint',
  } as const;
  const rows = rowsOf(db, columns, [...ofTables, ...ofProse]);
  await sql`insert into indicator (id, project_id, department_id, level1, level2, name)
    select r.id, r.project_id, ${departmentId}, r.level1, r.level2, r.name from ${rows} as r`.execute(db);
  await sql`insert into indicator_target
      (plan_version_id, indicator_id, printed, target, basis, position, subject, linked_indicator_id, conflict)
    select ${versionId}, r.id, r.printed, r.target, r.basis, r.position, r.subject, r.linked, r.conflict
    from ${rows} as r`.execute(db);
}

async function departmentIdOf(db: Db, { code, name }: Reading['department']): Promise<string> {
  const known = await db.selectFrom('department').select('id').where('code', '=', code).executeTakeFirst();
  if (known) return known.id;
  const id = randomUUID();
  await db.insertInto('department').values({ id, code, name }).execute();
  return id;
}

function fen(yuan: string): Fen {
  const amount = parseYuan(yuan);
  if (amount === undefined) throw new Error(`a checked reading holds an amount that is none: ${yuan}`);
  return amount;
}
