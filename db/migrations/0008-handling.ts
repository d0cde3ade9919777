import { type Kysely, sql } from 'kysely';

/**
 * The life of alerts: how each is being handled, what silences them, projects declared finished and years
 * closed. Events keep the handling that they left, so that a past day shows the handling it had.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('alert_handling')
    .addColumn('alert_id', 'text', (c) => c.primaryKey().references('alert.id'))
    .addColumn('owner', 'text')
    .addColumn('cause', 'text')
    .addColumn('measure', 'text')
    .addColumn('promised_on', 'text')
    .addColumn('promise', 'text')
    .addColumn('acknowledged_on', 'text')
    .addColumn('acknowledged_by', 'text')
    .addColumn('acknowledged_severity', 'text')
    .addColumn('acknowledged_gap', 'text')
    .addColumn('result', 'text')
    .addColumn('submitted_by', 'text')
    .addColumn('accepted_until', 'text')
    .addColumn('accepted_by', 'text')
    .addColumn('level', 'integer', (c) => c.notNull())
    .addColumn('waiting_since', 'text')
    .addColumn('flapping_since', 'text')
    .execute();
  // A handling after the event where it changed, and what the event says beside its note; both JSON.
  for (const column of ['handling', 'detail'])
    await schema.alterTable('alert_event').addColumn(column, 'text').execute();

  await schema
    .createTable('silence')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('matchers', 'text', (c) => c.notNull())
    .addColumn('starts', 'text', (c) => c.notNull())
    .addColumn('ends', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('ended_on', 'text')
    .addColumn('ended_at', 'text')
    .addColumn('ended_by', 'text')
    .execute();
  await schema.createIndex('silence_by_year').on('silence').columns(['year', 'ends']).execute();

  await schema
    .createTable('project_finish')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('declared_by', 'text', (c) => c.notNull())
    .addColumn('declared_on', 'text', (c) => c.notNull())
    .addColumn('declared_at', 'text', (c) => c.notNull())
    .addColumn('approved_by', 'text')
    .addColumn('approved_on', 'text')
    .addColumn('approved_at', 'text')
    .addColumn('approved_alone', 'integer')
    .addColumn('note', 'text')
    .addColumn('withdrawn_by', 'text')
    .addColumn('withdrawn_on', 'text')
    .addColumn('withdrawn_at', 'text')
    .execute();
  // At most one declaration of a project stands.
  const standing = schema.createIndex('project_finish_of').unique().on('project_finish').column('project_id');
  await standing.where(sql.ref('withdrawn_at'), 'is', null).execute();

  await schema
    .createTable('year_closing')
    .addColumn('project_id', 'text', (c) => c.primaryKey().references('project.id'))
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('conclusion', 'text')
    .addColumn('note', 'text')
    .addColumn('closed_by', 'text', (c) => c.notNull())
    .addColumn('closed_on', 'text', (c) => c.notNull())
    .addColumn('closed_at', 'text', (c) => c.notNull())
    .execute();
}
