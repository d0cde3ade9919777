import { said } from '#shared/language.ts';
import { startThread } from '../../thread.ts';
import type { FromWorker, ReadJob, ToWorker } from './protocol.ts';
import { TableRefused } from './source.ts';

/** So much memory a file may take while it is read. A workbook that takes more ends its thread, not the server. */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 12 };

/** A file being read in a thread of its own. */
export interface TableReader {
  /** What the thread says next; rejects where it failed, or was told to stop. */
  next(): Promise<FromWorker>;
  /** What the thread has said already, where it is of this kind. */
  ready<Type extends FromWorker['type']>(type: Type): Extract<FromWorker, { type: Type }> | undefined;
  tell(message: ToWorker): void;
  stop(): Promise<void>;
}

/** Begins to read a file. Whoever begins it has to stop it. */
export function startTableReader(job: ReadJob, signal: AbortSignal): TableReader {
  const worker = startThread('table-thread', { from: import.meta.url, workerData: job, resourceLimits });
  const said: FromWorker[] = [];
  let failed: unknown;
  let waiting: { resolve: (message: FromWorker) => void; reject: (error: unknown) => void } | undefined;
  const fail = (error: unknown) => {
    failed ??= error;
    waiting?.reject(failed);
    waiting = undefined;
  };
  worker.on('message', (message: FromWorker) => {
    if (waiting) waiting.resolve(message);
    else said.push(message);
    waiting = undefined;
  });
  worker.on('error', (error: Error & { code?: string }) =>
    fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : error),
  );
  worker.on('exit', () => fail(signal.reason ?? new Error('the thread that reads a table ended early')));
  const abort = () => void worker.terminate();
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return {
    ready<Type extends FromWorker['type']>(type: Type) {
      return said[0]?.type === type ? (said.shift() as Extract<FromWorker, { type: Type }>) : undefined;
    },
    tell: (message) => worker.postMessage(message),
    next() {
      const message = said.shift();
      if (message) return Promise.resolve(message);
      if (failed) return Promise.reject(failed);
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
      });
    },
    async stop() {
      signal.removeEventListener('abort', abort);
      await worker.terminate();
    },
  };
}

function tooLarge(): TableRefused {
  return new TableRefused(
    413,
    'too_large',
    said('工作簿过大，请另存为 CSV 再导入。', 'The workbook is too large; save it as CSV.'),
  );
}
