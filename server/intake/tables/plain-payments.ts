import { type Day, yearOf } from '#shared/calendar.ts';
import type { FundSource } from '#shared/expenditure.ts';
import type { Fen } from '#shared/money.ts';
import { mostAmount } from '../vouchers.ts';
import {
  type Cell,
  cellText,
  type Read,
  readAmount,
  readCount,
  readDay,
  readFund,
  readKind,
  readNumber,
  type Unit,
} from './cells.ts';
import type { Columns } from './columns.ts';
import type { NamedProject, ProjectBook } from './project-book.ts';

/** A payment in which nothing needs a second look; null where the file does not say. */
export interface PlainPayment {
  voucherNo: string;
  line: number | null;
  series: string | null;
  project: NamedProject;
  paidOn: Day;
  amount: Fen;
  fundSource: FundSource | null;
  payee: string | null;
  purpose: string | null;
}

/**
 * Reads rows that plainly are sound payments, as nearly all of a big file are, at a fraction of what it takes to
 * read and check them in full. Undefined for every other row: what is wrong with it, and whether anything is, only
 * the full way says. Where this one answers, the full way comes to the same.
 */
export function plainPaymentReader(
  { at }: Columns,
  unit: Unit,
  projects: ProjectBook,
  today: Day,
): (cells: readonly Cell[]) => PlainPayment | undefined {
  return (cells) => {
    const paidOn = readValue(readDay(cellAt(cells, at.paidOn)));
    const amount = readValue(readAmount(cellAt(cells, at.amount), unit));
    if (!paidOn || paidOn > today || !amount || amount < 0 || amount > mostAmount) return undefined;
    const voucherNo = readValue(readNumber(cellAt(cells, at.voucherNo)));
    const code = readValue(readNumber(cellAt(cells, at.projectCode)));
    if (!voucherNo || !code || !isShort(voucherNo, 100)) return undefined;
    const project = projects.find(yearOf(paidOn), code);
    const name = textAt(cells, at.projectName, 1_000);
    if (!project || project.closed || (name !== null && name !== project.name)) return undefined;
    const payee = textAt(cells, at.payee, 200);
    const purpose = textAt(cells, at.purpose, 500);
    const series = textAt(cells, at.series, 50);
    const line = wordAt(cells, at.line, readCount);
    const fundSource = wordAt(cells, at.fundSource, readFund);
    const kind = wordAt(cells, at.kind, readKind);
    if (payee === undefined || purpose === undefined || series === undefined) return undefined;
    if (line === undefined || line === 0 || (line !== null && line > 99_999)) return undefined;
    if (fundSource === undefined || (kind !== null && kind !== 'payment')) return undefined;
    if (textAt(cells, at.reverses, 0) !== null) return undefined;
    return { voucherNo, line, series, project, paidOn, amount, fundSource, payee, purpose };
  };
}

function cellAt(cells: readonly Cell[], column: number | undefined): Cell | undefined {
  return column === undefined ? null : cells[column];
}

function readValue<Value>(read: Read<Value>): Value | undefined {
  return 'value' in read ? read.value : undefined;
}

/** What a cell says; null where it is empty, undefined where it needs a second look. */
function textAt(cells: readonly Cell[], column: number | undefined, most: number): string | null | undefined {
  if (column === undefined) return null;
  const text = cellText(cells[column]);
  if (text === '') return null;
  return isShort(text, most) ? text : undefined;
}

function wordAt<Value>(
  cells: readonly Cell[],
  column: number | undefined,
  read: (cell: Cell | undefined) => Read<Value | undefined>,
): Value | null | undefined {
  if (column === undefined) return null;
  const cell = cells[column];
  if (cell === undefined || cell === null || cell === '') return null;
  const said = read(cell);
  return 'value' in said ? (said.value ?? null) : undefined;
}

/** Whether the schema of the API takes a text as it is: not too long, and nothing around it that it would trim. */
function isShort(text: string, most: number): boolean {
  return text.length <= most && text.trim() === text;
}
