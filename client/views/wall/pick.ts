import type { Alert } from '#shared/alert.ts';
import type { LightState, Project } from '#shared/api.ts';
import { gravestFirst } from '../../ui/marks.ts';

/** So many rows can be read from five metres. */
export const mostRows = 5;
/** So many marks find room on one picture. */
export const mostMarks = 240;

const rank: Record<LightState, number> = { red: 0, yellow: 1, missing: 2, blue: 3, green: 4, grey: 5 };

/** The projects that are short most, the shortest first; those short of nothing are none of them. */
export function shortest(projects: readonly Project[]): Project[] {
  return projects
    .filter(({ shortfall }) => Number(shortfall) > 0)
    .toSorted((a, b) => Number(b.shortfall) - Number(a.shortfall))
    .slice(0, mostRows);
}

/** All projects by how their results stand, the worst first; equal ones stay as they came. */
export function worstResults(projects: readonly Project[]): Project[] {
  return projects.toSorted((a, b) => rank[a.lights.results.state] - rank[b.lights.results.state]);
}

/** Those of them that want looking at: short of a target, near it, or silent. */
export function troubled(projects: readonly Project[]): Project[] {
  return worstResults(projects)
    .filter(({ lights }) => rank[lights.results.state] < rank.blue)
    .slice(0, mostRows);
}

/** What a wall tells of the alerts: the gravest, what nobody has taken in hand before what somebody has. */
export function gravest(alerts: readonly Alert[]): Alert[] {
  const isOpen = ({ handling }: Alert) => (handling === 'open' ? 0 : 1);
  return alerts
    .filter(({ mutedBy }) => !mutedBy)
    .toSorted((a, b) => (a.severity === b.severity ? isOpen(a) - isOpen(b) : 0) || gravestFirst(a, b))
    .slice(0, mostRows);
}
