import { type Kysely, sql } from 'kysely';

/**
 * People: accounts that can be disabled and have a second factor, sessions that can be told apart and ended,
 * tokens that say when they were used, and what the admin sets about signing in. Sessions of before have no address and
 * no device: they end, and their people sign in again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  const account = (column: string, type: 'text' | 'bigint') =>
    schema.alterTable('account').addColumn(column, type).execute();
  await account('disabled_at', 'text');
  await account('last_seen_at', 'text');
  await account('password_until', 'text');
  await account('totp_secret', 'text');
  await account('totp_since', 'text');
  await account('totp_last_step', 'bigint');
  await account('preferences', 'text');

  await sql`delete from session`.execute(db);
  const session = (column: string) =>
    schema
      .alterTable('session')
      .addColumn(column, 'text', (c) => c.notNull().defaultTo(''))
      .execute();
  await session('id');
  await session('last_used_at');
  await session('address');
  await session('device');
  await schema.createIndex('session_of').on('session').column('account_id').execute();

  await schema
    .createTable('recovery_code')
    .addColumn('code_hash', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('used_at', 'text')
    .execute();
  await schema.createIndex('recovery_code_of').on('recovery_code').column('account_id').execute();

  await schema.alterTable('api_token').addColumn('last_used_at', 'text').execute();
  await schema.alterTable('api_token').addColumn('created_by', 'text').execute();

  await schema
    .createTable('setting')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
}
