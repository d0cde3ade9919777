import { Router } from 'express';
import type { Database } from '#db/open.ts';
import { countCauses, countOpenAlerts, openAlertsByProject } from '#db/queries/alerts.ts';
import { findCover } from '#db/queries/ledger.ts';
import { departmentNodes, departmentsOf } from '#db/queries/plans.ts';
import { departmentSpending } from '#db/queries/spending.ts';
import type { Overview } from '#shared/api.ts';
import { type Day, firstDayOf, lastDayOf, nodeName } from '#shared/calendar.ts';
import { type ProjectFigures, showProject } from '#shared/figures.ts';
import type { Language } from '#shared/language.ts';
import { type Fen, rateOf, toWan, toYuan } from '#shared/money.ts';
import { type PlanNode, plannedBy } from '#shared/plan.ts';
import { type Present, presentOf } from '../present-summary.ts';
import type { Sight } from '../sight.ts';
import { figuresOfYear } from '../year-figures.ts';
import type { YearIndex } from '../year-index.ts';
import { type Named, summaryOf, type YearSummary } from '../year-summary.ts';
import { sightOf } from './person.ts';
import type { Readers } from './projects.ts';
import { type ReadingDays, readingDays } from './reading-days.ts';

/** /api/v1/overview: the department on a day, on one screen. */
export function overviewRoutes({ db, cache, answer, years }: Readers & { years: YearIndex }): Router {
  const router = Router();
  router.get(
    '/',
    answer(async (req, res) => {
      const days = await readingDays(db, req);
      const sight = sightOf(res);
      return (
        (await presentOverview(db, years, days, sight)) ??
        (await overviewOf(db, await figuresOfYear(db, cache, days, sight), days, sight))
      );
    }),
  );
  return router;
}

/**
 * The overview of the present from what is kept of the year; undefined where another day is asked for, or where
 * something has to be judged anew first.
 */
export async function presentOverview(
  db: Database,
  years: YearIndex,
  days: ReadingDays,
  sight: Pick<Sight, 'seen' | 'key' | 'isIn'>,
): Promise<Overview | undefined> {
  if (!days.isNow) return undefined;
  const present = await presentOf(db, await years.columns(days.year), days.today, sight);
  if (!present) return undefined;
  const nodes = await years.nodes(days.year, days.asOf, sight);
  return await overviewFrom(db, { ...present, nodes }, days, sight);
}

/** The overview of what somebody sees, from the figures of its projects. */
export async function overviewOf(
  db: Database,
  ofProjects: readonly ProjectFigures[],
  days: ReadingDays,
  sight: Pick<Sight, 'seen' | 'isIn'>,
): Promise<Overview> {
  const { seen } = sight;
  const { year, asOf, knownAt, past } = days;
  const summary = summaryOf(ofProjects);
  const projects = [...summary.bottom, ...summary.top].map(({ projectId }) => projectId);
  const [nodes, spending, alerts, open, causes] = await Promise.all([
    departmentNodes(db.read, year, { asOf, knownAt, seen }),
    departmentSpending(db.read, year, knownAt, seen),
    countOpenAlerts(db.read, year, past, seen),
    openAlertsByProject(db.read, year, past, { projects }),
    countCauses(db.read, year, past, seen),
  ]);
  return await overviewFrom(db, { summary, nodes, spending, alerts, open, causes }, days, sight);
}

/** What an overview is made of: the projects, their plans added up, their spending by day, and their alerts. */
interface OverviewParts extends Present {
  nodes: readonly PlanNode[];
}

async function overviewFrom(
  db: Database,
  { summary, nodes, spending, alerts, open, causes }: OverviewParts,
  days: ReadingDays,
  sight: Pick<Sight, 'isIn'>,
): Promise<Overview> {
  const { year, asOf, today, knownAt, language } = days;
  const { bottom, top, places, lights, reported, budget, forecast } = summary;
  const departments = await departmentsOf(db.read, year);
  const [department] = departments.filter(({ code }) => sight.isIn(code));
  const cover = department && (await findCover(db.read, department.id, year, knownAt));
  const show = (one: ProjectFigures) =>
    showProject(one, language, open.get(one.projectId) ?? 0, places.get(one.projectId));
  const spent = sumBy(spending, asOf);
  const planned = plannedBy(nodes, asOf);
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
    projectCount: summary.projectCount,
    lights,
    nodes: nodes.map(({ day, cumulative }) => ({
      day,
      cumulative: toYuan(cumulative),
      spent: day <= asOf ? toYuan(sumBy(spending, day)) : null,
    })),
    series: seriesOf(year, asOf, nodes, spending, forecast),
    reported,
    alerts,
    causes,
    ledger: { coveredTo: cover?.coveredTo ?? null },
    bottom: bottom.map(show),
    top: top.map(show),
    sentences: {
      money: moneySentence(nodes, asOf, spent, summary.behind, language),
      results: resultsSentence(summary, language),
    },
  };
}

function sumBy(spending: OverviewParts['spending'], asOf: Day): Fen {
  return spending.reduce((sum, { day, amount }) => (day <= asOf ? sum + amount : sum), 0);
}

function seriesOf(
  year: number,
  asOf: Day,
  nodes: readonly PlanNode[],
  spending: OverviewParts['spending'],
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

/**
 * How the money stands against the last node that asked for any, and where it is short. Where the others make up for
 * part of it, the sentence says both amounts; where nothing is short, what the next node asks for.
 */
function moneySentence(
  nodes: readonly PlanNode[],
  asOf: Day,
  spent: Fen,
  behind: YearSummary['behind'],
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
  const where = namesOf(behind, language);
  const [due, paid] = [toWan(node.cumulative), toWan(spent)];
  if (short > 0) {
    const [together, made] = [toWan(behind.short), toWan(behind.short - short)];
    const apart = behind.short > short;
    if (zh) {
      const sum = `：${where}${behind.count > 1 ? '合计' : ''}少${together}万元，其余项目超前${made}万元`;
      return `至${nodeName(node.day)}应支出${due}万元，实际${paid}万元，少${toWan(short)}万元${apart ? sum : `，在${where}`}。`;
    }
    const sum = apart ? ` (${together} short, the others ${made} ahead)` : '';
    return `By ${node.day}, ${due} was planned and ${paid} spent: ${toWan(short)} short (10,000 yuan), in ${where}${sum}.`;
  }
  const others = behind.count > 0;
  const next = nodes.find(({ day, cumulative }) => day > asOf && cumulative > spent);
  const [asked, left] = [toWan(next?.cumulative ?? 0), toWan((next?.cumulative ?? 0) - spent)];
  if (zh) {
    const stands = others ? `；仍低于计划的是${where}` : '，达到计划';
    const goesOn = next ? `；${nodeName(next.day)}应支出${asked}万元，还差${left}万元` : '';
    return `至${nodeName(node.day)}应支出${due}万元，实际${paid}万元${stands}${goesOn}。`;
  }
  const stands = others ? `; still behind: ${where}` : ', as planned';
  const goesOn = next ? `; by ${next.day} ${asked} is planned, ${left} to go` : '';
  return `By ${node.day}, ${due} was planned and ${paid} spent (10,000 yuan)${stands}${goesOn}.`;
}

/** Projects in a sentence: the first by name, and how many there are where it is not alone. */
function namesOf({ first, count }: Named, language: Language): string {
  if (count === 0) return '';
  if (count === 1) return first;
  return language === 'zh' ? `${first}等${count}个项目` : `${first} and ${count - 1} more`;
}

function resultsSentence(
  { reported, ...projects }: Pick<YearSummary, 'reported' | 'missed' | 'silent' | 'besides'>,
  language: Language,
): string {
  const { of, done, met, missed, missing } = reported;
  const most = (some: Named) => {
    const names = namesOf(some, language);
    return names && (language === 'zh' ? `（${names}）` : ` (${names})`);
  };
  const [short, silent] = [most(projects.missed), most(projects.silent)];
  const unjudged = done - met - missed;
  const besides = namesOf(projects.besides, language);
  if (language === 'zh') {
    const others = besides && `；绩效预警或严重的还有${besides}`;
    if (of === 0) return `尚无应报指标${others}。`;
    const early = unjudged > 0 ? `${unjudged}项未到判定，` : '';
    return `${of}项应报，${done}项已报；${met}项达标，${missed}项未达或存疑${short}，${early}${missing}项未报${silent}${others}。`;
  }
  const others = besides && `; results also in warning: ${besides}`;
  if (of === 0) return `No values are due yet${others}.`;
  const early = unjudged > 0 ? `${unjudged} not judged yet, ` : '';
  return `${done} of ${of} values reported; ${met} met, ${missed} missed or doubtful${short}, ${early}${missing} not reported${silent}${others}.`;
}
