import type { Kysely } from 'kysely';
import { identity } from '../sql.ts';

/**
 * What people write into the official forms, what owners expect of the year, and the month-ends that finance adds as
 * reporting days. Texts and forecasts are append-only: a later one supersedes, and what was known before stays.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await identity(db, schema.createTable('paper_text'))
    .addColumn('paper', 'text', (c) => c.notNull())
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id'))
    .addColumn('period', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createIndex('paper_text_of')
    .on('paper_text')
    .columns(['project_id', 'paper', 'period', 'id'])
    .execute();

  await identity(db, schema.createTable('own_forecast'))
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id'))
    .addColumn('said_on', 'text', (c) => c.notNull())
    .addColumn('amount_fen', 'bigint')
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createIndex('own_forecast_of')
    .on('own_forecast')
    .columns(['project_id', 'said_on', 'id'])
    .execute();

  await identity(db, schema.createTable('reporting_day'))
    .addColumn('department_id', 'text', (c) => c.notNull().references('department.id'))
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('added_on', 'text', (c) => c.notNull())
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'text', (c) => c.notNull())
    .addColumn('withdrawn_at', 'text')
    .addColumn('withdrawn_by', 'text')
    .execute();
  // Two of finance adding the same day at once: the second finds it there.
  await schema
    .createIndex('reporting_day_once')
    .unique()
    .on('reporting_day')
    .columns(['department_id', 'year', 'day'])
    .where('withdrawn_at' as never, 'is', null)
    .execute();
}
