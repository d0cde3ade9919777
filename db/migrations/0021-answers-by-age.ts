import type { Kysely } from 'kysely';

/** Answers kept for repeated writes are forgotten by their age. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('idempotency_at').on('idempotency').column('at').execute();
}
