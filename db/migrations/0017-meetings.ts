import type { Kysely } from 'kysely';
import { identity } from '../sql.ts';

/**
 * Review meetings (调度会). What was shown is stored as it was said, in both languages: projects, alerts, the overview
 * and the titles of the agenda are written once and never again. What people add, such as statements, decisions and
 * actions, stands beside it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('meeting')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('year', 'bigint', (c) => c.notNull())
    .addColumn('department_id', 'text', (c) => c.references('department.id'))
    .addColumn('node', 'text', (c) => c.notNull())
    .addColumn('title', 'text')
    .addColumn('held_on', 'text')
    .addColumn('place', 'text', (c) => c.notNull())
    .addColumn('chair', 'text', (c) => c.notNull())
    .addColumn('recorder', 'text', (c) => c.notNull())
    .addColumn('attendees', 'text', (c) => c.notNull())
    .addColumn('opened_at', 'text', (c) => c.notNull())
    .addColumn('opened_by', 'text', (c) => c.notNull())
    .addColumn('closed_at', 'text')
    .addColumn('closed_by', 'text')
    .addColumn('today', 'text', (c) => c.notNull())
    .addColumn('known_at', 'text', (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('previous_id', 'text')
    .addColumn('warnings', 'text', (c) => c.notNull())
    .addColumn('overview_zh', 'text', (c) => c.notNull())
    .addColumn('overview_en', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('meeting_of_year').on('meeting').columns(['year', 'opened_at']).execute();

  await schema
    .createTable('meeting_project')
    .addColumn('meeting_id', 'text', (c) => c.notNull().references('meeting.id'))
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id'))
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('project_zh', 'text', (c) => c.notNull())
    .addColumn('project_en', 'text', (c) => c.notNull())
    .addColumn('pack_zh', 'text')
    .addColumn('pack_en', 'text')
    .addColumn('vouchers', 'text')
    .addColumn('voucher_count', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('meeting_project_key', ['meeting_id', 'project_id'])
    .execute();

  await schema
    .createTable('meeting_alert')
    .addColumn('meeting_id', 'text', (c) => c.notNull().references('meeting.id'))
    .addColumn('alert_id', 'text', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('project_id', 'text')
    .addColumn('department', 'text', (c) => c.notNull())
    .addColumn('predecessor', 'text')
    .addColumn('zh', 'text', (c) => c.notNull())
    .addColumn('en', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('meeting_alert_key', ['meeting_id', 'alert_id'])
    .execute();

  await schema
    .createTable('meeting_item')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('meeting_id', 'text', (c) => c.notNull().references('meeting.id'))
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('included', 'bigint', (c) => c.notNull())
    .addColumn('title_zh', 'text', (c) => c.notNull())
    .addColumn('title_en', 'text', (c) => c.notNull())
    .addColumn('project_id', 'text')
    .addColumn('action_id', 'text')
    .addColumn('action_zh', 'text')
    .addColumn('action_en', 'text')
    .addColumn('parts', 'text')
    .addColumn('statement', 'text')
    .addColumn('notes', 'text', (c) => c.notNull())
    .addColumn('decision', 'text')
    .execute();
  await schema.createIndex('meeting_item_of').on('meeting_item').column('meeting_id').execute();

  await schema
    .createTable('meeting_action')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('meeting_id', 'text', (c) => c.notNull().references('meeting.id'))
    .addColumn('item_id', 'text', (c) => c.notNull().references('meeting_item.id'))
    .addColumn('project_id', 'text')
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('who', 'text', (c) => c.notNull())
    .addColumn('due_on', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('result', 'text')
    .addColumn('answer', 'text')
    .addColumn('submitted_by', 'text')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('meeting_action_of').on('meeting_action').column('meeting_id').execute();
  await schema.createIndex('meeting_action_due').on('meeting_action').columns(['state', 'due_on']).execute();

  const events = schema.createTable('meeting_action_event');
  await identity(db, events)
    .addColumn('action_id', 'text', (c) => c.notNull().references('meeting_action.id'))
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('note', 'text')
    .addColumn('alone', 'bigint', (c) => c.notNull())
    .execute();
  await schema
    .createIndex('meeting_action_event_of')
    .on('meeting_action_event')
    .column('action_id')
    .execute();
}
