import { type Kysely, sql } from 'kysely';
import { identity } from '../sql.ts';

/** The ground: clock and changes, plans, the ledgers, what was found, alerts, accounts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;

  await schema
    .createTable('clock')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('plan_seq', 'bigint', (c) => c.notNull())
    .addColumn('training_today', 'text')
    .addColumn('training_from', 'text')
    .execute();
  await sql`insert into clock (id, seq, recorded_at, plan_seq) values (1, 0, '', 0)`.execute(db);

  await schema
    .createTable('change')
    .addColumn('seq', 'bigint', (c) => c.primaryKey())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();

  await schema
    .createTable('job')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('last_tick', 'text', (c) => c.notNull())
    .addColumn('last_day', 'text')
    .execute();
  await sql`insert into job (name, last_tick) values ('evaluation', '')`.execute(db);

  await schema
    .createTable('department')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('code', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .execute();

  await schema
    .createTable('plan_import')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('file_name', 'text')
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('reading', 'text', (c) => c.notNull())
    .addColumn('questions', 'text', (c) => c.notNull())
    .addColumn('corrections', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .execute();

  await schema
    .createTable('plan_version')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('department_id', 'text', (c) => c.notNull().references('department.id'))
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('digest', 'text', (c) => c.notNull())
    .addColumn('effective_on', 'text', (c) => c.notNull())
    .addColumn('in_force_on', 'text', (c) => c.notNull())
    .addColumn('closed_at', 'text')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('import_id', 'text', (c) => c.references('plan_import.id'))
    .addColumn('approved_same', 'integer')
    // Two commits of one year at once: the second is refused here, whatever was checked before.
    .addUniqueConstraint('plan_version_number', ['department_id', 'year', 'number'])
    .execute();

  await schema
    .createTable('project')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('department_id', 'text', (c) => c.notNull().references('department.id'))
    .addColumn('section', 'text')
    .addColumn('owner', 'text')
    .addUniqueConstraint('project_code', ['year', 'code'])
    .execute();

  await schema
    .createTable('project_plan')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_version_id', 'text', (c) => c.notNull().references('plan_version.id'))
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id'))
    .addColumn('effective_on', 'text', (c) => c.notNull())
    .addColumn('budget_fen', 'bigint', (c) => c.notNull())
    .addColumn('fiscal_fen', 'bigint', (c) => c.notNull())
    .addColumn('other_fen', 'bigint', (c) => c.notNull())
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('goals', 'text', (c) => c.notNull())
    .addColumn('nodes', 'text', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addUniqueConstraint('project_plan_once', ['project_id', 'plan_version_id'])
    .execute();

  await schema
    .createTable('indicator')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.references('project.id'))
    .addColumn('department_id', 'text', (c) => c.notNull().references('department.id'))
    .addColumn('level1', 'text', (c) => c.notNull())
    .addColumn('level2', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('indicator_project').on('indicator').column('project_id').execute();

  await schema
    .createTable('indicator_target')
    .addColumn('plan_version_id', 'text', (c) => c.notNull().references('plan_version.id'))
    .addColumn('indicator_id', 'text', (c) => c.notNull().references('indicator.id'))
    .addColumn('printed', 'text', (c) => c.notNull())
    .addColumn('target', 'text', (c) => c.notNull())
    .addColumn('basis', 'text', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('subject', 'text')
    .addColumn('linked_indicator_id', 'text', (c) => c.references('indicator.id'))
    .addColumn('conflict', 'integer', (c) => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('indicator_target_pk', ['indicator_id', 'plan_version_id'])
    .execute();

  await identity(db, schema.createTable('expenditure'))
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
    // A voucher line counts once, however often and by whatever way it arrives.
    .addUniqueConstraint('expenditure_line', ['year', 'series', 'voucher_no', 'line'])
    .execute();
  await schema
    .createIndex('expenditure_by_project')
    .on('expenditure')
    .columns(['project_id', 'paid_on'])
    .execute();
  const reversed = schema
    .createIndex('expenditure_reverses')
    .on('expenditure')
    .columns(['year', 'series', 'reverses']);
  await reversed.where(sql.ref('reverses'), 'is not', null).execute();

  await schema
    .createTable('spent_daily')
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id'))
    .addColumn('fund_source', 'text', (c) => c.notNull())
    .addColumn('paid_on', 'text', (c) => c.notNull())
    .addColumn('amount_fen', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('spent_daily_pk', ['project_id', 'paid_on', 'fund_source'])
    .execute();

  await identity(db, schema.createTable('measurement'))
    .addColumn('indicator_id', 'text', (c) => c.notNull().references('indicator.id'))
    .addColumn('project_id', 'text', (c) => c.references('project.id'))
    .addColumn('period', 'text', (c) => c.notNull())
    .addColumn('printed', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('measured_on', 'text', (c) => c.notNull())
    .addColumn('sample_size', 'bigint')
    .addColumn('favourable', 'bigint')
    .addColumn('source', 'text')
    .addColumn('note', 'text')
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createIndex('measurement_by_project')
    .on('measurement')
    .columns(['project_id', 'indicator_id'])
    .execute();

  await identity(db, schema.createTable('measurement_review'))
    .addColumn('measurement_id', 'bigint', (c) => c.notNull().references('measurement.id'))
    .addColumn('verdict', 'text', (c) => c.notNull())
    .addColumn('note', 'text')
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createIndex('review_by_measurement')
    .on('measurement_review')
    .column('measurement_id')
    .execute();

  await identity(db, schema.createTable('ledger_cover'))
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('department_id', 'text', (c) => c.notNull().references('department.id'))
    .addColumn('covered_to', 'text', (c) => c.notNull())
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('ledger_cover_of').on('ledger_cover').columns(['department_id', 'year']).execute();

  await schema
    .createTable('standing')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('project_id', 'text', (c) => c.references('project.id'))
    .addColumn('department_id', 'text', (c) => c.notNull().references('department.id'))
    .addColumn('judged_on', 'text', (c) => c.notNull())
    .addColumn('next_check_on', 'text', (c) => c.notNull())
    .addColumn('figures', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('standing_due').on('standing').column('next_check_on').execute();
  await schema.createIndex('standing_year').on('standing').column('year').execute();

  await schema
    .createTable('alert')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('episode', 'integer', (c) => c.notNull())
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('project_id', 'text', (c) => c.references('project.id'))
    .addColumn('department_id', 'text', (c) => c.notNull().references('department.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('period', 'text', (c) => c.notNull())
    .addColumn('severity', 'text', (c) => c.notNull())
    .addColumn('condition', 'text', (c) => c.notNull())
    .addColumn('handling', 'text', (c) => c.notNull())
    .addColumn('since', 'text', (c) => c.notNull())
    .addColumn('opened_at', 'text', (c) => c.notNull())
    .addColumn('opened_seq', 'bigint', (c) => c.notNull())
    .addColumn('resolved_at', 'text')
    .addColumn('resolved_on', 'text')
    .addColumn('resolved_because', 'text')
    .addColumn('muted_by', 'text')
    .addColumn('predecessor_id', 'text')
    .addColumn('facts', 'text', (c) => c.notNull())
    .addUniqueConstraint('alert_episode', ['key', 'episode'])
    .execute();
  // At most one open alert per key, however many servers evaluate.
  const openKey = schema.createIndex('alert_open_key').unique().on('alert').column('key');
  await openKey.where(sql.ref('resolved_at'), 'is', null).execute();
  await schema.createIndex('alert_by_project').on('alert').columns(['project_id', 'resolved_at']).execute();
  await schema.createIndex('alert_by_year').on('alert').columns(['year', 'opened_seq']).execute();

  await identity(db, schema.createTable('alert_event'))
    .addColumn('alert_id', 'text', (c) => c.notNull().references('alert.id'))
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('severity', 'text', (c) => c.notNull())
    .addColumn('facts', 'text', (c) => c.notNull())
    .addColumn('note', 'text')
    .execute();
  await schema.createIndex('alert_event_of').on('alert_event').column('alert_id').execute();

  await identity(db, schema.createTable('evaluation'))
    .addColumn('trigger', 'text', (c) => c.notNull())
    .addColumn('for_day', 'text', (c) => c.notNull())
    .addColumn('started_at', 'text', (c) => c.notNull())
    .addColumn('finished_at', 'text')
    .addColumn('ok', 'integer', (c) => c.notNull())
    .addColumn('opened', 'integer', (c) => c.notNull())
    .addColumn('changed', 'integer', (c) => c.notNull())
    .addColumn('resolved', 'integer', (c) => c.notNull())
    .addColumn('ms', 'integer', (c) => c.notNull())
    .addColumn('error', 'text')
    .execute();

  await schema
    .createTable('account')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('username', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('roles', 'text', (c) => c.notNull())
    .addColumn('password_hash', 'text', (c) => c.notNull())
    .addColumn('must_change', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute();

  await schema
    .createTable('session')
    .addColumn('token_hash', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'text', (c) => c.notNull())
    .execute();

  await schema
    .createTable('api_token')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('scopes', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'text')
    .addColumn('revoked_at', 'text')
    .execute();

  await schema
    .createTable('idempotency')
    .addColumn('caller', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('digest', 'text', (c) => c.notNull())
    .addColumn('status', 'integer', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('idempotency_pk', ['caller', 'key'])
    .execute();
}
