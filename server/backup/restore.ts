import { sql } from 'kysely';
import { isKnownLevel, levelOf, migrate, migrateTo, migrationTables } from '#db/migrate.ts';
import { connect } from '#db/open.ts';
import { leapAhead } from '#db/queries/changes.ts';
import type { Db } from '#db/schema.ts';
import { dropTables, insertRows, isHere, listTables, setLastId, type WholeTable } from '#db/whole-tables.ts';
import { BackupError, type End, type Head, leftOut, type TableLine } from './format.ts';
import { readBackup, verifyBackup } from './read.ts';

/**
 * Puts a backup into an empty database of either kind, and brings it up to date. The file is read through first;
 * then everything is written in one transaction, which commits only once the checksum was right again: whatever goes
 * wrong before leaves the database as empty as it was.
 */
export async function restoreBackup(url: string, file: string, now: Date): Promise<{ head: Head; end: End }> {
  const found = await verifyBackup(file);
  const { level, version } = found.head;
  if (!isKnownLevel(level))
    throw new BackupError(
      `${file} was written by a newer version of the product (${version}, ${level}): restore it with that one.`,
    );
  const { reader, writer } = connect(url);
  try {
    await makeEmpty(writer);
    try {
      await migrateTo(writer, level);
      await writer.transaction().execute(async (trx) => {
        await fill(trx, file);
        await leapAhead(trx, now.toISOString());
      });
    } catch (error) {
      // What went wrong first is what there is to say.
      await makeEmpty(writer).catch(() => undefined);
      throw error;
    }
    await migrate(writer);
    return found;
  } finally {
    await Promise.allSettled([reader.destroy(), writer.destroy()]);
  }
}

/** What a database holds that nobody ever used: rows that the migrations themselves put there. */
const madeByMigrations = ['clock', 'job'];

/** Takes away the tables of a database that was never used. Throws where it was, or is another product's. */
async function makeEmpty(writer: Db): Promise<void> {
  const found = await writer.introspection.getTables({ withInternalKyselyTables: true });
  if (!found.some(isHere)) return;
  const isOurs = (await levelOf(writer)) !== undefined;
  await writer.transaction().execute(async (trx) => {
    const tables = isOurs ? await listTables(trx) : [];
    if (tables.length === 0) throw notEmpty();
    for (const { name } of tables.filter((table) => !madeByMigrations.includes(table.name))) {
      const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(trx);
      if (rows.length > 0) throw notEmpty();
    }
    await dropTables(trx, [...tables.map(({ name }) => name).reverse(), ...migrationTables]);
  });
}

function notEmpty(): BackupError {
  return new BackupError(
    'The database is not empty, and a backup is restored into an empty one only: name a new one in DATABASE_URL.',
  );
}

/** So much text is sent to the database at a time. */
const fullBatch = 1_000_000;

async function fill(trx: Db, file: string): Promise<void> {
  const tables = new Map((await listTables(trx)).map((table) => [table.name, table]));
  let into: WholeTable | undefined;
  let lastId: number | undefined;
  let batch: string[] = [];
  let length = 0;
  const send = async () => {
    if (into && batch.length > 0) await insertRows(trx, into, `[${batch.join()}]`);
    batch = [];
    length = 0;
  };
  const finish = async () => {
    await send();
    if (into && lastId !== undefined) await setLastId(trx, into, lastId);
  };
  const seen = new Set<string>();
  for await (const part of readBackup(file)) {
    if ('table' in part) {
      await finish();
      into = fitting(tables, part.table);
      lastId = part.table.lastId;
      seen.add(into.name);
      if (madeByMigrations.includes(into.name)) await sql`delete from ${sql.table(into.name)}`.execute(trx);
    } else if ('rows' in part) {
      for (const row of part.rows) {
        batch.push(row);
        length += row.length;
        if (length >= fullBatch) await send();
      }
    } else if ('end' in part) await finish();
  }
  const missing = [...tables.keys()].filter((name) => !seen.has(name) && !leftOut.includes(name));
  if (missing.length > 0) throw new BackupError(`The backup lacks ${missing.join(', ')}.`);
}

/** The table that the rows go into, with its columns in the order of the rows. */
function fitting(tables: Map<string, WholeTable>, { table: name, columns }: TableLine): WholeTable {
  const table = tables.get(name);
  const known = new Map(table?.columns.map((column) => [column.name, column]));
  const ordered = columns.flatMap((column) => known.get(column) ?? []);
  if (!table || ordered.length !== columns.length || ordered.length !== known.size)
    throw new BackupError(`The backup's table ${name} is not one of the level that it names.`);
  return { ...table, columns: ordered };
}
