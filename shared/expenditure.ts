import { z } from 'zod';
import { Day } from './calendar.ts';
import { YuanInput } from './money.ts';

/** 当年财政拨款 | 上年结转 | 其他资金 */
export const FundSource = z.enum(['fiscal', 'carryover', 'other']);
export type FundSource = z.infer<typeof FundSource>;

/** A payment; money that came back (退回); or the undoing of an error (红冲), which takes the original's day. */
export const ExpenditureKind = z.enum(['payment', 'refund', 'reversal']);
export type ExpenditureKind = z.infer<typeof ExpenditureKind>;

const text = (most: number) => z.string().trim().min(1).max(most);

/** One voucher line (支付凭证) as it comes in. Its identity is year of `paidOn`, series, number and line. */
export const ExpenditureInput = z.strictObject({
  voucherNo: text(100),
  line: z.int().min(1).max(99_999).default(1),
  /** The numbering series (编号系列); treasury payments where none is named. */
  series: text(50).default('treasury'),
  projectCode: text(100),
  paidOn: Day,
  /** 元, at most two decimals; negative for money that came back. */
  amount: YuanInput,
  kind: ExpenditureKind.optional(),
  /** 当年财政拨款 where none is named; of money that came back, the source it was paid from. */
  fundSource: FundSource.optional(),
  payee: z.string().trim().max(200).optional(),
  purpose: z.string().trim().max(500).optional(),
  source: z.string().trim().max(50).optional(),
  /** The voucher number whose money comes back. */
  reverses: text(100).optional(),
});
export type ExpenditureInput = z.infer<typeof ExpenditureInput>;

/** An expenditure of the ledger as the API shows it. */
export const Expenditure = z.object({
  id: z.int(),
  voucherNo: z.string(),
  line: z.int(),
  series: z.string(),
  projectCode: z.string(),
  projectName: z.string(),
  /** The day the money counts on: of a reversal, the original's. */
  paidOn: Day,
  /** The day written on the voucher. */
  postedOn: Day,
  amount: z.string(),
  kind: ExpenditureKind,
  fundSource: FundSource,
  payee: z.string().nullable(),
  purpose: z.string().nullable(),
  source: z.string().nullable(),
  reverses: z.string().nullable(),
  /** False for money that came back of an earlier year's payment: listed, but not lowering this year's spending. */
  counted: z.boolean(),
  recordedAt: z.string(),
  recordedBy: z.string(),
});
export type Expenditure = z.infer<typeof Expenditure>;
