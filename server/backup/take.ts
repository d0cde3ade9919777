import { createHash, type Hash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, statSync } from 'node:fs';
import { link, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { levelOf } from '#db/migrate.ts';
import { connect } from '#db/open.ts';
import type { Db } from '#db/schema.ts';
import { kindOfDatabase, lastIdOf, listTables, pagesOf } from '#db/whole-tables.ts';
import { BackupError, type End, format, type Head, leftOut } from './format.ts';

export interface Taken {
  file: string;
  head: Head;
  end: End;
}

/**
 * Writes everything that a database holds into one file that did not exist before, as it stood at one instant; the
 * server may write meanwhile. `place` is the file, or a folder in which it is named after the instant. Until it is
 * whole the file has another name, so that what has the right one is never half a backup.
 */
export async function takeBackup(
  url: string,
  place: string,
  { version, now }: { version: string; now: Date },
): Promise<Taken> {
  const missing = /^sqlite:(?:\/\/)?(.*)$/.exec(url)?.[1];
  if (missing !== undefined && !existsSync(missing))
    throw new BackupError(`There is no database ${missing}.`);
  const file = fileAt(place, now);
  if (existsSync(file)) throw new BackupError(`${file} exists already; a backup overwrites nothing.`);
  const unfinished = `${file}.${randomUUID()}.part`;
  const { reader, writer } = connect(url);
  try {
    const written = await reader
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (trx) => {
        const head = await headOf(trx, version, now);
        const end: End = { rows: {}, sha256: '' };
        const target = createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true });
        await pipeline(Readable.from(lines(trx, head, end)), createGzip(), target);
        return { head, end };
      });
    await giveName(unfinished, file);
    return { file, ...written };
  } catch (error) {
    await rm(unfinished, { force: true });
    throw sentence(file, error);
  } finally {
    await Promise.allSettled([reader.destroy(), writer.destroy()]);
  }
}

function fileAt(place: string, now: Date): string {
  if (!existsSync(place) || !statSync(place).isDirectory()) return resolve(place);
  const instant = now.toISOString().slice(0, 19).replaceAll(':', '');
  return resolve(join(place, `duibiao-${instant}Z.backup.gz`));
}

async function headOf(db: Db, version: string, now: Date): Promise<Head> {
  const level = await levelOf(db);
  if (level === undefined) throw new BackupError('The database is empty: there is nothing to back up.');
  const { seq } = await db.selectFrom('clock').select('seq').executeTakeFirstOrThrow();
  const database = kindOfDatabase(db);
  return { duibiao: 'backup', format, version, level, database, takenAt: now.toISOString(), seq };
}

/** The text of the backup, some rows at a time; `end` is filled in as it goes. */
async function* lines(db: Db, head: Head, end: End): AsyncGenerator<string> {
  const hash: Hash = createHash('sha256');
  const hashed = (text: string) => {
    hash.update(text);
    return text;
  };
  yield hashed(lineOf(head));
  for (const table of await listTables(db)) {
    if (leftOut.includes(table.name)) continue;
    const columns = table.columns.map(({ name }) => name);
    const lastId = table.handsOutIds ? await lastIdOf(db, table) : undefined;
    yield hashed(lineOf({ table: table.name, columns, lastId }));
    let rows = 0;
    for await (const page of pagesOf(db, table)) {
      rows += page.length;
      yield hashed(`${page.join('\n')}\n`);
    }
    end.rows[table.name] = rows;
  }
  end.sha256 = hash.digest('hex');
  yield lineOf(end);
}

function lineOf(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/** A second name is given before the first is taken away: renaming would overwrite what came there meanwhile. */
async function giveName(unfinished: string, file: string) {
  try {
    await link(unfinished, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new BackupError(`${file} exists already; a backup overwrites nothing.`);
    // Some file systems know one name a file only.
    await rename(unfinished, file);
    return;
  }
  await rm(unfinished);
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'this place is read-only',
  ENOSPC: 'the disk is full',
};

/** What the operator can mend, in a sentence; anything else as it is, and what the database says with it. */
function sentence(file: string, error: unknown): unknown {
  const { code = '', syscall = 'connect' } = error as NodeJS.ErrnoException;
  const reason = syscall === 'connect' ? undefined : reasons[code];
  return reason ? new BackupError(`${file} cannot be written: ${reason}.`, { cause: error }) : error;
}
