import { sql } from 'kysely';
import type { Instant } from '#shared/calendar.ts';
import type { ImportKind, ImportMapping, ImportState } from '#shared/imports.ts';
import type { Order } from '#shared/table-query.ts';
import type { Db } from '../schema.ts';
import { idsOf, rowsOf } from '../sql.ts';
import { holds, isAfter, type Place } from './ordered.ts';
import { stillPlanned } from './plans.ts';

export interface NewImport {
  uuid: string;
  kind: ImportKind;
  fileName: string | null;
  dryRun: boolean;
  by: string;
  at: Instant;
}

/** Begins the record of an import; answers its number, or undefined where there is one of this name already. */
export async function insertImport(db: Db, one: NewImport): Promise<number | undefined> {
  const { id } =
    (await db
      .insertInto('import_run')
      .values({
        uuid: one.uuid,
        kind: one.kind,
        file_name: one.fileName,
        state: 'running',
        dry_run: Number(one.dryRun),
        started_by: one.by,
        started_at: one.at,
        alive_at: one.at,
        accepted: 0,
        known: 0,
        rejected_rows: 0,
      })
      .onConflict((conflict) => conflict.column('uuid').doNothing())
      .returning('id')
      .executeTakeFirst()) ?? {};
  return id;
}

export interface ImportResult {
  state: Exclude<ImportState, 'running'>;
  accepted: number;
  known: number;
  rejectedRows: number;
  /** What else is said of it, as JSON; null where the table was never understood. */
  outcome: string | null;
}

/** Ends a running import; false where somebody ended it before. */
export async function finishImport(
  db: Db,
  id: number,
  result: ImportResult,
  at: Instant,
  publishedAt?: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('import_run')
    .set({
      state: result.state,
      accepted: result.accepted,
      known: result.known,
      rejected_rows: result.rejectedRows,
      outcome: result.outcome,
      finished_at: at,
      alive_at: at,
      ...(publishedAt !== undefined && { published_at: publishedAt }),
    })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whether nobody has ended an import. */
export async function isRunning(db: Db, id: number): Promise<boolean> {
  const run = await db.selectFrom('import_run').select('state').where('id', '=', id).executeTakeFirst();
  return run?.state === 'running';
}

/** Whether somebody cancelled an import. */
export async function isCancelled(db: Db, id: number): Promise<boolean> {
  const run = await db.selectFrom('import_run').select('state').where('id', '=', id).executeTakeFirst();
  return run?.state === 'cancelled';
}

/** Asks a running import to stop, on whatever server it runs; false where it runs no more. */
export async function cancelImport(db: Db, uuid: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('import_run')
    .set({ state: 'cancelled', finished_at: at })
    .where('uuid', '=', uuid)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export interface RejectedLine {
  position: number;
  row: number;
  cells: string;
  problems: string;
}

/** Keeps bad rows, to be shown and given back. */
export async function insertRejected(db: Db, importId: number, rows: readonly RejectedLine[]): Promise<void> {
  const columns = { position: 'bigint', row: 'bigint', cells: 'text', problems: 'text' } as const;
  for (let from = 0; from < rows.length; from += 1_000) {
    const some = rowsOf<RejectedLine>(db, columns, rows.slice(from, from + 1_000));
    await sql`insert into import_rejected (import_id, position, "row", cells, problems)
      select ${sql.lit(importId)}, r.position, r."row", r.cells, r.problems from ${some} as r`.execute(db);
  }
}

/** Bad rows of an import in the order of its file, from a position on. */
export async function rejectedOf(
  db: Db,
  importId: number,
  { from = 0, limit = 1_000 } = {},
): Promise<RejectedLine[]> {
  return await db
    .selectFrom('import_rejected')
    .select(['position', 'row', 'cells', 'problems'])
    .where('import_id', '=', importId)
    .where('position', '>=', from)
    .orderBy('position')
    .limit(limit)
    .execute();
}

const shown = [
  'id',
  'uuid',
  'kind',
  'file_name as fileName',
  'state',
  'dry_run as dryRun',
  'started_by as by',
  'started_at as startedAt',
  'finished_at as finishedAt',
  'accepted',
  'known',
  'rejected_rows as rejectedRows',
] as const;

/** Imports, the newest first; those of one sender alone where one is named. */
export async function listImports(
  db: Db,
  { order, after, before, limit, ...filter }: ImportsWanted & ImportWhere & { limit: number },
) {
  let query = importsWhere(db, filter).select(shown).limit(limit);
  if (order) {
    const value = orderColumns[order.by];
    query = query.orderBy(value, order.down ? 'desc' : 'asc');
    if (after) query = query.where(isAfter(value, sql.ref('id'), order.down, after));
  }
  if (before !== undefined) query = query.where('id', '<', before);
  return await query.orderBy('id', 'desc').execute();
}

/** How many imports a filter leaves. */
export async function countImports(db: Db, filter: ImportWhere): Promise<number> {
  const { count } = await importsWhere(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export interface ImportWhere {
  /** Whose they are; everybody's where it is undefined. */
  by?: string | undefined;
  kinds?: readonly ImportKind[] | undefined;
  states?: readonly ImportState[] | undefined;
  /** Leaves out what was only checked, unless it still runs. */
  stored?: boolean | undefined;
  q?: string | undefined;
}

interface ImportsWanted {
  order?: Order<ImportOrder> | undefined;
  after?: Place | undefined;
  before?: number | undefined;
}

export type ImportOrder = 'file' | 'by' | 'accepted' | 'known' | 'rejected';
const orderColumns = {
  file: sql<string>`coalesce(file_name, '')`,
  by: sql<string>`started_by`,
  accepted: sql<number>`accepted`,
  known: sql<number>`known`,
  rejected: sql<number>`rejected_rows`,
} as const;

function importsWhere(db: Db, { by, kinds, states, stored, q }: ImportWhere) {
  let query = db.selectFrom('import_run');
  if (by !== undefined) query = query.where('started_by', '=', by);
  if (kinds) query = query.where('kind', 'in', kinds);
  if (states) query = query.where('state', 'in', states);
  if (stored) query = query.where((eb) => eb.or([eb('dry_run', '=', 0), eb('state', '=', 'running')]));
  if (q) query = query.where(holds(q, [sql`coalesce(file_name, '')`, sql.ref('started_by')]));
  return query;
}

/** One import with what is said of it; undefined where there is none. */
export async function findImport(db: Db, uuid: string) {
  return await db
    .selectFrom('import_run')
    .select([...shown, 'outcome'])
    .where('uuid', '=', uuid)
    .executeTakeFirst();
}

/** How people mapped the columns of files of a kind, by the fingerprint of the header. */
export async function mappingsOf(db: Db, kind: ImportKind): Promise<Record<string, ImportMapping>> {
  const rows = await db
    .selectFrom('import_mapping')
    .select(['fingerprint', 'mapping'])
    .where('kind', '=', kind)
    .orderBy('recorded_at', 'desc')
    .limit(1_000)
    .execute();
  return Object.fromEntries(
    rows.map(({ fingerprint, mapping }) => [fingerprint, JSON.parse(mapping) as ImportMapping]),
  );
}

/** Remembers how a person mapped the columns under a header; the last word counts. */
export async function keepMapping(
  db: Db,
  kind: ImportKind,
  fingerprint: string,
  mapping: ImportMapping,
  { at, by }: { at: Instant; by: string },
): Promise<void> {
  const row = { mapping: JSON.stringify(mapping), recorded_at: at, recorded_by: by };
  await db
    .insertInto('import_mapping')
    .values({ kind, fingerprint, ...row })
    .onConflict((conflict) => conflict.columns(['kind', 'fingerprint']).doUpdateSet(row))
    .execute();
}

/** A page of all projects as rows may name them, as JSON of `[id, year, code, name, closed]`; after an id. */
export async function projectPage(
  db: Db,
  after: string,
  limit: number,
  knows: (projectId: string) => boolean,
): Promise<{ json: string; last: string | undefined }> {
  const rows = await db
    .selectFrom('project')
    .select(['id', 'year', 'code', 'name'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('plan_version as v')
            .select('v.id')
            .whereRef('v.department_id', '=', 'project.department_id')
            .whereRef('v.year', '=', 'project.year')
            .where('v.closed_at', 'is not', null),
        )
        .as('closed'),
    )
    .where(stillPlanned)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  const json = JSON.stringify(
    rows
      .filter(({ id }) => knows(id))
      .map(({ id, year, code, name, closed }) => [id, year, code, name, Number(closed)]),
  );
  return { json, last: rows.length === limit ? rows.at(-1)?.id : undefined };
}

/** The codes of projects by their ids. */
export async function projectCodes(db: Db, ids: readonly string[]): Promise<{ id: string; code: string }[]> {
  if (ids.length === 0) return [];
  return await db.selectFrom('project').select(['id', 'code']).where('id', 'in', idsOf(db, ids)).execute();
}

/** Those of the projects whose year is closed. */
export async function closedAmong(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('project as p')
    .innerJoin('plan_version as v', (join) =>
      join.onRef('v.department_id', '=', 'p.department_id').onRef('v.year', '=', 'p.year'),
    )
    .select('p.id')
    .where('p.id', 'in', idsOf(db, ids))
    .where('v.closed_at', 'is not', null)
    .distinct()
    .execute();
  return rows.map(({ id }) => id);
}
