import { parentPort, workerData } from 'node:worker_threads';
import { writeXlsx } from 'hucre/xlsx';
import { yearOf } from '#shared/calendar.ts';
import type { ImportField } from '#shared/imports.ts';
import type { Cell } from './cells.ts';
import { projectBook } from './project-book.ts';
import { type FileRow, type FromWorker, mostRowsAtOnce, type ReadJob, type WriteJob } from './protocol.ts';
import { ColumnsUnknown, type ReadTable, readTable } from './read-table.ts';
import { openSource, TableRefused } from './source.ts';
import { valueReader } from './value-rows.ts';
import { voucherReader } from './voucher-rows.ts';

/** The thread in which a file of rows is read: it may block as long as it likes, and is ended to cancel. */
async function main(job: ReadJob): Promise<void> {
  const say = (message: FromWorker) => parentPort?.postMessage(message);
  try {
    await read(job, say);
  } catch (error) {
    if (error instanceof ColumnsUnknown) {
      const { headerRow, columns, missing } = error;
      say({ type: 'columns', headerRow, columns, missing });
    } else if (error instanceof TableRefused) {
      const { status, code, said: message } = error;
      say({ type: 'refused', status, code, message });
    } else throw error;
  }
}

async function read(job: ReadJob, say: (message: FromWorker) => void): Promise<void> {
  const source = await openSource(job.fd, job.size, job.kind);
  const { kind, mapping, remembered } = job;
  const defaults: ImportField[] = job.period ? ['period'] : [];
  if (job.measuredOn) defaults.push('measuredOn');
  const table = await readTable(source, { kind, mapping, remembered, defaults });
  const readRow = rowReader(job, table);
  const rows: FileRow[] = [];
  for await (const chunk of table.rows())
    for (const at of chunk) {
      if (rows.length >= mostRowsAtOnce) throw new Error('not yet');
      rows.push({ ...at, ...readRow(at.cells) });
    }
  const head = { table: table.table, fingerprint: table.fingerprint, notes: table.notes };
  say({ type: 'small', head, rows });
}

/** How a row of the table becomes what the ledger takes, with the name of its project. */
function rowReader(job: ReadJob, { columns, unit }: ReadTable) {
  const projects = projectBook(job.projects);
  const nameOf = (year: number, code: string) => projects.find(year, code)?.name ?? '';
  if (job.kind === 'expenditures') {
    const read = voucherReader(columns, unit, projects);
    return (cells: readonly Cell[]) => {
      const row = read(cells);
      if ('problems' in row) return row;
      return { ...row, projectName: nameOf(yearOf(row.item.paidOn), row.item.projectCode) };
    };
  }
  const read = valueReader(columns, projects, job);
  return (cells: readonly Cell[]) => {
    const row = read(cells);
    if ('problems' in row) return row;
    return { ...row, projectName: nameOf(yearOf(row.item.period), row.item.projectCode) };
  };
}

async function write({ sheet, write: rows }: WriteJob): Promise<void> {
  const widths = (rows.find((row) => row.length > 1) ?? []).map((_, at) => ({ width: at === 0 ? 22 : 16 }));
  const name = sheet.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31) || 'Sheet1';
  parentPort?.postMessage(await writeXlsx({ sheets: [{ name, rows, columns: widths }] }));
}

const job = workerData as ReadJob | WriteJob;
await ('write' in job ? write(job) : main(job));
