import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Conclusion } from '#shared/closing.ts';
import type { Db } from '../schema.ts';
import { type Ids, idsOf, rowsOf } from '../sql.ts';
import type { Question } from '../together.ts';

/** A declaration that a project is finished, as it stands. */
export interface FinishRow {
  reason: string;
  declaredBy: string;
  declaredOn: Day;
  approvedBy: string | null;
  approvedOn: Day | null;
  approvedAlone: number | null;
  note: string | null;
}

/** Who decides, on which day, and when it became known. */
export interface Decision {
  by: string;
  on: Day;
  at: Instant;
}

/** The declaration of a project that stands; as known at an instant where one is given. */
export async function findFinish(
  db: Db,
  projectId: string,
  knownAt?: Instant,
): Promise<FinishRow | undefined> {
  let query = db
    .selectFrom('project_finish')
    .select(['reason', 'declared_by as declaredBy', 'declared_on as declaredOn', 'note'])
    .select(['approved_by as approvedBy', 'approved_on as approvedOn', 'approved_alone as approvedAlone'])
    .select('approved_at as approvedAt')
    .where('project_id', '=', projectId);
  query = knownAt
    ? query
        .where('declared_at', '<=', knownAt)
        .where((eb) => eb.or([eb('withdrawn_at', 'is', null), eb('withdrawn_at', '>', knownAt)]))
    : query.where('withdrawn_at', 'is', null);
  const row = await query.orderBy('declared_at', 'desc').limit(1).executeTakeFirst();
  if (!row) return undefined;
  const { approvedAt, ...finish } = row;
  const unknown = knownAt !== undefined && approvedAt !== null && approvedAt > knownAt;
  return unknown ? { ...finish, approvedBy: null, approvedOn: null, approvedAlone: null } : finish;
}

export async function declareFinish(
  db: Db,
  projectId: string,
  reason: string,
  { by, on, at }: Decision,
): Promise<void> {
  const declared = { declared_by: by, declared_on: on, declared_at: at };
  await db
    .insertInto('project_finish')
    .values({ id: randomUUID(), project_id: projectId, reason, ...declared })
    .execute();
}

export async function approveFinish(
  db: Db,
  projectId: string,
  { by, on, at, alone, note }: Decision & { alone: boolean; note: string | null },
): Promise<void> {
  await db
    .updateTable('project_finish')
    .set({ approved_by: by, approved_on: on, approved_at: at, approved_alone: Number(alone), note })
    .where('project_id', '=', projectId)
    .where('withdrawn_at', 'is', null)
    .execute();
}

/** Takes a declaration back: the project goes on. */
export async function withdrawFinish(db: Db, projectId: string, { by, on, at }: Decision): Promise<void> {
  await db
    .updateTable('project_finish')
    .set({ withdrawn_by: by, withdrawn_on: on, withdrawn_at: at })
    .where('project_id', '=', projectId)
    .where('withdrawn_at', 'is', null)
    .execute();
}

/** The days on which projects were approved as finished and on which their years were closed. */
export interface EndRow {
  project: string;
  finished: Day | null;
  closed: Day | null;
}

/** When projects were finished or their year closed, now or as known at an instant; others have no row. */
export function endsQuestion(db: Db, projects: Ids, knownAt?: Instant): Question<EndRow> {
  const known = (column: string) => (knownAt ? sql`and ${sql.ref(column)} <= ${knownAt}` : sql``);
  const standing = knownAt
    ? sql`(f.withdrawn_at is null or f.withdrawn_at > ${knownAt})`
    : sql`f.withdrawn_at is null`;
  const query = sql`select p.id as project,
      (select max(f.approved_on) from project_finish f
        where f.project_id = p.id and ${standing} ${known('f.approved_at')}) as finished,
      (select y.closed_on from year_closing y where y.project_id = p.id ${known('y.closed_at')}) as closed
    from project p where p.id in ${idsOf(db, projects)} and (
      exists (select 1 from project_finish f where f.project_id = p.id) or
      exists (select 1 from year_closing y where y.project_id = p.id))`;
  return { query, columns: ['project', 'finished', 'closed'] };
}

/** How the projects of a year were concluded, by project id; empty while the year is open. */
export async function listConclusions(db: Db, year: number, knownAt?: Instant) {
  let query = db
    .selectFrom('year_closing')
    .select(['project_id as projectId', 'conclusion', 'note', 'closed_by as by', 'closed_on as on'])
    .where('year', '=', year);
  if (knownAt) query = query.where('closed_at', '<=', knownAt);
  const rows = await query.execute();
  return new Map(rows.map(({ projectId, ...row }) => [projectId, row]));
}

/** Closes a year: keeps what was concluded of each project, and that no plan of it takes writes any more. */
export async function closeYear(
  db: Db,
  year: number,
  concluded: readonly { projectId: string; conclusion: Conclusion | null; note: string | null }[],
  { by, on, at }: Decision,
): Promise<void> {
  const columns = { projectId: 'text', conclusion: 'text', note: 'text' } as const;
  await sql`insert into year_closing (project_id, year, conclusion, note, closed_by, closed_on, closed_at)
    select r."projectId", ${sql.lit(year)}, r.conclusion, r.note, ${by}, ${on}, ${at}
    from ${rowsOf(db, columns, concluded)} as r`.execute(db);
  await db.updateTable('plan_version').set({ closed_at: at }).where('year', '=', year).execute();
}
