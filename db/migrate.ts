import { DEFAULT_MIGRATION_LOCK_TABLE, DEFAULT_MIGRATION_TABLE, type Kysely, Migrator, sql } from 'kysely';
import { migrations } from './migrations/index.ts';

/** Brings the schema up to date. Run by two servers at once, the second waits and finds nothing to do. */
export async function migrate<Tables>(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new Error('the database could not be brought up to date', { cause: error });
}

/** Where it is kept which migrations a database has seen, and by whom they are being run. */
export const migrationTables = [DEFAULT_MIGRATION_TABLE, DEFAULT_MIGRATION_LOCK_TABLE];

/** Brings an empty database to the level that a migration left. */
export async function migrateTo<Tables>(db: Kysely<Tables>, level: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateTo(level);
  if (error) throw new Error(`the database could not be brought to the level ${level}`, { cause: error });
}

/** Whether this version of the product knows the level; a newer one's it does not. */
export function isKnownLevel(level: string): boolean {
  return Object.hasOwn(migrations, level);
}

/** Whether there is nothing to bring up to date. */
export function isNewestLevel(level: string): boolean {
  return Object.keys(migrations).at(-1) === level;
}

/** The last migration that a database has seen, of this version or a newer one; undefined where it has seen none. */
export async function levelOf<Tables>(db: Kysely<Tables>): Promise<string | undefined> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return undefined;
  const { rows } = await sql<{ level: string | null }>`select max(name) as level
    from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
  return rows[0]?.level ?? undefined;
}
