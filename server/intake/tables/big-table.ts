import { parentPort } from 'node:worker_threads';
import type { PaymentValues } from '#db/queries/staged-expenditures.ts';
import { yearOf } from '#shared/calendar.ts';
import type { ExpenditureInput, FundSource } from '#shared/expenditure.ts';
import { voucherBook } from '../taking-back.ts';
import { checkVoucher } from '../vouchers.ts';
import { createDailySums } from './daily-sums.ts';
import { type PlainPayment, plainPaymentReader } from './plain-payments.ts';
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
  const readPlain = plainPaymentReader(table.columns, table.unit, projects, job.today);
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
  let payments: PlacedPayment[] = [];
  let bad: BadRow[] = [];
  let [taking, rejectedRows] = [0, 0];

  const reject = (at: DataRow, problems: BadRow['problems']) => {
    rejectedRows += 1;
    if (rejectedRows <= mostRejected) bad.push({ ...at, problems });
  };
  const readInFull = (at: DataRow): PlainPayment | undefined => {
    const row = readRow(at.cells);
    if ('problems' in row) {
      reject(at, row.problems);
      return undefined;
    }
    const { item } = row;
    if (item.amount < 0) {
      taking += 1;
      return undefined;
    }
    const project = projects.find(yearOf(item.paidOn), item.projectCode);
    const checked = checkVoucher(item, project, job.today, nothingTaken, projects);
    if ('problem' in checked || !project) {
      reject(at, 'problem' in checked ? [checked.problem] : []);
      return undefined;
    }
    return paymentOf(item, project);
  };
  const giveOut = async () => {
    await inbox.credit();
    const isLong = payments.some(saysMore);
    say({
      type: 'part',
      json: JSON.stringify(payments.map((payment) => valuesOf(payment, isLong))),
      isLong,
      count: payments.length,
      bad,
      readSoFar: source.readSoFar(),
    });
    payments = [];
    bad = [];
  };
  for await (const rows of inTurn([file.first], file.rest))
    for (const at of rows) {
      const payment = readPlain(at.cells) ?? readInFull(at);
      if (!payment) continue;
      payments.push({ place: at.place, payment });
      sums.add(payment.project, payment.paidOn, payment.fundSource ?? 'fiscal', payment.amount);
      count(payment.project, payment.amount);
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

interface PlacedPayment {
  place: number;
  payment: PlainPayment;
}

/** Whether a payment says more than what every payment has. */
function saysMore({ payment: { line, series, fundSource } }: PlacedPayment): boolean {
  return line !== null || series !== null || fundSource !== null;
}

function valuesOf({ place, payment }: PlacedPayment, isLong: boolean): PaymentValues {
  const { voucherNo, project, paidOn, amount, payee, purpose } = payment;
  return isLong
    ? [
        place,
        voucherNo,
        project.id,
        paidOn,
        amount,
        payee,
        purpose,
        payment.line,
        payment.series,
        payment.fundSource,
      ]
    : [place, voucherNo, project.id, paidOn, amount, payee, purpose];
}

function paymentOf(item: ExpenditureInput, project: NamedProject): PlainPayment {
  return {
    voucherNo: item.voucherNo,
    line: item.line,
    series: item.series,
    project,
    paidOn: item.paidOn,
    amount: item.amount,
    fundSource: item.fundSource ?? null,
    payee: item.payee ?? null,
    purpose: item.purpose ?? null,
  };
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
