import { randomUUID } from 'node:crypto';
import type { PlanImport, PlanImportRun } from '#shared/api.ts';
import type { Instant } from '#shared/calendar.ts';
import type { Db } from '../schema.ts';

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

/** The plan documents that were read, the newest first; `before` goes on from the last of a page. */
export async function listPlanImports(
  db: Db,
  {
    before,
    by,
    limit,
  }: { before?: { createdAt: Instant; id: string } | undefined; by?: string | undefined; limit: number },
): Promise<PlanImportRun[]> {
  let query = db
    .selectFrom('plan_import')
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
    .orderBy('plan_import.created_at', 'desc')
    .orderBy('plan_import.id', 'desc')
    .limit(limit);
  if (by !== undefined) query = query.where('plan_import.created_by', '=', by);
  if (before) {
    query = query.where((eb) =>
      eb.or([
        eb('plan_import.created_at', '<', before.createdAt),
        eb.and([eb('plan_import.created_at', '=', before.createdAt), eb('plan_import.id', '<', before.id)]),
      ]),
    );
  }
  return await query.execute();
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
