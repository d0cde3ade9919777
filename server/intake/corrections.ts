import type { Unit } from '#db/gate.ts';
import { correctionsOf, insertCorrection } from '#db/queries/corrections.ts';
import {
  findVoucherLines,
  findVouchersAndRefunds,
  type NewExpenditure,
  type VoucherLine,
} from '#db/queries/expenditures.ts';
import type { Db } from '#db/schema.ts';
import { yearOf } from '#shared/calendar.ts';
import type { ExpenditureInput } from '#shared/expenditure.ts';
import { toYuan } from '#shared/money.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { knownProjects } from './known-projects.ts';
import { type Refusal, refuse } from './refusal.ts';
import { type VoucherBook, voucherBook } from './taking-back.ts';
import { checkVoucher, type Ingest, lineOf, type Row } from './vouchers.ts';

/**
 * Puts corrections (更正) before a second person: nothing in the ledger changes yet. One that changes nothing,
 * or waits already with the same content, is `known`.
 */
export async function proposeCorrections(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  rows: readonly Row<ExpenditureInput>[],
  by: string,
): Promise<Ingest & { proposed: number }> {
  const outcome: Ingest & { proposed: number } = {
    accepted: 0,
    known: 0,
    proposed: 0,
    rejected: [],
    touched: [],
  };
  for (const { row, item } of rows) {
    const checked = await checkCorrection(db, unit, cache, item);
    const waiting = (await correctionsOf(db, lineOf(item))).find(({ state }) => state === 'proposed');
    if ('problem' in checked) {
      const [column, code, message] = checked.problem;
      outcome.rejected.push({ row, pointer: `/${column}`, column, code, message });
    } else if (!checked.changes || JSON.stringify(waiting?.item) === JSON.stringify(item)) {
      outcome.known += 1;
    } else if (waiting) {
      const [column, code, message] = refuse(
        'corrects',
        'conflict',
        `凭证${item.voucherNo}第${item.line}行已有一份更正在等待确认`,
        `A correction of voucher ${item.voucherNo} line ${item.line} is waiting already`,
      ).problem;
      outcome.rejected.push({ row, pointer: `/${column}`, column, code, message });
    } else {
      const { projectId } = checked.line;
      const reason = item.reason ?? '';
      await insertCorrection(db, { ...lineOf(item), projectId, item, reason }, { at: unit.at, by });
      outcome.proposed += 1;
    }
  }
  return outcome;
}

export interface CheckedCorrection {
  /** The line in the ledger, and the one that is to stand in its place. */
  held: NewExpenditure;
  line: NewExpenditure;
  /** Whether anything differs at all. */
  changes: boolean;
}

/**
 * The line that a correction would put in the ledger, or why it cannot. It keeps year, series, number, line and
 * kind; what it does not say stays as it is. Of a payment from which money was taken back, enough must be left.
 */
export async function checkCorrection(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  item: ExpenditureInput,
): Promise<CheckedCorrection | Refusal> {
  if (item.corrects !== item.voucherNo) {
    return refuse(
      'corrects',
      'other_number',
      '更正沿用原凭证号，corrects 应与 voucherNo 相同',
      'A correction keeps the number of the voucher: corrects must equal voucherNo',
    );
  }
  if (!item.reason)
    return refuse('reason', 'reason_missing', '更正须写明原因', 'A correction needs a reason');
  const place = lineOf(item);
  const [held] = await findVoucherLines(db, [place]);
  if (!held) {
    return refuse(
      'corrects',
      'nothing_to_correct',
      `${place.year}年台账中没有凭证${item.voucherNo}第${item.line}行，无从更正`,
      `The ledger of ${place.year} holds no line ${item.line} of voucher ${item.voucherNo}`,
    );
  }
  if (item.kind && item.kind !== held.kind) {
    return refuse('kind', 'other_kind', '更正不能改变类型', 'A correction does not change the kind');
  }
  const year = yearOf(item.paidOn);
  const projects = await knownProjects(db, { cache, planSeq: unit.planSeq }, [
    { year, code: item.projectCode },
  ]);
  const project = projects.find(year, item.projectCode);
  const others = await linesAround(db, held);
  const checked = checkVoucher(filledUp(item, held), project, unit.today, others, projects);
  if ('problem' in checked) return checked;
  others.add(checked);
  const hanging = checked.kind === 'payment' ? checkTakenBack(checked, held, others) : undefined;
  return hanging ?? { held, line: checked, changes: differs(held, checked) };
}

function filledUp(item: ExpenditureInput, held: NewExpenditure): ExpenditureInput {
  return {
    ...item,
    kind: held.kind,
    reverses: item.reverses ?? held.reverses ?? undefined,
    fundSource: item.fundSource ?? held.fundSource,
    payee: item.payee ?? held.payee ?? undefined,
    purpose: item.purpose ?? held.purpose ?? undefined,
    source: item.source ?? held.source ?? undefined,
  };
}

function differs(held: NewExpenditure, line: NewExpenditure): boolean {
  const fields = [
    'projectId',
    'postedOn',
    'paidOn',
    'amount',
    'fundSource',
    'payee',
    'purpose',
    'reverses',
  ] as const;
  return fields.some((field) => held[field] !== line[field]);
}

/** The other lines of the voucher and of the one it takes back, and what was taken back of them. */
async function linesAround(db: Db, held: NewExpenditure): Promise<VoucherBook> {
  const numbers = [held.voucherNo, ...(held.reverses ? [held.reverses] : [])];
  const years = [held.year - 1, held.year, held.year + 1];
  const lines = await findVouchersAndRefunds(db, years, numbers);
  return voucherBook(lines.filter((line) => !isSame(line, held)));
}

function isSame(a: VoucherLine, b: VoucherLine): boolean {
  return a.year === b.year && a.series === b.series && a.voucherNo === b.voucherNo && a.line === b.line;
}

/** Whether what was taken back of the voucher still finds its payment, on the day and of the amount it needs. */
function checkTakenBack(
  line: NewExpenditure,
  held: NewExpenditure,
  vouchers: VoucherBook,
): Refusal | undefined {
  const paid = vouchers.paid(line.series, line.year, line.voucherNo);
  const taken = vouchers.taken(line.series, line.year, line.voucherNo);
  for (const back of taken) {
    const isOwn = (one: NewExpenditure) => !back.counted || one.projectId === back.projectId;
    const mine = paid.filter((one) => isOwn(one) && one.fundSource === back.fundSource);
    const [first] = mine;
    if (!first) {
      return refuse(
        line.projectId === held.projectId ? 'fundSource' : 'projectCode',
        'taken_back',
        `凭证${back.voucherNo}已从它退回或红冲，不能改到别的项目或资金`,
        `Voucher ${back.voucherNo} took money of it back: project and fund source stay`,
      );
    }
    const tooLate = back.kind === 'refund' && back.paidOn < first.paidOn;
    if (tooLate || (back.kind === 'reversal' && line.paidOn !== held.paidOn)) {
      return refuse(
        'paidOn',
        'taken_back',
        `凭证${back.voucherNo}已于${back.paidOn}从它退回或红冲，日期不能这样改`,
        `Voucher ${back.voucherNo} took money of it back on ${back.paidOn}: the day cannot be this`,
      );
    }
    const group = taken
      .filter((one) => isOwn(one) || !one.counted)
      .filter((one) => one.fundSource === back.fundSource);
    const [payments, backs] = [mine, group].map((lines) =>
      lines.reduce((sum, { amount }) => sum + amount, 0),
    );
    if ((payments ?? 0) + (backs ?? 0) < 0) {
      return refuse(
        'amount',
        'more_than_left',
        `已从它退回或红冲${toYuan(-(backs ?? 0))}元，金额不能更少`,
        `${toYuan(-(backs ?? 0))} yuan of it were taken back: the amount cannot be less`,
      );
    }
  }
  return undefined;
}
