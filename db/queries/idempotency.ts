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
