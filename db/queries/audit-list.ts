import { type SqlBool, sql } from 'kysely';
import type { Instant } from '#shared/calendar.ts';
import type { Db } from '../schema.ts';
import type { AuditRow } from './audit.ts';

/** Which rows of the trail are asked for; what is not given narrows nothing. */
export interface AuditWanted {
  who?: string | undefined;
  actions?: readonly string[] | undefined;
  project?: string | undefined;
  /** From an instant on, and up to one, without it. */
  from?: Instant | undefined;
  until?: Instant | undefined;
  outcome?: 'done' | 'refused' | undefined;
  q?: string | undefined;
  /** Only rows below this number. */
  before?: number | undefined;
  limit: number;
}

/** Rows of the trail, newest first, each with its seal where it has one. */
export async function listAudit(
  db: Db,
  { who, actions, project, from, until, outcome, q, before, limit }: AuditWanted,
): Promise<(AuditRow & { hash: string | null })[]> {
  let rows = db
    .selectFrom('audit as a')
    .leftJoin('audit_seal as s', 's.number', 'a.number')
    .selectAll('a')
    .select('s.hash');
  if (who) rows = rows.where('a.who', '=', who);
  if (actions && actions.length > 0) rows = rows.where('a.action', 'in', actions);
  if (project) rows = rows.where(holds(sql.ref('a.projects'), JSON.stringify(project)));
  if (from) rows = rows.where('a.at', '>=', from);
  if (until) rows = rows.where('a.at', '<', until);
  if (outcome) rows = rows.where('a.refused', outcome === 'done' ? 'is' : 'is not', null);
  if (before !== undefined) rows = rows.where('a.number', '<', before);
  if (q) {
    const places = [
      'a.who',
      'a.subject',
      'a.route',
      'a.address',
      'a.projects',
      'a.before',
      'a.after',
    ] as const;
    rows = rows.where(({ or }) =>
      or(places.map((place) => holds(sql`lower(${sql.ref(place)})`, q.toLowerCase()))),
    );
  }
  return await rows.orderBy('a.number', 'desc').limit(limit).execute();
}

/** How many rows there are, and the number of the newest. */
export async function countAudit(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('audit')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

function holds(text: ReturnType<typeof sql.ref> | ReturnType<typeof sql>, part: string) {
  const pattern = `%${part.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql<SqlBool>`${text} like ${pattern} escape '\\'`;
}
