import type { LightState, Overview, Project } from '#shared/api.ts';
import { type ProjectFigures, projectPlaces, worstFirst } from '#shared/figures.ts';
import type { Fen } from '#shared/money.ts';

/** What an overview says of the projects themselves: sums and counts over all that one sees, and few of them by name. */
export interface YearSummary {
  projectCount: number;
  budget: Fen;
  forecast: Fen;
  lights: Overview['lights'];
  reported: Overview['reported'];
  /** The ten worst, the worst first. */
  bottom: ProjectFigures[];
  /** The five best of those that are as planned, the best first. */
  top: ProjectFigures[];
  /** Of those shown at least, by project id. */
  places: ReadonlyMap<string, NonNullable<Project['place']>>;
  /** Behind their plan, with results that miss, with values not reported: the one with the most first. */
  behind: Named & { short: Fen };
  missed: Named;
  silent: Named;
  /**
   * Whose results are red or yellow by none of the values that are in for the latest reporting day: by one before it
   * that still stands, by a milestone missed, by a ceiling exceeded. The red ones first.
   */
  besides: Named;
}

/** How many projects, and what the first of them is called. */
export interface Named {
  first: string;
  count: number;
}

export const [bottomCount, topCount] = [10, 5];

/** The same from the figures of every project. */
export function summaryOf(ofProjects: readonly ProjectFigures[]): YearSummary {
  const figures = ofProjects.toSorted(worstFirst);
  const sum = (of: (one: ProjectFigures) => number) => figures.reduce((total, one) => total + of(one), 0);
  const most = (count: (one: ProjectFigures) => number): Named => {
    const some = figures.filter((one) => count(one) > 0).toSorted((a, b) => count(b) - count(a));
    return { first: some[0]?.name ?? '', count: some.length };
  };
  return {
    projectCount: figures.length,
    budget: sum(({ budget }) => budget),
    forecast: sum(({ forecast }) => forecast),
    lights: {
      plan: countLights(figures, 'plan'),
      elapsed: countLights(figures, 'elapsed'),
      results: countLights(figures, 'results'),
      yearEnd: countLights(figures, 'yearEnd'),
    },
    reported: {
      of: sum(({ reported }) => reported.of),
      done: sum(({ reported }) => reported.done),
      met: sum(({ results }) => results.met),
      missed: sum(({ results }) => results.missed),
      missing: sum(({ reported }) => reported.of - reported.done),
    },
    bottom: figures.slice(0, bottomCount),
    top: figures
      .filter(({ lights }) => lights.plan.state === 'green')
      .slice(-topCount)
      .reverse(),
    places: projectPlaces(figures),
    behind: {
      ...most(({ planned, spent }) => planned - spent),
      short: sum(({ planned, spent }) => Math.max(0, planned - spent)),
    },
    missed: most(({ results }) => results.missed),
    silent: most(({ reported }) => reported.of - reported.done),
    besides: most(({ lights, results }) => (results.missed > 0 ? 0 : trouble(lights.results.state))),
  };
}

/** How much a light is in trouble: red more than yellow, and no other. */
export function trouble(state: LightState): number {
  return state === 'red' ? 2 : state === 'yellow' ? 1 : 0;
}

/** No light of any state. */
export function noLights(): Record<LightState, number> {
  return { grey: 0, green: 0, yellow: 0, red: 0, blue: 0, missing: 0 };
}

function countLights(figures: readonly ProjectFigures[], light: keyof ProjectFigures['lights']) {
  const counts = noLights();
  for (const { lights } of figures) counts[lights[light].state] += 1;
  return counts;
}
