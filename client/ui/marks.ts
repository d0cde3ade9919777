import type { Alert, Severity } from '#shared/alert.ts';
import type { Mark } from './LightMark.tsx';

const bySeverity: Record<Severity, Mark> = {
  critical: 'red',
  warning: 'yellow',
  watch: 'watch',
  notice: 'grey',
};

/** The shape of a severity. */
export function severityMark(severity: Severity): Mark {
  return bySeverity[severity];
}

/** The shape an alert shows: green once resolved, hatched where something was not reported. */
export function alertMark(alert: Pick<Alert, 'condition' | 'kind' | 'severity'>): Mark {
  if (alert.condition === 'resolved') return 'green';
  if (alert.condition === 'pending') return 'watch';
  return alert.kind === 'DATA_OVERDUE' ? 'missing' : severityMark(alert.severity);
}

const conditionRank = { firing: 0, pending: 1, resolved: 2 } as const;
const severityRank = { critical: 0, warning: 1, watch: 2, notice: 3 } as const;

/** What fires before what is pending before what is resolved; the gravest first, then the newest. */
export function gravestFirst(a: Alert, b: Alert): number {
  return (
    conditionRank[a.condition] - conditionRank[b.condition] ||
    severityRank[a.severity] - severityRank[b.severity] ||
    newestFirst(a, b)
  );
}

/** Newest first by what happened last to each: its resolving, else its opening. */
export function newestFirst(a: Alert, b: Alert): number {
  const dayOrder = lastDay(b).localeCompare(lastDay(a));
  return dayOrder || lastAt(b).localeCompare(lastAt(a));
}

/** The business day of the last thing that happened to an alert. */
export function lastDay(alert: Alert): string {
  return alert.resolvedOn ?? alert.since;
}

/** The instant of the last thing that happened to an alert. */
export function lastAt(alert: Alert): string {
  return alert.resolvedAt ?? alert.openedAt;
}
