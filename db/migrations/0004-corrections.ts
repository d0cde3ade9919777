import { type Kysely, sql } from 'kysely';

/** 更正: what a person proposes instead of a voucher line, and the lines that no longer stand. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;

  // The ledger holds what stands, so that whatever adds it up stays right; what was replaced moves here whole.
  await schema
    .createTable('expenditure_superseded')
    .addColumn('id', 'bigint', (c) => c.primaryKey())
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('series', 'text', (c) => c.notNull())
    .addColumn('voucher_no', 'text', (c) => c.notNull())
    .addColumn('line', 'integer', (c) => c.notNull())
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id'))
    .addColumn('posted_on', 'text', (c) => c.notNull())
    .addColumn('paid_on', 'text', (c) => c.notNull())
    .addColumn('amount_fen', 'bigint', (c) => c.notNull())
    .addColumn('counted', 'integer', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('fund_source', 'text', (c) => c.notNull())
    .addColumn('payee', 'text')
    .addColumn('purpose', 'text')
    .addColumn('source', 'text')
    .addColumn('reverses', 'text')
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'text', (c) => c.notNull())
    .addColumn('superseded_at', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createIndex('expenditure_superseded_line')
    .on('expenditure_superseded')
    .columns(['year', 'series', 'voucher_no', 'line'])
    .execute();
  await schema
    .createIndex('expenditure_superseded_project')
    .on('expenditure_superseded')
    .columns(['project_id', 'paid_on'])
    .execute();

  await schema
    .createTable('expenditure_correction')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('series', 'text', (c) => c.notNull())
    .addColumn('voucher_no', 'text', (c) => c.notNull())
    .addColumn('line', 'integer', (c) => c.notNull())
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id'))
    .addColumn('item', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('proposed_at', 'text', (c) => c.notNull())
    .addColumn('proposed_by', 'text', (c) => c.notNull())
    .addColumn('decided_at', 'text')
    .addColumn('decided_by', 'text')
    .addColumn('alone', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('note', 'text')
    .execute();
  // Two proposals for one line at once: the second has to wait for what becomes of the first.
  const open = schema
    .createIndex('expenditure_correction_open')
    .unique()
    .on('expenditure_correction')
    .columns(['year', 'series', 'voucher_no', 'line']);
  await open.where(sql.ref('decided_at'), 'is', null).execute();
}
