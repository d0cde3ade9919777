import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { PlanImport, PlanImportRun } from '#shared/api.ts';
import type { Instant } from '#shared/calendar.ts';
import type { Order } from '#shared/table-query.ts';
import type { Db } from '../schema.ts';
import { holds, isAfter, type Place } from './ordered.ts';

/** A draft as it is stored: what nobody looks into on the way from and to the database stays JSON. */
export interface ImportRow {
  id: string;
  state: PlanImport['state'];
  fileName: string | null;
  kind: PlanImport['kind'];
  createdAt: Instant;
  createdBy: string;
  reading: string;
  questions: string;
  corrections: string;
  source: string;
  places: string | null;
  /** The latest version of the department's year when it was read; null where there was none. */
  revises: number | null;
}

export async function insertPlanImport(
  db: Db,
  draft: Omit<ImportRow, 'id' | 'state' | 'corrections'>,
): Promise<Pick<ImportRow, 'id' | 'state' | 'corrections'>> {
  const made = { id: randomUUID(), state: 'draft' as const, corrections: '[]' };
  await db
    .insertInto('plan_import')
    .values({
      ...made,
      file_name: draft.fileName,
      kind: draft.kind,
      source: draft.source,
      places: draft.places,
      reading: draft.reading,
      questions: draft.questions,
      revises: draft.revises,
      created_at: draft.createdAt,
      created_by: draft.createdBy,
    })
    .execute();
  return made;
}

/** A draft with its source, unopened: to be sent on as it is. */
export async function findImportRow(db: Db, id: string): Promise<ImportRow | undefined> {
  return await db
    .selectFrom('plan_import')
    .where('id', '=', id)
    .select([
      'id',
      'state',
      'file_name as fileName',
      'kind',
      'created_at as createdAt',
      'created_by as createdBy',
    ])
    .select(['reading', 'questions', 'corrections', 'source', 'places', 'revises'])
    .executeTakeFirst();
}

export interface PlanImportWhere {
  /** Who read them; everybody's where it is undefined. */
  by?: string | undefined;
  states?: readonly PlanImport['state'][] | undefined;
  /** Letters of the file's name or of who read it. */
  q?: string | undefined;
}

export type PlanImportOrder = 'file' | 'at' | 'by';
const orderColumns = {
  file: sql<string>`coalesce(plan_import.file_name, '')`,
  at: sql<string>`plan_import.created_at`,
  by: sql<string>`plan_import.created_by`,
} as const;

/** The plan documents that were read, in the order asked for; `after` goes on from the last of a page. */
export async function listPlanImports(
  db: Db,
  {
    order,
    after,
    limit,
    ...where
  }: PlanImportWhere & { order: Order<PlanImportOrder>; after?: Place | undefined; limit: number },
): Promise<PlanImportRun[]> {
  const value = orderColumns[order.by];
  let query = importsWhere(db, where)
    .leftJoin('plan_version as version', 'version.import_id', 'plan_import.id')
    .select([
      'plan_import.id',
      'plan_import.state',
      'plan_import.file_name as fileName',
      'plan_import.kind',
      'plan_import.created_at as createdAt',
      'plan_import.created_by as createdBy',
      'version.year',
      'version.number as planVersion',
    ])
    .orderBy(value, order.down ? 'desc' : 'asc')
    .orderBy('plan_import.id', 'desc')
    .limit(limit);
  if (after) query = query.where(isAfter(value, sql.ref('plan_import.id'), order.down, after));
  return await query.execute();
}

/** How many plan documents a filter leaves. */
export async function countPlanImports(db: Db, where: PlanImportWhere): Promise<number> {
  const { count } = await importsWhere(db, where)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

function importsWhere(db: Db, { by, states, q }: PlanImportWhere) {
  let query = db.selectFrom('plan_import');
  if (by !== undefined) query = query.where('plan_import.created_by', '=', by);
  if (states) query = query.where('plan_import.state', 'in', states);
  if (q) query = query.where(holds(q, [orderColumns.file, orderColumns.by]));
  return query;
}

/** Stores a changed draft; false where it was changed by somebody else, or committed, since it was read. */
export async function updatePlanImport(
  db: Db,
  read: Pick<ImportRow, 'id' | 'corrections'>,
  changed: Pick<ImportRow, 'reading' | 'questions' | 'corrections'>,
): Promise<boolean> {
  const { reading, questions, corrections } = changed;
  const update = db.updateTable('plan_import').set({ reading, questions, corrections });
  const { numUpdatedRows } = await update
    .where('id', '=', read.id)
    .where('state', '=', 'draft')
    // Each change adds to them: the same corrections are the same draft.
    .where('corrections', '=', read.corrections)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Marks a draft as committed as it was read; false where it was committed, or changed, since. */
export async function claimPlanImport(
  db: Db,
  { id, corrections }: Pick<ImportRow, 'id' | 'corrections'>,
): Promise<boolean> {
  const claim = db.updateTable('plan_import').set({ state: 'committed' }).where('id', '=', id);
  const { numUpdatedRows } = await claim
    .where('state', '=', 'draft')
    // Each change adds to them: the same corrections are the same draft.
    .where('corrections', '=', corrections)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whether nothing was ever read into this database: the welcome screen's question. */
export async function isUntouched(db: Db): Promise<boolean> {
  const version = await db.selectFrom('plan_version').select('id').limit(1).executeTakeFirst();
  return version === undefined;
}
