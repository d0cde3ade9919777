import type { Unit } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { findVoucherLines, type NewExpenditure } from '#db/queries/expenditures.ts';
import { closedAmong, finishImport, keepMapping, projectCodes } from '#db/queries/imports.ts';
import {
  claimStaging,
  displacedOf,
  keepAlive,
  notStaged,
  type PaymentValues,
  stageLines,
  stagePayments,
  stageTotals,
} from '#db/queries/staged-expenditures.ts';
import { makeDue, yearProjects } from '#db/queries/standings.ts';
import type { Db } from '#db/schema.ts';
import { yearOf } from '#shared/calendar.ts';
import type { ExpenditureInput } from '#shared/expenditure.ts';
import { type Said, said } from '#shared/language.ts';
import type { PlanCache } from '../../evaluation/snapshots.ts';
import { HttpError } from '../../http/errors.ts';
import { checkCover, confirmLedger } from '../confirm-ledger.ts';
import { conflictSaid, differenceOf, judgeVouchers, type Row } from '../vouchers.ts';
import { cancelled } from './cancelled.ts';
import type { ImportFile } from './importer.ts';
import type { FilePlace, FromWorker, ProjectSum, TableHead } from './protocol.ts';
import type { Imported } from './stored-outcome.ts';
import type { TableReader } from './table-reader.ts';
import { createTally, type KeptRow, mostRejected } from './tally.ts';
import type { FieldProblem } from './voucher-rows.ts';

type Part = Extract<FromWorker, { type: 'part' }>;
type Passed = Extract<FromWorker, { type: 'passed' }>;

/** So many parts a transaction takes where nobody waits; where somebody does, it ends with the one it is at. */
const mostParts = 8;
/** So many projects are judged at once after a big file was published. */
const judgedAtOnce = 20;
const claimEvery = 250;

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

/**
 * Imports a file that one transaction could not take without keeping others waiting. Its rows go into the ledger
 * in short ones, where nobody sees them; one short one publishes them all, for whether they count is asked of
 * their import and not written on each. Others write in between. A dry run is one that is not published.
 */
export async function importBigFile(to: BigImport, first: Part): Promise<Imported> {
  const { db, file } = to;
  const { coveredTo } = file;
  if (coveredTo)
    await db.write((trx, unit) =>
      checkCover(trx, unit, { coveredTo, year: yearOf(coveredTo), mayConfirm: file.mayConfirm }),
    );
  await claim(to);
  const found = createFindings();
  const passed = await stageParts(to, first, found);
  if (passed.taking > 0) await stageTaking(to, found);
  await stageSums(to);
  const published = await db.write((trx, unit) => publish(trx, unit, to, passed, found));
  if (published.counts) await judgeTouched(to, published.touched);
  const kept = await keepRejected(to, passed.head, found, published.displaced);
  return { ...published.imported, kept };
}

/** What became of rows so far that is not said by their payments' sums. */
function createFindings() {
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
  };
}
type Findings = ReturnType<typeof createFindings>;

async function claim({ db, number, signal, say }: BigImport): Promise<void> {
  while (!(await db.write((trx, { at }) => claimStaging(trx, number, at)))) {
    say(0, 0, said('另一个导入正在进行，等它结束', 'Waiting for another import to end'));
    await new Promise((resolve) => setTimeout(resolve, claimEvery));
    signal.throwIfAborted();
    if (!(await db.write((trx, { at }) => keepAlive(trx, number, at)))) throw cancelled();
  }
}

async function stageParts(to: BigImport, first: Part, found: Findings): Promise<Passed> {
  const { db, reader, say } = to;
  let next: FromWorker = first;
  while (next.type === 'part') {
    // Run again after a lost race, the same parts are taken again.
    const parts: Part[] = [next];
    const came = await db.writeBehind(async (trx, unit) => {
      await stillRuns(trx, unit, to, found);
      const staged: StagedPart[] = [];
      for (let at = 0; at < parts.length; at += 1) {
        const part = parts[at];
        if (part) staged.push(await stagePart(trx, unit, to, part));
        if (at < parts.length - 1 || parts.length >= mostParts || unit.isAwaited) continue;
        const waiting = reader.ready('part');
        if (waiting) parts.push(waiting);
      }
      return staged;
    });
    for (const part of parts) {
      found.bad.push(...part.bad);
      found.rows += part.count + part.bad.length;
      reader.tell({ type: 'more' });
    }
    for (const { stored, known, conflicts, forget } of came) {
      found.accepted += stored;
      found.known += known;
      for (const conflict of conflicts) found.conflicts.set(conflict.payment[0], conflict);
      if (forget.length > 0) reader.tell({ type: 'forget', payments: forget });
    }
    const readSoFar = parts.at(-1)?.readSoFar ?? 0;
    const total = Math.max(found.rows, Math.round(found.rows / Math.max(0.001, readSoFar)));
    say(found.rows, total, said(`已检查${found.rows}行`, `${found.rows} rows checked`));
    next = await reader.next();
  }
  if (next.type !== 'passed') throw new Error(`unexpected ${next.type} of the thread that reads a table`);
  return next;
}

async function stillRuns(trx: Db, unit: Unit, { number }: BigImport, found: Findings): Promise<void> {
  if (!(await keepAlive(trx, number, unit.at))) throw cancelled();
  found.planSeq ??= unit.planSeq;
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
  const stored = await stagePayments(trx, number, part.json, { at, by: file.caller.name });
  if (stored === part.count) return { stored, known: 0, conflicts: [], forget: [] };
  const held = new Set(await notStaged(trx, number, part.json));
  const payments = (JSON.parse(part.json) as PaymentValues[]).filter(([place]) => held.has(place));
  const lines = await findVoucherLines(trx, payments.map(lineOf), number);
  const byKey = new Map(lines.map((line) => [keyOf(line), line]));
  const conflicts: StagedPart['conflicts'] = [];
  for (const payment of payments) {
    const line = byKey.get(keyOf(lineOf(payment)));
    const item = itemOf(payment);
    const differs = line && differenceOf(line, item, { id: payment[5] });
    if (differs) conflicts.push({ payment, problem: [differs, 'conflict', conflictSaid(item, differs)] });
  }
  const forget = payments.map(([, , , , , project, day, amount, fund]): StagedPart['forget'][number] => [
    project,
    day,
    fund ?? 'fiscal',
    amount,
  ]);
  return { stored, known: payments.length - conflicts.length, conflicts, forget };
}

function lineOf([, voucherNo, line, series, year]: PaymentValues) {
  return { year, series, voucherNo, line };
}

function keyOf({ year, series, voucherNo, line }: ReturnType<typeof lineOf>): string {
  return JSON.stringify([year, series, voucherNo, line]);
}

function itemOf([
  ,
  voucherNo,
  line,
  series,
  ,
  ,
  paidOn,
  amount,
  fundSource,
  payee,
  purpose,
]: PaymentValues): ExpenditureInput {
  return {
    voucherNo,
    line,
    series,
    paidOn,
    amount,
    projectCode: '',
    ...(fundSource && { fundSource }),
    ...(payee && { payee }),
    ...(purpose && { purpose }),
  };
}

/** Rows that take money back are held against all payments: the ledger's, and those of the file. */
async function stageTaking(to: BigImport, found: Findings): Promise<void> {
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

async function stageJudged(
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

async function addTotals(
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

async function stageSums(to: BigImport): Promise<void> {
  const { db, reader, number, signal } = to;
  reader.tell({ type: 'give', what: 'totals' });
  for (let next = await reader.next(); next.type === 'totals'; next = await reader.next()) {
    const { json } = next;
    await db.writeBehind((trx) => stageTotals(trx, number, json));
    reader.tell({ type: 'more' });
    signal.throwIfAborted();
  }
}

interface Published {
  imported: Omit<Imported, 'kept'>;
  /** Whether the rows count now: not those of a dry run, nor of a file that was refused. */
  counts: boolean;
  touched: string[];
  displaced: ReadonlyMap<number, FieldProblem>;
}

/** The one short transaction in which all rows begin to count, or are given up. */
async function publish(
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
    tally.count({ code: codes.get(payment[5]) ?? '', name: '' }, -payment[7], -1);
  for (const { code, name, amount, problem } of found.taking)
    if (!problem) tally.count({ code, name }, amount);
  for (const { code, amount, isWrong } of out) if (isWrong) tally.count({ code, name: '' }, -amount, -1);
  return { totals: tally.totals(), sum: tally.sum() };
}

/** Judges the projects that the file touched, some at a time; until then readers judge them themselves. */
async function judgeTouched({ db, say }: BigImport, touched: readonly string[]): Promise<void> {
  for (let from = 0; from < touched.length; from += judgedAtOnce) {
    const some = touched.slice(from, from + judgedAtOnce);
    await db.writeBehind(async (_, unit) => unit.touch(some));
    const done = Math.min(touched.length, from + judgedAtOnce);
    say(
      done,
      touched.length,
      said(
        `已写入，正在评判${done}/${touched.length}个项目`,
        `Stored; judging projects, ${done} of ${touched.length}`,
      ),
    );
  }
}

/** The bad rows with their cells; what was found bad later than it was read is read again. */
async function keepRejected(
  { reader }: BigImport,
  { table }: TableHead,
  found: Findings,
  displaced: ReadonlyMap<number, FieldProblem>,
): Promise<KeptRow[]> {
  const tally = createTally(table);
  for (const row of found.bad) tally.reject(row, row.problems);
  for (const { at, problem } of found.taking) if (problem) tally.reject(at, [problem]);
  const later = new Map([
    ...displaced,
    ...[...found.conflicts].map(([place, { problem }]) => [place, problem] as const),
  ]);
  const places = [...later.keys()].sort((a, b) => a - b).slice(0, mostRejected);
  if (places.length > 0) {
    reader.tell({ type: 'give', what: 'rows', places });
    for (let next = await reader.next(); next.type === 'rows'; next = await reader.next())
      for (const row of next.rows) {
        const problem = later.get(row.place);
        if (problem) tally.reject(row, [problem]);
      }
  }
  return tally.kept();
}
