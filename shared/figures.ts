import type { LightState, Lights, Project } from './api.ts';
import { forecastFor } from './evaluate/forecast.ts';
import { aheadIn, jointOf } from './evaluate/joint.ts';
import { indicatorLight, lightsOf, type SaidLight, type SaidLights } from './evaluate/lights.ts';
import { type IndicatorStanding, indicatorStandings } from './evaluate/results.ts';
import { type Days, daysThatCount, isFinished, type Snapshot } from './evaluate/snapshot.ts';
import { show } from './fraction.ts';
import type { Language } from './language.ts';
import { type Fen, rateOf, toYuan } from './money.ts';
import { plannedBy, spentBy } from './plan.ts';
import type { RuleProfile } from './profile.ts';
import { placesOf } from './ranking.ts';
import { selfEvaluation, showScore } from './score.ts';

/** The figures of a project on a day, in 分 and in both languages: what a row of `GET /projects` is made from. */
export interface ProjectFigures {
  projectId: string;
  code: string;
  name: string;
  department: { code: string; name: string };
  section: string | null;
  owner: string | null;
  originalBudget: Fen;
  budget: Fen;
  planned: Fen;
  spent: Fen;
  forecast: Fen;
  lights: SaidLights;
  /** Values whose reporting day has come, and those that are in: of each indicator the latest one. */
  reported: { of: number; done: number };
  /** Of the values that are in: how many meet their target, and how many miss it or are in doubt. */
  results: { met: number; missed: number };
  /** 预估得分: points earned of points judged, with one decimal; null where nothing is judged yet. */
  score: Project['score'];
  /** Money and results of the last node that both can be read of. */
  joint: Project['joint'];
  /** What was spent by the last node before the day; null before the first. */
  spentAtNode: Fen | null;
}

/** The figures of one project; pure, like the evaluation that they stand beside. */
export function figuresOf(
  snapshot: Snapshot,
  profile: RuleProfile,
  asked: Days,
  standings: IndicatorStanding[] = indicatorStandings(snapshot, profile, asked),
): ProjectFigures {
  const days = daysThatCount(snapshot, asked);
  const { plan, spending } = snapshot;
  const due = standings.flatMap((standing) => {
    const latest = standing.owed.findLast((day) => day <= days.asOf);
    return latest ? [{ done: standing.known.some(({ period }) => period === latest), standing }] : [];
  });
  const lastNode = plan.nodes.findLast(({ day }) => day < days.asOf);
  const done = due.filter((one) => one.done).map(({ standing }) => indicatorLight(standing));
  return {
    projectId: plan.projectId,
    code: plan.code,
    name: plan.name,
    department: { code: plan.department.code, name: plan.department.name },
    section: plan.section,
    owner: plan.owner,
    originalBudget: plan.originalBudget,
    budget: plan.budget,
    planned: plannedBy(plan.nodes, days.asOf),
    spent: spentBy(spending, days.asOf),
    forecast: forecastFor(snapshot, profile, days).amount,
    lights: lightsOf(snapshot, profile, days, standings),
    reported: { of: due.length, done: done.length },
    results: {
      met: done.filter((light) => light === 'green').length,
      missed: done.filter((light) => light === 'red' || light === 'yellow').length,
    },
    score: showScore(selfEvaluation(snapshot, profile, days, standings)),
    joint: showJoint(snapshot, profile, days, standings),
    spentAtNode: lastNode ? spentBy(spending, lastNode.day) : null,
  };
}

/** The row as the API shows it, in one language; with its place where it is shown among others. */
export function showProject(
  figures: ProjectFigures,
  language: Language,
  openAlerts: number,
  place: Project['place'] = null,
): Project {
  const { budget, planned, spent, forecast } = figures;
  return {
    code: figures.code,
    name: figures.name,
    department: figures.department,
    section: figures.section,
    owner: figures.owner,
    originalBudget: toYuan(figures.originalBudget),
    budget: toYuan(budget),
    planned: toYuan(planned),
    spent: toYuan(spent),
    shortfall: toYuan(Math.max(0, planned - spent)),
    executionRate: rateOf(spent, budget),
    forecast: toYuan(forecast),
    lights: showLights(figures.lights, language),
    reported: figures.reported,
    openAlerts,
    score: figures.score,
    joint: figures.joint,
    place,
  };
}

/**
 * The places of projects by 预算执行率, and those at their last node: both of the budget of the day one looks at, so
 * that only money moves a place. Nobody moved before the first node of any of them.
 */
export function projectPlaces(
  figures: readonly ProjectFigures[],
): Map<string, NonNullable<Project['place']>> {
  const now = placesOf(figures);
  const hadNode = figures.some(({ spentAtNode }) => spentAtNode !== null);
  const then = placesOf(figures.map(({ budget, spentAtNode }) => ({ budget, spent: spentAtNode ?? 0 })));
  return new Map(
    figures.map(({ projectId }, at) => [
      projectId,
      { now: now[at] ?? 0, atNode: hadNode ? (then[at] ?? 0) : null, of: figures.length },
    ]),
  );
}

function showJoint(
  snapshot: Snapshot,
  profile: RuleProfile,
  days: Days,
  standings: IndicatorStanding[],
): Project['joint'] {
  const joint = isFinished(snapshot, days) ? undefined : jointOf(snapshot, profile, days, standings);
  if (!joint) return null;
  const { node, fulfilment, achievement } = joint;
  return {
    node: node.day,
    fulfilment: show(fulfilment, 4),
    achievement: show(achievement, 4),
    ahead: aheadIn(joint, profile) ?? null,
  };
}

function showLights({ plan, elapsed, results, yearEnd }: SaidLights, language: Language): Lights {
  const say = ({ state, rate, text }: SaidLight) => ({ state, rate, text: text[language] });
  return { plan: say(plan), elapsed: say(elapsed), results: say(results), yearEnd: say(yearEnd) };
}

const badness = { red: 0, yellow: 1, missing: 2, blue: 3, green: 4, grey: 5 } as const;

/**
 * The order of a list of projects, the worst first: by `worseLights`, then the larger shortfall. Elapsed time never
 * decides an order.
 */
export function worstFirst(a: ProjectFigures, b: ProjectFigures): number {
  return worseLights(a, b) || shortBy(b) - shortBy(a) || (a.code < b.code ? -1 : 1);
}

/**
 * Which of two projects has the worse lights, as a comparison that leaves equals equal: those over their budget come
 * first, then it goes by the binding light (own plan), then results, then year-end.
 */
export function worseLights(a: ProjectFigures, b: ProjectFigures): number {
  return rankOf(a) - rankOf(b);
}

function rankOf({ spent, budget, lights }: ProjectFigures): number {
  const { plan, results, yearEnd } = lights;
  return lightRank(spent > budget, plan.state, results.state, yearEnd.state);
}

/** The order of `worseLights` as a number, the worst being 0. */
export function lightRank(
  isOver: boolean,
  plan: LightState,
  results: LightState,
  yearEnd: LightState,
): number {
  return ((Number(!isOver) * 6 + badness[plan]) * 6 + badness[results]) * 6 + badness[yearEnd];
}

/** What is spent less than the plan asks for; negative where more is. */
export function shortBy({ planned, spent }: Pick<ProjectFigures, 'planned' | 'spent'>): Fen {
  return planned - spent;
}
