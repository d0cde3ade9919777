import type { Kysely } from 'kysely';
import { appendOnly } from '../sql.ts';

/**
 * The trail: who did what when, from where. Rows are numbered without a gap under the lock of all writes; their
 * hashes are chained afterwards, in a table of their own, so that no row is ever touched again. What is deleted, by
 * policy, is deleted from the oldest end, and `audit_anchor` keeps where the chain begins since.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('audit')
    .addColumn('number', 'bigint', (c) => c.primaryKey())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('who', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('roles', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('route', 'text', (c) => c.notNull())
    .addColumn('subject', 'text')
    .addColumn('projects', 'text', (c) => c.notNull())
    .addColumn('before', 'text')
    .addColumn('after', 'text')
    .addColumn('refused', 'text')
    .execute();
  await schema.createIndex('audit_at').on('audit').column('at').execute();
  await schema.createIndex('audit_who').on('audit').columns(['who', 'number']).execute();
  await schema.createIndex('audit_action').on('audit').columns(['action', 'number']).execute();

  await schema
    .createTable('audit_seal')
    .addColumn('number', 'bigint', (c) => c.primaryKey())
    .addColumn('hash', 'text', (c) => c.notNull())
    .execute();

  await schema
    .createTable('audit_anchor')
    .addColumn('number', 'bigint', (c) => c.primaryKey())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute();

  for (const table of ['audit', 'audit_seal']) await appendOnly(db, table, 'audit_anchor');
}
