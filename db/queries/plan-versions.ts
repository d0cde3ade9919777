import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Fen } from '#shared/money.ts';
import type { PlanNode } from '#shared/plan.ts';
import type { Target } from '#shared/target.ts';
import type { Db } from '../schema.ts';
import { rowsOf } from '../sql.ts';

/** A version of a department's year as it is put in force. It carries whole every project that it touches. */
export interface NewVersion {
  departmentId: string;
  year: number;
  /** Counted from 1. Where another of the same number is there already, the unique key refuses this one. */
  number: number;
  digest: string;
  /** The day from which it counts. */
  effectiveOn: Day;
  /** The business day of the commit. */
  on: Day;
  at: Instant;
  by: string;
  reason: string;
  importId: string | null;
  /** A plan of a year gone by is put away closed. */
  closed: boolean;
  /** Whether the approved figures were said to be those of the draft; undefined where nobody said. */
  approvedSame?: boolean | undefined;
  projects: readonly VersionProject[];
  indicators: readonly VersionIndicator[];
}

export interface VersionProject {
  id: string;
  isNew: boolean;
  code: string;
  name: string;
  /** Undefined leaves who has it as it is. */
  section?: string | undefined;
  owner?: string | undefined;
  budget: Fen;
  fiscal: Fen;
  other: Fen;
  purpose: string;
  goals: readonly string[];
  nodes: readonly PlanNode[];
  position: number;
  /** From this version on it is in the plan no more. */
  ended: boolean;
}

export interface VersionIndicator {
  id: string;
  isNew: boolean;
  projectId: string | null;
  level1: string;
  level2: string;
  name: string;
  printed: string;
  target: Target;
  basis: string;
  position: number;
  /** Of the plan's prose: the heading it stands under. */
  subject: string | null;
  linkedId: string | null;
  conflict: boolean;
}

/** Puts a version in force, with the projects and indicators that it brings in. */
export async function insertVersion(db: Db, version: NewVersion): Promise<void> {
  const versionId = randomUUID();
  await db
    .insertInto('plan_version')
    .values({
      id: versionId,
      department_id: version.departmentId,
      year: version.year,
      number: version.number,
      digest: version.digest,
      effective_on: version.effectiveOn,
      in_force_on: version.on,
      closed_at: version.closed ? version.at : null,
      reason: version.reason,
      author: version.by,
      recorded_at: version.at,
      import_id: version.importId,
      approved_same: version.approvedSame === undefined ? null : Number(version.approvedSame),
    })
    .execute();
  await insertProjects(db, version, versionId);
  await insertIndicators(db, version, versionId);
}

async function insertProjects(db: Db, version: NewVersion, versionId: string) {
  const { departmentId, year, effectiveOn, projects } = version;
  const people = { id: 'text', code: 'text', name: 'text', section: 'text', owner: 'text' } as const;
  const rows = (isNew: boolean) =>
    rowsOf(
      db,
      people,
      projects
        .filter((project) => project.isNew === isNew)
        .map(({ id, code, name, section = null, owner = null }) => ({ id, code, name, section, owner })),
    );
  await sql`insert into project (id, year, code, name, department_id, section, owner)
    select r.id, ${sql.lit(year)}, r.code, r.name, ${departmentId}, r.section, r.owner from ${rows(true)} as r`.execute(
    db,
  );
  await sql`update project set name = r.name, section = coalesce(r.section, project.section),
      owner = coalesce(r.owner, project.owner)
    from ${rows(false)} as r where project.id = r.id`.execute(db);
  const columns = {
    id: 'text',
    project_id: 'text',
    name: 'text',
    budget_fen: 'bigint',
    fiscal_fen: 'bigint',
    other_fen: 'bigint',
    purpose: 'text',
    goals: 'text',
    nodes: 'text',
    position: 'bigint',
    ended: 'bigint',
  } as const;
  const plans = projects.map((project) => ({
    id: randomUUID(),
    project_id: project.id,
    name: project.name,
    budget_fen: project.budget,
    fiscal_fen: project.fiscal,
    other_fen: project.other,
    purpose: project.purpose,
    goals: JSON.stringify(project.goals),
    nodes: JSON.stringify(project.nodes.map(({ day, cumulative }) => ({ day, cumulative }))),
    position: project.position,
    ended: project.ended ? 1 : 0,
  }));
  await sql`insert into project_plan (id, plan_version_id, project_id, effective_on, name, budget_fen, fiscal_fen,
      other_fen, purpose, goals, nodes, position, ended)
    select r.id, ${versionId}, r.project_id, ${effectiveOn}, r.name, r.budget_fen, r.fiscal_fen, r.other_fen,
      r.purpose, r.goals, r.nodes, r.position, r.ended from ${rowsOf(db, columns, plans)} as r`.execute(db);
}

async function insertIndicators(db: Db, { departmentId, indicators }: NewVersion, versionId: string) {
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
  const stored = ({ projectId, target, linkedId, conflict, isNew: _, ...rest }: VersionIndicator) => ({
    ...rest,
    project_id: projectId,
    target: JSON.stringify(target),
    linked: linkedId,
    conflict: conflict ? 1 : 0,
  });
  const rows = (of: readonly VersionIndicator[]) => rowsOf(db, columns, of.map(stored));
  for (let from = 0; from < indicators.length; from += rowsAtOnce)
    await insertSome(indicators.slice(from, from + rowsAtOnce));

  async function insertSome(some: readonly VersionIndicator[]) {
    await sql`insert into indicator (id, project_id, department_id, level1, level2, name)
    select r.id, r.project_id, ${departmentId}, r.level1, r.level2, r.name
    from ${rows(some.filter(({ isNew }) => isNew))} as r`.execute(db);
    await sql`update indicator set level1 = r.level1, level2 = r.level2, name = r.name
    from ${rows(some.filter(({ isNew }) => !isNew))} as r where indicator.id = r.id`.execute(db);
    await sql`insert into indicator_target (plan_version_id, indicator_id, printed, target, basis, position, subject,
      linked_indicator_id, conflict, level1, level2, name)
    select ${versionId}, r.id, r.printed, r.target, r.basis, r.position, r.subject, r.linked, r.conflict,
      r.level1, r.level2, r.name
    from ${rows(some)} as r`.execute(db);
  }
}

/** So many rows travel in one statement: longer ones keep everybody else waiting while they are written out. */
const rowsAtOnce = 1_000;

/** The id of a department, which is made where its code is new. */
export async function departmentIdOf(
  db: Db,
  { code, name }: { code: string; name: string },
): Promise<string> {
  const known = await db.selectFrom('department').select('id').where('code', '=', code).executeTakeFirst();
  if (known) return known.id;
  const id = randomUUID();
  await db.insertInto('department').values({ id, code, name }).execute();
  return id;
}

/**
 * The indicators of every version of a department's year, those of the prose with them, each with the number of
 * its version; of one project only where it is named.
 */
export async function yearIndicators(
  db: Db,
  { departmentId, year, projectId }: { departmentId: string; year: number; projectId?: string | undefined },
): Promise<(VersionIndicator & { version: number })[]> {
  let query = db
    .selectFrom('indicator_target as target')
    .innerJoin('indicator', 'indicator.id', 'target.indicator_id')
    .innerJoin('plan_version as version', 'version.id', 'target.plan_version_id')
    .select([
      'version.number as version',
      'indicator.id',
      'indicator.project_id as projectId',
      'target.level1',
      'target.level2',
      'target.name',
      'target.printed',
      'target.target',
      'target.basis',
      'target.position',
      'target.subject',
      'target.linked_indicator_id as linkedId',
      'target.conflict',
    ])
    .where('version.department_id', '=', departmentId)
    .where('version.year', '=', year)
    .orderBy('target.position');
  if (projectId) query = query.where('indicator.project_id', '=', projectId);
  const rows = await query.execute();
  return rows.map(({ target, conflict, ...row }) => ({
    ...row,
    isNew: false,
    target: JSON.parse(target) as Target,
    conflict: conflict === 1,
  }));
}

/** The ids of all projects that a department's year ever had. */
export async function departmentProjects(db: Db, departmentId: string, year: number): Promise<string[]> {
  const rows = await db
    .selectFrom('project')
    .select('id')
    .where('department_id', '=', departmentId)
    .where('year', '=', year)
    .execute();
  return rows.map(({ id }) => id);
}
