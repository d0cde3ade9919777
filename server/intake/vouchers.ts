import type { Unit } from '#db/gate.ts';
import {
  appendExpenditures,
  appendIfNew,
  findVoucherLines,
  type NewExpenditure,
  type VoucherLine,
} from '#db/queries/expenditures.ts';
import { displaceStaged } from '#db/queries/staged-expenditures.ts';
import type { Db } from '#db/schema.ts';
import { type Day, type Instant, yearOf } from '#shared/calendar.ts';
import type { ExpenditureInput } from '#shared/expenditure.ts';
import { type Said, said } from '#shared/language.ts';
import { type Fen, toYuan } from '#shared/money.ts';
import type { PlanCache, ProjectKey } from '../evaluation/snapshots.ts';
import type { SaidRowProblem } from '../http/errors.ts';
import { knownProjects } from './known-projects.ts';
import { type Refusal, refuse } from './refusal.ts';
import { checkTaking, originalsOf, type VoucherBook, voucherBook } from './taking-back.ts';

export interface Row<Item> {
  row: number;
  item: Item;
}

export interface Ingest {
  accepted: number;
  known: number;
  /** Corrections that wait for a second person. */
  proposed?: number;
  rejected: SaidRowProblem[];
  /** The projects whose spending changed, by id. */
  touched: string[];
}

/** What a batch would come to: the lines to be added, how many are known, and what is wrong. */
export interface Judged<Line> {
  fresh: Line[];
  known: number;
  rejected: SaidRowProblem[];
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
  const projects = await projectsOf(db, unit, cache, rows);
  const simply = await appendAllNew(db, unit, projects, rows, by);
  if (simply) return simply;
  const { fresh, known, rejected } = await judgeKnown(db, unit, projects, rows);
  await storeVouchers(db, fresh, { at: unit.at, by });
  const touched = [...new Set(fresh.map(({ projectId }) => projectId))];
  return { accepted: fresh.length, known, rejected, touched };
}

/** The same where every row is a sound new payment; answers nothing, and has stored nothing, where one is not. */
export async function ingestPlain(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  rows: readonly Row<ExpenditureInput>[],
  by: string,
): Promise<Ingest | undefined> {
  return await appendAllNew(db, unit, await projectsOf(db, unit, cache, rows), rows, by);
}

/** What `ingestVouchers` would do with the rows; stores nothing. `own` is the big file whose unseen rows count. */
export async function judgeVouchers(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  rows: readonly Row<ExpenditureInput>[],
  own?: number,
): Promise<Judged<NewExpenditure & { row: number }>> {
  return await judgeKnown(db, unit, await projectsOf(db, unit, cache, rows), rows, own);
}

/** Adds lines that were judged to be new, in the place of what a file that is not published yet would put there. */
export async function storeVouchers(
  db: Db,
  lines: readonly NewExpenditure[],
  moment: { at: Instant; by: string },
): Promise<void> {
  await displaceStaged(db, lines);
  await appendExpenditures(db, lines, moment);
}

function projectsOf(db: Db, unit: Unit, cache: PlanCache, rows: readonly Row<ExpenditureInput>[]) {
  return knownProjects(
    db,
    { cache, planSeq: unit.planSeq },
    rows.map(({ item }) => ({ year: yearOf(item.paidOn), code: item.projectCode })),
  );
}

async function judgeKnown(
  db: Db,
  unit: Unit,
  projects: KnownProjects,
  rows: readonly Row<ExpenditureInput>[],
  own?: number,
): Promise<Judged<NewExpenditure & { row: number }>> {
  const held = new Map(
    (
      await findVoucherLines(
        db,
        rows.map(({ item }) => lineOf(item)),
        own,
      )
    ).map((line) => [key(line), line]),
  );
  const vouchers = voucherBook(await originalsOf(db, rows, own));
  const fresh: (NewExpenditure & { row: number })[] = [];
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
    const checked = checkVoucher(item, project, unit.today, vouchers, projects);
    if ('problem' in checked) {
      reject(...checked.problem);
      continue;
    }
    held.set(key(checked), checked);
    vouchers.add(checked);
    fresh.push({ ...checked, row });
  }
  rejected.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  return { fresh, known, rejected };
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
    const checked = checkVoucher(item, project, unit.today, nothingTaken, projects);
    if ('problem' in checked) return undefined;
    lines.push(checked);
    keys.add(key(checked));
  }
  if (keys.size < lines.length || !(await appendIfNew(db, lines, { at: unit.at, by }))) return undefined;
  const touched = [...new Set(lines.map(({ projectId }) => projectId))];
  return { accepted: lines.length, known: 0, rejected: [], touched };
}

/** What makes a line that came itself. */
export function lineOf({ paidOn, series = 'treasury', voucherNo, line = 1 }: ExpenditureInput): VoucherLine {
  return { year: yearOf(paidOn), series, voucherNo, line };
}

function key({ year, series, voucherNo, line }: VoucherLine): string {
  return JSON.stringify([year, series, voucherNo, line]);
}

/** The first field in which a line that is held differs from one that came; undefined where none does. */
export function differenceOf(
  held: NewExpenditure,
  item: ExpenditureInput,
  project: Pick<ProjectKey, 'id'> | undefined,
) {
  if (held.projectId !== project?.id) return 'projectCode';
  if (held.amount !== item.amount) return 'amount';
  if (held.postedOn !== item.paidOn) return 'paidOn';
  if (held.kind !== kindOf(item)) return 'kind';
  if (held.reverses !== (item.reverses ?? null)) return 'reverses';
  // What is not said again is not contradicted.
  if (item.fundSource && held.fundSource !== item.fundSource) return 'fundSource';
  if (item.payee && held.payee && held.payee !== item.payee) return 'payee';
  const purpose = item.purpose ?? item.reason;
  if (purpose && held.purpose && held.purpose !== purpose) return 'purpose';
  return undefined;
}

const fieldNames: Record<string, Said> = {
  projectCode: said('项目', 'project'),
  amount: said('金额', 'amount'),
  paidOn: said('付款日', 'payment day'),
  kind: said('类别', 'kind'),
  reverses: said('冲减原凭证号', 'voucher that it takes back'),
  fundSource: said('资金来源', 'fund source'),
  payee: said('收款人', 'payee'),
  purpose: said('用途', 'purpose'),
};

/** What is said of a line that is held with another content. */
export function conflictSaid(
  { voucherNo, line }: Pick<ExpenditureInput, 'voucherNo' | 'line'>,
  field: string,
): Said {
  const name = fieldNames[field] ?? said(field, field);
  return said(
    `凭证${voucherNo}第${line}行已在台账中，但${name.zh}不同；更正须另行办理，不能覆盖。`,
    `Voucher ${voucherNo} line ${line} is in the ledger with another ${name.en}; it cannot be overwritten.`,
  );
}

function kindOf({ kind, amount, reverses }: ExpenditureInput) {
  return kind ?? (amount < 0 || reverses ? 'refund' : 'payment');
}

/** 100 亿元 in 分. Sums of thousands of the largest stay exact, and within what both databases add up. */
export const mostAmount: Fen = 1_000_000_000_000;

type KnownProjects = Awaited<ReturnType<typeof knownProjects>>;

/** A line as it will be stored, or why it cannot be. */
export function checkVoucher(
  item: ExpenditureInput,
  project: ProjectKey | undefined,
  today: Day,
  vouchers: VoucherBook,
  projects: { hasYear(year: number): boolean; refusal?(project: ProjectKey): Said | undefined },
): NewExpenditure | Refusal {
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
  const notTheirs = projects.refusal?.(project);
  if (notTheirs) return { problem: ['projectCode', 'not_yours', notTheirs] };
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
    purpose: item.purpose ?? (item.corrects === undefined ? item.reason : undefined) ?? null,
    source: item.source ?? null,
    reverses: item.reverses ?? null,
  };
  return amount > 0 ? line : checkTaking(line, item, vouchers);
}
