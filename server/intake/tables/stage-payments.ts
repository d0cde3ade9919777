import type { Unit } from '#db/gate.ts';
import { findVoucherLines, type VoucherLine } from '#db/queries/expenditures.ts';
import { pageLines } from '#db/queries/imported-pages.ts';
import { notStaged, type PaymentValues, stagePayments } from '#db/queries/staged-expenditures.ts';
import type { Db } from '#db/schema.ts';
import type { ExpenditureInput } from '#shared/expenditure.ts';
import { said } from '#shared/language.ts';
import { conflictSaid, differenceOf, lineOf } from '../vouchers.ts';
import { type BigImport, type Findings, type Part, type Passed, stillRuns } from './big-import.ts';
import type { FromWorker } from './protocol.ts';
import type { FieldProblem } from './voucher-rows.ts';

/** So many parts a transaction takes where nobody waits; where somebody does, it ends with the one it is at. */
const mostParts = 40;
/** So many rows are laid down by project at once: that takes longer than a part, and somebody may wait for it. */
const pagedAtOnce = 20_000;

/** Puts the payments of a big file into the ledger, unseen, part by part; those of it that are known already or in conflict are told apart. */
export async function stageParts(to: BigImport, first: Part, found: Findings): Promise<Passed> {
  const { db, reader, say, file } = to;
  let next: FromWorker = first;
  while (next.type === 'part') {
    // Run again after a lost race, the same parts are taken again.
    const parts: Part[] = [next];
    const { staged, pagedTo } = await db.writeBehind(async (trx, unit) => {
      await stillRuns(trx, unit, to, found);
      const staged: StagedPart[] = [];
      for (let at = 0; at < parts.length; at += 1) {
        const part = parts[at];
        if (part) staged.push(await stagePart(trx, unit, to, part));
        if (at < parts.length - 1 || parts.length >= mostParts || unit.isAwaited) continue;
        const waiting = reader.ready('part');
        if (waiting) parts.push(waiting);
      }
      const stored = staged.reduce((sum, part) => sum + part.stored, found.accepted - found.paged);
      const pagedTo =
        !file.dryRun && stored >= pagedAtOnce && (await pageLines(trx, to.number, found.pagedTo));
      return { staged, pagedTo };
    });
    for (const part of parts) {
      found.bad.push(...part.bad);
      found.rows += part.count + part.bad.length;
      reader.tell({ type: 'more' });
    }
    for (const { stored, known, conflicts, forget } of staged) {
      found.accepted += stored;
      found.known += known;
      for (const conflict of conflicts) found.conflicts.set(conflict.payment[0], conflict);
      if (forget.length > 0) reader.tell({ type: 'forget', payments: forget });
    }
    if (pagedTo !== false) [found.paged, found.pagedTo] = [found.accepted, pagedTo];
    const readSoFar = parts.at(-1)?.readSoFar ?? 0;
    const total = Math.max(found.rows, Math.round(found.rows / Math.max(0.001, readSoFar)));
    say(found.rows, total, said(`已检查${found.rows}行`, `${found.rows} rows checked`));
    next = await reader.next();
  }
  if (next.type !== 'passed') throw new Error(`unexpected ${next.type} of the thread that reads a table`);
  return next;
}

interface StagedPart {
  stored: number;
  known: number;
  conflicts: { problem: FieldProblem; payment: PaymentValues }[];
  forget: [projectId: string, day: string, fund: string, amount: number][];
}

async function stagePart(
  trx: Db,
  { at }: Unit,
  { number, file }: BigImport,
  part: Part,
): Promise<StagedPart> {
  const stored = await stagePayments(trx, number, part, { at, by: file.caller.name });
  if (stored === part.count) return { stored, known: 0, conflicts: [], forget: [] };
  const held = new Set(await notStaged(trx, number, part));
  const payments = (JSON.parse(part.json) as PaymentValues[]).filter(([place]) => held.has(place));
  const lines = await findVoucherLines(
    trx,
    payments.map((payment) => lineOf(itemOf(payment))),
    number,
  );
  const byKey = new Map(lines.map((line) => [keyOf(line), line]));
  const conflicts: StagedPart['conflicts'] = [];
  for (const payment of payments) {
    const item = itemOf(payment);
    const line = byKey.get(keyOf(lineOf(item)));
    const differs = line && differenceOf(line, item, { id: payment[2] });
    if (differs) conflicts.push({ payment, problem: [differs, 'conflict', conflictSaid(item, differs)] });
  }
  const forget = payments.map((payment): StagedPart['forget'][number] => {
    const [, , project, day, amount, , , , , fund] = payment;
    return [project, day, fund ?? 'fiscal', amount];
  });
  return { stored, known: payments.length - conflicts.length, conflicts, forget };
}

function keyOf({ year, series, voucherNo, line }: VoucherLine): string {
  return JSON.stringify([year, series, voucherNo, line]);
}

function itemOf(payment: PaymentValues): ExpenditureInput {
  const [, voucherNo, , paidOn, amount, payee, purpose, line, series, fundSource] = payment;
  return {
    voucherNo,
    line: line ?? 1,
    series: series ?? 'treasury',
    paidOn,
    amount,
    projectCode: '',
    ...(fundSource && { fundSource }),
    ...(payee && { payee }),
    ...(purpose && { purpose }),
  };
}
