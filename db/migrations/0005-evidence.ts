import type { Kysely } from 'kysely';
import { bytesType } from '../sql.ts';

/** What proves a measured value: files, kept with everything else, and links. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('evidence')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('measurement_id', 'bigint', (c) => c.notNull().references('measurement.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('url', 'text')
    .addColumn('type', 'text')
    .addColumn('size', 'bigint')
    .addColumn('sha256', 'text')
    .addColumn('added_at', 'text', (c) => c.notNull())
    .addColumn('added_by', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('evidence_of').on('evidence').column('measurement_id').execute();
  // Apart from what lists show, which would otherwise read past every byte.
  await schema
    .createTable('evidence_bytes')
    .addColumn('evidence_id', 'text', (c) => c.primaryKey().references('evidence.id'))
    .addColumn('bytes', bytesType(db), (c) => c.notNull())
    .execute();
}
