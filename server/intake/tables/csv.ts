import { isUtf8 } from 'node:buffer';
import { readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { type CsvError, type Options, parse } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import type { ImportKind } from '#shared/imports.ts';
import { said } from '#shared/language.ts';
import { columnsOf, findHeader, headerWithin } from './columns.ts';
import { type SheetRow, type Source, TableRefused } from './source.ts';

type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'GB18030';

const [chunkBytes, sampleBytes, mostRecordBytes] = [256 * 1024, 64 * 1024, 1024 * 1024];

const options: Options = {
  relax_column_count: true,
  // Exports hold stray quotes; only one that is never closed is an error.
  relax_quotes: true,
  max_record_size: mostRecordBytes,
};

/** A text file of rows. Its encoding is certain, never likely: what is no UTF-8 throughout has to be GB18030 throughout. */
export function openCsv(fd: number, size: number, kind: ImportKind): Source {
  const { encoding, from } = detectEncoding(fd, size);
  const delimiter = detectDelimiter(sampleOf(fd, size, encoding, from), kind);
  let at = from;

  /** Until the first quote there is nothing to parse: lines are cut, which takes a quarter of the time. */
  async function* chunks(): AsyncGenerator<SheetRow[]> {
    let row = 0;
    let rest = '';
    const parts = decoded(fd, size, encoding, from, (read) => (at = read));
    for (let next = parts.next(); !next.done; next = parts.next()) {
      const text = rest + next.value;
      if (text.includes('"') || /\r(?!\n|$)/.test(text)) {
        yield* parsed(text, parts, row);
        return;
      }
      const lines = text.split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > mostRecordBytes) throw endlessRow(row + lines.length + 1);
      yield lines.map((line) => {
        row += 1;
        return { row, cells: cellsOf(line, delimiter) };
      });
    }
    if (rest !== '') yield [{ row: row + 1, cells: cellsOf(rest, delimiter) }];
  }

  async function* parsed(first: string, parts: Iterator<string>, from: number): AsyncGenerator<SheetRow[]> {
    let rows: SheetRow[] = [];
    let row = from;
    const parser = parse({
      ...options,
      delimiter,
      // Taken here and not pushed on: a stream of a million objects costs as much as reading them.
      on_record: (cells: string[]) => {
        row += 1;
        rows.push({ row, cells });
        return null;
      },
    });
    const failed = new Promise<never>((_, reject) => parser.once('error', reject));
    failed.catch(() => undefined);
    parser.resume();
    const give = (part: string) =>
      Promise.race([failed, new Promise<void>((resolve) => parser.write(part, () => resolve()))]);
    try {
      for (let part: string | undefined = first; part !== undefined; part = nextOf(parts)) {
        await give(part);
        yield rows;
        rows = [];
      }
      await Promise.race([failed, new Promise<void>((resolve) => parser.once('end', () => resolve()).end())]);
    } catch (error) {
      throw asRefusal(error, row + 1);
    }
    yield rows;
  }
  return {
    encoding,
    delimiter,
    sheets: [{ name: null, chunks }],
    hidden: [],
    readSoFar: () => at / size,
  };
}

/** No row of a table is so long; to look for its end again and again would take for ever. */
function endlessRow(row: number): TableRefused {
  const zh = `第${row}行超过1 MB，没有换行，不像表格；请检查文件，或另存为 .xlsx。`;
  const en = `Row ${row} goes on for more than 1 MB without an end: that is no table. Check the file, or save it as .xlsx.`;
  return new TableRefused(422, 'malformed_csv', said(zh, en));
}

function asRefusal(error: unknown, row: number): unknown {
  const code = (error as CsvError).code as string | undefined;
  if (!code?.startsWith('CSV_')) return error;
  const tooLong = code === 'CSV_MAX_RECORD_SIZE';
  return new TableRefused(
    422,
    'malformed_csv',
    tooLong || code === 'CSV_QUOTE_NOT_CLOSED'
      ? said(`第${row}行的引号没有成对，从那里起无法分清各列。`, `A quote of row ${row} is never closed.`)
      : said(`第${row}行不是有效的 CSV。`, `Row ${row} is no valid CSV.`),
  );
}

function nextOf(parts: Iterator<string>): string | undefined {
  const next = parts.next();
  return next.done ? undefined : next.value;
}

function cellsOf(line: string, delimiter: string): string[] {
  return (line.endsWith('\r') ? line.slice(0, -1) : line).split(delimiter);
}

/** The parts of a file in turn, as text. */
function* decoded(fd: number, size: number, encoding: Encoding, from: number, read: (at: number) => void) {
  const utf8 = new StringDecoder('utf8');
  const decoder = encoding === 'UTF-8' ? undefined : new TextDecoder(encoding, { fatal: true });
  const part = Buffer.allocUnsafe(chunkBytes);
  for (let at = from; at < size; ) {
    const length = readSync(fd, part, 0, part.length, at);
    if (length === 0) break;
    at += length;
    read(at);
    const bytes = part.subarray(0, length);
    yield decoder ? decodeOr(decoder, bytes, at < size) : utf8.write(bytes);
  }
}

function decodeOr(decoder: TextDecoder, bytes: Buffer, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw new TableRefused(
      415,
      'encoding',
      said(
        '文字编码既不是 UTF-8 也不是 GB18030，请另存为“CSV UTF-8”。',
        'The text is neither UTF-8 nor GB18030; save it as CSV UTF-8.',
      ),
    );
  }
}

function detectEncoding(fd: number, size: number): { encoding: Encoding; from: number } {
  const head = Buffer.alloc(Math.min(3, size));
  readSync(fd, head, 0, head.length, 0);
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'UTF-16LE', from: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'UTF-16BE', from: 2 };
  const from = head.equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0;
  return { encoding: isUtf8Throughout(fd, size) ? 'UTF-8' : 'GB18030', from };
}

/** The whole file is looked at: one that begins with a thousand plain rows may say a name in row 1,001. */
function isUtf8Throughout(fd: number, size: number): boolean {
  const part = Buffer.allocUnsafe(Math.min(size, 1024 * 1024));
  let isIt = true;
  for (let at = 0; at < size; ) {
    const length = readSync(fd, part, 0, part.length, at);
    if (length === 0) break;
    const bytes = part.subarray(0, length);
    if (bytes.includes(0)) {
      throw new TableRefused(
        415,
        'unsupported',
        said('这不是表格文件，请用 .xlsx 或 .csv。', 'This is no table; send .xlsx or .csv.'),
      );
    }
    const whole = at + length < size ? wholeCharacters(bytes) : length;
    if (whole === 0 || !isUtf8(bytes.subarray(0, whole))) isIt = false;
    at += isIt ? whole : length;
  }
  return isIt;
}

/** How many bytes end with a whole character: one may be cut by the end of a part. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}

function sampleOf(fd: number, size: number, encoding: Encoding, from: number): string {
  const part = Buffer.alloc(Math.min(sampleBytes, size - from));
  readSync(fd, part, 0, part.length, from);
  const text = decodeOr(new TextDecoder(encoding, { fatal: encoding !== 'UTF-8' }), part, true);
  return part.length < size - from ? text.slice(0, text.lastIndexOf('\n') + 1) : text;
}

/** The delimiter under which the header names the most fields; where none names any, under which rows have the most cells. */
function detectDelimiter(sample: string, kind: ImportKind): string {
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of [',', '\t', ';']) {
    const rows = sampleRows(sample, delimiter);
    const header = findHeader(kind, rows, () => false);
    const fields = header === undefined ? 0 : Object.keys(columnsOf(kind, rows[header] ?? []).at).length;
    const cells = rows.reduce((sum, row) => sum + row.length - 1, 0);
    const score = fields * 1_000_000 + cells;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function sampleRows(sample: string, delimiter: string): string[][] {
  try {
    return parseNow(sample, { ...options, delimiter, to: headerWithin }) as string[][];
  } catch {
    return [];
  }
}
