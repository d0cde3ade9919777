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

/** A value as JSON holds it. */
export type Cell = string | number | null;

/** Every table of the product; one that refers to another comes after it. */
export async function listTables(db: Db): Promise<WholeTable[]> {
  const found = await db.introspection.getTables();
  const withIds = await namesWithIds(db);
  const tables = found
    .filter(({ isView, schema }) => !isView && (schema === undefined || schema === 'public'))
    .map(({ name, columns }) => ({
      name,
      columns: columns.map((column) => ({ name: column.name, kind: kindOf(name, column) })),
      handsOutIds: withIds.has(name),
    }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return parentsFirst(tables, await references(db));
}

/**
 * The rows of a table, some at a time, as values in the order of its columns; fewer at a time where they are big.
 * Within a transaction that sees one state of the database, all are of that state.
 */
export async function* pagesOf(db: Db, table: WholeTable): AsyncGenerator<Cell[][]> {
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
    ${ownIds} select ${sql.join(values)} from ${rowsOfJson<Record<string, Cell>>(db, sent, json)} as r`.execute(
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

/** The name of the database's kind, for people. */
export function kindOfDatabase(db: Db): 'PostgreSQL' | 'SQLite' {
  return isPostgres(db) ? 'PostgreSQL' : 'SQLite';
}

type NextRows = (size: number) => Promise<Cell[][]>;
type Row = Record<string, unknown>;

async function cursorOver(db: Db, table: WholeTable): Promise<NextRows> {
  const cursor = sql.ref(`all_of_${table.name}`);
  await sql`declare ${cursor} no scroll cursor for select ${columnsOf(table)} from ${sql.table(table.name)}`.execute(
    db,
  );
  return async (size) => {
    const { rows } = await sql<Row>`fetch ${sql.lit(size)} from ${cursor}`.execute(db);
    return rows.map((row) => cellsOf(table, row));
  };
}

function byRowId(db: Db, table: WholeTable): NextRows {
  let after = 0;
  return async (size) => {
    const { rows } =
      await sql<Row>`select rowid as "row's id", ${columnsOf(table)} from ${sql.table(table.name)}
      where rowid > ${after} order by rowid limit ${size}`.execute(db);
    after = Number(rows.at(-1)?.["row's id"] ?? after);
    return rows.map((row) => cellsOf(table, row));
  };
}

function columnsOf({ columns }: WholeTable) {
  return sql.join(columns.map(({ name }) => sql.ref(name)));
}

function cellsOf({ columns }: WholeTable, row: Row): Cell[] {
  return columns.map(({ name }) => {
    const value = row[name];
    return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : (value as Cell);
  });
}

const mostRows = 2000;
const fullPage = 1_000_000;

/** Twice as many as long as a page is small; one where it became too big. */
function nextSize(size: number, rows: Cell[][]): number {
  let length = 0;
  for (const row of rows) for (const cell of row) length += typeof cell === 'string' ? cell.length : 8;
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
