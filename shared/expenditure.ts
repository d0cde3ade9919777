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
  /**
   * 更正: the number of the voucher whose line this is to stand instead of, which is its own. It counts once
   * another person has confirmed it.
   */
  corrects: text(100).optional(),
  /** Why it is corrected, which is needed; or why money comes back, kept as the purpose where none is given. */
  reason: z.string().trim().max(500).optional(),
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
  /** Whether it stands in the place of a line that was put right; the history has the old one. */
  corrected: z.boolean(),
  recordedAt: z.string(),
  recordedBy: z.string(),
});
export type Expenditure = z.infer<typeof Expenditure>;

/** A correction waits for a second person, who confirms it; or it is withdrawn. */
export const CorrectionState = z.enum(['proposed', 'confirmed', 'withdrawn']);
export type CorrectionState = z.infer<typeof CorrectionState>;

/** A correction of a voucher line: what stands (or stood when it was decided), and what is to stand. */
export const Correction = z.object({
  id: z.string(),
  voucherNo: z.string(),
  line: z.int(),
  series: z.string(),
  year: z.int(),
  /** The line in the ledger now. */
  standing: Expenditure.nullable(),
  proposed: z.object({
    projectCode: z.string(),
    projectName: z.string(),
    paidOn: Day,
    amount: z.string(),
    fundSource: FundSource.nullable(),
    payee: z.string().nullable(),
    purpose: z.string().nullable(),
  }),
  reason: z.string(),
  state: CorrectionState,
  proposedAt: z.string(),
  proposedBy: z.string(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  /** The same person proposed and confirmed it: nobody else had the right. */
  alone: z.boolean(),
  /** Why it was withdrawn. */
  note: z.string().nullable(),
});
export type Correction = z.infer<typeof Correction>;

/** All that happened to a voucher line, and what was taken back of its voucher. */
export const ExpenditureHistory = z.object({
  /** As it stands and as it stood, the newest first. */
  versions: z.array(Expenditure.extend({ supersededAt: z.string().nullable() })),
  corrections: z.array(Correction),
  takenBack: z.array(Expenditure),
});
export type ExpenditureHistory = z.infer<typeof ExpenditureHistory>;
