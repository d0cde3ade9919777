import type { Unit } from '#db/gate.ts';
import type { NewExpenditure } from '#db/queries/expenditures.ts';
import { stageLines, stageTotals } from '#db/queries/staged-expenditures.ts';
import type { Db } from '#db/schema.ts';
import type { ExpenditureInput } from '#shared/expenditure.ts';
import type { PlanCache } from '../../evaluation/snapshots.ts';
import { judgeVouchers, type Row } from '../vouchers.ts';
import { type BigImport, type Findings, stillRuns } from './big-import.ts';

/** Rows that take money back are held against all payments: the ledger's, and those of the file. */
export async function stageTaking(to: BigImport, found: Findings): Promise<void> {
  const { db, cache, reader } = to;
  reader.tell({ type: 'give', what: 'taking' });
  for (let next = await reader.next(); next.type === 'taking'; next = await reader.next()) {
    const { rows } = next;
    const items = rows.map(({ place, item }) => ({ row: place, item }));
    const judged = await db.writeBehind(async (trx, unit) => {
      await stillRuns(trx, unit, to, found);
      return await stageJudged(trx, unit, cache, to, items);
    });
    reader.tell({ type: 'more' });
    found.accepted += judged.fresh.length;
    found.known += judged.known;
    found.rows += rows.length;
    for (const { projectId } of judged.fresh) found.touched.add(projectId);
    const wrong = new Map(judged.rejected.map((problem) => [problem.row, problem]));
    for (const { item, projectName: name, ...at } of rows) {
      const problem = wrong.get(at.place);
      const taken = { at, code: item.projectCode, name, amount: item.amount };
      found.taking.push({
        ...taken,
        ...(problem && { problem: [problem.column ?? '', problem.code, problem.message] }),
      });
    }
  }
}

/** Puts rows into the ledger, unseen, that are judged as what is POSTed is: against all that it holds, the import's own rows included. */
export async function stageJudged(
  trx: Db,
  unit: Unit,
  cache: PlanCache,
  { number, file }: BigImport,
  items: readonly Row<ExpenditureInput>[],
) {
  const judged = await judgeVouchers(trx, unit, cache, items, number);
  await stageLines(trx, number, judged.fresh, { at: unit.at, by: file.caller.name });
  await addTotals(trx, number, judged.fresh, 1);
  return judged;
}

/** Adds lines to the totals of the import, or takes them out again. */
export async function addTotals(
  trx: Db,
  number: number,
  lines: readonly NewExpenditure[],
  sign: 1 | -1,
): Promise<void> {
  const cells = new Map<string, [string, string, string, number]>();
  for (const { projectId, paidOn, fundSource, amount, counted } of lines) {
    if (!counted) continue;
    const key = `${projectId} ${paidOn} ${fundSource}`;
    const before = cells.get(key)?.[3] ?? 0;
    cells.set(key, [projectId, paidOn, fundSource, before + sign * amount]);
  }
  if (cells.size > 0) await stageTotals(trx, number, JSON.stringify([...cells.values()]));
}

/** Keeps the totals of the payments, by project, day and source, to count with the import. */
export async function stageSums(to: BigImport): Promise<void> {
  const { db, reader, number, signal } = to;
  reader.tell({ type: 'give', what: 'totals' });
  for (let next = await reader.next(); next.type === 'totals'; next = await reader.next()) {
    const { json } = next;
    await db.writeBehind((trx) => stageTotals(trx, number, json));
    reader.tell({ type: 'more' });
    signal.throwIfAborted();
  }
}
