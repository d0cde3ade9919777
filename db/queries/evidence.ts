import { randomUUID } from 'node:crypto';
import type { Instant } from '#shared/calendar.ts';
import type { Evidence } from '#shared/measurement.ts';
import type { Db } from '../schema.ts';

/** A file as it is kept, or a link. */
export type NewEvidence = { name: string } & (
  | { url: string }
  | { type: string; sha256: string; bytes: Buffer }
);

/** Adds evidence to a measurement and answers its id, which cannot be guessed. */
export async function insertEvidence(
  db: Db,
  measurement: number,
  evidence: NewEvidence,
  { at, by }: { at: Instant; by: string },
): Promise<string> {
  const id = randomUUID();
  const isLink = 'url' in evidence;
  await db
    .insertInto('evidence')
    .values({
      id,
      measurement_id: measurement,
      name: evidence.name,
      url: isLink ? evidence.url : null,
      type: isLink ? null : evidence.type,
      size: isLink ? null : evidence.bytes.length,
      sha256: isLink ? null : evidence.sha256,
      added_at: at,
      added_by: by,
    })
    .execute();
  if (!isLink) {
    await db.insertInto('evidence_bytes').values({ evidence_id: id, bytes: evidence.bytes }).execute();
  }
  return id;
}

const columns = [
  'id',
  'name',
  'url',
  'type',
  'size',
  'added_at as addedAt',
  'added_by as addedBy',
  'removed_at as removedAt',
  'removed_by as removedBy',
  'removed_because as removedBecause',
] as const;

/** The evidence of measurements, in the order in which it came; now or as known at an instant. */
export async function evidenceOf(
  db: Db,
  measurements: readonly number[],
  knownAt?: Instant,
): Promise<Map<number, Evidence[]>> {
  if (measurements.length === 0) return new Map();
  let query = db
    .selectFrom('evidence')
    .select(columns)
    .select('measurement_id as measurement')
    .where('measurement_id', 'in', measurements)
    .orderBy('added_at')
    .orderBy('id');
  if (knownAt) query = query.where('added_at', '<=', knownAt);
  const found = new Map<number, Evidence[]>();
  for (const { measurement, removedAt, removedBy, removedBecause, ...evidence } of await query.execute()) {
    const list = found.get(measurement) ?? [];
    found.set(measurement, list);
    const isRemoved = removedAt !== null && (knownAt === undefined || removedAt <= knownAt);
    const removed = isRemoved ? { at: removedAt, by: removedBy ?? '', reason: removedBecause ?? '' } : null;
    list.push({ ...evidence, removed });
  }
  return found;
}

/** Whether a file of these bytes is evidence of the measurement already; its id then. */
export async function findSameFile(db: Db, measurement: number, sha256: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('evidence')
    .select('id')
    .where('measurement_id', '=', measurement)
    .where('sha256', '=', sha256)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row?.id;
}

/** Takes evidence back: its bytes and its address go, what it was stays. False where it is there no more. */
export async function removeEvidence(
  db: Db,
  id: string,
  { at, by, reason }: { at: Instant; by: string; reason: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('evidence')
    .set({ removed_at: at, removed_by: by, removed_because: reason, url: null })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  await db.deleteFrom('evidence_bytes').where('evidence_id', '=', id).execute();
  return numUpdatedRows === 1n;
}

/** A file with its bytes; undefined where there is none, or where it is another measurement's. */
export async function findEvidenceFile(db: Db, measurement: number, id: string) {
  return await db
    .selectFrom('evidence')
    .innerJoin('evidence_bytes', 'evidence_bytes.evidence_id', 'evidence.id')
    .select(['evidence.name', 'evidence.type', 'evidence_bytes.bytes'])
    .where('evidence.id', '=', id)
    .where('evidence.measurement_id', '=', measurement)
    .executeTakeFirst();
}
