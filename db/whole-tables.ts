import { sql } from 'kysely';
import type { Db } from './schema.ts';
import { type ColumnType, isPostgres, rowsOfJson } from './sql.ts';

/*
 * Tables read and written whole, whatever is in them: what a backup and its restoring ask of a database. The
 * tables are those that are found, so that one which a later migration adds is not forgotten.
 */

/** How a value travels: a text, a whole number, or bytes as a text of hexadecimal digits. */
export type ColumnKind = 'text' | 'whole' | 'bytes';

export interface WholeTable {
  name: string;
  columns: { name: string; kind: ColumnKind }[];
  /** Whether the database hands out its ids. */
  handsOutIds: boolean;
}

/** Every table of the product; one that refers to another comes after it. */
export async function listTables(db: Db): Promise<WholeTable[]> {
  const found = await db.introspection.getTables();
  const withIds = await namesWithIds(db);
  const tables = found
    .filter((table) => !table.isView && isHere(table))
    .map(({ name, columns }) => ({
      name,
      columns: columns.map((column) => ({ name: column.name, kind: kindOf(name, column) })),
      handsOutIds: withIds.has(name),
    }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return parentsFirst(tables, await references(db));
}

/** Whether a table lies where those of the product do; SQLite has no other place. */
export function isHere({ schema }: { schema?: string | undefined }): boolean {
  return schema === undefined || schema === 'public';
}

/**
 * The rows of a table, some at a time, each as JSON: an array of values in the order of its columns. The database makes
 * the JSON itself, which is several times faster than making it of values here. Fewer come at a time where they are big.
 * Within a transaction that sees one state of the database, all are of that state.
 */
export async function* pagesOf(db: Db, table: WholeTable): AsyncGenerator<string[]> {
  const next = isPostgres(db) ? await cursorOver(db, table) : byRowId(db, table);
  const holdsBytes = table.columns.some(({ kind }) => kind === 'bytes');
  for (let size = 1; ; ) {
    const rows = await next(size);
    if (rows.length > 0) yield rows;
    if (rows.length < size) return;
    if (!holdsBytes) size = nextSize(size, rows);
  }
}

/** Adds rows that are JSON already: an array of rows, each an array of values in the order of the columns. */
export async function insertRows(db: Db, table: WholeTable, json: string): Promise<void> {
  const { columns } = table;
  const sent = Object.fromEntries(
    columns.map(({ name, kind }): [string, ColumnType] => [name, kind === 'whole' ? 'bigint' : 'text']),
  );
  const postgres = isPostgres(db);
  const unhex = (name: string) =>
    postgres ? sql`decode(${sql.ref(name)}, 'hex')` : sql`unhex(${sql.ref(name)})`;
  const values = columns.map(({ name, kind }) => (kind === 'bytes' ? unhex(name) : sql.ref(name)));
  const ownIds = postgres && table.handsOutIds ? sql`overriding system value` : sql``;
  await sql`insert into ${sql.table(table.name)} (${sql.join(columns.map(({ name }) => sql.ref(name)))})
    ${ownIds} select ${sql.join(values)} from ${rowsOfJson<Record<string, string | number | null>>(db, sent, json)} as r`.execute(
    db,
  );
}

/** The last id that the database handed out for the table, whether or not its row is still there; 0 before the first. */
export async function lastIdOf(db: Db, { name }: WholeTable): Promise<number> {
  const { rows } = await (isPostgres(db)
    ? sql<{
        last: number | null;
      }>`select coalesce(pg_sequence_last_value(pg_get_serial_sequence(${name}, 'id')::regclass), 0) as last`
    : sql<{ last: number | null }>`select seq as last from sqlite_sequence where name = ${name}`
  ).execute(db);
  return rows[0]?.last ?? 0;
}

/** Lets the ids of the table go on after one. */
export async function setLastId(db: Db, { name }: WholeTable, last: number): Promise<void> {
  if (isPostgres(db)) {
    await sql`select setval(pg_get_serial_sequence(${name}, 'id'), ${Math.max(1, last)}, ${last > 0})`.execute(
      db,
    );
    return;
  }
  await sql`delete from sqlite_sequence where name = ${name}`.execute(db);
  if (last > 0) await sql`insert into sqlite_sequence (name, seq) values (${name}, ${last})`.execute(db);
}

/** Takes tables away, those that refer to others first, and the functions that their triggers call. */
export async function dropTables(db: Db, names: readonly string[]): Promise<void> {
  const called = isPostgres(db) ? await triggerFunctions(db) : [];
  for (const name of names) await sql`drop table ${sql.table(name)}`.execute(db);
  for (const name of called) await sql`drop function ${sql.ref(name)}()`.execute(db);
}

/** The name of the database's kind, for people. */
export function kindOfDatabase(db: Db): 'PostgreSQL' | 'SQLite' {
  return isPostgres(db) ? 'PostgreSQL' : 'SQLite';
}

type NextRows = (size: number) => Promise<string[]>;

async function cursorOver(db: Db, { name, columns }: WholeTable): Promise<NextRows> {
  const values = columns.map(({ name: column, kind }) =>
    kind === 'bytes' ? sql`encode(${sql.ref(column)}, 'hex')` : sql.ref(column),
  );
  const cursor = sql.ref(`all_of_${name}`);
  await sql`declare ${cursor} no scroll cursor for
    select json_build_array(${sql.join(values)})::text as line from ${sql.table(name)}`.execute(db);
  return async (size) => {
    const { rows } = await sql<{ line: string }>`fetch ${sql.lit(size)} from ${cursor}`.execute(db);
    return rows.map(({ line }) => line);
  };
}

function byRowId(db: Db, { name, columns }: WholeTable): NextRows {
  const values = columns.map(({ name: column, kind }) =>
    kind === 'bytes'
      ? sql`iif(${sql.ref(column)} is null, null, lower(hex(${sql.ref(column)})))`
      : sql.ref(column),
  );
  let after = 0;
  return async (size) => {
    const { rows } = await sql<{ place: number; line: string }>`
      select rowid as place, json_array(${sql.join(values)}) as line from ${sql.table(name)}
      where rowid > ${after} order by rowid limit ${size}`.execute(db);
    after = rows.at(-1)?.place ?? after;
    return rows.map(({ line }) => line);
  };
}

const mostRows = 5_000;
const fullPage = 1_000_000;

/** Twice as many as long as a page is small; one where it became too big. */
function nextSize(size: number, rows: readonly string[]): number {
  const length = rows.reduce((sum, row) => sum + row.length, 0);
  if (length > 4 * fullPage) return 1;
  return length < fullPage ? Math.min(size * 2, mostRows) : size;
}

const kinds: Record<string, ColumnKind> = {
  text: 'text',
  integer: 'whole',
  bigint: 'whole',
  int4: 'whole',
  int8: 'whole',
  blob: 'bytes',
  bytea: 'bytes',
};

function kindOf(table: string, { name, dataType }: { name: string; dataType: string }): ColumnKind {
  const kind = kinds[dataType.toLowerCase()];
  if (!kind)
    throw new Error(`${table}.${name} is a ${dataType}, of which a backup does not know how it travels`);
  return kind;
}

async function namesWithIds(db: Db): Promise<Set<string>> {
  const { rows } = await (isPostgres(db)
    ? sql<{ name: string }>`select table_name as name from information_schema.columns
        where is_identity = 'YES' and table_schema = 'public'`
    : sql<{
        name: string;
      }>`select name from sqlite_master where type = 'table' and sql like '%autoincrement%'`
  ).execute(db);
  return new Set(rows.map(({ name }) => name));
}

async function triggerFunctions(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select distinct f.proname as name from pg_trigger as t
    join pg_proc as f on f.oid = t.tgfoid join pg_class as c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace = 'public'::regnamespace`.execute(db);
  return rows.map(({ name }) => name);
}

/** Which table refers to which. */
async function references(db: Db): Promise<{ child: string; parent: string }[]> {
  const { rows } = await (isPostgres(db)
    ? sql<{
        child: string;
        parent: string;
      }>`select c.relname as child, p.relname as parent from pg_constraint as f
        join pg_class as c on c.oid = f.conrelid join pg_class as p on p.oid = f.confrelid where f.contype = 'f'`
    : sql<{
        child: string;
        parent: string;
      }>`select m.name as child, f."table" as parent from sqlite_master as m,
        pragma_foreign_key_list(m.name) as f where m.type = 'table'`
  ).execute(db);
  return rows;
}

function parentsFirst(tables: WholeTable[], refers: { child: string; parent: string }[]): WholeTable[] {
  const placed: WholeTable[] = [];
  const waiting = new Set(tables);
  const waitsFor = ({ name }: WholeTable) =>
    refers.some(
      ({ child, parent }) =>
        child === name && parent !== name && [...waiting].some((other) => other.name === parent),
    );
  while (waiting.size > 0) {
    const next = [...waiting].find((table) => !waitsFor(table));
    if (!next) throw new Error('tables refer to one another in a circle');
    waiting.delete(next);
    placed.push(next);
  }
  return placed;
}
