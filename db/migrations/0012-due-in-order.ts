import type { Kysely } from 'kysely';

/** What is due is taken in slices, in a fixed order: without the id in the index every slice would sort all of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('standing_due').execute();
  await db.schema
    .createIndex('standing_due_in_order')
    .on('standing')
    .columns(['next_check_on', 'id'])
    .execute();
}
