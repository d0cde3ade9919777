import type { Kysely } from 'kysely';

/** The rules of judging in versions, each of one scope; and which of them a project was last judged by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('rule_version')
    // Counted over all scopes: whoever comes second with a number has not seen the newest rules.
    .addColumn('number', 'integer', (c) => c.primaryKey())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('changes', 'text', (c) => c.notNull())
    .addColumn('effective_on', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .execute();
  await schema
    .alterTable('standing')
    .addColumn('rules', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
}
