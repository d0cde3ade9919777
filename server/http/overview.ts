import { Router } from 'express';
import type { Database } from '#db/open.ts';
import { countCauses, countOpenAlerts, openAlertsByProject } from '#db/queries/alerts.ts';
import { findCover } from '#db/queries/ledger.ts';
import { departmentNodes, departmentsOf } from '#db/queries/plans.ts';
import { departmentSpending } from '#db/queries/spending.ts';
import type { LightState, Overview } from '#shared/api.ts';
import { type Day, firstDayOf, lastDayOf, nodeName } from '#shared/calendar.ts';
import { type ProjectFigures, projectPlaces, showProject, worstFirst } from '#shared/figures.ts';
import type { Language } from '#shared/language.ts';
import { type Fen, rateOf, toWan, toYuan } from '#shared/money.ts';
import { type DailySpending, type PlanNode, plannedBy, spentBy } from '#shared/plan.ts';
import type { Sight } from '../sight.ts';
import { figuresOfYear } from '../year-figures.ts';
import { sightOf } from './person.ts';
import type { Readers } from './projects.ts';
import { type ReadingDays, readingDays } from './reading-days.ts';

/** /api/v1/overview: the department on a day, on one screen. */
export function overviewRoutes({ db, cache, answer }: Readers): Router {
  const router = Router();
  router.get(
    '/',
    answer(async (req, res) => {
      const days = await readingDays(db, req);
      return await overviewOf(db, await figuresOfYear(db, cache, days, sightOf(res)), days, sightOf(res));
    }),
  );
  return router;
}

/** The overview of what somebody sees, from the figures of its projects. */
export async function overviewOf(
  db: Database,
  ofProjects: readonly ProjectFigures[],
  days: ReadingDays,
  sight: Pick<Sight, 'seen' | 'isIn'>,
): Promise<Overview> {
  const { seen } = sight;
  const { year, asOf, today, knownAt, past, language } = days;
  const figures = ofProjects.toSorted(worstFirst);
  const [nodes, spending, departments, alerts, open, causes] = await Promise.all([
    departmentNodes(db.read, year, { asOf, knownAt, seen }),
    departmentSpending(db.read, year, knownAt, seen),
    departmentsOf(db.read, year),
    countOpenAlerts(db.read, year, past, seen),
    openAlertsByProject(db.read, year, past),
    countCauses(db.read, year, past, seen),
  ]);
  const [department] = departments.filter(({ code }) => sight.isIn(code));
  const cover = department && (await findCover(db.read, department.id, year, knownAt));
  const places = projectPlaces(figures);
  const show = (one: ProjectFigures) =>
    showProject(one, language, open.get(one.projectId) ?? 0, places.get(one.projectId));
  const sum = (of: (one: ProjectFigures) => number) => figures.reduce((total, one) => total + of(one), 0);
  const budget = sum(({ budget }) => budget);
  const spent = spentBy(spending, asOf);
  const planned = plannedBy(nodes, asOf);
  const forecast = sum(({ forecast }) => forecast);
  const results = {
    of: sum(({ reported }) => reported.of),
    done: sum(({ reported }) => reported.done),
    met: sum(({ results }) => results.met),
    missed: sum(({ results }) => results.missed),
    missing: sum(({ reported }) => reported.of - reported.done),
  };
  return {
    year,
    asOf,
    today,
    department: department ? { code: department.code, name: department.name } : null,
    budget: toYuan(budget),
    planned: toYuan(planned),
    spent: toYuan(spent),
    shortfall: toYuan(Math.max(0, planned - spent)),
    forecast: toYuan(forecast),
    executionRate: rateOf(spent, budget),
    projectCount: figures.length,
    lights: {
      plan: countLights(figures, 'plan'),
      elapsed: countLights(figures, 'elapsed'),
      results: countLights(figures, 'results'),
      yearEnd: countLights(figures, 'yearEnd'),
    },
    nodes: nodes.map(({ day, cumulative }) => ({
      day,
      cumulative: toYuan(cumulative),
      spent: day <= asOf ? toYuan(spentBy(spending, day)) : null,
    })),
    series: seriesOf(year, asOf, nodes, spending, forecast),
    reported: results,
    alerts,
    causes,
    ledger: { coveredTo: cover?.coveredTo ?? null },
    bottom: figures.slice(0, 10).map(show),
    top: figures
      .filter(({ lights }) => lights.plan.state === 'green')
      .slice(-5)
      .reverse()
      .map(show),
    sentences: {
      money: moneySentence(nodes, asOf, spent, figures, language),
      results: resultsSentence(results, figures, language),
    },
  };
}

function countLights(figures: readonly ProjectFigures[], light: keyof ProjectFigures['lights']) {
  const counts: Record<LightState, number> = { grey: 0, green: 0, yellow: 0, red: 0, blue: 0, missing: 0 };
  for (const { lights } of figures) counts[lights[light].state] += 1;
  return counts;
}

function seriesOf(
  year: number,
  asOf: Day,
  nodes: readonly PlanNode[],
  spending: readonly DailySpending[],
  forecast: Fen,
): Overview['series'] {
  let sum = 0;
  const actual = [{ day: firstDayOf(year), amount: toYuan(0) }];
  for (const { day, amount } of spending.filter((one) => one.day <= asOf)) {
    sum += amount;
    if (actual.at(-1)?.day === day) actual.pop();
    actual.push({ day, amount: toYuan(sum) });
  }
  const yearEnd = lastDayOf(year);
  return {
    planned: [
      { day: firstDayOf(year), amount: toYuan(0) },
      ...nodes.map(({ day, cumulative }) => ({ day, amount: toYuan(cumulative) })),
    ],
    actual,
    forecast:
      asOf < yearEnd
        ? [
            { day: asOf, amount: toYuan(sum) },
            { day: yearEnd, amount: toYuan(forecast) },
          ]
        : [],
  };
}

function moneySentence(
  nodes: readonly PlanNode[],
  asOf: Day,
  spent: Fen,
  figures: readonly ProjectFigures[],
  language: Language,
): string {
  const node = nodes.findLast(({ day, cumulative }) => day <= asOf && cumulative > 0);
  const zh = language === 'zh';
  if (!node) {
    return zh
      ? `尚无到期计划，已支出${toWan(spent)}万元。`
      : `Nothing is due yet; ${toWan(spent)} spent (10,000 yuan).`;
  }
  const short = node.cumulative - spent;
  const behind = figures
    .filter((one) => one.planned > one.spent)
    .toSorted((a, b) => b.planned - b.spent - (a.planned - a.spent));
  const where = namesOf(behind, language);
  const [due, paid] = [toWan(node.cumulative), toWan(spent)];
  if (short > 0) {
    return zh
      ? `至${nodeName(node.day)}应支出${due}万元，实际${paid}万元，少${toWan(short)}万元，在${where}。`
      : `By ${node.day} ${due} was planned and ${paid} spent: ${toWan(short)} short (10,000 yuan), in ${where}.`;
  }
  const others = behind.length > 0;
  return zh
    ? `至${nodeName(node.day)}应支出${due}万元，实际${paid}万元${others ? `；仍低于计划的是${where}` : '，达到计划'}。`
    : `By ${node.day} ${due} was planned and ${paid} spent (10,000 yuan)${others ? `; still behind: ${where}` : ', as planned'}.`;
}

/** Projects in a sentence: the first by name, and how many there are where it is not alone. */
function namesOf([first, ...others]: readonly ProjectFigures[], language: Language): string {
  if (!first) return '';
  if (others.length === 0) return first.name;
  return language === 'zh'
    ? `${first.name}等${others.length + 1}个项目`
    : `${first.name} and ${others.length} more`;
}

function resultsSentence(
  { of, done, met, missed, missing }: Overview['reported'],
  figures: readonly ProjectFigures[],
  language: Language,
): string {
  const most = (count: (one: ProjectFigures) => number) => {
    const some = figures.filter((one) => count(one) > 0).toSorted((a, b) => count(b) - count(a));
    const names = namesOf(some, language);
    return names && (language === 'zh' ? `（${names}）` : ` (${names})`);
  };
  const [short, silent] = [
    most(({ results }) => results.missed),
    most(({ reported }) => reported.of - reported.done),
  ];
  if (language === 'zh') {
    return of === 0
      ? '尚无应报指标。'
      : `${of}项应报，${done}项已报；${met}项达标，${missed}项未达或存疑${short}，${missing}项未报${silent}。`;
  }
  return of === 0
    ? 'No values are due yet.'
    : `${done} of ${of} values reported; ${met} met, ${missed} missed or doubtful${short}, ${missing} not reported${silent}.`;
}
