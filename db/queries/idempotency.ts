import type { Instant } from '#shared/calendar.ts';
import type { Db } from '../schema.ts';

export interface KeptAnswer {
  digest: string;
  status: number;
  body: string;
}

/** The answer that a caller was given under a key; undefined the first time. */
export async function findAnswer(db: Db, caller: string, key: string): Promise<KeptAnswer | undefined> {
  return await db
    .selectFrom('idempotency')
    .select(['digest', 'status', 'body'])
    .where('caller', '=', caller)
    .where('key', '=', key)
    .executeTakeFirst();
}

/** The instant up to which the oldest answers from before another are so many, or all that there are; undefined where none is. */
export async function oldAnswers(db: Db, before: Instant, atMost: number): Promise<Instant | undefined> {
  const oldest = db
    .selectFrom('idempotency')
    .select('at')
    .where('at', '<', before)
    .orderBy('at')
    .limit(atMost);
  const { last } = await db
    .selectFrom(oldest.as('oldest'))
    .select((eb) => eb.fn.max('at').as('last'))
    .executeTakeFirstOrThrow();
  return last ?? undefined;
}

/** Forgets the answers given up to an instant. */
export async function forgetAnswers(db: Db, upTo: Instant): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('idempotency').where('at', '<=', upTo).executeTakeFirst();
  return Number(numDeletedRows);
}

export async function keepAnswer(
  db: Db,
  caller: string,
  key: string,
  answer: KeptAnswer,
  at: Instant,
): Promise<void> {
  await db
    .insertInto('idempotency')
    .values({ caller, key, ...answer, at })
    .execute();
}
