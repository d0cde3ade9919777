import type { Alert } from '#shared/alert.ts';
import type { ProjectWhole } from '#shared/api.ts';
import { gravestFirst } from '../../ui/marks.ts';

/** The alert that most needs saying; undefined where nothing is open. */
export function gravest(alerts: readonly Alert[]): Alert | undefined {
  return alerts.filter((alert) => alert.condition !== 'resolved').toSorted(gravestFirst)[0];
}

/** The header sentence of a project: its gravest alert, else how its plan stands. */
export function headline(project: Pick<ProjectWhole, 'alerts' | 'lights'>): string {
  return gravest(project.alerts)?.explanation.text ?? project.lights.plan.text;
}
