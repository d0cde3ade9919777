import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { BackupError, End, format, Head, TableLine } from './format.ts';

/** What a backup is made of, in its order. Rows are given as the JSON they are, some at a time. */
export type Part =
  | { head: Head }
  | { table: TableLine }
  | { rows: string[] }
  /** Comes once everything before it was found to be what was written. */
  | { end: End };

/**
 * Reads a backup from its beginning to its end, and holds it against its own checksum and counts. Throws a
 * `BackupError` at the first thing that is not as it was written; only with `end` is all before it known to be right.
 */
export async function* readBackup(file: string): AsyncGenerator<Part> {
  const hash = createHash('sha256');
  const counted: Record<string, number> = {};
  let [head, table, end]: [Head?, TableLine?, End?] = [];
  let rows: string[] = [];
  for await (const page of linesOf(file)) {
    for (const bytes of page) {
      if (end) throw damaged(file, 'something follows its end');
      const line = bytes.toString('utf8');
      if (!head) {
        head = headIn(file, line);
        yield { head };
      } else if (line.startsWith('[')) {
        if (!table) throw damaged(file, 'rows come before any table');
        counted[table.table] = (counted[table.table] ?? 0) + 1;
        rows.push(line);
      } else {
        if (rows.length > 0) yield { rows };
        rows = [];
        const found = lineIn(file, line);
        if ('sha256' in found) end = found;
        else {
          table = found;
          counted[table.table] ??= 0;
          yield { table };
        }
      }
      if (!end) hash.update(bytes).update('\n');
    }
    if (rows.length > 0) yield { rows };
    rows = [];
  }
  if (!head) throw notOurs(file);
  if (!end) throw cutShort(file);
  if (end.sha256 !== hash.digest('hex')) throw damaged(file, 'its checksum is not that of what it holds');
  if (!sameCounts(end.rows, counted)) throw damaged(file, 'it does not hold as many rows as it says');
  yield { end };
}

/** Reads a backup through and answers what it is of, and what is in it. */
export async function verifyBackup(file: string): Promise<{ head: Head; end: End }> {
  let [head, end]: [Head?, End?] = [];
  for await (const part of readBackup(file)) {
    if ('head' in part) head = part.head;
    if ('end' in part) end = part.end;
  }
  if (!head || !end) throw cutShort(file);
  return { head, end };
}

/** The lines of the file, as many at a time as came together. Only a line feed ends a line: texts may hold all else. */
async function* linesOf(file: string): AsyncGenerator<Buffer[]> {
  let rest: Buffer[] = [];
  const source = createReadStream(file);
  const text = createGunzip({ chunkSize: 256 * 1024 });
  source.on('error', (error) => text.destroy(error));
  let any = false;
  try {
    for await (const chunk of source.pipe(text) as AsyncIterable<Buffer>) {
      any = true;
      const lines: Buffer[] = [];
      let from = 0;
      for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
        const last = chunk.subarray(from, to);
        lines.push(rest.length > 0 ? Buffer.concat([...rest, last]) : last);
        rest = [];
        from = to + 1;
      }
      if (from < chunk.length) rest.push(chunk.subarray(from));
      if (lines.length > 0) yield lines;
    }
  } catch (error) {
    throw sentence(file, error, any);
  } finally {
    source.destroy();
  }
  if (rest.length > 0) throw cutShort(file);
}

/** What a newer format has too. */
const Mark = Head.pick({ duibiao: true, format: true, version: true });

function headIn(file: string, line: string): Head {
  const found = jsonIn(line);
  const { data: mark } = Mark.safeParse(found);
  if (!mark) throw notOurs(file);
  if (mark.format > format)
    throw new BackupError(
      `${file} was written by a newer version of the product (${mark.version}): restore it with that one.`,
    );
  const { data: head } = Head.safeParse(found);
  if (!head) throw damaged(file, 'its first line cannot be read');
  return head;
}

function lineIn(file: string, line: string): TableLine | End {
  const found = TableLine.or(End).safeParse(jsonIn(line));
  if (!found.success) throw damaged(file, 'a line of it cannot be read');
  return found.data;
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function sameCounts(said: Record<string, number>, counted: Record<string, number>): boolean {
  const names = Object.keys(said);
  return names.length === Object.keys(counted).length && names.every((name) => said[name] === counted[name]);
}

function sentence(file: string, error: unknown, begun: boolean): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return new BackupError(`There is no file ${file}.`);
  if (code === 'EISDIR') return new BackupError(`${file} is a folder; name the file.`);
  if (code === 'Z_BUF_ERROR') return cutShort(file);
  if (code === 'Z_DATA_ERROR')
    return begun || !/header/.test((error as Error).message)
      ? damaged(file, 'it cannot be unpacked')
      : notOurs(file);
  return error;
}

const notOurs = (file: string) => new BackupError(`${file} is not a backup of this product.`);
const cutShort = (file: string) => new BackupError(`${file} is cut short: its end is missing.`);
const damaged = (file: string, how: string) => new BackupError(`${file} is damaged: ${how}.`);
