import { type Kysely, sql } from 'kysely';
import { listOf } from '../sql.ts';

/**
 * Lines of big files are found by their project through pages of ids. An index entry for each of a million lines,
 * whose projects come in no order, took longer to write than the lines themselves.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('imported_page')
    .addColumn('first_id', 'bigint', (c) => c.primaryKey())
    .addColumn('import_id', 'bigint', (c) => c.notNull())
    .addColumn('project_id', 'text', (c) => c.notNull())
    .addColumn('ids', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('imported_page_by_project').on('imported_page').column('project_id').execute();
  await sql`insert into imported_page (first_id, import_id, project_id, ids)
    select min(id), import_id, project_id, ${listOf(db, sql.ref('id'))} from expenditure
    where import_id is not null group by project_id, import_id`.execute(db);
  await schema.dropIndex('expenditure_by_project').execute();
  const byProject = schema
    .createIndex('expenditure_by_project')
    .on('expenditure')
    .columns(['project_id', 'paid_on']);
  await byProject.where(sql.ref('import_id'), 'is', null).execute();
}
