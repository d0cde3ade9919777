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
  | { row: null; code: 'not_confirmed' };

/** A file with at most so many rows of data is checked and stored in one write. */
export const mostRowsAtOnce = 5_000;

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

/** A row with its cells, understood or not. */
export type FileRow = { row: number; sheet: string | null; cells: Cell[] } & (
  | { item: ExpenditureInput | MeasurementInput; projectName: string }
  | { problems: FieldProblem[] }
);

/** How a file's table was understood, as both sides of the worker need it. */
export interface TableHead {
  table: ImportTable;
  fingerprint: string;
  notes: SaidNote[];
}

/** What the worker says. */
export type FromWorker =
  /** The whole of a small file. */
  | { type: 'small'; head: TableHead; rows: FileRow[] }
  | { type: 'columns'; headerRow: number; columns: UnknownColumn[]; missing: ImportField[] }
  | { type: 'refused'; status: 413 | 415 | 422; code: string; message: Said };

export interface UnknownColumn {
  index: number;
  header: string;
  samples: string[];
}
