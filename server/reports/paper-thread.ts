import { parentPort, workerData } from 'node:worker_threads';
import { letterDocument } from './letter-docx.ts';
import { paperDocument } from './paper-docx.ts';
import type { PaperTask } from './paper-file.ts';
import { paperWorkbook } from './paper-xlsx.ts';

// A thread for one file: a book of forms takes seconds, in which the dashboards are not to wait.
const bytes = await fileOf(workerData as PaperTask);
parentPort?.postMessage(bytes);

async function fileOf(task: PaperTask): Promise<Uint8Array> {
  if ('letter' in task) return await letterDocument(task.letter);
  return await (task.format === 'xlsx' ? paperWorkbook(task.papers) : paperDocument(task.papers));
}
