import { type Kysely, sql } from 'kysely';
import { identity } from '../sql.ts';

/** Files of vouchers and values: what was imported, what was wrong with it, and how columns were mapped. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;

  await identity(db, schema.createTable('import_run'))
    .addColumn('uuid', 'text', (c) => c.notNull().unique())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('file_name', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('dry_run', 'integer', (c) => c.notNull())
    .addColumn('started_by', 'text', (c) => c.notNull())
    .addColumn('started_at', 'text', (c) => c.notNull())
    .addColumn('finished_at', 'text')
    .addColumn('published_at', 'text')
    .addColumn('alive_at', 'text', (c) => c.notNull())
    .addColumn('first_row', 'bigint')
    .addColumn('accepted', 'bigint', (c) => c.notNull())
    .addColumn('known', 'bigint', (c) => c.notNull())
    .addColumn('rejected_rows', 'bigint', (c) => c.notNull())
    .addColumn('outcome', 'text')
    .execute();
  // One file at a time is put into the ledger row by row; who comes second waits.
  const staging = schema.createIndex('import_run_staging').unique().on('import_run').column('state');
  await staging
    .where(sql.ref('first_row'), 'is not', null)
    .where(sql.ref('state'), '=', sql.lit('running'))
    .execute();

  await schema
    .createTable('import_rejected')
    .addColumn('import_id', 'bigint', (c) => c.notNull().references('import_run.id'))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('row', 'bigint', (c) => c.notNull())
    .addColumn('cells', 'text', (c) => c.notNull())
    .addColumn('problems', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('import_rejected_pk', ['import_id', 'position'])
    .execute();

  await schema
    .createTable('import_mapping')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('fingerprint', 'text', (c) => c.notNull())
    .addColumn('mapping', 'text', (c) => c.notNull())
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('import_mapping_pk', ['kind', 'fingerprint'])
    .execute();

  // Rows of a big file stand in the ledger before they count: while their import is not published, nobody sees them.
  await schema.alterTable('expenditure').addColumn('import_id', 'bigint').execute();
  await schema.alterTable('expenditure').addColumn('import_row', 'bigint').execute();

  // The kept totals of a big file, which begin to count with it.
  await schema
    .createTable('spent_imported')
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id'))
    .addColumn('fund_source', 'text', (c) => c.notNull())
    .addColumn('paid_on', 'text', (c) => c.notNull())
    .addColumn('import_id', 'bigint', (c) => c.notNull())
    .addColumn('amount_fen', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('spent_imported_pk', ['project_id', 'paid_on', 'fund_source', 'import_id'])
    .execute();

  // Rows of a big file that a voucher sent meanwhile displaced: they are looked at again when it is published.
  await schema
    .createTable('import_displaced')
    .addColumn('import_id', 'bigint', (c) => c.notNull().references('import_run.id'))
    .addColumn('import_row', 'bigint', (c) => c.notNull())
    .addColumn('line', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('import_displaced_pk', ['import_id', 'import_row'])
    .execute();
}
