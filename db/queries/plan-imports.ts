import { randomUUID } from 'node:crypto';
import type { PlanImport } from '#shared/api.ts';
import type { Instant } from '#shared/calendar.ts';
import type { Question, Reading } from '#shared/reading.ts';
import type { Db } from '../schema.ts';

/** A correction of a reading, kept with who and when. */
export interface Correction {
  at: Instant;
  by: string;
  what: string;
  value: unknown;
}

export type StoredImport = PlanImport & {
  sourceText: string;
  corrections: Correction[];
  /** The latest version of the department's year when it was read; null where there was none. */
  revises: number | null;
};

export async function insertPlanImport(
  db: Db,
  draft: {
    fileName: string | null;
    source: string;
    reading: Reading;
    questions: Question[];
    revises: number | null;
    at: Instant;
    by: string;
  },
): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('plan_import')
    .values({
      id,
      state: 'draft',
      file_name: draft.fileName,
      source: draft.source,
      reading: JSON.stringify(draft.reading),
      questions: JSON.stringify(draft.questions),
      corrections: '[]',
      revises: draft.revises,
      created_at: draft.at,
      created_by: draft.by,
    })
    .execute();
  return id;
}

export async function findPlanImport(db: Db, id: string): Promise<StoredImport | undefined> {
  const row = await db.selectFrom('plan_import').selectAll().where('id', '=', id).executeTakeFirst();
  return (
    row && {
      id: row.id,
      state: row.state,
      fileName: row.file_name,
      createdAt: row.created_at,
      createdBy: row.created_by,
      reading: JSON.parse(row.reading) as Reading,
      questions: JSON.parse(row.questions) as Question[],
      corrections: JSON.parse(row.corrections) as Correction[],
      sourceText: row.source,
      revises: row.revises,
    }
  );
}

export async function updatePlanImport(
  db: Db,
  id: string,
  { reading, questions, corrections }: Pick<StoredImport, 'reading' | 'questions' | 'corrections'>,
): Promise<void> {
  await db
    .updateTable('plan_import')
    .set({
      reading: JSON.stringify(reading),
      questions: JSON.stringify(questions),
      corrections: JSON.stringify(corrections),
    })
    .where('id', '=', id)
    .execute();
}

/** Marks a draft as committed; false where it was committed already. */
export async function claimPlanImport(db: Db, id: string): Promise<boolean> {
  const claim = db.updateTable('plan_import').set({ state: 'committed' }).where('id', '=', id);
  const { numUpdatedRows } = await claim.where('state', '=', 'draft').executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whether nothing was ever read into this database: the welcome screen's question. */
export async function isUntouched(db: Db): Promise<boolean> {
  const version = await db.selectFrom('plan_version').select('id').limit(1).executeTakeFirst();
  return version === undefined;
}
