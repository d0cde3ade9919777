import type { Expenditure } from '#shared/expenditure.ts';
import { parseYuan } from '#shared/money.ts';

/** What is left of a payment after what was taken back of its voucher, in 分; of several lines the server knows better. */
export function leftOf({ amount, kind }: Expenditure, takenBack: readonly Expenditure[]): number {
  if (kind !== 'payment') return 0;
  return takenBack.reduce((left, one) => left + (parseYuan(one.amount) ?? 0), parseYuan(amount) ?? 0);
}
