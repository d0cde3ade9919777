import { sql } from 'kysely';
import type { Instant } from '#shared/calendar.ts';
import type { Db, Tables } from '../schema.ts';
import { rowsOf } from '../sql.ts';
import type { Part } from '../together.ts';
import type { Doing } from '../trail.ts';

/** A row of the trail as it stands. */
export type AuditRow = Tables['audit'];

/** What is to stand in the trail; its number is given where it is written. */
export type NewAuditRow = Omit<AuditRow, 'number'>;

/**
 * Rows are written under the lock of all writes: the next number is the last one and one more, on both databases. The
 * newest row is never deleted, so what was pruned is not counted again.
 */
export const auditPart: Part<NewAuditRow & { position: number }> = {
  columns: {
    at: 'text',
    day: 'text',
    who: 'text',
    kind: 'text',
    roles: 'text',
    address: 'text',
    action: 'text',
    route: 'text',
    subject: 'text',
    projects: 'text',
    before: 'text',
    after: 'text',
    refused: 'text',
    position: 'bigint',
  },
  write: (rows) => sql`insert into audit
      (number, at, day, who, kind, roles, address, action, route, subject, projects, before, after, refused)
    select coalesce((select max(number) from audit), 0) + r.position, r.at, r.day, r.who, r.kind, r.roles,
      r.address, r.action, r.route, r.subject, r.projects, r.before, r.after, r.refused
    from ${rows} as r`,
};

/** A deed as a row. */
export function auditRow(
  { subject = '', projects = [], before, after, ...who }: Doing,
  { at, day, refused = null }: { at: string; day: string; refused?: string | null },
): NewAuditRow {
  const changed = { before: before ?? null, after: after ?? null };
  const about = { subject: subject || null, projects: JSON.stringify(projects), ...changed };
  return { at, day, ...who, ...about, refused };
}

/** Rows whose number is above one, oldest first. */
export async function auditAfter(db: Db, number: number, limit: number): Promise<AuditRow[]> {
  const rows = db.selectFrom('audit').selectAll().where('number', '>', number);
  return await rows.orderBy('number').limit(limit).execute();
}

/** A seal of the chain. */
export interface Seal {
  number: number;
  hash: string;
}

/** What the chain begins with. */
export const noSeal: Seal = { number: 0, hash: '' };

/** Where the chain begins: behind what was deleted by policy, or at the very start. */
export async function auditAnchor(db: Db): Promise<Seal> {
  const anchors = db.selectFrom('audit_anchor').select(['number', 'hash']);
  return (await anchors.orderBy('number', 'desc').limit(1).executeTakeFirst()) ?? noSeal;
}

/** The newest seal; where none is left of the chain, what it begins with. */
export async function lastSeal(db: Db): Promise<Seal> {
  const seals = db.selectFrom('audit_seal').select(['number', 'hash']);
  return (await seals.orderBy('number', 'desc').limit(1).executeTakeFirst()) ?? (await auditAnchor(db));
}

/** Seals above a number, oldest first. */
export async function sealsAfter(db: Db, number: number, limit: number): Promise<Seal[]> {
  const seals = db.selectFrom('audit_seal').selectAll().where('number', '>', number);
  return await seals.orderBy('number').limit(limit).execute();
}

const sealColumns = { number: 'bigint', hash: 'text' } as const;

export async function insertSeals(db: Db, seals: readonly Seal[]): Promise<void> {
  await sql`insert into audit_seal (number, hash)
    select r.number, r.hash from ${rowsOf<Seal>(db, sealColumns, seals)} as r`.execute(db);
}

/** The seal of the newest row that is older than an instant and not the newest of all; undefined where there is none. */
export async function newestBefore(db: Db, at: Instant): Promise<Seal | undefined> {
  return await db
    .selectFrom('audit_seal as s')
    .innerJoin('audit as a', 'a.number', 's.number')
    .where('a.at', '<', at)
    .where('a.number', '<', (eb) => eb.selectFrom('audit').select(eb.fn.max('number').as('newest')))
    .select(['s.number', 's.hash'])
    .orderBy('a.at', 'desc')
    .orderBy('a.number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Deletes the oldest rows up to one, and keeps its hash: the chain goes on from there. Answers how many. */
export async function pruneAudit(db: Db, anchor: Seal, at: Instant): Promise<number> {
  await db
    .insertInto('audit_anchor')
    .values({ ...anchor, at })
    .execute();
  const deleted = await db.deleteFrom('audit').where('number', '<=', anchor.number).executeTakeFirst();
  await db.deleteFrom('audit_seal').where('number', '<=', anchor.number).execute();
  return Number(deleted.numDeletedRows);
}

/** Records what no other write tells of, in a write of its own. */
export async function recordApart(db: Db, row: NewAuditRow): Promise<void> {
  const columns = auditPart.columns;
  await auditPart.write(rowsOf(db, columns, [{ ...row, position: 1 }])).execute(db);
}
