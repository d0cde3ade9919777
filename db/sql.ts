import {
  type CreateTableBuilder,
  type Expression,
  type Kysely,
  PostgresAdapter,
  type RawBuilder,
  sql,
} from 'kysely';
import type { Db } from './schema.ts';

/** Each difference between SQLite and PostgreSQL, written once. Nothing else asks which one it is, but `together.ts` and `whole-tables.ts`. */
export function isPostgres(db: { getExecutor(): { adapter: unknown } }): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** Adds an `id` that the database hands out: the key of a ledger's rows. */
export function identity<Table extends string>(db: Kysely<unknown>, table: CreateTableBuilder<Table>) {
  return isPostgres(db)
    ? table.addColumn('id', 'bigint', (c) => c.primaryKey().generatedAlwaysAsIdentity())
    : table.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement());
}

/**
 * Lets the database itself refuse to change a row of a table, or to delete one whose `number` lies above the last
 * that stands in `anchor`.
 */
export async function appendOnly(db: Kysely<unknown>, table: string, anchor: string): Promise<void> {
  const message = sql.lit(`${table} is append-only`);
  const isKept = sql`old.number > coalesce((select max(a.number) from ${sql.ref(anchor)} as a), -1)`;
  const name = (what: string) => sql.ref(`${table}_${what}`);
  if (!isPostgres(db)) {
    await sql`create trigger ${name('unchanged')} before update on ${sql.ref(table)}
      begin select raise(abort, ${message}); end`.execute(db);
    await sql`create trigger ${name('undeleted')} before delete on ${sql.ref(table)} when ${isKept}
      begin select raise(abort, ${message}); end`.execute(db);
    return;
  }
  await sql`create function ${name('append_only')}() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        if not (${isKept}) then return old; end if;
      end if;
      raise exception ${message};
    end $$`.execute(db);
  await sql`create trigger ${name('append_only')} before update or delete on ${sql.ref(table)}
    for each row execute function ${name('append_only')}()`.execute(db);
  await sql`create trigger ${name('untruncated')} before truncate on ${sql.ref(table)}
    for each statement execute function ${name('append_only')}()`.execute(db);
}

/** The type of a column that holds a file. */
export function bytesType(db: Kysely<unknown>): 'blob' | 'bytea' {
  return isPostgres(db) ? 'bytea' : 'blob';
}

/** The sum of whole numbers as a number; 0 over no rows. PostgreSQL would answer a numeric, which arrives as text. */
export function sumInteger(value: Expression<unknown>): RawBuilder<number> {
  return sql<number>`cast(coalesce(sum(${value}), 0) as bigint)`;
}

/** The types that rows sent as one JSON parameter may have. */
export type ColumnType = 'text' | 'bigint';
/** The columns of such rows, in order, with their types. */
export type ColumnsOf<Row extends object> = { [Name in keyof Row & string]: ColumnType };

/**
 * Rows as a table, sent as one JSON parameter: SQLite binds at most 32,766 values a statement, and one
 * parameter is faster on both. Use as `sql\`select … from ${rowsOf(db, columns, rows)} as r\``.
 */
export function rowsOf<Row extends object>(
  db: Db,
  columns: ColumnsOf<Row>,
  rows: readonly Row[],
): RawBuilder<Row> {
  return rowsOfJson<Row>(db, columns, jsonOf(columns, rows));
}

/** Rows as JSON, as `rowsOfJson` reads them: arrays of values in the order of the columns. */
export function jsonOf<Row extends object>(columns: ColumnsOf<Row>, rows: readonly Row[]): string {
  const names = Object.keys(columns) as (keyof Row & string)[];
  return JSON.stringify(rows.map((row) => names.map((name) => row[name] ?? null)));
}

/** Stands for a value in a statement that is compiled once and sent often: see `keptStatement`. */
export class Given {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** The same of rows that are JSON already, in a parameter or wherever the fragment finds it. */
export function rowsOfJson<Row extends object>(
  db: Db,
  columns: ColumnsOf<Row>,
  json: string | Given | RawBuilder<unknown>,
): RawBuilder<Row> {
  const names = Object.entries(columns) as [keyof Row & string, ColumnType][];
  const postgres = isPostgres(db);
  const picked = names.map(([name, type], at) =>
    postgres
      ? sql`(value ->> ${sql.lit(at)})::${sql.raw(type)} as ${sql.ref(name)}`
      : sql`json_extract(value, ${sql.lit(`$[${at}]`)}) as ${sql.ref(name)}`,
  );
  // As binary JSON a row is parsed once, not once for each of its values.
  const source = postgres ? sql`jsonb_array_elements(${json}::jsonb)` : sql`jsonb_each(${json})`;
  return sql<Row>`(select ${sql.join(picked)} from ${source})`;
}

/** A text inside a JSON text by its key; `otherwise` where there is no JSON or no such key. */
export function textIn<Value extends string>(
  db: Db,
  json: RawBuilder<unknown>,
  key: string,
  otherwise: Value,
): RawBuilder<Value> {
  const found = isPostgres(db)
    ? sql`(${json})::jsonb ->> ${sql.lit(key)}`
    : sql`json_extract(${json}, ${sql.lit(`$.${key}`)})`;
  return sql<Value>`coalesce(${found}, ${sql.lit(otherwise)})`;
}

const idColumn = { id: 'text' } as const;

/** Ids as `idsOf` reads them where they are given to a kept statement. */
export function jsonOfIds(ids: readonly string[]): string {
  return JSON.stringify(ids.map((id) => [id]));
}

/** Ids, or the place of them in a kept statement. */
export type Ids = readonly string[] | Given;

/** The ids given, as a table to compare with: `where id in (…)`. */
export function idsOf(db: Db, ids: Ids): RawBuilder<string> {
  const rows = rowsOfJson<{ id: string }>(db, idColumn, ids instanceof Given ? ids : jsonOfIds(ids));
  return sql<string>`(select w.id from ${rows} as w)`;
}

/** The numbers of a group as a list: a text that `numbersOf` reads. */
export function listOf(db: Kysely<unknown> | Db, number: Expression<unknown>): RawBuilder<string> {
  return isPostgres(db) ? sql<string>`json_agg(${number})::text` : sql<string>`json_group_array(${number})`;
}

/** The numbers of a list as a table with the column `value`. */
export function numbersOf(db: Db, list: Expression<unknown>): RawBuilder<{ value: number }> {
  return isPostgres(db)
    ? sql`lateral (select v::bigint as value from jsonb_array_elements_text(${list}::jsonb) as v)`
    : sql`json_each(${list})`;
}

/** Some values of each row of a group as a JSON text, lists in a list; of no rows an empty list, or null. */
export function listsOf(db: Db, values: readonly RawBuilder<unknown>[]): RawBuilder<string | null> {
  return isPostgres(db)
    ? sql<string | null>`json_agg(json_build_array(${sql.join(values)}))::text`
    : sql<string>`json_group_array(json_array(${sql.join(values)}))`;
}

/** The values at some paths inside a JSON text as a JSON text, a list; null where there is no text. Each path is of keys. */
export function pickedFrom(
  db: Db,
  json: RawBuilder<unknown>,
  paths: readonly (readonly string[])[],
): RawBuilder<string | null> {
  if (!isPostgres(db)) {
    const places = paths.map((path) => sql.lit(`$.${path.join('.')}`));
    return sql<string | null>`json_extract(${json}, ${sql.join(places)})`;
  }
  const values = paths.map((path) => sql`p.value #> ${sql.lit(`{${path.join(',')}}`)}`);
  // `offset 0` has the text parsed once, not once for each path.
  return sql<string | null>`(select json_build_array(${sql.join(values)})::text
    from (select (${json})::jsonb as value offset 0) as p)`;
}

/** Ends a query that reads the one `clock` row so that no other writer passes until this one commits. */
export function lockingClause(db: Db): RawBuilder<unknown> {
  return isPostgres(db) ? sql`for update` : sql``;
}

/** Whether this server is the only one that can have the database open: an SQLite file has no other. */
export function isOnlyServer(db: Db): boolean {
  return !isPostgres(db);
}

export const changeChannel = 'duibiao_change';

/** Wakes the other servers once the transaction has committed. One SQLite file has only this one. */
export async function notifyOthers(db: Db, seq: number): Promise<void> {
  if (isPostgres(db)) await sql`select pg_notify(${changeChannel}, ${String(seq)})`.execute(db);
}

/** Whether the error is the database's word that a rule of uniqueness was broken. */
export function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === '23505') || error.message.includes('UNIQUE constraint failed');
}

/** Whether the transaction lost a race that it may simply run again (serialization failure, deadlock). */
export function isWorthRetrying(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01');
}

/** Whether the connection ended under the statement: PostgreSQL was restarted, or somebody ended its backend. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^(?:57P0[123]|08\w{3}|ECONNRESET|EPIPE)$/.test(code) || error.message.startsWith('Connection terminated')
  );
}
