import type { Alert } from '#shared/alert.ts';
import { type Day, daysBetween } from '#shared/calendar.ts';

/** One line of the rectification ledger: an alert in somebody's hands, and how its promise stands. */
export interface LedgerRow {
  alert: Alert;
  /** Days past the promise; negative while it is to come, null where none stands or it is done. */
  late: number | null;
}

/**
 * The alerts that are being rectified: acknowledged until closed, and those whose promise was missed and that
 * wait for a new one. What was closed or goes on in the next period is no part of it. Those past their promise
 * come first, the longest before the others; then by promised day.
 */
export function ledgerRows(alerts: readonly Alert[], today: Day): LedgerRow[] {
  return alerts
    .filter(isInLedger)
    .map((alert) => ({ alert, late: lateness(alert, today) }))
    .sort((a, b) => rank(a) - rank(b) || byName(a.alert, b.alert));
}

function isInLedger({ handling, condition, measure, resolvedBecause }: Alert): boolean {
  if (handling === 'closed' || condition === 'pending') return false;
  if (resolvedBecause === 'period_closed' || resolvedBecause === 'accepted') return false;
  if (handling !== 'open') return condition === 'firing' || handling !== 'accepted';
  return condition === 'firing' && measure !== undefined;
}

function lateness({ promisedOn, condition, handling }: Alert, today: Day): number | null {
  if (!promisedOn || condition === 'resolved' || handling === 'accepted') return null;
  return daysBetween(promisedOn, today);
}

function rank({ late }: LedgerRow): number {
  return late === null ? 1_000_000 : -late;
}

function byName(a: Alert, b: Alert): number {
  return (a.projectName ?? '').localeCompare(b.projectName ?? '', 'zh') || a.period.localeCompare(b.period);
}
