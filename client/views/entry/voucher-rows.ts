import type { RowProblem } from '#shared/api.ts';
import { isDay } from '#shared/calendar.ts';
import { parseYuan, toYuan } from '#shared/money.ts';
import { asDay } from '../../ui/day-text.ts';

/** A row of the voucher grid as typed. `project` is a code or a printed name. */
export interface VoucherRow {
  key: number;
  voucherNo: string;
  project: string;
  paidOn: string;
  amount: string;
  kind: 'payment' | 'refund' | 'reversal';
  reverses: string;
  fundSource: 'fiscal' | 'carryover' | 'other';
  payee: string;
  purpose: string;
}
export type VoucherField = Exclude<keyof VoucherRow, 'key'>;

/** The columns as on paper, in the order of the tab key. */
export const voucherFields = [
  'voucherNo',
  'project',
  'paidOn',
  'amount',
  'kind',
  'reverses',
  'fundSource',
  'payee',
  'purpose',
] as const satisfies readonly VoucherField[];

/** A row with nothing in it; its day is the day of the row before, as on a pile of vouchers. */
export function emptyRow(key: number, before?: VoucherRow): VoucherRow {
  return {
    key,
    voucherNo: '',
    project: before?.project ?? '',
    paidOn: before?.paidOn ?? '',
    amount: '',
    kind: 'payment',
    reverses: '',
    fundSource: before?.fundSource ?? 'fiscal',
    payee: '',
    purpose: '',
  };
}

/** Whether something of its own was typed into a row. */
export function isFilled(row: VoucherRow): boolean {
  return Boolean(row.voucherNo.trim() || row.amount.trim() || row.payee.trim() || row.purpose.trim());
}

/** The code of the project that a text names, by code or by printed name; the text itself where none. */
export function projectCodeOf(text: string, projects: readonly { code: string; name: string }[]): string {
  const wanted = flat(text);
  const found = projects.find(({ code, name }) => flat(code) === wanted || flat(name) === wanted);
  return found?.code ?? text.trim();
}

/** The amount of a row in 分, negative for money that comes back however it was typed; undefined where it is none. */
export function fenOf(row: Pick<VoucherRow, 'amount' | 'kind'>): number | undefined {
  const fen = parseYuan(row.amount.replaceAll(/[,，\s元￥¥]/g, ''));
  if (fen === undefined || row.kind === 'payment') return fen;
  return -Math.abs(fen);
}

/** What is sent for a row. What cannot be understood goes as typed, for the server to name. */
export function toExpenditure(
  row: VoucherRow,
  projects: readonly { code: string; name: string }[],
  year: number,
) {
  const fen = fenOf(row);
  const optional = { payee: row.payee.trim(), purpose: row.purpose.trim(), reverses: row.reverses.trim() };
  return {
    voucherNo: row.voucherNo.trim(),
    projectCode: projectCodeOf(row.project, projects),
    paidOn: asDay(row.paidOn, year),
    amount: fen === undefined ? row.amount.trim() : toYuan(fen),
    fundSource: row.fundSource,
    ...(row.kind !== 'payment' && { kind: row.kind }),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== '')),
  };
}

/** The total of the rows that can be understood, in 分, and how many have something in them. */
export function totalOf(rows: readonly VoucherRow[]): { count: number; fen: number } {
  const filled = rows.filter(isFilled);
  return { count: filled.length, fen: filled.reduce((sum, row) => sum + (fenOf(row) ?? 0), 0) };
}

const columnOf: Record<string, VoucherField> = {
  projectCode: 'project',
  paidOn: 'paidOn',
  amount: 'amount',
  voucherNo: 'voucherNo',
  kind: 'kind',
  reverses: 'reverses',
  fundSource: 'fundSource',
  payee: 'payee',
  purpose: 'purpose',
};

/**
 * What the server said against rows, by the key of the sent row and the column. A complaint that names no column
 * stands at the voucher number.
 */
export function errorsByCell(
  errors: readonly RowProblem[],
  sent: readonly VoucherRow[],
): Map<string, string> {
  const cells = new Map<string, string>();
  for (const error of errors) {
    const [, index] = /^\/items\/(\d+)/.exec(error.pointer ?? '') ?? [];
    const row = sent[error.row !== undefined ? error.row - 1 : Number(index ?? 0)];
    const name = error.column ?? error.pointer?.split('/').at(-1) ?? '';
    if (row) cells.set(cellKey(row.key, columnOf[name] ?? 'voucherNo'), error.message);
  }
  return cells;
}

export function cellKey(row: number, field: VoucherField): string {
  return `${row}/${field}`;
}

const headers: readonly [RegExp, VoucherField][] = [
  [/冲销|原凭证|reverses/i, 'reverses'],
  [/凭证|voucher/i, 'voucherNo'],
  [/项目|project/i, 'project'],
  [/日期|付款日|支付日|paid/i, 'paidOn'],
  [/金额|amount/i, 'amount'],
  [/类别|类型|kind/i, 'kind'],
  [/资金来源|资金性质|fund/i, 'fundSource'],
  [/收款|payee/i, 'payee'],
  [/用途|摘要|purpose/i, 'purpose'],
];

/**
 * Rows pasted from a spreadsheet. A first line that names columns decides the order and, where it says
 * 万元, the unit; without one the columns are as in the grid, from `from` on. Undefined for a text
 * that is no table, which is then an ordinary paste.
 */
export function pastedRows(
  text: string,
  from: VoucherField = 'voucherNo',
): Partial<VoucherRow>[] | undefined {
  const lines = text.replaceAll('\r', '').replace(/\n+$/, '').split('\n');
  if (lines.length === 1 && !text.includes('\t')) return undefined;
  const cells = lines.map((line) => line.split('\t').map((cell) => cell.trim()));
  const head = cells[0] ?? [];
  const named = head.map((cell) => headers.find(([pattern]) => pattern.test(cell))?.[1]);
  const isHead = named.filter(Boolean).length >= 2 && !head.some((cell) => isDay(asDay(cell)));
  const columns = isHead ? named : voucherFields.slice(voucherFields.indexOf(from));
  const inWan = isHead && head.some((cell) => /万元/.test(cell));
  return cells.slice(isHead ? 1 : 0).map((line) => rowOf(line, columns, inWan));
}

function rowOf(line: readonly string[], columns: readonly (VoucherField | undefined)[], inWan: boolean) {
  const row: Partial<VoucherRow> = {};
  columns.forEach((column, index) => {
    const cell = line[index];
    if (!column || cell === undefined || cell === '') return;
    if (column === 'paidOn') row.paidOn = asDay(cell);
    else if (column === 'amount') row.amount = inWan ? wanAsYuan(cell) : cell.replaceAll(/[,，￥¥\s]/g, '');
    else if (column === 'kind')
      row.kind = /退/.test(cell) ? 'refund' : /红冲|冲/.test(cell) ? 'reversal' : 'payment';
    else if (column === 'fundSource')
      row.fundSource = /结转/.test(cell) ? 'carryover' : /其他/.test(cell) ? 'other' : 'fiscal';
    else row[column] = cell;
  });
  return row;
}

function wanAsYuan(text: string): string {
  const plain = text.replaceAll(/[,，\s]/g, '');
  const match = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(plain);
  if (!match) return text;
  const [, sign = '', whole = '', decimals = ''] = match;
  return toYuan(Number(`${sign}${whole}${decimals.padEnd(6, '0')}`));
}

function flat(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '');
}
