import type { Kysely } from 'kysely';

/** Evidence that was attached by mistake is taken back: its bytes go, what it was and why it went stays. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['removed_at', 'removed_by', 'removed_because']) {
    await db.schema.alterTable('evidence').addColumn(column, 'text').execute();
  }
}
