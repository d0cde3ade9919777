import type { Kysely } from 'kysely';
import { identity } from '../sql.ts';

/**
 * What people write into the forms of a department as a whole, of indicators that no project measures and of its
 * goals. Append-only as the texts of projects are: a later one supersedes, and what was known before stays.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await identity(db, schema.createTable('department_text'))
    .addColumn('paper', 'text', (c) => c.notNull())
    .addColumn('department_id', 'text', (c) => c.notNull().references('department.id'))
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('period', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createIndex('department_text_of')
    .on('department_text')
    .columns(['department_id', 'year', 'paper', 'period', 'id'])
    .execute();
}
