import type { Unit } from '#db/gate.ts';
import type { NewExpenditure } from '#db/queries/expenditures.ts';
import { pageLines } from '#db/queries/imported-pages.ts';
import { closedAmong, finishImport, keepMapping, projectCodes } from '#db/queries/imports.ts';
import { displacedOf, keepAlive } from '#db/queries/staged-expenditures.ts';
import { makeDue, yearProjects } from '#db/queries/standings.ts';
import type { Db } from '#db/schema.ts';
import { yearOf } from '#shared/calendar.ts';
import type { ExpenditureInput } from '#shared/expenditure.ts';
import { said } from '#shared/language.ts';
import type { PlanCache } from '../../evaluation/snapshots.ts';
import { HttpError } from '../../http/errors.ts';
import { confirmLedger } from '../confirm-ledger.ts';
import type { BigImport, Findings, Passed } from './big-import.ts';
import { cancelled } from './cancelled.ts';
import type { ProjectSum } from './protocol.ts';
import { addTotals, stageJudged } from './stage-taking.ts';
import type { Imported } from './stored-outcome.ts';
import { createTally } from './tally.ts';
import type { FieldProblem } from './voucher-rows.ts';

interface Published {
  imported: Omit<Imported, 'kept'>;
  /** Whether the rows count now: not those of a dry run, nor of a file that was refused. */
  counts: boolean;
  touched: string[];
  displaced: ReadonlyMap<number, FieldProblem>;
}

/** The one short transaction in which all rows begin to count, or are given up. */
export async function publish(
  trx: Db,
  unit: Unit,
  to: BigImport,
  { head, projects, rejectedRows: bad }: Passed,
  found: Findings,
): Promise<Published> {
  const { number, cache, file } = to;
  if (!(await keepAlive(trx, number, unit.at))) throw cancelled();
  const { coveredTo, mapping, kind, caller } = file;
  const touched = new Set([...projects.map(({ id }) => id), ...found.touched]);
  if (found.planSeq !== unit.planSeq) await refuseClosed(trx, [...touched]);
  const again = await judgeDisplaced(trx, unit, cache, to);
  const takingWrong = found.taking.filter(({ problem }) => problem).length;
  const rejectedRows = bad + found.conflicts.size + takingWrong + again.wrong.size;
  const isRefused = rejectedRows > 0 && !file.skip;
  const counts = !file.dryRun && !isRefused;
  const notes = [...head.notes];
  if (counts) {
    await pageLines(trx, number, found.pagedTo);
    await makeDue(trx, [...touched]);
    unit.announce({ topics: ['expenditures', 'ledger', 'projects', 'indicators', 'overview'] });
  }
  if (coveredTo && rejectedRows > 0) notes.push({ row: null, code: 'not_confirmed' });
  else if (coveredTo && counts) {
    const cover = { coveredTo, year: yearOf(coveredTo), mayConfirm: file.mayConfirm };
    await confirmLedger(trx, unit, cache, cover, caller.name);
    const all = await yearProjects(trx, cover.year);
    for (const id of all) touched.add(id);
    await makeDue(trx, all);
  }
  const { totals, sum } = totalsOf(projects, found, again.out);
  const imported = {
    state: isRefused && !file.dryRun ? ('refused' as const) : ('done' as const),
    accepted: found.accepted - again.out.length,
    known: found.known + again.known,
    rejectedRows,
    outcome: { table: head.table, totals, sum, notes },
  };
  const { outcome, ...result } = imported;
  const record = { ...result, outcome: JSON.stringify(outcome) };
  await finishImport(trx, number, record, unit.at, counts ? unit.at : undefined);
  if (mapping) await keepMapping(trx, kind, head.fingerprint, mapping, { at: unit.at, by: caller.name });
  return { imported, counts, touched: [...touched], displaced: again.wrong };
}

/** A year may have been closed since the first row of it was checked. */
async function refuseClosed(trx: Db, ids: readonly string[]): Promise<void> {
  if ((await closedAmong(trx, ids)).length === 0) return;
  throw new HttpError(
    409,
    'year_closed',
    said('导入期间年度已结账，没有写入任何数据。', 'The year was closed meanwhile; nothing was stored.'),
  );
}

/**
 * Looks again at rows that somebody else's voucher displaced. Those that stand after all go back; the others
 * are known by now, or wrong.
 */
async function judgeDisplaced(trx: Db, unit: Unit, cache: PlanCache, to: BigImport) {
  const displaced = await displacedOf(trx, to.number);
  const codes = new Map(
    (
      await projectCodes(
        trx,
        displaced.map(({ projectId }) => projectId),
      )
    ).map(({ id, code }) => [id, code]),
  );
  const items = displaced.map(({ row, ...line }) => ({
    row,
    item: sentAgain(line, codes.get(line.projectId) ?? ''),
  }));
  await addTotals(trx, to.number, displaced, -1);
  const { fresh, known, rejected } = await stageJudged(trx, unit, cache, to, items);
  const back = new Set(fresh.map(({ row }) => row));
  const wrong = new Map(
    rejected.map(({ row = 0, column = '', code, message }): [number, FieldProblem] => [
      row,
      [column, code, message],
    ]),
  );
  const out = displaced
    .filter(({ row }) => !back.has(row))
    .map((line) => ({ ...line, code: codes.get(line.projectId) ?? '', isWrong: wrong.has(line.row) }));
  return { known, wrong, out };
}

function sentAgain(line: NewExpenditure, projectCode: string): ExpenditureInput {
  return {
    voucherNo: line.voucherNo,
    line: line.line,
    series: line.series,
    projectCode,
    paidOn: line.postedOn,
    amount: line.amount,
    kind: line.kind,
    fundSource: line.fundSource,
    ...(line.payee !== null && { payee: line.payee }),
    ...(line.purpose !== null && { purpose: line.purpose }),
    ...(line.reverses !== null && { reverses: line.reverses }),
  };
}

/** What the good rows come to by project. */
function totalsOf(
  projects: readonly ProjectSum[],
  found: Findings,
  out: readonly { code: string; amount: number; isWrong: boolean }[],
) {
  const tally = createTally();
  const codes = new Map(projects.map(({ id, code }) => [id, code]));
  for (const { code, name, rows, amount } of projects) tally.count({ code, name }, amount, rows);
  for (const { payment } of found.conflicts.values())
    tally.count({ code: codes.get(payment[2]) ?? '', name: '' }, -payment[4], -1);
  for (const { code, name, amount, problem } of found.taking)
    if (!problem) tally.count({ code, name }, amount);
  for (const { code, amount, isWrong } of out) if (isWrong) tally.count({ code, name: '' }, -amount, -1);
  return { totals: tally.totals(), sum: tally.sum() };
}
