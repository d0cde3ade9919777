import { z } from 'zod';
import { Problem, RowProblem } from './api.ts';
import { Yuan } from './money.ts';

/** What a file of rows may hold: payment vouchers or measured values. */
export const ImportKind = z.enum(['expenditures', 'measurements']);
export type ImportKind = z.infer<typeof ImportKind>;

/**
 * `refused` stored nothing because of bad rows; `waiting` stored nothing until somebody says what its columns hold;
 * `failed` could not be carried through at all.
 */
export const ImportState = z.enum(['running', 'done', 'refused', 'waiting', 'cancelled', 'failed']);
export type ImportState = z.infer<typeof ImportState>;

export const expenditureFields = [
  'voucherNo',
  'line',
  'series',
  'projectCode',
  'projectName',
  'paidOn',
  'amount',
  'kind',
  'fundSource',
  'payee',
  'purpose',
  'reverses',
] as const;

export const measurementFields = [
  'projectCode',
  'projectName',
  'indicator',
  'period',
  'value',
  'measuredOn',
  'source',
  'sampleSize',
  'favourable',
  'note',
] as const;

/** What a column may mean. */
export const ImportField = z.enum([...new Set([...expenditureFields, ...measurementFields])]);
export type ImportField = z.infer<typeof ImportField>;

/** Said of a field that no column holds, whatever its headers say. */
export const noColumn = -1;

/** Which column holds a field, from 0, or that none does: a person's answer where the headers did not say it right. */
export const ImportMapping = z.partialRecord(ImportField, z.int().min(noColumn).max(999));
export type ImportMapping = z.infer<typeof ImportMapping>;

/** One bad row. `column` is the header as the file prints it, `pointer` the field, `value` what the cell holds. */
export const RejectedRow = RowProblem.extend({
  /** As in the file: its first row is 1. */
  row: z.int(),
  /** Where the rows of several sheets were read. */
  sheet: z.string().optional(),
  value: z.string().nullable(),
});
export type RejectedRow = z.infer<typeof RejectedRow>;

/** How the table of a file was understood. */
export const ImportTable = z.object({
  /** The sheets that were read, joined by 、; null of a CSV file. */
  sheet: z.string().nullable(),
  /** The row of the header, the first row of the file being 1. */
  headerRow: z.int(),
  /** `samples`: what the first rows hold, to see the columns beside what they were taken for. */
  columns: z.array(
    z.object({
      index: z.int(),
      header: z.string(),
      samples: z.array(z.string()),
      field: ImportField.nullable(),
    }),
  ),
  /** What a bare amount counts. */
  unit: z.enum(['元', '万元']),
  /** Null of a workbook. */
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  /** Rows that hold no data: empty, titles and repeated headers, totals. */
  skipped: z.object({ blank: z.int(), titles: z.int(), totals: z.int() }),
});
export type ImportTable = z.infer<typeof ImportTable>;

/** What an import came to, or a dry run would come to. */
export const ImportOutcome = z.object({
  id: z.string(),
  kind: ImportKind,
  dryRun: z.boolean(),
  state: ImportState,
  /** Rows stored; of a dry run or a refused import, rows that would be. */
  accepted: z.int(),
  /** Rows that the ledger held already. */
  known: z.int(),
  /** What is wrong, the first 10,000. */
  rejected: z.array(RejectedRow),
  /** How many rows are wrong. */
  rejectedRows: z.int(),
  table: ImportTable,
  /** Rows that are accepted or known, by project, to compare with the paper. `amount` is 0.00 of values. */
  totals: z.array(
    z.object({ projectCode: z.string(), projectName: z.string(), rows: z.int(), amount: Yuan }),
  ),
  sum: Yuan,
  /** What a person should know: a printed total that differs from the sum, a ledger that was not confirmed. */
  notes: z.array(z.object({ row: z.int().nullable(), code: z.string(), message: z.string() })),
});
export type ImportOutcome = z.infer<typeof ImportOutcome>;

/** An import in the list of all. */
export const ImportRun = z.object({
  id: z.string(),
  kind: ImportKind,
  fileName: z.string().nullable(),
  state: ImportState,
  dryRun: z.boolean(),
  by: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  accepted: z.int(),
  known: z.int(),
  rejectedRows: z.int(),
});
export type ImportRun = z.infer<typeof ImportRun>;

/** One import whole: `outcome` is null while it runs, and where the table was never understood. */
export const ImportRunWhole = ImportRun.extend({ outcome: ImportOutcome.nullable() });
export type ImportRunWhole = z.infer<typeof ImportRunWhole>;

/** The problem of an import: with its outcome, or with the columns to be mapped (code `columns_unknown`). */
export const ImportProblem = Problem.extend({
  outcome: ImportOutcome.optional(),
  headerRow: z.int().optional(),
  columns: z.array(z.object({ index: z.int(), header: z.string(), samples: z.array(z.string()) })).optional(),
  /** Fields without which no row can be understood. */
  missing: z.array(z.string()).optional(),
});
export type ImportProblem = z.infer<typeof ImportProblem>;
