import { sql } from 'kysely';
import type { Instant } from '#shared/calendar.ts';
import { topics } from '#shared/events.ts';
import type { Change } from '../gate.ts';
import type { Db } from '../schema.ts';
import type { Part } from '../together.ts';

/** A committed change as it is stored, its body as JSON. */
export interface ChangeRow {
  seq: number;
  at: Instant;
  body: string;
}

export const changePart: Part<ChangeRow> = {
  columns: { seq: 'bigint', at: 'text', body: 'text' },
  write: (rows) => sql`insert into change (seq, at, body) select r.seq, r.at, r.body from ${rows} as r`,
};

/** How far the clock is after a commit. */
export interface ClockMove {
  seq: number;
  at: Instant;
  planSeq: number;
}

export const clockPart: Part<ClockMove> = {
  columns: { seq: 'bigint', at: 'text', planSeq: 'bigint' },
  write: (rows) =>
    sql`update clock set seq = r.seq, recorded_at = r.at, plan_seq = r."planSeq" from ${rows} as r where clock.id = 1`,
};

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

/** Further than a database is ever ahead of its last backup. */
const leap = 1_000_000_000;

/**
 * Goes on counting far ahead, in a database that was set back to an earlier state: what browsers and clients know by a
 * `seq` of the time that is lost is never taken for what will have the same number. All topics are stale.
 */
export async function leapAhead(db: Db, at: Instant): Promise<void> {
  const seq = (await lastSeq(db)) + leap;
  await db
    .insertInto('change')
    .values({ seq, at, body: JSON.stringify({ topics }) })
    .execute();
  await db.updateTable('clock').set({ seq, plan_seq: seq }).execute();
}
