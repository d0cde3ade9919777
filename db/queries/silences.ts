import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Matchers, Silencing } from '#shared/silence.ts';
import type { Db } from '../schema.ts';
import type { Given } from '../sql.ts';
import type { Question } from '../together.ts';

/** A silence with who made it, why, and who ended it. */
export interface SilenceRow extends Silencing {
  year: number;
  author: string;
  reason: string;
  createdAt: Instant;
  endedBy: string | null;
}

/** The same as a row keeps it. */
export type SilenceStored = Omit<SilenceRow, 'matchers'> & { matchers: string };

const columns = [
  'id',
  'year',
  'author',
  'reason',
  'matchers',
  'starts',
  'ends',
  'createdAt',
  'endedOn',
  'endedBy',
] as const;

function silences(db: Db) {
  return db
    .selectFrom('silence')
    .select(['id', 'year', 'author', 'reason', 'matchers', 'starts', 'ends'])
    .select(['created_at as createdAt', 'ended_on as endedOn', 'ended_by as endedBy'])
    .orderBy('created_at')
    .orderBy('id');
}

/** The silences that a day may still have to do with: not long over. `silencesFrom` understands them. */
export function silencesQuestion(db: Db, since: Day | Given): Question<SilenceStored> {
  return { query: silences(db).where(sql<boolean>`ends >= ${since}`), columns };
}

export function silencesFrom(rows: readonly SilenceStored[]): SilenceRow[] {
  return rows.map(({ matchers, ...row }) => ({ ...row, matchers: JSON.parse(matchers) as Matchers }));
}

/** The silences of a year, the oldest first; as known at an instant where one is given. */
export async function listSilences(db: Db, year: number, knownAt?: Instant): Promise<SilenceRow[]> {
  let query = silences(db).where('year', '=', year);
  if (knownAt) query = query.where('created_at', '<=', knownAt);
  return silencesFrom(await query.execute());
}

/** The silences that a day may still have to do with. */
export async function currentSilences(db: Db, since: Day): Promise<SilenceRow[]> {
  return silencesFrom(await silences(db).where('ends', '>=', since).execute());
}

export async function findSilence(db: Db, id: string): Promise<SilenceRow | undefined> {
  const [row] = silencesFrom(await silences(db).where('id', '=', id).execute());
  return row;
}

export async function insertSilence(
  db: Db,
  silence: Omit<SilenceRow, 'id' | 'endedOn' | 'endedBy'>,
): Promise<SilenceRow> {
  const id = randomUUID();
  const { year, author, reason, matchers, starts, ends, createdAt } = silence;
  const row = { id, year, author, reason, starts, ends };
  await db
    .insertInto('silence')
    .values({ ...row, matchers: JSON.stringify(matchers), created_at: createdAt })
    .execute();
  return { ...silence, id, endedOn: null, endedBy: null };
}

/** Ends a silence before its day; false where it is over already. */
export async function endSilence(
  db: Db,
  id: string,
  { on, at, by }: { on: Day; at: Instant; by: string },
): Promise<boolean> {
  const end = db.updateTable('silence').set({ ended_on: on, ended_at: at, ended_by: by });
  const { numUpdatedRows } = await end
    .where('id', '=', id)
    .where('ended_on', 'is', null)
    .where('ends', '>=', on)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
