import type { Day } from '#shared/calendar.ts';
import type { ExpenditureInput } from '#shared/expenditure.ts';
import type { ImportField, ImportKind, ImportMapping, ImportTable } from '#shared/imports.ts';
import type { Said } from '#shared/language.ts';
import type { MeasurementInput } from '#shared/measurement.ts';
import type { Fen } from '#shared/money.ts';
import type { Cell } from './cells.ts';
import type { FieldProblem } from './voucher-rows.ts';

/** What a person should know about a file; said once its language is known. */
export type SaidNote =
  | { row: number; code: 'total_differs'; printed: Fen; sum: Fen | null }
  | { row: null; code: 'not_confirmed' }
  | { row: null; code: 'sheets_hidden'; names: string[] };

/** A file with at most so many rows of data is checked and stored in one write; one of values has no more. */
export const mostRowsAtOnce: Record<ImportKind, number> = { expenditures: 5_000, measurements: 10_000 };

/** So many payments of a big file travel together; a transaction takes one such part or several. */
export const rowsInPart = 1_000;

/** What the worker is given. */
export interface ReadJob {
  kind: ImportKind;
  /** An open file: descriptors are the process's, so the worker shares it. */
  fd: number;
  size: number;
  mapping: ImportMapping | undefined;
  remembered: Record<string, ImportMapping>;
  /** The year of what is written without one. */
  year: number;
  today: Day;
  period: Day | undefined;
  measuredOn: Day | undefined;
  /** The projects, some thousands a page, each as JSON of `ProjectRow[]`. */
  projects: readonly string[];
}

/** A workbook to be written: its rows. Answered with its bytes. */
export interface WriteJob {
  sheet: string;
  write: Cell[][];
}

/** Where a row stands in its file, and what it holds. */
export interface FilePlace {
  place: number;
  row: number;
  sheet: string | null;
  cells: Cell[];
}

/** A row with its cells, understood or not. */
export type FileRow = FilePlace &
  ({ item: ExpenditureInput | MeasurementInput; projectName: string } | { problems: FieldProblem[] });

/** How a file's table was understood, as both sides of the worker need it. */
export interface TableHead {
  table: ImportTable;
  fingerprint: string;
  notes: SaidNote[];
}

/** What the thread says. */
export type FromWorker =
  /** The whole of a small file. */
  | { type: 'small'; head: TableHead; rows: FileRow[] }
  /** A part of a big one: payments as JSON of `PaymentValues[]`, and rows that are bad by themselves. */
  | { type: 'part'; json: string; isLong: boolean; count: number; bad: BadRow[]; readSoFar: number }
  /** Every row was read once: what the payments come to by project, and how many rows take money back. */
  | { type: 'passed'; head: TableHead; projects: ProjectSum[]; taking: number; rejectedRows: number }
  /** Rows that take money back: they come when all payments are known. */
  | { type: 'taking'; rows: (FilePlace & { item: ExpenditureInput; projectName: string })[] }
  /** Cells of the kept totals, as JSON of `[project, day, fund, amount][]`. */
  | { type: 'totals'; json: string }
  /** The rows asked for. */
  | { type: 'rows'; rows: FilePlace[] }
  | { type: 'end' }
  | { type: 'columns'; headerRow: number; columns: UnknownColumn[]; missing: ImportField[] }
  | { type: 'refused'; status: 413 | 415 | 422; code: string; message: Said };

export type BadRow = FilePlace & { problems: FieldProblem[] };

/** What the payments of a project come to. */
export interface ProjectSum {
  id: string;
  code: string;
  name: string;
  rows: number;
  amount: Fen;
}

/** What the thread is told while it reads a big file. */
export type ToWorker =
  /** A part was taken: another may be made. */
  | { type: 'more' }
  /** Payments that do not count, for the ledger holds their line: project, day, source and amount. */
  | { type: 'forget'; payments: [projectId: string, day: Day, fund: string, amount: Fen][] }
  | { type: 'give'; what: 'taking' | 'totals' }
  | { type: 'give'; what: 'rows'; places: number[] };

export interface UnknownColumn {
  index: number;
  header: string;
  samples: string[];
}
