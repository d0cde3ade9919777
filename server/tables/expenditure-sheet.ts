import type { Expenditure } from '#shared/expenditure.ts';
import { type Language, said } from '#shared/language.ts';
import { moneyCell, type SheetFile } from '../http/sheets.ts';

const heads = [
  said('凭证号', 'Voucher'),
  said('行号', 'Line'),
  said('支付日期', 'Paid on'),
  said('项目编码', 'Project code'),
  said('项目', 'Project'),
  said('收款人', 'Payee'),
  said('用途', 'Purpose'),
  said('类别', 'Kind'),
  said('资金来源', 'Fund source'),
  said('金额(元)', 'Amount (yuan)'),
  said('计入支出', 'Counts as spent'),
  said('登记人', 'Recorded by'),
];

const kinds = {
  payment: said('支付', 'Payment'),
  refund: said('退回', 'Refund'),
  reversal: said('红冲', 'Reversal'),
} as const;
const funds = {
  fiscal: said('当年财政拨款', 'Fiscal'),
  carryover: said('上年结转', 'Carried over'),
  other: said('其他资金', 'Other'),
} as const;
const counts = { yes: said('是', 'yes'), no: said('否', 'no') } as const;

/** Vouchers as a table to be handed out, in 元 to the 分; payees as the reader may read them. */
export function expenditureSheet(lines: readonly Expenditure[], language: Language): SheetFile {
  const rows = lines.map((one) => [
    ...[one.voucherNo, one.line, one.paidOn, one.projectCode, one.projectName, one.payee, one.purpose],
    ...[kinds[one.kind][language], funds[one.fundSource][language], moneyCell(one.amount)],
    ...[counts[one.counted ? 'yes' : 'no'][language], one.recordedBy],
  ]);
  return { name: said('支出明细', 'Vouchers'), heads, rows };
}
