import { type Kysely, sql } from 'kysely';

/**
 * Plans in versions: what a version calls a project and its indicators stays with the version, a project may
 * end with one, a draft keeps which version it was read against, and an evaluation which one it judged by.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  for (const [table, column] of [
    ['project_plan', 'name'],
    ['indicator_target', 'name'],
    ['indicator_target', 'level1'],
    ['indicator_target', 'level2'],
  ] as const) {
    await schema
      .alterTable(table)
      .addColumn(column, 'text', (c) => c.notNull().defaultTo(''))
      .execute();
  }
  await sql`update project_plan set name = (select p.name from project as p where p.id = project_id)`.execute(
    db,
  );
  await sql`update indicator_target set name = i.name, level1 = i.level1, level2 = i.level2
    from indicator as i where i.id = indicator_id`.execute(db);
  await schema
    .alterTable('project_plan')
    .addColumn('ended', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await schema.alterTable('plan_import').addColumn('revises', 'integer').execute();
  await schema.alterTable('standing').addColumn('plan_version', 'integer').execute();
  // What was kept of projects does not know 年初预算数 yet: it is worked out again by whoever looks next.
  await sql`update standing set next_check_on = '0001-01-01'`.execute(db);
}
