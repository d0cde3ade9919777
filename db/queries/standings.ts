import { sql } from 'kysely';
import type { Day } from '#shared/calendar.ts';
import type { Db } from '../schema.ts';
import { type Ids, idsOf } from '../sql.ts';
import type { Part, Question } from '../together.ts';

export interface StandingRow {
  id: string;
  year: number;
  projectId: string | null;
  departmentId: string;
  judgedOn: Day;
  nextCheckOn: Day;
  /** The project's row as `GET /projects` shows it, both languages, as JSON; `null` while it is not in the plan. */
  figures: string;
  /** The number of the plan's version that was judged by; null of a ledger. */
  planVersion: number | null;
  /** The versions of the rules that had a say. */
  rules: string;
}

/** Keeps what was found; a scope has one row. */
export const standingPart: Part<StandingRow> = {
  columns: {
    id: 'text',
    year: 'bigint',
    projectId: 'text',
    departmentId: 'text',
    judgedOn: 'text',
    nextCheckOn: 'text',
    figures: 'text',
    planVersion: 'bigint',
    rules: 'text',
  },
  write: (
    rows,
  ) => sql`insert into standing (id, year, project_id, department_id, judged_on, next_check_on, figures,
      plan_version, rules)
    select r.id, r.year, r."projectId", r."departmentId", r."judgedOn", r."nextCheckOn", r.figures, r."planVersion",
      r.rules
    from ${rows} as r where true
    on conflict (id) do update set judged_on = excluded.judged_on,
      next_check_on = excluded.next_check_on, figures = excluded.figures,
      plan_version = excluded.plan_version, rules = excluded.rules`,
};

/** What a project is called, and by which version of its plan and which rules it was last judged; null where it never was. */
export interface JudgedBefore {
  projectId: string;
  name: string;
  standing: string | null;
  planVersion: number | null;
  rules: string | null;
}

export function judgedBeforeQuestion(db: Db, projects: Ids): Question<JudgedBefore> {
  const query = db
    .selectFrom('project')
    .leftJoin('standing', 'standing.id', 'project.id')
    .select(['project.id as projectId', 'project.name'])
    .select(['standing.id as standing', 'standing.plan_version as planVersion', 'standing.rules'])
    .where('project.id', 'in', idsOf(db, projects));
  return { query, columns: ['projectId', 'name', 'standing', 'planVersion', 'rules'] };
}

/** The rules that a scope was last judged by; undefined where it never was. */
export async function findRuledBy(db: Db, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('standing').select('rules').where('id', '=', id).executeTakeFirst();
  return row?.rules;
}

/** Says of projects that what was found of them is stale: whoever reads judges them anew, and so does the next run. */
export async function makeDue(db: Db, ids: readonly string[]): Promise<void> {
  await db.updateTable('standing').set({ next_check_on: '' }).where('id', 'in', idsOf(db, ids)).execute();
}

/** Scopes that time alone may have changed by `day`, at most `limit`, in a fixed order. */
export async function dueStandings(db: Db, day: Day, limit: number) {
  return await db
    .selectFrom('standing')
    .select(['id', 'year', 'project_id as projectId', 'department_id as departmentId'])
    .where('next_check_on', '<=', day)
    .orderBy('next_check_on')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** What was last found of every project of a year, and whether a later day may have changed it by now. */
export async function yearFigures(db: Db, year: number, today: Day) {
  const rows = await db
    .selectFrom('standing')
    .select(['project_id as projectId', 'next_check_on as nextCheckOn', 'figures'])
    .where('year', '=', year)
    .where('project_id', 'is not', null)
    .execute();
  return rows.map(({ projectId, nextCheckOn, figures }) => ({
    projectId: projectId ?? '',
    figures,
    isStale: nextCheckOn <= today,
  }));
}

/** The ids of all projects of a year, or of some departments in it, in the order of their codes. */
export async function yearProjects(db: Db, year: number, departments?: readonly string[]): Promise<string[]> {
  let query = db.selectFrom('project').select('id').where('year', '=', year);
  if (departments) query = query.where('department_id', 'in', idsOf(db, departments));
  const rows = await query.orderBy('code').execute();
  return rows.map(({ id }) => id);
}

/** Every scope that was judged, in a fixed order, at most `limit` after an id. */
export async function standingsAfter(db: Db, after: string, limit: number): Promise<StandingRow[]> {
  return await standings(db).where('id', '>', after).orderBy('id').limit(limit).execute();
}

/** The same of the scopes named. */
export async function standingsOf(db: Db, ids: readonly string[]): Promise<StandingRow[]> {
  return await standings(db).where('id', 'in', idsOf(db, ids)).execute();
}

function standings(db: Db) {
  return db
    .selectFrom('standing')
    .select(['id', 'year', 'project_id as projectId', 'department_id as departmentId'])
    .select(['judged_on as judgedOn', 'next_check_on as nextCheckOn', 'figures'])
    .select(['plan_version as planVersion', 'rules']);
}

/** Projects in force that were never judged. */
export async function neverJudged(db: Db) {
  return await db
    .selectFrom('project')
    .leftJoin('standing', 'standing.id', 'project.id')
    .select(['project.id', 'project.code', 'project.year'])
    .where('standing.id', 'is', null)
    .orderBy('project.year')
    .orderBy('project.code')
    .execute();
}
