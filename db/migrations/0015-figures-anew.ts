import { type Kysely, sql } from 'kysely';

/** What was kept of projects lacks their joint reading (执行与绩效匹配): all are due, and judged anew when read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update standing set next_check_on = ''`.execute(db);
}
