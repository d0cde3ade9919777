import type { Change } from '../gate.ts';
import type { Db } from '../schema.ts';

/** Committed changes after `seq`, oldest first, at most `limit`. */
export async function changesSince(db: Db, seq: number, limit: number): Promise<Change[]> {
  const rows = await db
    .selectFrom('change')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(({ seq, at, body }) => ({ ...(JSON.parse(body) as Omit<Change, 'seq' | 'at'>), seq, at }));
}

/** The last `seq` that was given out; 0 in a database that nobody wrote to. */
export async function lastSeq(db: Db): Promise<number> {
  const clock = await db.selectFrom('clock').select('seq').executeTakeFirstOrThrow();
  return clock.seq;
}
