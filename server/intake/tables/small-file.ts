import type { Unit } from '#db/gate.ts';
import { appendMeasurements } from '#db/queries/measurements.ts';
import { yearProjects } from '#db/queries/standings.ts';
import type { Db } from '#db/schema.ts';
import { yearOf } from '#shared/calendar.ts';
import type { Topic } from '#shared/events.ts';
import type { ExpenditureInput } from '#shared/expenditure.ts';
import type { MeasurementInput } from '#shared/measurement.ts';
import type { PlanCache } from '../../evaluation/snapshots.ts';
import type { SaidRowProblem } from '../../http/errors.ts';
import { checkCover, confirmLedger } from '../confirm-ledger.ts';
import { judgeValues } from '../values.ts';
import { judgeVouchers, storeVouchers } from '../vouchers.ts';
import type { ImportFile } from './importer.ts';
import type { FileRow, FromWorker } from './protocol.ts';
import { type Imported, outcomeOf } from './stored-outcome.ts';
import { createTally, type Tally } from './tally.ts';

/** Checks all rows of a small file against the ledger and stores them, in one write; or says what would come of it. */
export async function importSmallFile(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  file: ImportFile,
  { head, rows }: Extract<FromWorker, { type: 'small' }>,
): Promise<Imported> {
  const { coveredTo, dryRun, skip, caller, mayConfirm } = file;
  const cover = coveredTo === undefined ? undefined : { coveredTo, year: yearOf(coveredTo), mayConfirm };
  if (cover) await checkCover(db, unit, cover);
  const judged =
    file.kind === 'expenditures'
      ? await vouchers(db, unit, cache, rows, caller.name)
      : await values(db, unit, cache, rows, caller.name);
  const tally = createTally(head.table);
  tallyRows(tally, rows, judged.rejected);
  const rejectedRows = tally.rejectedRows();
  const isRefused = rejectedRows > 0 && !skip && !dryRun;
  if (!dryRun && !isRefused) {
    if (judged.accepted > 0) {
      unit.touch(await judged.store());
      unit.announce({ topics: judged.topics, projects: [] });
    }
    // What is left out makes the ledger incomplete, whatever was said of it.
    if (cover && rejectedRows === 0) {
      await confirmLedger(db, unit, cache, cover, caller.name);
      unit.touch(await yearProjects(db, cover.year));
    }
  }
  const notes = [
    ...head.notes,
    ...(cover && rejectedRows > 0 ? [{ row: null, code: 'not_confirmed' } as const] : []),
  ];
  return {
    state: isRefused ? 'refused' : 'done',
    accepted: judged.accepted,
    known: judged.known,
    rejectedRows,
    outcome: outcomeOf(head.table, notes, tally),
    kept: tally.kept(),
  };
}

/** What the understood rows would come to, and how they are stored. */
interface Judgement {
  accepted: number;
  known: number;
  rejected: SaidRowProblem[];
  topics: Topic[];
  /** Answers the projects that it touched. */
  store(): Promise<string[]>;
}

async function vouchers(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  rows: readonly FileRow[],
  by: string,
): Promise<Judgement> {
  const { fresh, known, rejected } = await judgeVouchers(db, unit, cache, understood<ExpenditureInput>(rows));
  const store = async () => {
    await storeVouchers(db, fresh, { at: unit.at, by });
    return [...new Set(fresh.map(({ projectId }) => projectId))];
  };
  return { accepted: fresh.length, known, rejected, topics: ['expenditures', 'ledger'], store };
}

async function values(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  rows: readonly FileRow[],
  by: string,
): Promise<Judgement> {
  const { fresh, known, rejected } = await judgeValues(db, unit, cache, understood<MeasurementInput>(rows));
  const store = async () => {
    await appendMeasurements(db, fresh, { at: unit.at, by });
    return [...new Set(fresh.flatMap(({ projectId }) => projectId ?? []))];
  };
  return { accepted: fresh.length, known, rejected, topics: ['measurements'], store };
}

/** The rows that were understood; they are told apart by their place, for several sheets have a row 2. */
function understood<Item>(rows: readonly FileRow[]): { row: number; item: Item }[] {
  return rows.flatMap((row, place) => ('item' in row ? [{ row: place, item: row.item as Item }] : []));
}

function tallyRows(tally: Tally, rows: readonly FileRow[], rejected: readonly SaidRowProblem[]): void {
  const wrong = new Map(rejected.map((problem) => [problem.row, problem]));
  rows.forEach((row, place) => {
    const problem = wrong.get(place);
    if ('problems' in row) tally.reject(row, row.problems);
    else if (problem) tally.reject(row, [[problem.column ?? '', problem.code, problem.message]]);
    else {
      const { projectCode: code } = row.item;
      tally.count({ code, name: row.projectName }, 'amount' in row.item ? row.item.amount : 0);
    }
  });
}
