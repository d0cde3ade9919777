import { sql } from 'kysely';
import type { Day, Instant } from '#shared/calendar.ts';
import type { PaperKind } from '#shared/paper-texts.ts';
import type { Db } from '../schema.ts';
import { idsOf, rowsOf } from '../sql.ts';

/** What somebody wrote into a form. */
export interface PaperTextRow {
  projectId: string;
  subject: string;
  body: unknown;
  at: Instant;
  by: string;
}

/** What stands in the forms of some projects for a period: of each subject the newest text known by an instant. */
export async function paperTexts(
  db: Db,
  projects: readonly string[],
  { paper, period, knownAt }: { paper: PaperKind; period: Day; knownAt?: Instant | undefined },
): Promise<PaperTextRow[]> {
  let query = db
    .selectFrom('paper_text')
    .select(['project_id as projectId', 'subject', 'body', 'recorded_at as at', 'recorded_by as by'])
    .where('project_id', 'in', idsOf(db, projects))
    .where('paper', '=', paper)
    .where('period', '=', period);
  if (knownAt) query = query.where('recorded_at', '<=', knownAt);
  const rows = await query.orderBy('id').execute();
  const newest = new Map(rows.map((row) => [`${row.projectId} ${row.subject}`, row]));
  return [...newest.values()].map(({ body, ...row }) => ({ ...row, body: JSON.parse(body) as unknown }));
}

/** Adds texts to a project's form. */
export async function appendPaperTexts(
  db: Db,
  {
    projectId,
    paper,
    period,
    at,
    by,
  }: { projectId: string; paper: PaperKind; period: Day; at: Instant; by: string },
  texts: readonly { subject: string; body: unknown }[],
): Promise<void> {
  if (texts.length === 0) return;
  const rows = texts.map(({ subject, body }) => ({ subject, body: JSON.stringify(body) }));
  const columns = { subject: 'text', body: 'text' } as const;
  await sql`insert into paper_text (paper, project_id, period, subject, body, recorded_at, recorded_by)
    select ${paper}, ${projectId}, ${period}, r.subject, r.body, ${at}, ${by}
    from ${rowsOf(db, columns, rows)} as r`.execute(db);
}
