import type { Database } from '#db/open.ts';
import {
  cancelImport,
  finishImport,
  insertImport,
  insertRejected,
  isCancelled,
  isRunning,
  keepMapping,
  mappingsOf,
  projectPage,
  type RejectedLine,
} from '#db/queries/imports.ts';
import { keepAlive } from '#db/queries/staged-expenditures.ts';
import type { Db } from '#db/schema.ts';
import type { Trail } from '#db/trail.ts';
import type { Day } from '#shared/calendar.ts';
import type { ImportKind, ImportMapping } from '#shared/imports.ts';
import { type Said, said } from '#shared/language.ts';
import { type Asker, askedBy, type PlanCache } from '../../evaluation/snapshots.ts';
import { HttpError } from '../../http/errors.ts';
import type { Caller } from '../../http/sign-in.ts';
import type { Live } from '../../live/live.ts';
import { importBigFile } from './big-file.ts';
import { cancelled } from './cancelled.ts';
import { createCleaner } from './cleaner.ts';
import type { FromWorker } from './protocol.ts';
import { importSmallFile } from './small-file.ts';
import { TableRefused } from './source.ts';
import { type Imported, summaryOf } from './stored-outcome.ts';
import { startTableReader } from './table-reader.ts';
import type { KeptRow } from './tally.ts';

/** A file to be imported: open, and what its sender said of it. */
export interface ImportFile {
  id: string;
  kind: ImportKind;
  fd: number;
  size: number;
  sha256: string;
  fileName: string | null;
  caller: Pick<Caller, 'kind' | 'name'>;
  /** In whose name its rows are written. */
  trail: Trail;
  /** What exists for the sender, and what he may send to. */
  asker: Asker;
  /** Of which departments the sender may confirm the ledger. */
  mayConfirm(department: string): boolean;
  dryRun: boolean;
  /** Whether good rows are stored beside bad ones. */
  skip: boolean;
  mapping: ImportMapping | undefined;
  coveredTo: Day | undefined;
  period: Day | undefined;
  measuredOn: Day | undefined;
  /** The year of a reporting day that is written without one. */
  year: number;
}

export interface Importer {
  /** Carries an import out. Throws where it was cancelled, and where the file is no table that we understand. */
  run(file: ImportFile, gone: AbortSignal): Promise<Imported>;
  /** Stops an import, wherever it runs; false where none of that name does. */
  cancel(id: string, trail: Trail): Promise<boolean>;
  /** Gives up what a server that is gone had begun, and removes what is left of it. */
  start(): Promise<void>;
  /** Stops all that run here, and waits for them. */
  close(): Promise<void>;
}

/** Files become rows of the ledgers: read in a thread, checked as what is POSTed is, stored whole or not at all. */
export function createImporter({
  db,
  cache,
  live,
}: {
  db: Database;
  cache: PlanCache;
  live: Pick<Live, 'progress'>;
}): Importer {
  const cleaner = createCleaner(db);
  const running = new Map<string, { stop: AbortController; ended: Promise<unknown> }>();

  async function begin({ id: uuid, kind, fileName, dryRun, size, sha256, caller, trail }: ImportFile) {
    const by = caller.name;
    const number = await db.as(trail).write(async (trx, unit) => {
      unit.record({ subject: uuid, after: { kind, fileName, dryRun, bytes: size, sha256 } });
      return await insertImport(trx, { uuid, kind, fileName, dryRun, by, at: unit.at });
    });
    if (number !== undefined) return number;
    const message = said(
      '已有这个 id 的导入，请换一个。',
      'There is an import of this id already; choose another.',
    );
    throw new HttpError(409, 'same_import', message);
  }

  async function carryOut(file: ImportFile, number: number, signal: AbortSignal): Promise<Imported> {
    const say = (done: number, total: number, message: Said) =>
      live.progress(file.caller, { id: file.id, kind: file.kind, done, total, message });
    say(0, 0, said('正在读取文件', 'Reading the file'));
    const { fd, size, kind, mapping, year, period, measuredOn } = file;
    const remembered = await mappingsOf(db.read, kind);
    const projects = await projectPages(db.read, file);
    const own = askedBy(cache, file.asker);
    signal.throwIfAborted();
    const today = await db.today();
    const job = { kind, today, fd, size, mapping, remembered, year, period, measuredOn, projects };
    const reader = startTableReader(job, signal);
    try {
      const read = understood(await reader.next());
      if (read.type === 'part') {
        const imported = await importBigFile({ db, cache: own, file, number, reader, signal, say }, read);
        await keepRows(number, imported.kept);
        return imported;
      }
      const imported = await importAtOnce(file, number, read);
      say(read.rows.length, read.rows.length, said('已完成', 'Done'));
      return imported;
    } finally {
      await reader.stop();
      void cleaner.clean();
    }
  }

  async function importAtOnce(file: ImportFile, number: number, read: Small): Promise<Imported> {
    const { kind, mapping, caller } = file;
    return await db.as(file.trail).write(async (trx, unit) => {
      if (!(await isRunning(trx, number))) throw cancelled();
      const imported = await importSmallFile(trx, unit, askedBy(cache, file.asker), file, read);
      if (mapping)
        await keepMapping(trx, kind, read.head.fingerprint, mapping, { at: unit.at, by: caller.name });
      const { outcome, kept, ...result } = imported;
      unit.record({ subject: file.id, after: summaryOf(imported) });
      await finishImport(trx, number, { ...result, outcome: JSON.stringify(outcome) }, unit.at);
      await insertRejected(trx, number, linesOf(kept));
      return imported;
    });
  }

  /** The bad rows of a big file, some at a time: it may have thousands. */
  async function keepRows(number: number, kept: readonly KeptRow[]): Promise<void> {
    const lines = linesOf(kept);
    for (let from = 0; from < lines.length; from += 500)
      await db.writeBehind((trx) => insertRejected(trx, number, lines.slice(from, from + 500)));
  }

  async function recordFailure(number: number, signal: AbortSignal, error: unknown): Promise<void> {
    const asks = error instanceof HttpError && error.code === 'columns_unknown';
    const state = signal.aborted ? 'cancelled' : asks ? 'waiting' : 'failed';
    const result = { state, accepted: 0, known: 0, rejectedRows: 0, outcome: null } as const;
    await db.write((trx, { at }) => finishImport(trx, number, result, at));
  }

  /** Says that this server still carries it out; where it was cancelled elsewhere, it ends here. */
  async function stayAlive(number: number, stop: AbortController): Promise<void> {
    const runs = await db.write((trx, { at }) => keepAlive(trx, number, at)).catch(() => true);
    if (!runs && (await isCancelled(db.read, number))) stop.abort(cancelled());
  }

  return {
    async run(file, gone) {
      const number = await begin(file);
      const stop = new AbortController();
      const signal = AbortSignal.any([gone, stop.signal]);
      const work = carryOut(file, number, signal);
      const ended = work.catch((error: unknown) => recordFailure(number, signal, error));
      running.set(file.id, { stop, ended });
      const alive = setInterval(() => void stayAlive(number, stop), saysEvery);
      try {
        return await work;
      } catch (error) {
        throw asProblem(error);
      } finally {
        clearInterval(alive);
        await ended;
        running.delete(file.id);
      }
    },
    async cancel(id, trail) {
      const was = await db.as(trail).write(async (trx, unit) => {
        const isCancelled = await cancelImport(trx, id, unit.at);
        if (isCancelled) unit.record({ action: 'post_vouchers', subject: id, after: { state: 'cancelled' } });
        return isCancelled;
      });
      running.get(id)?.stop.abort(cancelled());
      return was;
    },
    start: cleaner.start,
    async close() {
      await cleaner.stop();
      for (const { stop } of running.values()) stop.abort(cancelled());
      await Promise.allSettled([...running.values()].map(({ ended }) => ended));
    },
  };
}

type Small = Extract<FromWorker, { type: 'small' }>;
type Part = Extract<FromWorker, { type: 'part' }>;

function understood(message: FromWorker): Small | Part {
  if (message.type === 'small' || message.type === 'part') return message;
  if (message.type === 'refused') throw new TableRefused(message.status, message.code, message.message);
  if (message.type !== 'columns')
    throw new Error(`unexpected ${message.type} of the thread that reads a table`);
  const { headerRow, columns, missing } = message;
  const text = said(
    `不能确定各列的含义，请指定：${missing.map((field) => fieldNames[field]?.zh ?? field).join('、')}。`,
    `The columns could not be told; say which holds: ${missing.map((field) => fieldNames[field]?.en ?? field).join(', ')}.`,
  );
  throw new HttpError(422, 'columns_unknown', text, [], () => ({ headerRow, columns, missing }));
}

/** What the fields without which no row can be read are called. */
const fieldNames: Partial<Record<string, Said>> = {
  voucherNo: said('凭证号', 'voucher number'),
  projectCode: said('项目编码或项目名称', 'project code or name'),
  paidOn: said('付款日', 'payment date'),
  amount: said('金额', 'amount'),
  indicator: said('指标', 'indicator'),
  period: said('填报期', 'reporting day'),
  value: said('完成值', 'value'),
  measuredOn: said('测量日', 'measured on'),
};

function asProblem(error: unknown): unknown {
  return error instanceof TableRefused ? new HttpError(error.status, error.code, error.said) : error;
}

function linesOf(kept: readonly KeptRow[]): RejectedLine[] {
  return kept.map(({ row, cells, problems }, position) => ({
    position,
    row,
    cells: JSON.stringify(cells),
    problems: JSON.stringify(problems),
  }));
}

/** So often a server says that it is at work on an import. */
const saysEvery = 5_000;

const projectsAtOnce = 2_000;

async function projectPages(db: Db, { kind, asker }: ImportFile): Promise<string[]> {
  // Rows of a big file of vouchers are stored as the thread reads them: it finds what they may go to and no more.
  const knows = (id: string) => asker.knows(id) && (kind !== 'expenditures' || !asker.posting(id));
  const pages: string[] = [];
  let after: string | undefined = '';
  while (after !== undefined) {
    const { json, last } = await projectPage(db, after, projectsAtOnce, knows);
    pages.push(json);
    after = last;
  }
  return pages;
}
