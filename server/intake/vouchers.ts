import type { Unit } from '#db/gate.ts';
import {
  appendExpenditures,
  appendIfNew,
  findVoucherLines,
  findVouchersAndRefunds,
  type NewExpenditure,
  type VoucherLine,
} from '#db/queries/expenditures.ts';
import type { Db } from '#db/schema.ts';
import { type Day, yearOf } from '#shared/calendar.ts';
import type { ExpenditureInput } from '#shared/expenditure.ts';
import { type Said, said } from '#shared/language.ts';
import { type Fen, toYuan } from '#shared/money.ts';
import type { PlanCache, ProjectKey } from '../evaluation/snapshots.ts';
import type { SaidRowProblem } from '../http/errors.ts';
import { knownProjects } from './known-projects.ts';

export interface Row<Item> {
  row: number;
  item: Item;
}

export interface Ingest {
  accepted: number;
  known: number;
  rejected: SaidRowProblem[];
  /** The projects whose spending changed, by id. */
  touched: string[];
}

/**
 * Adds voucher lines to the ledger. A line that it holds already with the same content is `known`; with
 * other content it is a conflict. Bad rows are answered, not thrown: whoever asked decides whether the
 * good ones stay. Payments go before what takes them back, in whatever order they came.
 */
export async function ingestVouchers(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  rows: readonly Row<ExpenditureInput>[],
  by: string,
): Promise<Ingest> {
  const projects = await knownProjects(
    db,
    { cache, planSeq: unit.planSeq },
    rows.map(({ item }) => ({ year: yearOf(item.paidOn), code: item.projectCode })),
  );
  const simply = await appendAllNew(db, unit, projects, rows, by);
  if (simply) return simply;
  const held = new Map(
    (
      await findVoucherLines(
        db,
        rows.map(({ item }) => lineOf(item)),
      )
    ).map((line) => [key(line), line]),
  );
  const vouchers = voucherBook(await originalsOf(db, rows));
  const fresh: NewExpenditure[] = [];
  const rejected: SaidRowProblem[] = [];
  let known = 0;

  for (const { row, item } of [...rows].sort(
    (a, b) => Number(a.item.amount < 0) - Number(b.item.amount < 0),
  )) {
    const before = held.get(key(lineOf(item)));
    const reject = (column: string, code: string, message: Said) => {
      rejected.push({ row, pointer: `/${column}`, column, code, message });
    };
    const project = projects.find(yearOf(item.paidOn), item.projectCode);
    if (before) {
      const differs = differenceOf(before, item, project);
      if (differs === undefined) known += 1;
      else reject(differs, 'conflict', conflictSaid(item, differs));
      continue;
    }
    const checked = check(item, project, unit.today, vouchers, projects);
    if ('problem' in checked) {
      reject(...checked.problem);
      continue;
    }
    held.set(key(checked), checked);
    vouchers.add(checked);
    fresh.push(checked);
  }
  await appendExpenditures(db, fresh, { at: unit.at, by });
  const touched = [...new Set(fresh.map(({ projectId }) => projectId))];
  rejected.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  return { accepted: fresh.length, known, rejected, touched };
}

/**
 * The usual case in one look: every row is a sound payment with a number of its own that the ledger does not
 * hold. Answers nothing, and has stored nothing, where it is any other.
 */
async function appendAllNew(
  db: Db,
  unit: Unit,
  projects: KnownProjects,
  rows: readonly Row<ExpenditureInput>[],
  by: string,
): Promise<Ingest | undefined> {
  const lines: NewExpenditure[] = [];
  const keys = new Set<string>();
  const nothingTaken = voucherBook([]);
  for (const { item } of rows) {
    if (item.amount < 0) return undefined;
    const project = projects.find(yearOf(item.paidOn), item.projectCode);
    const checked = check(item, project, unit.today, nothingTaken, projects);
    if ('problem' in checked) return undefined;
    lines.push(checked);
    keys.add(key(checked));
  }
  if (keys.size < lines.length || !(await appendIfNew(db, lines, { at: unit.at, by }))) return undefined;
  const touched = [...new Set(lines.map(({ projectId }) => projectId))];
  return { accepted: lines.length, known: 0, rejected: [], touched };
}

function lineOf({ paidOn, series = 'treasury', voucherNo, line = 1 }: ExpenditureInput): VoucherLine {
  return { year: yearOf(paidOn), series, voucherNo, line };
}

function key({ year, series, voucherNo, line }: VoucherLine): string {
  return JSON.stringify([year, series, voucherNo, line]);
}

/** The vouchers that rows of this batch take money back from, and what was taken back of them before. */
async function originalsOf(db: Db, rows: readonly Row<ExpenditureInput>[]): Promise<NewExpenditure[]> {
  const taking = rows.filter(({ item }) => item.reverses);
  // The year before may have paid it; the year after may have taken some of it back already.
  const years = new Set(taking.flatMap(({ item }) => [-1, 0, 1].map((by) => yearOf(item.paidOn) + by)));
  const numbers = new Set(taking.flatMap(({ item }) => item.reverses ?? []));
  return await findVouchersAndRefunds(db, [...years], [...numbers]);
}

interface VoucherBook {
  /** The payments of a voucher. */
  paid(series: string, year: number, voucherNo: string): readonly NewExpenditure[];
  /** What was taken back of it, in its year or the next. */
  taken(series: string, year: number, voucherNo: string): readonly NewExpenditure[];
  add(line: NewExpenditure): void;
}

/** Lines by the voucher they are about: a batch may pay and take back thousands. */
function voucherBook(lines: readonly NewExpenditure[]): VoucherBook {
  const paid = new Map<string, NewExpenditure[]>();
  const taken = new Map<string, NewExpenditure[]>();
  const voucher = (series: string, year: number, voucherNo: string) =>
    JSON.stringify([series, year, voucherNo]);
  const add = (line: NewExpenditure) => {
    const { series, year, voucherNo, reverses, counted, amount } = line;
    // Numbers begin anew each year: what does not count this year took back money of the year before.
    const [book, name] =
      amount > 0
        ? [paid, voucher(series, year, voucherNo)]
        : [taken, voucher(series, counted ? year : year - 1, reverses ?? '')];
    const known = book.get(name);
    if (known) known.push(line);
    else book.set(name, [line]);
  };
  for (const line of lines) add(line);
  return {
    paid: (...name) => paid.get(voucher(...name)) ?? [],
    taken: (...name) => taken.get(voucher(...name)) ?? [],
    add,
  };
}

/** The first field in which a line that is held differs from one that came; undefined where none does. */
function differenceOf(held: NewExpenditure, item: ExpenditureInput, project: ProjectKey | undefined) {
  if (held.projectId !== project?.id) return 'projectCode';
  if (held.amount !== item.amount) return 'amount';
  if (held.postedOn !== item.paidOn) return 'paidOn';
  if (held.kind !== kindOf(item)) return 'kind';
  if (held.reverses !== (item.reverses ?? null)) return 'reverses';
  // What is not said again is not contradicted.
  if (item.fundSource && held.fundSource !== item.fundSource) return 'fundSource';
  if (item.payee && held.payee && held.payee !== item.payee) return 'payee';
  if (item.purpose && held.purpose && held.purpose !== item.purpose) return 'purpose';
  return undefined;
}

function conflictSaid({ voucherNo, line }: ExpenditureInput, field: string): Said {
  return said(
    `凭证${voucherNo}第${line}行已在台账中，但${field}不同；更正须另行办理，不能覆盖。`,
    `Voucher ${voucherNo} line ${line} is in the ledger with another ${field}; it cannot be overwritten.`,
  );
}

function kindOf({ kind, amount, reverses }: ExpenditureInput) {
  return kind ?? (amount < 0 || reverses ? 'refund' : 'payment');
}

/** 100 亿元 in 分. Sums of thousands of the largest stay exact, and within what both databases add up. */
const mostAmount: Fen = 1_000_000_000_000;

type KnownProjects = Awaited<ReturnType<typeof knownProjects>>;

type Problem = { problem: [column: string, code: string, message: Said] };

function refuse(column: string, code: string, zh: string, en: string): Problem {
  return { problem: [column, code, said(zh, en)] };
}

/** A line as it will be stored, or why it cannot be. */
function check(
  item: ExpenditureInput,
  project: ProjectKey | undefined,
  today: Day,
  vouchers: VoucherBook,
  projects: { hasYear(year: number): boolean },
): NewExpenditure | Problem {
  const { paidOn, amount } = item;
  const year = yearOf(paidOn);
  if (!projects.hasYear(year)) {
    return refuse(
      'paidOn',
      'no_plan_for_year',
      `${year}年没有已生效的绩效文本`,
      `There is no plan for ${year}`,
    );
  }
  if (!project) {
    return refuse(
      'projectCode',
      'unknown_project',
      `${year}年没有项目编码“${item.projectCode}”`,
      `There is no project "${item.projectCode}" in ${year}`,
    );
  }
  if (project.closed) return refuse('paidOn', 'year_closed', `${year}年已结账`, `The year ${year} is closed`);
  if (paidOn > today) {
    return refuse(
      'paidOn',
      'future_day',
      `支付日期晚于今天（${today}）`,
      `This day is after today (${today})`,
    );
  }
  if (Math.abs(amount) > mostAmount) {
    return refuse(
      'amount',
      'too_large',
      `单笔金额超过${toYuan(mostAmount)}元`,
      `A single amount is at most ${toYuan(mostAmount)} yuan`,
    );
  }
  if (amount === 0) return refuse('amount', 'zero_amount', '金额不能为零', 'The amount must not be 0');
  const kind = kindOf(item);
  if (amount > 0 && kind !== 'payment') {
    return refuse(
      'amount',
      'sign',
      '退回或红冲的金额应为负数',
      'The amount of a refund or reversal is negative',
    );
  }
  if (amount > 0 && item.reverses) {
    return refuse('reverses', 'sign', '正数金额不冲减任何凭证', 'A positive amount takes nothing back');
  }
  const line: NewExpenditure = {
    ...lineOf(item),
    projectId: project.id,
    postedOn: paidOn,
    paidOn,
    amount,
    counted: true,
    kind,
    fundSource: item.fundSource ?? 'fiscal',
    payee: item.payee ?? null,
    purpose: item.purpose ?? null,
    source: item.source ?? null,
    reverses: item.reverses ?? null,
  };
  return amount > 0 ? line : checkTaking(line, item, vouchers);
}

/** What takes money back: at most what is left of the original, on its own day or, for 红冲, on the original's. */
function checkTaking(
  line: NewExpenditure,
  item: ExpenditureInput,
  vouchers: VoucherBook,
): NewExpenditure | Problem {
  const { reverses } = item;
  if (line.kind === 'payment') {
    return refuse(
      'kind',
      'sign',
      '负数金额应为退回（refund）或红冲（reversal）',
      'A negative amount is a refund or a reversal',
    );
  }
  if (!reverses) {
    return refuse(
      'reverses',
      'reverses_missing',
      '负数金额须写明冲减的原凭证号',
      'A negative amount names the voucher it takes back',
    );
  }
  const paidIn = (year: number) => vouchers.paid(line.series, year, reverses);
  const thisYear = paidIn(line.year);
  const original = thisYear.length > 0 ? thisYear : line.kind === 'refund' ? paidIn(line.year - 1) : [];
  const [any] = original;
  if (!any) {
    return refuse(
      'reverses',
      'original_unknown',
      `台账中没有原凭证“${reverses}”`,
      `The ledger holds no voucher "${reverses}"`,
    );
  }
  const ofEarlierYear = any.year !== line.year;
  // A project of an earlier year is another one, whatever its code; within the year each answers for its own lines.
  const isOwn = ({ projectId }: NewExpenditure) => ofEarlierYear || projectId === line.projectId;
  if (!original.some(isOwn)) {
    return refuse(
      'reverses',
      'other_project',
      `原凭证“${reverses}”属于另一个项目`,
      `Voucher "${reverses}" is another project's`,
    );
  }
  const funds = new Set(original.filter(isOwn).map(({ fundSource }) => fundSource));
  const fundSource = item.fundSource ?? (funds.size === 1 ? [...funds][0] : undefined);
  if (fundSource === undefined) {
    return refuse(
      'fundSource',
      'source_missing',
      `原凭证“${reverses}”有几种资金来源，请写明退回哪一种`,
      `Voucher "${reverses}" was paid from several sources; name the one that gets the money back`,
    );
  }
  const mine = original.filter((one) => isOwn(one) && one.fundSource === fundSource);
  const [first] = mine;
  if (!first) {
    return refuse(
      'fundSource',
      'other_source',
      `原凭证“${reverses}”不是由这种资金支付的`,
      `Voucher "${reverses}" was not paid from this source`,
    );
  }
  if (line.kind === 'refund' && line.paidOn < first.paidOn) {
    return refuse(
      'paidOn',
      'before_payment',
      `退回日期早于原支付日期${first.paidOn}`,
      `This is before the payment (${first.paidOn})`,
    );
  }
  // What the next year took back stands under that year's project.
  const taken = vouchers
    .taken(line.series, first.year, reverses)
    .filter((one) => (isOwn(one) || !one.counted) && one.fundSource === fundSource);
  const left = sum(mine) + sum(taken);
  if (-line.amount > left) {
    return refuse(
      'amount',
      'more_than_left',
      `原凭证“${reverses}”只剩${toYuan(left)}元可冲减`,
      `Only ${toYuan(left)} yuan of voucher "${reverses}" is left to take back`,
    );
  }
  return {
    ...line,
    paidOn: line.kind === 'reversal' ? first.paidOn : line.paidOn,
    counted: !ofEarlierYear,
    fundSource,
  };
}

function sum(lines: readonly { amount: Fen }[]): Fen {
  return lines.reduce((total, { amount }) => total + amount, 0);
}
