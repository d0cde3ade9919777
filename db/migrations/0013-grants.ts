import { type Kysely, sql } from 'kysely';

/**
 * Who may do what and where: roles are granted for all departments or one, accounts are charged with projects
 * beside the names that plans print, and a token may be bound to a department. What the first account holds only
 * until others do is a rule from here on and no row.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('account_grant')
    .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('department', 'text')
    .addColumn('section', 'text')
    .execute();
  await schema.createIndex('account_grant_of').on('account_grant').column('account_id').execute();
  await schema.createIndex('account_grant_role').on('account_grant').column('role').execute();

  await schema
    .createTable('project_charge')
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id'))
    .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('part', 'text', (c) => c.notNull())
    .addColumn('charged_at', 'text', (c) => c.notNull())
    .addColumn('charged_by', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('project_charge_key', ['project_id', 'account_id'])
    .execute();
  await schema.createIndex('project_charge_of').on('project_charge').column('account_id').execute();

  await schema
    .createTable('project_handover')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull().references('project.id'))
    .addColumn('from_owner', 'text')
    .addColumn('to_owner', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('recorded_at', 'text', (c) => c.notNull())
    .addColumn('recorded_by', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('project_handover_of').on('project_handover').column('project_id').execute();

  await schema.alterTable('api_token').addColumn('department', 'text').execute();
  // Whether who approved a value had submitted it, there being nobody else.
  await schema
    .alterTable('measurement_review')
    .addColumn('alone', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();

  await schema
    .alterTable('account')
    .addColumn('is_first', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await sql`update account set is_first = 1 where username = 'admin'`.execute(db);
  await keepRoles(db as Kysely<AccountsBefore>);
  await schema.alterTable('account').dropColumn('roles').execute();
}

interface AccountsBefore {
  account: { id: string; roles: string; is_first: number };
  account_grant: { account_id: string; role: string };
}

async function keepRoles(db: Kysely<AccountsBefore>): Promise<void> {
  const accounts = await db.selectFrom('account').select(['id', 'roles', 'is_first']).execute();
  const grants = accounts.flatMap(({ id, roles, is_first }) => {
    const held = JSON.parse(roles) as string[];
    const kept = is_first === 1 && held.includes('admin') ? ['admin'] : held;
    return kept.map((role) => ({ account_id: id, role }));
  });
  if (grants.length > 0) await db.insertInto('account_grant').values(grants).execute();
}
