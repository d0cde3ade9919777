import { findVouchersAndRefunds, type NewExpenditure } from '#db/queries/expenditures.ts';
import type { Db } from '#db/schema.ts';
import { yearOf } from '#shared/calendar.ts';
import type { ExpenditureInput } from '#shared/expenditure.ts';
import { type Fen, toYuan } from '#shared/money.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Row } from './vouchers.ts';

/** The vouchers that rows of this batch take money back from, and what was taken back of them before. */
export async function originalsOf(
  db: Db,
  rows: readonly Row<ExpenditureInput>[],
  own?: number,
): Promise<NewExpenditure[]> {
  const taking = rows.filter(({ item }) => item.reverses);
  // The year before may have paid it; the year after may have taken some of it back already.
  const years = new Set(taking.flatMap(({ item }) => [-1, 0, 1].map((by) => yearOf(item.paidOn) + by)));
  const numbers = new Set(taking.flatMap(({ item }) => item.reverses ?? []));
  return await findVouchersAndRefunds(db, [...years], [...numbers], own);
}

export interface VoucherBook {
  /** The payments of a voucher. */
  paid(series: string, year: number, voucherNo: string): readonly NewExpenditure[];
  /** What was taken back of it, in its year or the next. */
  taken(series: string, year: number, voucherNo: string): readonly NewExpenditure[];
  add(line: NewExpenditure): void;
}

/** Lines by the voucher they are about: a batch may pay and take back thousands. */
export function voucherBook(lines: readonly NewExpenditure[]): VoucherBook {
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

/** What takes money back: at most what is left of the original, on its own day or, for 红冲, on the original's. */
export function checkTaking(
  line: NewExpenditure,
  item: ExpenditureInput,
  vouchers: VoucherBook,
): NewExpenditure | Refusal {
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
