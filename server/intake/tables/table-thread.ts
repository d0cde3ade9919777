import { parentPort, workerData } from 'node:worker_threads';
import { writeXlsx } from 'hucre/xlsx';
import { yearOf } from '#shared/calendar.ts';
import type { ImportField } from '#shared/imports.ts';
import { said } from '#shared/language.ts';
import { fitForXml } from '../../xml-text.ts';
import { readBigFile } from './big-table.ts';
import { type ProjectBook, projectBook } from './project-book.ts';
import { type FileRow, type FromWorker, mostRowsAtOnce, type ReadJob, type WriteJob } from './protocol.ts';
import { ColumnsUnknown, type DataRow, type ReadTable, readTable } from './read-table.ts';
import { openSource, type Source, TableRefused } from './source.ts';
import { valueReader } from './value-rows.ts';
import { voucherReader } from './voucher-rows.ts';

/** The thread in which a file of rows is read: it may block as long as it likes, and is ended to cancel. */
async function read(job: ReadJob): Promise<void> {
  const say = (message: FromWorker) => parentPort?.postMessage(message);
  try {
    const source = await openSource(job.fd, job.size, job.kind);
    const table = await tableOf(source, job);
    const projects = projectBook(job.projects);
    const rows = table.rows();
    const first = await firstRows(rows, mostRowsAtOnce[job.kind] + 1);
    if (first.length <= mostRowsAtOnce[job.kind]) {
      const understood = first.map(rowReader(job, table, projects));
      const head = { table: table.table, fingerprint: table.fingerprint, notes: table.notes };
      say({ type: 'small', head, rows: understood });
    } else if (job.kind === 'measurements') throw tooManyRows();
    else
      await readBigFile({
        job,
        source,
        table,
        projects,
        first,
        rest: rows,
        again: () => tableOf(source, job),
      });
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

function tableOf(
  source: Source,
  { kind, mapping, remembered, period, measuredOn }: ReadJob,
): Promise<ReadTable> {
  const defaults: ImportField[] = period ? ['period'] : [];
  if (measuredOn) defaults.push('measuredOn');
  return readTable(source, { kind, mapping, remembered, defaults });
}

async function firstRows(rows: AsyncGenerator<DataRow[]>, most: number): Promise<DataRow[]> {
  const first: DataRow[] = [];
  while (first.length < most) {
    const next = await rows.next();
    if (next.done) break;
    for (const row of next.value) first.push(row);
  }
  return first;
}

/** How a row of the table becomes what the ledger takes, with the name of its project. */
function rowReader(
  job: ReadJob,
  { columns, unit }: ReadTable,
  projects: ProjectBook,
): (row: DataRow) => FileRow {
  const nameOf = (year: number, code: string) => projects.find(year, code)?.name ?? '';
  if (job.kind === 'expenditures') {
    const read = voucherReader(columns, unit, projects);
    return (at) => {
      const row = read(at.cells);
      if ('problems' in row) return { ...at, ...row };
      return { ...at, ...row, projectName: nameOf(yearOf(row.item.paidOn), row.item.projectCode) };
    };
  }
  const read = valueReader(columns, projects, job);
  return (at) => {
    const row = read(at.cells);
    if ('problems' in row) return { ...at, ...row };
    return { ...at, ...row, projectName: nameOf(yearOf(row.item.period), row.item.projectCode) };
  };
}

function tooManyRows(): TableRefused {
  const most = mostRowsAtOnce.measurements;
  return new TableRefused(
    413,
    'too_many_rows',
    said(`一次最多导入${most}行完成值。`, `A file has at most ${most} values.`),
  );
}

async function write({ sheet, write: rows }: WriteJob): Promise<void> {
  const widths = (rows.find((row) => row.length > 1) ?? []).map((_, at) => ({ width: at === 0 ? 22 : 16 }));
  const name = sheet.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31) || 'Sheet1';
  parentPort?.postMessage(await writeXlsx({ sheets: [{ name, rows: fitForXml(rows), columns: widths }] }));
}

const job = workerData as ReadJob | WriteJob;
await ('write' in job ? write(job) : read(job));
