import type { Alert, AlertKind } from '#shared/alert.ts';

/** What an alert's figures are made of. */
export interface AlertBasis {
  vouchers: boolean;
  values: boolean;
  /** The one indicator that it is about. */
  indicator?: string;
}

const ofMoney: readonly AlertKind[] = [
  'SPEND_BEHIND',
  'OVER_BUDGET',
  'LUMP_APPROACHING',
  'FORECAST_SHORT',
  'SPEND_AHEAD',
  'PACE_BEHIND',
  'YEAR_END_RUSH',
  'MONEY_RESULT_GAP',
];

const ofIndicator: readonly AlertKind[] = [
  'INDICATOR_MISSED',
  'INDICATOR_AT_RISK',
  'TARGET_TOO_LOW',
  'DEADLINE_SOON',
  'DEADLINE_MISSED',
];

/** Vouchers, values or both: money against results rests on both; a plan that contradicts itself on neither. */
export function basisOf({ kind, subject }: Pick<Alert, 'kind' | 'subject'>): AlertBasis {
  const vouchers = ofMoney.includes(kind) || (kind === 'DATA_OVERDUE' && subject === 'ledger');
  if (ofIndicator.includes(kind)) return { vouchers, values: true, indicator: subject };
  return { vouchers, values: kind === 'MONEY_RESULT_GAP' || (kind === 'DATA_OVERDUE' && !vouchers) };
}

/**
 * The moment its figures are of: the day one looks at, and of a resolved alert the day and the instant at which it
 * was resolved, so that the list under the sum is the one that was summed up.
 */
export function basisMoment(
  { resolvedOn, resolvedAt }: Pick<Alert, 'resolvedOn' | 'resolvedAt'>,
  asOf: string | undefined,
): { asOf?: string; knownAt?: string } {
  if (resolvedOn && (!asOf || resolvedOn <= asOf))
    return { asOf: resolvedOn, ...(resolvedAt && { knownAt: resolvedAt }) };
  return asOf ? { asOf } : {};
}
