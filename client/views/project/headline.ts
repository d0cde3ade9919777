import type { Alert } from '#shared/alert.ts';
import type { ProjectWhole } from '#shared/api.ts';

const rank = { critical: 0, warning: 1, watch: 2, notice: 3 } as const;

/** The alert that most needs saying: firing before pending, the gravest first, then the oldest. */
export function gravest(alerts: readonly Alert[]): Alert | undefined {
  return alerts
    .filter((alert) => alert.condition !== 'resolved')
    .toSorted(
      (a, b) =>
        Number(a.condition === 'pending') - Number(b.condition === 'pending') ||
        rank[a.severity] - rank[b.severity] ||
        a.since.localeCompare(b.since),
    )[0];
}

/** The header sentence of a project: its gravest alert, else how its plan stands. */
export function headline(project: Pick<ProjectWhole, 'alerts' | 'lights'>): string {
  return gravest(project.alerts)?.explanation.text ?? project.lights.plan.text;
}
