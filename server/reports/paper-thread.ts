import { parentPort, workerData } from 'node:worker_threads';
import { fitForXml } from '../xml-text.ts';
import { letterDocument } from './letter-docx.ts';
import { paperDocument } from './paper-docx.ts';
import type { PaperTask } from './paper-file.ts';
import { paperWorkbook } from './paper-xlsx.ts';

// A thread for one file: a book of forms takes seconds, in which the dashboards are not to wait.
const task = fitForXml(workerData as PaperTask);
parentPort?.postMessage(await bytesOf(task));

async function bytesOf(asked: PaperTask): Promise<Uint8Array> {
  if ('letter' in asked) return await letterDocument(asked.letter);
  return await (asked.format === 'xlsx' ? paperWorkbook(asked.papers) : paperDocument(asked.papers));
}
