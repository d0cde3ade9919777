import { sql } from 'kysely';
import type { Day, Instant } from '#shared/calendar.ts';
import type { PaperKind } from '#shared/paper-texts.ts';
import type { Db } from '../schema.ts';
import { rowsOf } from '../sql.ts';

/** The form of a department's year that texts are in. */
interface OfForm {
  departmentId: string;
  year: number;
  paper: PaperKind;
  period: Day;
}

/** What somebody wrote into the form of a department as a whole. */
export interface DepartmentTextRow {
  subject: string;
  body: unknown;
  at: Instant;
  by: string;
}

/** What stands in a department's form: of each subject the newest text known by an instant. */
export async function departmentTexts(
  db: Db,
  { departmentId, year, paper, period }: OfForm,
  knownAt?: Instant,
): Promise<DepartmentTextRow[]> {
  let query = db
    .selectFrom('department_text')
    .select(['subject', 'body', 'recorded_at as at', 'recorded_by as by'])
    .where('department_id', '=', departmentId)
    .where('year', '=', year)
    .where('paper', '=', paper)
    .where('period', '=', period);
  if (knownAt) query = query.where('recorded_at', '<=', knownAt);
  const rows = await query.orderBy('id').execute();
  const newest = new Map(rows.map((row) => [row.subject, row]));
  return [...newest.values()].map(({ body, ...row }) => ({ ...row, body: JSON.parse(body) as unknown }));
}

/** Adds texts to a department's form. */
export async function appendDepartmentTexts(
  db: Db,
  { departmentId, year, paper, period, at, by }: OfForm & { at: Instant; by: string },
  texts: readonly { subject: string; body: unknown }[],
): Promise<void> {
  if (texts.length === 0) return;
  const rows = texts.map(({ subject, body }) => ({ subject, body: JSON.stringify(body) }));
  const columns = { subject: 'text', body: 'text' } as const;
  await sql`insert into department_text
    (paper, department_id, year, period, subject, body, recorded_at, recorded_by)
    select ${paper}, ${departmentId}, ${year}, ${period}, r.subject, r.body, ${at}, ${by}
    from ${rowsOf(db, columns, rows)} as r`.execute(db);
}
