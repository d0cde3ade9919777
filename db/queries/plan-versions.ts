import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type Day, firstDayOf, type Instant } from '#shared/calendar.ts';
import { type Fen, parseYuan } from '#shared/money.ts';
import type { Reading } from '#shared/reading.ts';
import type { Db } from '../schema.ts';
import { rowsOf } from '../sql.ts';

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
