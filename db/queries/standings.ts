import { sql } from 'kysely';
import type { Day } from '#shared/calendar.ts';
import type { Db } from '../schema.ts';
import { idsOf, type Question, rowsOf } from '../sql.ts';

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
export async function keepStandings(db: Db, rows: readonly StandingRow[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = {
    id: 'text',
    year: 'bigint',
    projectId: 'text',
    departmentId: 'text',
    judgedOn: 'text',
    nextCheckOn: 'text',
    figures: 'text',
    planVersion: 'bigint',
    rules: 'text',
  } as const;
  await sql`insert into standing (id, year, project_id, department_id, judged_on, next_check_on, figures,
      plan_version, rules)
    select r.id, r.year, r."projectId", r."departmentId", r."judgedOn", r."nextCheckOn", r.figures, r."planVersion",
      r.rules
    from ${rowsOf<StandingRow>(db, columns, rows)} as r where true
    on conflict (id) do update set judged_on = excluded.judged_on,
      next_check_on = excluded.next_check_on, figures = excluded.figures,
      plan_version = excluded.plan_version, rules = excluded.rules`.execute(db);
}

export interface JudgedBy {
  projectId: string;
  planVersion: number | null;
  rules: string;
}

/** Which version of their plans, and which rules, the projects were last judged by. */
export function judgedByQuestion(db: Db, projects: readonly string[]): Question<JudgedBy> {
  const query = db
    .selectFrom('standing')
    .select(['project_id as projectId', 'plan_version as planVersion', 'rules'])
    .where('id', 'in', idsOf(db, projects));
  return { query, columns: ['projectId', 'planVersion', 'rules'] };
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

/** The ids of all projects of a year, in the order of their codes. */
export async function yearProjects(db: Db, year: number): Promise<string[]> {
  const rows = await db.selectFrom('project').select('id').where('year', '=', year).orderBy('code').execute();
  return rows.map(({ id }) => id);
}
