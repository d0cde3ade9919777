import type { LightState } from '#shared/api.ts';
import { type ProjectFigures, worstFirst } from '#shared/figures.ts';
import type { ProjectFilter } from '#shared/tables.ts';
import { inOrder, rowHolds } from './table-rows.ts';

const lights = ['plan', 'elapsed', 'results', 'yearEnd'] as const;
const badness: Record<LightState, number> = { red: 0, yellow: 1, missing: 2, blue: 3, green: 4, grey: 5 };

/** The projects that a filter leaves, in its order; the worst first where none is asked for. */
export function projectTable(
  figures: readonly ProjectFigures[],
  filter: ProjectFilter,
  alertsOf: (projectId: string) => number,
): ProjectFigures[] {
  const { q, named, section, sort } = filter;
  const left = figures.filter(
    (one) =>
      (named?.includes(one.code) || rowHolds(q, [one.code, one.name, one.owner, one.section])) &&
      (section === undefined || one.section === section) &&
      lights.every((light) => filter[light]?.includes(one.lights[light].state) ?? true),
  );
  const worst = left.sort(worstFirst);
  if (!sort) return worst;
  const { by, down } = sort;
  return inOrder(worst, (one) => shownBy(one, by, alertsOf), down);
}

function shownBy(
  one: ProjectFigures,
  by: NonNullable<ProjectFilter['sort']>['by'],
  alertsOf: (projectId: string) => number,
): string | number | null {
  switch (by) {
    case 'code':
    case 'name':
    case 'section':
    case 'budget':
    case 'planned':
    case 'spent':
      return one[by];
    case 'shortfall':
      return Math.max(0, one.planned - one.spent);
    case 'rate':
      return one.budget === 0 ? null : one.spent / one.budget;
    case 'openAlerts':
      return alertsOf(one.projectId);
    default:
      return badness[one.lights[by].state];
  }
}
