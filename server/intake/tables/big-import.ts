import type { Unit } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { keepAlive, type PaymentValues } from '#db/queries/staged-expenditures.ts';
import type { Db } from '#db/schema.ts';
import type { Said } from '#shared/language.ts';
import type { PlanCache } from '../../evaluation/snapshots.ts';
import { cancelled } from './cancelled.ts';
import type { ImportFile } from './importer.ts';
import type { FilePlace, FromWorker } from './protocol.ts';
import type { TableReader } from './table-reader.ts';
import type { FieldProblem } from './voucher-rows.ts';

/** A part of a big file as its thread gives it out. */
export type Part = Extract<FromWorker, { type: 'part' }>;
/** What the thread says once every row was read. */
export type Passed = Extract<FromWorker, { type: 'passed' }>;

/** What carrying out the import of a big file takes. */
export interface BigImport {
  db: Database;
  cache: PlanCache;
  file: ImportFile;
  number: number;
  reader: TableReader;
  signal: AbortSignal;
  say(done: number, total: number, message: Said): void;
}

/** What became of a big file's rows so far that is not said by their payments' sums. */
export function createFindings() {
  return {
    planSeq: undefined as number | undefined,
    accepted: 0,
    known: 0,
    rows: 0,
    /** Rows that are bad by themselves, with their cells. */
    bad: [] as (FilePlace & { problems: FieldProblem[] })[],
    /** Payments that are in conflict with the ledger, by their place. */
    conflicts: new Map<number, { problem: FieldProblem; payment: PaymentValues }>(),
    /** Rows that take money back: what they come to, and what is wrong with them. */
    taking: [] as { at: FilePlace; code: string; name: string; amount: number; problem?: FieldProblem }[],
    touched: new Set<string>(),
    /** So many of the accepted were laid down by project, up to this id. */
    paged: 0,
    pagedTo: undefined as number | undefined,
  };
}
export type Findings = ReturnType<typeof createFindings>;

/** Says that the import is alive, in a write of its own work; throws where it was cancelled or given up. */
export async function stillRuns(trx: Db, unit: Unit, { number }: BigImport, found: Findings): Promise<void> {
  if (!(await keepAlive(trx, number, unit.at))) throw cancelled();
  found.planSeq ??= unit.planSeq;
}
