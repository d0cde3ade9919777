import type { Database } from '#db/open.ts';
import {
  cancelImport,
  finishImport,
  insertImport,
  insertRejected,
  isRunning,
  keepMapping,
  mappingsOf,
  projectPage,
} from '#db/queries/imports.ts';
import type { Db } from '#db/schema.ts';
import type { Day, Instant } from '#shared/calendar.ts';
import type { ImportKind, ImportMapping } from '#shared/imports.ts';
import { type Said, said } from '#shared/language.ts';
import type { PlanCache } from '../../evaluation/snapshots.ts';
import { HttpError } from '../../http/errors.ts';
import type { Caller } from '../../http/sign-in.ts';
import type { Live } from '../../live/live.ts';
import type { FromWorker } from './protocol.ts';
import { importSmallFile } from './small-file.ts';
import { TableRefused } from './source.ts';
import type { Imported } from './stored-outcome.ts';
import { startTableReader } from './table-reader.ts';

/** A file to be imported: open, and what its sender said of it. */
export interface ImportFile {
  id: string;
  kind: ImportKind;
  fd: number;
  size: number;
  fileName: string | null;
  caller: Pick<Caller, 'kind' | 'name'>;
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
  cancel(id: string): Promise<boolean>;
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
  const running = new Map<string, { stop: AbortController; ended: Promise<unknown> }>();

  async function begin({ id: uuid, kind, fileName, dryRun, caller }: ImportFile): Promise<number> {
    const by = caller.name;
    const number = await db.write((trx, { at }) =>
      insertImport(trx, { uuid, kind, fileName, dryRun, by, at }),
    );
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
    const projects = await projectPages(db.read);
    signal.throwIfAborted();
    const job = { kind, fd, size, mapping, remembered, year, period, measuredOn, projects };
    const reader = startTableReader(job, signal);
    try {
      const read = understood(await reader.next());
      const imported = await db.write(async (trx, unit) => {
        if (!(await isRunning(trx, number))) throw cancelled();
        const came = await importSmallFile(trx, unit, cache, file, read);
        if (mapping)
          await keepMapping(trx, kind, read.head.fingerprint, mapping, { at: unit.at, by: file.caller.name });
        await record(trx, number, came, unit.at);
        return came;
      });
      say(read.rows.length, read.rows.length, said('已完成', 'Done'));
      return imported;
    } finally {
      await reader.stop();
    }
  }

  async function recordFailure(number: number, signal: AbortSignal): Promise<void> {
    const state = signal.aborted ? 'cancelled' : 'failed';
    const result = { state, accepted: 0, known: 0, rejectedRows: 0, outcome: null } as const;
    await db.write((trx, { at }) => finishImport(trx, number, result, at));
  }

  return {
    async run(file, gone) {
      const number = await begin(file);
      const stop = new AbortController();
      const signal = AbortSignal.any([gone, stop.signal]);
      const work = carryOut(file, number, signal);
      const ended = work.catch(() => recordFailure(number, signal));
      running.set(file.id, { stop, ended });
      try {
        return await work;
      } catch (error) {
        throw asProblem(error);
      } finally {
        await ended;
        running.delete(file.id);
      }
    },
    async cancel(id) {
      const was = await db.write((trx, { at }) => cancelImport(trx, id, at));
      running.get(id)?.stop.abort(cancelled());
      return was;
    },
    async close() {
      for (const { stop } of running.values()) stop.abort(cancelled());
      await Promise.allSettled([...running.values()].map(({ ended }) => ended));
    },
  };
}

function understood(message: FromWorker): Extract<FromWorker, { type: 'small' }> {
  if (message.type === 'small') return message;
  if (message.type === 'refused') throw new TableRefused(message.status, message.code, message.message);
  const { headerRow, columns, missing } = message;
  const text = said(
    `不能确定各列的含义，请指定：${missing.join('、')}。`,
    `The columns could not be told; say which holds: ${missing.join(', ')}.`,
  );
  throw new HttpError(422, 'columns_unknown', text, [], () => ({ headerRow, columns, missing }));
}

function asProblem(error: unknown): unknown {
  return error instanceof TableRefused ? new HttpError(error.status, error.code, error.said) : error;
}

export function cancelled(): HttpError {
  return new HttpError(
    409,
    'cancelled',
    said('导入已取消，没有写入任何数据。', 'The import was cancelled; nothing was stored.'),
  );
}

async function record(
  db: Db,
  number: number,
  { outcome, kept, ...result }: Imported,
  at: Instant,
): Promise<void> {
  await finishImport(db, number, { ...result, outcome: JSON.stringify(outcome) }, at);
  const rows = kept.map(({ row, cells, problems }, position) => ({
    position,
    row,
    cells: JSON.stringify(cells),
    problems: JSON.stringify(problems),
  }));
  await insertRejected(db, number, rows);
}

const projectsAtOnce = 2_000;

async function projectPages(db: Db): Promise<string[]> {
  const pages: string[] = [];
  let after: string | undefined = '';
  while (after !== undefined) {
    const { json, last } = await projectPage(db, after, projectsAtOnce);
    pages.push(json);
    after = last;
  }
  return pages;
}
