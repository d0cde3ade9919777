import type { ImportField, ImportKind, ImportMapping, ImportTable } from '#shared/imports.ts';
import { said } from '#shared/language.ts';
import type { Fen } from '#shared/money.ts';
import { exampleMark } from '../templates/workbook.ts';
import { type Cell, cellText, readAmount, type Unit } from './cells.ts';
import {
  type Columns,
  columnsOf,
  findHeader,
  fingerprintOf,
  headerName,
  headerWithin,
  problemHeader,
  unitIn,
} from './columns.ts';
import type { SaidNote } from './protocol.ts';
import { type Sheet, type SheetRow, type Source, TableRefused } from './source.ts';

/** A row that holds data, with the sheet it stands in where several are read. */
export interface DataRow extends SheetRow {
  sheet: string | null;
  /** A number of its own in the file: its row, of later sheets beyond all rows that a sheet can have. */
  place: number;
}

/** More than the rows that a sheet can have. */
const placesOfSheet = 2_000_000;

/** The columns could not be told by their headers: a person has to say which is which. */
export class ColumnsUnknown extends Error {
  constructor(
    readonly headerRow: number,
    readonly columns: { index: number; header: string; samples: string[] }[],
    readonly missing: ImportField[],
  ) {
    super('columns unknown');
  }
}

/** The table of a file as it was understood, and its rows. */
export interface ReadTable {
  columns: Columns;
  unit: Unit;
  fingerprint: string;
  /** Complete once the rows have been read to their end. */
  table: ImportTable;
  notes: SaidNote[];
  rows(): AsyncGenerator<DataRow[]>;
}

export interface TableOptions {
  kind: ImportKind;
  /** What the caller says about the columns of this file. */
  mapping?: ImportMapping | undefined;
  /** What people said before, by the fingerprint of the header. */
  remembered: Readonly<Record<string, ImportMapping>>;
  /** Fields that every row has by the import's own default: their column may be missing. */
  defaults: readonly ImportField[];
}

interface Headed {
  sheet: Sheet;
  head: SheetRow[];
  rest: AsyncGenerator<SheetRow[]>;
  header: SheetRow;
  columns: Columns;
  fingerprint: string;
}

/** Finds the table in a file: the sheet and the row that name the columns. Throws where a person has to say. */
export async function readTable(source: Source, options: TableOptions): Promise<ReadTable> {
  const headed: Headed[] = [];
  for (const sheet of source.sheets) {
    const found = await findTable(sheet, options);
    if (found) headed.push(found);
  }
  const whole = headed.filter(({ columns }) => isComplete(columns, options));
  const [first] = whole;
  if (!first) throw askForColumns(headed, options);
  if (whole.some(({ fingerprint }) => fingerprint !== first.fingerprint)) {
    const names = whole.map(({ sheet }) => sheet.name);
    throw new TableRefused(
      422,
      'sheets',
      said(
        `有几张工作表都像要导入的表，但表头不同：${names.join('、')}。请只留一张。`,
        `Several sheets could be meant and their headers differ: ${names.join(', ')}. Keep one.`,
      ),
    );
  }
  return tableOf(source, whole, first);
}

async function findTable(sheet: Sheet, options: TableOptions): Promise<Headed | undefined> {
  const rest = sheet.chunks();
  const head: SheetRow[] = [];
  while (head.length < headerWithin) {
    const next = await rest.next();
    if (next.done) break;
    head.push(...next.value);
  }
  const isMapped = (fingerprint: string) => fingerprint in options.remembered;
  const cells = head.map((row) => row.cells);
  const header = head[findHeader(options.kind, cells, isMapped) ?? -1];
  if (!header) return undefined;
  const fingerprint = fingerprintOf(header.cells);
  const mapping = options.mapping ?? options.remembered[fingerprint];
  const columns = columnsOf(options.kind, header.cells, mapping);
  return { sheet, head, rest, header, columns, fingerprint };
}

function isComplete(columns: Columns, { defaults }: TableOptions): boolean {
  const missing = columns.missing.filter((field) => !defaults.includes(field));
  return missing.length === 0 && columns.twice.length === 0;
}

function askForColumns(headed: readonly Headed[], options: TableOptions): Error {
  const [best] = headed.toSorted(
    (a, b) => Object.keys(b.columns.at).length - Object.keys(a.columns.at).length,
  );
  if (!best) {
    return new TableRefused(422, 'empty', said('文件里没有表格。', 'There is no table in the file.'));
  }
  const columns = best.columns.headers.map((header, index) => ({
    index,
    header,
    samples: samplesOf(best, index),
  }));
  const { missing, twice } = best.columns;
  const wanted = missing.filter((field) => !options.defaults.includes(field));
  return new ColumnsUnknown(best.header.row, columns, [...wanted, ...twice]);
}

/** What the first rows below the header hold in a column. */
function samplesOf({ head, header }: Headed, index: number): string[] {
  const below = head.filter(({ row }) => row > header.row).map(({ cells }) => cellText(cells[index]));
  return below.filter((text) => text !== '').slice(0, 3);
}

function tableOf(source: Source, whole: readonly Headed[], first: Headed): ReadTable {
  const { columns, header, head, fingerprint } = first;
  const amountHeader = columns.at.amount === undefined ? undefined : header.cells[columns.at.amount];
  const titles = head.filter(({ row }) => row < header.row).flatMap(({ cells }) => cells);
  const titled = titles.map((cell) => unitIn(cell, true)).find((unit) => unit !== undefined);
  const unit = unitIn(amountHeader) ?? titled ?? '元';
  const fieldAt = new Map(Object.entries(columns.at).map(([field, index]) => [index, field as ImportField]));
  const table: ImportTable = {
    sheet: whole.map(({ sheet }) => sheet.name).join('、') || null,
    headerRow: header.row,
    columns: columns.headers.map((text, index) => ({
      index,
      header: text,
      samples: samplesOf(first, index),
      field: fieldAt.get(index) ?? null,
    })),
    unit,
    encoding: source.encoding,
    delimiter: source.delimiter,
    skipped: { blank: 0, titles: 0, totals: 0 },
  };
  const notes: SaidNote[] =
    source.hidden.length > 0 ? [{ row: null, code: 'sheets_hidden', names: source.hidden.slice(0, 10) }] : [];
  async function* rows(): AsyncGenerator<DataRow[]> {
    for (const [index, one] of whole.entries())
      yield* dataRows(one, { table, notes, unit, several: whole.length > 1, from: index * placesOfSheet });
  }
  return { columns, unit, fingerprint, table, notes, rows };
}

interface Reading {
  table: ImportTable;
  notes: SaidNote[];
  unit: Unit;
  several: boolean;
  from: number;
}

async function* dataRows(one: Headed, reading: Reading): AsyncGenerator<DataRow[]> {
  const { header, columns, sheet } = one;
  const { skipped } = reading.table;
  const columnsUsed = [...new Set(Object.values(columns.at))];
  const { at } = columns;
  const needed = [at.voucherNo, at.paidOn, at.amount, at.value].filter((column) => column !== undefined);
  const telling = needed.filter((column) => column !== at.voucherNo);
  const sums = createSums(columns, reading);
  let closed = false;
  async function* all() {
    yield one.head;
    yield* one.rest;
  }
  const isFilled = (cells: readonly Cell[], at: number) => {
    const cell = cells[at];
    return cell !== null && cell !== undefined && cell !== '' && cellText(cell) !== '';
  };
  for await (const chunk of all()) {
    const rows: DataRow[] = [];
    for (const { row, cells } of chunk) {
      if (row === header.row) continue;
      if (row < header.row) {
        if (cells.some((cell) => cellText(cell) !== '')) skipped.titles += 1;
        else skipped.blank += 1;
        continue;
      }
      const filled = columnsUsed.some((column) => isFilled(cells, column));
      if (!filled && cells.every((cell) => cellText(cell) === '')) skipped.blank += 1;
      // The example of our own template.
      else if (cellText(cells[0]).startsWith(exampleMark)) skipped.titles += 1;
      else if (isTotal(cells, columns)) {
        skipped.totals += 1;
        closed = true;
        sums.check(row, cells);
      } else if (isHeaderAgain(cells, header.cells)) skipped.titles += 1;
      // Below the total stand signatures and notes; above it, rows that only were prepared.
      else if (closed && !telling.some((column) => isFilled(cells, column))) skipped.titles += 1;
      else if (!needed.some((column) => isFilled(cells, column))) {
        skipped.blank += 1;
      } else {
        sums.add(cells);
        rows.push({ row, cells, sheet: reading.several ? sheet.name : null, place: reading.from + row });
      }
    }
    if (rows.length > 0) yield rows;
  }
}

function isHeaderAgain(cells: readonly Cell[], header: readonly Cell[]): boolean {
  if (cellText(cells[0]) !== cellText(header[0])) return false;
  return header.every(
    (cell, at) => cellText(cell) === cellText(cells[at]) || headerName(cell) === problemHeader,
  );
}

const totalLabel = /^(?:本页|本月|本年|累计|金额|总)*(?:合计|总计|小计|共计|累计)[::]?$/;

/** A row of sums: some cell says so, and neither voucher number nor day says otherwise. */
function isTotal(cells: readonly Cell[], { at }: Columns): boolean {
  let label = -1;
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index];
    if (typeof cell !== 'string' || cell.length > 20 || !cell.includes('计')) continue;
    if (totalLabel.test(cellText(cell).normalize('NFKC').replaceAll(/\s/g, ''))) {
      label = index;
      break;
    }
  }
  if (label < 0) return false;
  const says = (field: number | undefined) =>
    field !== undefined && field !== label && cellText(cells[field]) !== '';
  return !says(at.paidOn) && !says(at.voucherNo) && !says(at.indicator);
}

/** Holds printed totals against the rows above them: the whole column, or what follows the last total. */
function createSums({ at }: Columns, { notes, unit }: Reading) {
  let [whole, part] = [0, 0];
  let isExact = true;
  const amountOf = (cells: readonly Cell[]): Fen | undefined => {
    const read = at.amount === undefined ? undefined : readAmount(cells[at.amount], unit);
    return read && 'value' in read ? read.value : undefined;
  };
  return {
    add(cells: readonly Cell[]) {
      if (at.amount === undefined) return;
      const amount = amountOf(cells);
      if (amount === undefined) isExact = false;
      else [whole, part] = [whole + amount, part + amount];
    },
    check(row: number, cells: readonly Cell[]) {
      const printed = amountOf(cells);
      if (printed === undefined) return;
      if (printed !== whole && printed !== part)
        notes.push({ row, code: 'total_differs', printed, sum: isExact ? whole : null });
      part = 0;
    },
  };
}
