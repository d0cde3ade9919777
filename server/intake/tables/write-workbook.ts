import { startThread } from '../../thread.ts';
import type { WriteJob } from './protocol.ts';

/** A workbook of one sheet, written in a thread: some thousand rows take longer than a server may be silent. */
export function writeWorkbook(job: WriteJob): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const thread = startThread('table-thread', { from: import.meta.url, workerData: job });
    thread.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)));
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the thread that writes a workbook ended early')));
  });
}
