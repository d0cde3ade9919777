import { readSync } from 'node:fs';
import { type Sheet as ReadSheet, readXlsx, streamXlsxRows } from 'hucre/xlsx';
import yauzl from 'yauzl';
import type { ImportKind } from '#shared/imports.ts';
import { said } from '#shared/language.ts';
import { listNames } from '../templates/workbook.ts';
import type { Cell } from './cells.ts';
import { type Sheet, type SheetRow, type Source, TableRefused } from './source.ts';

/** So much a workbook may hold unpacked. */
const mostUnpacked = { expenditures: 400 * 1024 * 1024, measurements: 60 * 1024 * 1024 };
const [rowsAtOnce, mostEntries] = [500, 5_000];
/** Rows that are all alike shrink a lot; what shrinks more than so many times, and is not small, is a bomb. */
const [mostShrunk, harmless] = [200, 8 * 1024 * 1024];

/** An .xlsx file. What it unpacks to is measured before anything of it is believed; hidden sheets are left alone. */
export async function openWorkbook(fd: number, size: number, kind: ImportKind): Promise<Source> {
  await measure(fd, size, kind);
  const bytes = new Uint8Array(size);
  readSync(fd, bytes, 0, size, 0);
  const visible: { name: string; index: number }[] = [];
  const unseen: string[] = [];
  const { dateSystem } = await readable(
    readXlsx(bytes, {
      sheets: ({ name, index, hidden, veryHidden }) => {
        if (!hidden && !veryHidden) visible.push({ name, index });
        else if (!isOwnList.has(name)) unseen.push(name);
        return false;
      },
    }),
  );
  let done = 0;
  const sheets = visible.map(({ name, index }): Sheet => {
    const chunks =
      kind === 'measurements' ? () => wholeSheet(bytes, index) : () => streamedSheet(bytes, index);
    return {
      name,
      async *chunks() {
        for await (const rows of chunks()) yield dateSystem === '1904' ? rows.map(shiftSerials) : rows;
        done += 1;
      },
    };
  });
  return {
    encoding: null,
    delimiter: null,
    sheets,
    hidden: unseen,
    readSoFar: () => done / Math.max(1, sheets.length),
  };
}

/** A sheet of vouchers may have a million rows: they pass one after another. */
async function* streamedSheet(bytes: Uint8Array, index: number): AsyncGenerator<SheetRow[]> {
  let rows: SheetRow[] = [];
  const stream = streamXlsxRows(bytes, { sheet: index });
  while (true) {
    const next = await readable(stream.next());
    if (next.done) break;
    rows.push({ row: next.value.index + 1, cells: next.value.values as Cell[] });
    if (rows.length < rowsAtOnce) continue;
    yield rows;
    rows = [];
  }
  yield rows;
}

/** A sheet of values is small and laid out for people: a merged cell counts for each row, 98.5% is no 0.985. */
async function* wholeSheet(bytes: Uint8Array, index: number): AsyncGenerator<SheetRow[]> {
  const { sheets } = await readable(readXlsx(bytes, { sheets: [index], readStyles: true }));
  const [sheet] = sheets;
  if (sheet) yield filled(sheet).map((cells, at) => ({ row: at + 1, cells }));
}

function filled(sheet: ReadSheet): Cell[][] {
  const rows = sheet.rows.map((row) => [...row] as Cell[]);
  for (const [place, { style }] of sheet.cells ?? []) {
    const [row = 0, column = 0] = place.split(',').map(Number);
    const value = rows[row]?.[column];
    const cells = rows[row];
    if (cells && typeof value === 'number' && style?.numFmt?.includes('%'))
      cells[column] = `${Number((value * 100).toPrecision(15))}%`;
  }
  for (const { startRow, endRow, startCol, endCol } of sheet.merges ?? []) {
    // Merged across is a title; merged down says the same of every row.
    if (startCol !== endCol) continue;
    const value = rows[startRow]?.[startCol] ?? null;
    for (let row = startRow + 1; row <= Math.min(endRow, rows.length - 1); row += 1) {
      const cells = rows[row];
      if (cells) cells[startCol] = value;
    }
  }
  return rows;
}

/** Dates come as dates; only a bare serial of a workbook that counts from 1904 has to be moved. */
function shiftSerials({ row, cells }: SheetRow): SheetRow {
  const moved = cells.map((cell) =>
    typeof cell === 'number' && Number.isInteger(cell) && cell > 20_000 && cell < 80_000
      ? cell + 1_462
      : cell,
  );
  return { row, cells: moved };
}

/** The choices of our own templates hold no data. */
const isOwnList: ReadonlySet<string> = new Set(Object.values(listNames));

async function readable<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw error instanceof TableRefused ? error : corrupt(error);
  }
}

function corrupt(cause: unknown): TableRefused {
  const refused = new TableRefused(
    422,
    'corrupt',
    said(
      '工作簿已损坏，无法读取；请用表格软件打开后另存一份。',
      'The workbook is damaged; open it and save it anew.',
    ),
  );
  refused.cause = cause;
  return refused;
}

/** Unpacks every part without keeping it: a header may lie about sizes. */
async function measure(fd: number, size: number, kind: ImportKind): Promise<void> {
  const zip = await yauzl
    .fromFdPromise(fd, { lazyEntries: true, autoClose: false })
    .catch((error: unknown) => {
      throw corrupt(error);
    });
  let unpacked = 0;
  let isWorkbook = false;
  try {
    for await (const entry of zip.eachEntry()) {
      if (zip.entryCount > mostEntries) throw corrupt(undefined);
      if (/vbaProject\.bin$/i.test(entry.fileName)) {
        throw new TableRefused(
          415,
          'macros',
          said(
            '文件带宏，不能导入；请另存为不带宏的 .xlsx。',
            'The file has macros; save it as .xlsx without.',
          ),
        );
      }
      isWorkbook ||= /^xl\/workbook\.(xml|bin)$/.test(entry.fileName);
      const stream = await zip.openReadStreamPromise(entry);
      for await (const part of stream) {
        unpacked += (part as Buffer).length;
        if (unpacked > mostUnpacked[kind] || (unpacked > harmless && unpacked > size * mostShrunk)) {
          stream.destroy();
          throw new TableRefused(
            413,
            'too_large',
            said(
              '工作簿解开后过大，请另存为 CSV 再导入。',
              'Unpacked, the workbook is too large; save it as CSV.',
            ),
          );
        }
      }
    }
  } catch (error) {
    throw error instanceof TableRefused ? error : corrupt(error);
  }
  if (!isWorkbook) {
    throw new TableRefused(
      415,
      'unsupported',
      said('这不是 Excel 工作簿，请用 .xlsx 或 .csv。', 'This is no workbook; send .xlsx or .csv.'),
    );
  }
}
