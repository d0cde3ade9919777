import type { RowProblem } from '#shared/api.ts';
import { parseYuan, toYuan } from '#shared/money.ts';
import { asDay } from '../../ui/day-text.ts';

/** A row of the voucher grid as typed. `project` is a code or a printed name. */
export interface VoucherRow {
  key: number;
  voucherNo: string;
  /** 行号; empty is 1. */
  line: string;
  project: string;
  paidOn: string;
  amount: string;
  /** `payment`, `refund` or `reversal`; or what was pasted and means none of them. */
  kind: string;
  reverses: string;
  /** `fiscal`, `carryover` or `other`; or what was pasted and means none of them. */
  fundSource: string;
  payee: string;
  purpose: string;
}
/** A column of the grid. */
export type VoucherField = Exclude<keyof VoucherRow, 'key'>;

/** The columns as on paper, in the order of the tab key. */
export const voucherFields = [
  'voucherNo',
  'line',
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
    line: '',
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

/** What was typed while others were being stored: the filled rows that are not among those sent, as they were sent. */
export function unsent(rows: readonly VoucherRow[], sent: readonly VoucherRow[]): VoucherRow[] {
  return rows.filter((row) => isFilled(row) && !sent.includes(row));
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
  if (fen === undefined || (row.kind !== 'refund' && row.kind !== 'reversal')) return fen;
  return -Math.abs(fen);
}

/** What is sent for a row. What cannot be understood goes as typed, for the server to name. */
export function toExpenditure(
  row: VoucherRow,
  projects: readonly { code: string; name: string }[],
  year: number,
) {
  const fen = fenOf(row);
  const line = row.line.trim();
  const optional = { payee: row.payee.trim(), purpose: row.purpose.trim(), reverses: row.reverses.trim() };
  return {
    voucherNo: row.voucherNo.trim(),
    ...(line && { line: /^\d+$/.test(line) ? Number(line) : line }),
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
  line: 'line',
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

/** The name of a cell, by its row's key and its column. */
export function cellKey(row: number, field: VoucherField): string {
  return `${row}/${field}`;
}

function flat(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '');
}
