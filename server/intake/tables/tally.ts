import type { ImportField, ImportTable, RejectedRow } from '#shared/imports.ts';
import { type Fen, toYuan } from '#shared/money.ts';
import type { SaidRowProblem } from '../../http/errors.ts';
import { type Cell, cellText } from './cells.ts';
import type { FieldProblem } from './voucher-rows.ts';

/** So many bad rows are named and kept; all are counted. */
export const mostRejected = 10_000;

/** One thing that is wrong with a row, in both languages. */
export type SaidRejected = Omit<RejectedRow, 'message'> & Pick<SaidRowProblem, 'message'>;

/** A bad row as the file has it, so that it can be given back. */
export interface KeptRow {
  row: number;
  cells: (string | number | boolean | null)[];
  problems: SaidRejected[];
}

export interface Totals {
  projectCode: string;
  projectName: string;
  rows: number;
  amount: string;
}

/** What the rows of a file came to so far. */
export interface Tally {
  reject(
    at: { row: number; sheet: string | null; cells: readonly Cell[] },
    problems: readonly FieldProblem[],
  ): void;
  /** A row that is stored or known. */
  count(project: { code: string; name: string }, amount: Fen, rows?: number): void;
  rejectedRows(): number;
  /** The bad rows in the order of the file. */
  kept(): KeptRow[];
  totals(): Totals[];
  sum(): Fen;
}

/** Counts what the rows of a file come to, and keeps the bad ones. */
export function createTally(table?: ImportTable): Tally {
  const columns = table?.columns ?? [];
  const columnOf = new Map(columns.flatMap((column) => (column.field ? [[column.field, column]] : [])));
  const kept: KeptRow[] = [];
  const projects = new Map<string, { name: string; rows: number; amount: Fen }>();
  let rejectedRows = 0;
  return {
    reject({ row, sheet, cells }, problems) {
      rejectedRows += 1;
      if (kept.length >= mostRejected) return;
      const rejected = problems.map(([field, code, message]): SaidRejected => {
        // A file that names its projects has no column of codes: what is wrong with the project stands at the name.
        const column =
          columnOf.get(field as ImportField) ??
          (field === 'projectCode' ? columnOf.get('projectName') : undefined);
        const value = column && cells[column.index] !== undefined ? cellText(cells[column.index]) : null;
        return {
          row,
          ...(sheet !== null && { sheet }),
          pointer: `/${field}`,
          column: column?.header ?? field,
          code,
          message,
          value,
        };
      });
      const plain = cells.map((cell) => (cell instanceof Date ? cellText(cell) : cell));
      kept.push({ row, cells: plain, problems: rejected });
    },
    count({ code, name }, amount, rows = 1) {
      const project = projects.get(code) ?? { name, rows: 0, amount: 0 };
      projects.set(code, project);
      project.rows += rows;
      project.amount += amount;
    },
    rejectedRows: () => rejectedRows,
    kept: () => kept.sort((a, b) => a.row - b.row),
    totals: () =>
      [...projects]
        .filter(([, { rows }]) => rows > 0)
        .map(([projectCode, { name, rows, amount }]) => ({
          projectCode,
          projectName: name,
          rows,
          amount: toYuan(amount),
        }))
        .sort((a, b) => (a.projectCode < b.projectCode ? -1 : 1)),
    sum: () => [...projects.values()].reduce((sum, { amount }) => sum + amount, 0),
  };
}
