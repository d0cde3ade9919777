import type { Worker } from 'node:worker_threads';
import type { Reading } from '#shared/reading.ts';
import { startThread } from '../../thread.ts';
import type { DraftChange } from './change-draft.ts';
import { DocumentRefused } from './containers/source-document.ts';
import type { ChangeTask, DocumentRead, OpenTask, ReadOutcome, ReadTask } from './document-thread.ts';
import { digestOf, joinedReading, type ReadingParts } from './reading-parts.ts';

type Task = ReadTask | ChangeTask | OpenTask;

/** Reads plan documents beside the main thread; what a file cannot be read for is a `DocumentRefused`. */
export interface DocumentReader {
  read(task: ReadTask): Promise<DocumentRead>;
  /** A draft with answers and corrections put in, or why one of them cannot be. */
  change(task: ChangeTask): Promise<DraftChange>;
  /** A stored reading, opened piece by piece, with what tells it from another plan. */
  open(reading: string): Promise<OpenReading>;
  close(): Promise<void>;
}

/** A reading as an object, and its digest. */
export interface OpenReading {
  reading: Reading;
  digest: string;
}

/** A reading up to so long is opened sooner than it is handed to a thread and back. */
const mostOpenedHere = 100_000;

export interface ReaderLimits {
  /** So many documents at once; the others wait. */
  threads: number;
  /** So many may wait. */
  waiting: number;
  /** A document may take so long. */
  milliseconds: number;
  /** A thread may hold so much, in MB; and all of the server may grow by so much while one is read. */
  heap: number;
  growth: number;
}

const usual: ReaderLimits = { threads: 2, waiting: 20, milliseconds: 60_000, heap: 512, growth: 1_024 };

/** A thread that has nothing to do ends after so long: documents come rarely, but seldom alone. */
const idleMilliseconds = 20_000;
const watchedEvery = 50;

/** Starts no thread before the first document comes, and ends each when it is no longer of use. */
export function createDocumentReader(limits: Partial<ReaderLimits> = {}): DocumentReader {
  const { threads, waiting, milliseconds, heap, growth } = { ...usual, ...limits };
  const idle = new Map<Worker, NodeJS.Timeout>();
  const all = new Set<Worker>();
  const queue: (() => void)[] = [];
  let busy = 0;

  function takeThread(): Worker {
    const [kept] = idle;
    if (!kept) return newThread();
    const [thread, ending] = kept;
    clearTimeout(ending);
    idle.delete(thread);
    thread.ref();
    return thread;
  }

  function newThread(): Worker {
    const resourceLimits = { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: 64 };
    const thread = startThread('document-thread', { from: import.meta.url, resourceLimits });
    all.add(thread);
    // While it reads, whoever waits for it hears of this too; idle, it is only missed.
    thread.on('error', () => undefined);
    thread.on('exit', () => {
      all.delete(thread);
      idle.delete(thread);
    });
    return thread;
  }

  function keepThread(thread: Worker): void {
    // Waiting for the next document is no reason for the process to stay.
    thread.unref();
    const ending = setTimeout(() => void thread.terminate(), idleMilliseconds);
    idle.set(thread, ending.unref());
  }

  async function outcomeNow<Outcome>(task: Task): Promise<Outcome> {
    const thread = takeThread();
    const outcome = await outcomeOf<Outcome>(thread, task).catch(async (error: unknown) => {
      await thread.terminate();
      const full = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      throw full ? tookTooMuch() : error;
    });
    keepThread(thread);
    return outcome;
  }

  async function outcomeOf<Outcome>(thread: Worker, task: Task): Promise<Outcome> {
    const before = process.memoryUsage.rss();
    const started = Date.now();
    const ended = () => failed(new Error('the thread that reads documents ended'));
    let failed: (error: unknown) => void = ended;
    let watch: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Outcome>((resolve, reject) => {
        failed = reject;
        thread.once('message', resolve).once('error', reject).once('exit', ended);
        // What a thread holds outside its heap nobody else bounds.
        watch = setInterval(() => {
          if (Date.now() - started > milliseconds) reject(tookTooLong());
          else if (process.memoryUsage.rss() - before > growth * 1024 * 1024) reject(tookTooMuch());
        }, watchedEvery);
        thread.postMessage(task, transferable(task));
      });
    } finally {
      clearInterval(watch);
      thread.removeAllListeners('message').off('error', failed).off('exit', ended);
    }
  }

  async function inTurn<Outcome>(task: Task): Promise<Outcome> {
    if (busy >= threads) {
      if (queue.length >= waiting) throw tooMany();
      await new Promise<void>((resolve) => queue.push(resolve));
    } else busy += 1;
    try {
      return await outcomeNow<Outcome>(task);
    } finally {
      // Whoever waits takes over the place; otherwise it is free.
      const next = queue.shift();
      if (next) next();
      else busy -= 1;
    }
  }

  return {
    async read(task) {
      const outcome = await inTurn<ReadOutcome>(task);
      if (!outcome.ok) throw refused(outcome);
      return outcome;
    },
    change: (task) => inTurn<DraftChange>(task),
    async open(json) {
      if (json.length >= mostOpenedHere) {
        const parts = await inTurn<ReadingParts>({ reading: json });
        return { reading: await joinedReading(parts), digest: parts.digest };
      }
      const reading = JSON.parse(json) as Reading;
      return { reading, digest: digestOf(reading) };
    },
    async close() {
      for (const ending of idle.values()) clearTimeout(ending);
      idle.clear();
      await Promise.all([...all].map((thread) => thread.terminate()));
    },
  };
}

/** A file's bytes are handed over, not copied, where they have memory of their own. */
function transferable(task: Task): ArrayBuffer[] {
  if (!('bytes' in task)) return [];
  const { buffer, byteLength } = task.bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

function refused({ status, code, message }: Extract<ReadOutcome, { ok: false }>): DocumentRefused {
  return new DocumentRefused(status, code, message.zh, message.en);
}

function tookTooLong(): DocumentRefused {
  return new DocumentRefused(
    413,
    'too_complex',
    '文件过于复杂，没有在限定时间内读完；请只保留绩效文本，另存一份后重新上传。',
    'The document is too complex to be read in the time allowed. Keep only the plan, save it again, and send that.',
  );
}

function tookTooMuch(): DocumentRefused {
  return new DocumentRefused(
    413,
    'too_large',
    '文件展开后占用内存过大，没有读完；请只保留绩效文本，另存一份后重新上传。',
    'Opened, the document takes too much memory. Keep only the plan, save it again, and send that.',
  );
}

function tooMany(): DocumentRefused {
  return new DocumentRefused(
    503,
    'busy',
    '同时上传的文件太多，请稍后再试。',
    'Too many documents are being read; try again shortly.',
  );
}
