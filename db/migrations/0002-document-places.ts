import type { Kysely } from 'kysely';

/** What a plan document came as, and where in it each of its lines stands. Those read so far were texts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('plan_import')
    .addColumn('kind', 'text', (c) => c.notNull().defaultTo('txt'))
    .execute();
  await db.schema.alterTable('plan_import').addColumn('places', 'text').execute();
}
