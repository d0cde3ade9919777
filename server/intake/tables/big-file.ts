import { pageLines } from '#db/queries/imported-pages.ts';
import { claimStaging, keepAlive } from '#db/queries/staged-expenditures.ts';
import { yearOf } from '#shared/calendar.ts';
import { said } from '#shared/language.ts';
import { checkCover } from '../confirm-ledger.ts';
import { type BigImport, createFindings, type Findings, type Part } from './big-import.ts';
import { cancelled } from './cancelled.ts';
import type { TableHead } from './protocol.ts';
import { publish } from './publish-file.ts';
import { stageParts } from './stage-payments.ts';
import { stageSums, stageTaking } from './stage-taking.ts';
import { type Imported, summaryOf } from './stored-outcome.ts';
import { createTally, type KeptRow, mostRejected } from './tally.ts';
import type { FieldProblem } from './voucher-rows.ts';

/** So many projects are judged at once after a big file was published. */
const judgedAtOnce = 8;
const claimEvery = 250;

/**
 * Imports a file that one transaction could not take without keeping others waiting. Its rows go into the ledger
 * in short ones, where nobody sees them; one short one publishes them all, for whether they count is asked of
 * their import and not written on each. Others write in between. A dry run is one that is not published.
 */
export async function importBigFile(to: BigImport, first: Part): Promise<Imported> {
  const { db, file, reader } = to;
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
  if (!file.dryRun) found.pagedTo = await db.writeBehind((trx) => pageLines(trx, to.number, found.pagedTo));
  const published = await db.as(file.trail).write(async (trx, unit) => {
    const done = await publish(trx, unit, to, passed, found);
    unit.record({ subject: file.id, after: summaryOf(done.imported) });
    return done;
  });
  const kept = await keepRejected(to, passed.head, found, published.displaced);
  // Nothing is asked of the thread any more, and judging needs the memory.
  await reader.stop();
  if (published.counts) await judgeTouched(to, published.touched);
  return { ...published.imported, kept };
}

async function claim({ db, number, signal, say }: BigImport): Promise<void> {
  while (!(await db.write((trx, { at }) => claimStaging(trx, number, at)))) {
    say(0, 0, said('另一个导入正在进行，等它结束', 'Waiting for another import to end'));
    await new Promise((resolve) => setTimeout(resolve, claimEvery));
    signal.throwIfAborted();
    if (!(await db.write((trx, { at }) => keepAlive(trx, number, at)))) throw cancelled();
  }
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
