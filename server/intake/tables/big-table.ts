import { parentPort } from 'node:worker_threads';
import type { PaymentValues } from '#db/queries/staged-expenditures.ts';
import { yearOf } from '#shared/calendar.ts';
import type { ExpenditureInput, FundSource } from '#shared/expenditure.ts';
import { voucherBook } from '../taking-back.ts';
import { checkVoucher } from '../vouchers.ts';
import { createDailySums } from './daily-sums.ts';
import type { NamedProject, ProjectBook } from './project-book.ts';
import {
  type BadRow,
  type FilePlace,
  type FromWorker,
  type ProjectSum,
  type ReadJob,
  rowsInPart,
  type ToWorker,
} from './protocol.ts';
import type { DataRow, ReadTable } from './read-table.ts';
import type { Source } from './source.ts';
import { mostRejected } from './tally.ts';
import { voucherReader } from './voucher-rows.ts';

/** So many parts may wait to be stored while the next is read. */
const mostWaiting = 12;

interface BigFile {
  job: ReadJob;
  source: Source;
  table: ReadTable;
  projects: ProjectBook;
  /** The rows that have been read already, and those that follow. */
  first: DataRow[];
  rest: AsyncGenerator<DataRow[]>;
  /** The table anew, from its first row. */
  again(): Promise<ReadTable>;
}

/**
 * Reads a file that is too big for one write, in the thread: first its payments, checked and ready to be bound,
 * then, when all of them are known, what takes money back. What is asked for afterwards is read again.
 */
export async function readBigFile(file: BigFile): Promise<void> {
  const { job, source, table, projects } = file;
  const say = (message: FromWorker) => parentPort?.postMessage(message);
  const sums = createDailySums();
  const inbox = createInbox((message) => {
    for (const [project, day, fund, amount] of message.payments)
      sums.forget(project, day, fund as FundSource, amount);
  });
  const readRow = voucherReader(table.columns, table.unit, projects);
  const byProject = new Map<number, ProjectSum>();
  const count = (project: NamedProject, amount: number) => {
    const sum = byProject.get(project.number) ?? {
      id: project.id,
      code: project.code,
      name: project.name,
      rows: 0,
      amount: 0,
    };
    byProject.set(project.number, sum);
    sum.rows += 1;
    sum.amount += amount;
  };
  let payments: PaymentValues[] = [];
  let bad: BadRow[] = [];
  let [taking, rejectedRows] = [0, 0];

  const reject = (at: DataRow, problems: BadRow['problems']) => {
    rejectedRows += 1;
    if (rejectedRows <= mostRejected) bad.push({ ...at, problems });
  };
  const giveOut = async () => {
    await inbox.credit();
    say({
      type: 'part',
      json: JSON.stringify(payments),
      count: payments.length,
      bad,
      readSoFar: source.readSoFar(),
    });
    payments = [];
    bad = [];
  };
  for await (const rows of inTurn([file.first], file.rest))
    for (const at of rows) {
      const row = readRow(at.cells);
      if ('problems' in row) {
        reject(at, row.problems);
        continue;
      }
      const { item } = row;
      const project = projects.find(yearOf(item.paidOn), item.projectCode);
      if (item.amount < 0) {
        taking += 1;
        continue;
      }
      const checked = checkVoucher(item, project, job.today, nothingTaken, projects);
      if ('problem' in checked || !project) {
        reject(at, 'problem' in checked ? [checked.problem] : []);
        continue;
      }
      payments.push(valuesOf(at.place, item, project));
      sums.add(project, item.paidOn, item.fundSource ?? 'fiscal', item.amount);
      count(project, item.amount);
      if (payments.length >= rowsInPart) await giveOut();
    }
  await giveOut();
  const head = { table: table.table, fingerprint: table.fingerprint, notes: table.notes };
  say({ type: 'passed', head, projects: [...byProject.values()], taking, rejectedRows });

  for (let asked = await inbox.asked(); ; asked = await inbox.asked()) {
    if (asked.what === 'taking') await giveTaking(file, inbox.credit, say);
    else if (asked.what === 'rows') say({ type: 'rows', rows: await rowsAt(file, new Set(asked.places)) });
    else
      for (const page of sums.pages(5_000)) {
        await inbox.credit();
        say({ type: 'totals', json: JSON.stringify(page) });
      }
    say({ type: 'end' });
  }
}

const nothingTaken = voucherBook([]);

function valuesOf(place: number, item: ExpenditureInput, project: NamedProject): PaymentValues {
  return [
    place,
    item.voucherNo,
    item.line,
    item.series,
    project.year,
    project.id,
    item.paidOn,
    item.amount,
    item.fundSource ?? null,
    item.payee ?? null,
    item.purpose ?? null,
  ];
}

async function giveTaking(
  { again, projects }: BigFile,
  credit: () => Promise<void>,
  say: (message: FromWorker) => void,
) {
  const table = await again();
  const readRow = voucherReader(table.columns, table.unit, projects);
  let taking: Extract<FromWorker, { type: 'taking' }>['rows'] = [];
  for await (const rows of table.rows())
    for (const at of rows) {
      const row = readRow(at.cells);
      if ('problems' in row || row.item.amount >= 0) continue;
      const projectName = projects.find(yearOf(row.item.paidOn), row.item.projectCode)?.name ?? '';
      taking.push({ ...at, item: row.item, projectName });
      if (taking.length < rowsInPart / 2) continue;
      await credit();
      say({ type: 'taking', rows: taking });
      taking = [];
    }
  await credit();
  say({ type: 'taking', rows: taking });
}

async function rowsAt({ again }: BigFile, places: ReadonlySet<number>): Promise<FilePlace[]> {
  const table = await again();
  const found: FilePlace[] = [];
  for await (const rows of table.rows()) for (const row of rows) if (places.has(row.place)) found.push(row);
  return found;
}

async function* inTurn(first: DataRow[][], rest: AsyncGenerator<DataRow[]>) {
  yield* first;
  yield* rest;
}

/** What the main thread says: credits for parts, what to forget, what to give. */
function createInbox(forget: (message: Extract<ToWorker, { type: 'forget' }>) => void) {
  let credits = mostWaiting;
  let wake: (() => void) | undefined;
  const asked: Extract<ToWorker, { type: 'give' }>[] = [];
  parentPort?.on('message', (message: ToWorker) => {
    if (message.type === 'forget') forget(message);
    else if (message.type === 'more') credits += 1;
    else asked.push(message);
    wake?.();
  });
  const until = async (isSo: () => boolean) => {
    while (!isSo())
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };
  return {
    async credit() {
      await until(() => credits > 0);
      credits -= 1;
    },
    async asked() {
      await until(() => asked.length > 0);
      return asked.shift() as Extract<ToWorker, { type: 'give' }>;
    },
  };
}
