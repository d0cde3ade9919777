import { type Kysely, sql } from 'kysely';

/** What was kept of projects lacks what they had spent at their last node: all are due, and judged anew when read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update standing set next_check_on = ''`.execute(db);
}
