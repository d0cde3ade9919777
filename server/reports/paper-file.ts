import { once } from 'node:events';
import { startThread } from '../thread.ts';
import type { Letter } from './letter.ts';
import type { Paper } from './paper.ts';

/** Papers, or a letter, and the file they are to become. */
export type PaperTask = { format: 'xlsx' | 'docx'; papers: readonly Paper[] } | { letter: Letter };

let last: Promise<unknown> = Promise.resolve();

/** Papers as one file, made beside the main thread, one file after another: a book of forms takes seconds. */
export function paperFile(task: PaperTask): Promise<Buffer> {
  const made = last.then(() => inThread(task));
  last = made.catch(() => undefined);
  return made;
}

async function inThread(task: PaperTask): Promise<Buffer> {
  const thread = startThread('paper-thread', { from: import.meta.url, workerData: task });
  try {
    const [bytes] = (await once(thread, 'message')) as [Uint8Array];
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } finally {
    await thread.terminate();
  }
}
