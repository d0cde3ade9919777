import { parentPort, workerData } from 'node:worker_threads';
import { paperDocument } from './paper-docx.ts';
import type { PaperTask } from './paper-file.ts';
import { paperWorkbook } from './paper-xlsx.ts';

// A thread for one file: a book of forms takes seconds, in which the dashboards are not to wait.
const { format, papers } = workerData as PaperTask;
const bytes = await (format === 'xlsx' ? paperWorkbook(papers) : paperDocument(papers));
parentPort?.postMessage(bytes);
