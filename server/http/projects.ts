import { type Request, type Response, Router } from 'express';
import type { Database } from '#db/open.ts';
import { alertStories } from '#db/queries/alert-history.ts';
import { listAlerts, openAlertsByProject } from '#db/queries/alerts.ts';
import { findFinish, listConclusions } from '#db/queries/closing.ts';
import { listExpenditures } from '#db/queries/ledger-lines.ts';
import {
  departmentIndicators,
  listPlanVersions,
  type PlanWords,
  planWords,
  projectIds,
  projectNames,
} from '#db/queries/plans.ts';
import { Page, type ProjectWhole } from '#shared/api.ts';
import { type Day, yearOf } from '#shared/calendar.ts';
import { indicatorStandings } from '#shared/evaluate/results.ts';
import { type Days, isFinished, type Snapshot } from '#shared/evaluate/snapshot.ts';
import { judgedNodes } from '#shared/evaluate/spending.ts';
import { figuresOf, type ProjectFigures, projectPlaces, showProject } from '#shared/figures.ts';
import { showIndicator } from '#shared/indicator-view.ts';
import { rateOf, toYuan } from '#shared/money.ts';
import { spentBy } from '#shared/plan.ts';
import { projectChange } from '#shared/plan-changes.ts';
import type { PlanHistory, PlanVersion } from '#shared/plan-versions.ts';
import type { RuleProfile } from '#shared/profile.ts';
import { showSnapshot } from '#shared/project-snapshot.ts';
import type { RuleBook } from '#shared/rule-book.ts';
import { IndicatorFilter, ProjectFilter } from '#shared/tables.ts';
import { targetIn } from '#shared/target.ts';
import { graceOver, unknownCalendar } from '#shared/working-days.ts';
import { loadSnapshots, type PlanCache } from '../evaluation/snapshots.ts';
import { showAlert } from '../show-alert.ts';
import type { Sight } from '../sight.ts';
import { inSlices } from '../slices.ts';
import { indicatorHolds, indicatorSheet, indicatorsInOrder } from '../tables/indicator-table.ts';
import { projectSheet } from '../tables/project-sheet.ts';
import { projectTable } from '../tables/project-table.ts';
import { figuresOfYear, planSeq } from '../year-figures.ts';
import type { Answer } from './answers.ts';
import { notFound } from './errors.ts';
import { seenLines } from './expenditures.ts';
import { showFinish } from './finish.ts';
import { cursorId, pageOf, parseQuery } from './parse.ts';
import { sightOf } from './person.ts';
import { type ReadingDays, readingDays } from './reading-days.ts';
import { asWorkbook, mostSheetRows } from './sheets.ts';

export interface Readers {
  db: Database;
  cache: PlanCache;
  answer: Answer;
}

/** /api/v1/projects: rows with the four lights and the figures behind them; one project whole; its vouchers. */
export function projectRoutes({ db, cache, answer }: Readers): Router {
  const router = Router();
  const asked = async (req: Request, res: Response) => {
    const days = await readingDays(db, req);
    const wanted = parseQuery(ProjectFilter, req.query);
    const open = await openAlertsByProject(db.read, days.year, days.past);
    const alertsOf = (id: string) => open.get(id) ?? 0;
    const all = await figuresOfYear(db, cache, days, sightOf(res));
    // Among all that one sees, whatever the table leaves out.
    const places = projectPlaces(all);
    const figures = projectTable(all, wanted, alertsOf);
    const show = (one: ProjectFigures) =>
      showProject(one, days.language, alertsOf(one.projectId), places.get(one.projectId));
    return { days, wanted, figures, show };
  };
  router.get(
    '/',
    asWorkbook(db, async (req, res) => {
      const { figures, show, days } = await asked(req, res);
      return projectSheet(figures.slice(0, mostSheetRows + 1).map(show), days.language);
    }),
    answer(async (req, res) => {
      const { figures, show, wanted } = await asked(req, res);
      const { limit, cursor } = wanted;
      const start = cursorId(cursor) ?? 0;
      const items = figures.slice(start, start + limit).map(show);
      const nextCursor = start + limit < figures.length ? String(start + limit) : null;
      return { items, nextCursor, total: figures.length };
    }),
  );
  router.get(
    '/:code',
    answer(async (req, res) => {
      const days = await readingDays(db, req);
      return await wholeProject({ db, cache, answer }, String(req.params.code), days, sightOf(res));
    }),
  );
  router.get(
    '/:code/snapshot',
    answer(async (req, res) => {
      const days = await readingDays(db, req);
      const code = String(req.params.code);
      const rules = await rulesOf(db, cache);
      const snapshot = await snapshotOf(db, cache, code, days, sightOf(res));
      return showSnapshot(snapshot, days, rules.profileOf(snapshot, days.today, days.knownAt), days.language);
    }),
  );
  router.get(
    '/:code/expenditures',
    answer(async (req, res) => {
      const { year, asOf, knownAt } = await readingDays(db, req);
      const { limit, cursor } = parseQuery(Page, req.query);
      const project = String(req.params.code);
      if (!sightOf(res).knowsCode(year, project)) throw notFound();
      const filter = { year, asOf, knownAt, project, before: cursorId(cursor), limit: limit + 1 };
      const rows = await listExpenditures(db.read, filter);
      return pageOf(seenLines(rows, sightOf(res)), limit);
    }),
  );
  return router;
}

/** /api/v1/project-names: every project that the caller sees by code and name, for choosing one and finding it by letters. */
export function projectNameRoutes({ db, answer }: Pick<Readers, 'db' | 'answer'>): Router {
  const router = Router();
  router.get(
    '/',
    answer(async (req, res) => {
      const { year } = await readingDays(db, req);
      const names = await projectNames(db.read, year);
      const items = names
        .filter(({ id }) => sightOf(res).knows(id))
        .map(({ code, name }) => ({ code, name }));
      return { items, nextCursor: null };
    }),
  );
  return router;
}

/** /api/v1/indicators: every indicator of a year with its last value and how it stands. */
export function indicatorRoutes({ db, cache, answer }: Readers): Router {
  const router = Router();
  const asked = async (req: Request, res: Response) => {
    const days = await readingDays(db, req);
    const wanted = parseQuery(IndicatorFilter, req.query);
    const codes = wanted.project ? [wanted.project] : await projectCodes(db, days.year);
    const found = await projectIds(db.read, days.year, codes);
    const ids = [...found.values()].filter(sightOf(res).knows);
    const [seq, rules, holds] = [
      await planSeq(db),
      await rulesOf(db, cache),
      await indicatorHolds(wanted, days.asOf),
    ];
    // Every project is judged anew: some at a time, so that others are answered in between.
    const left = await inSlices(ids, projectsAtOnce, async (some) => {
      const snapshots = await loadSnapshots(db.read, cache, seq, some, days);
      return snapshots.flatMap((snapshot) => indicatorsOf(snapshot, rules, days)).filter(holds);
    });
    return { days, wanted, all: indicatorsInOrder(left.flat(), wanted) };
  };
  router.get(
    '/',
    asWorkbook(db, async (req, res) => {
      const { all, days } = await asked(req, res);
      return indicatorSheet(all, days.language);
    }),
    answer(async (req, res) => {
      const { all, wanted } = await asked(req, res);
      const { limit, cursor } = wanted;
      const start = cursorId(cursor) ?? 0;
      const nextCursor = start + limit < all.length ? String(start + limit) : null;
      return { items: all.slice(start, start + limit), nextCursor, total: all.length };
    }),
  );
  return router;
}

const projectsAtOnce = 100;

async function projectCodes(db: Database, year: number): Promise<string[]> {
  return (await projectNames(db.read, year)).map(({ code }) => code);
}

async function rulesOf(db: Database, cache: PlanCache): Promise<RuleBook> {
  return await cache.rules(db.read, await planSeq(db));
}

function indicatorsOf(snapshot: Snapshot, rules: RuleBook, days: ReadingDays) {
  const profile = rules.profileOf(snapshot, days.today, days.knownAt);
  return indicatorStandings(snapshot, profile, days).map((standing) =>
    showIndicator(snapshot.plan, standing, days, days.language),
  );
}

/** All that judging one project takes, as known now or at an instant. */
async function snapshotOf(
  db: Database,
  cache: PlanCache,
  code: string,
  days: ReadingDays,
  sight: Sight,
): Promise<Snapshot> {
  const id = (await projectIds(db.read, days.year, [code])).get(code);
  const [snapshot] =
    id && sight.knows(id) ? await loadSnapshots(db.read, cache, await planSeq(db), [id], days) : [];
  if (!snapshot) throw notFound();
  return snapshot;
}

async function wholeProject(
  { db, cache }: Readers,
  code: string,
  days: ReadingDays,
  sight: Sight,
): Promise<ProjectWhole> {
  const { year, asOf, today, knownAt, isNow, past, language } = days;
  const snapshot = await snapshotOf(db, cache, code, days, sight);
  const { plan, coveredTo } = snapshot;
  const rules = await rulesOf(db, cache);
  const profile = rules.profileOf(snapshot, today, knownAt);
  const id = plan.projectId;
  const alerts = await listAlerts(db.read, {
    year,
    past,
    conditions: ['pending', 'firing', 'resolved'],
    project: code,
    limit: 500,
  });
  const open = alerts.filter(({ condition }) => condition === 'firing').length;
  const stories = await alertStories(
    db.read,
    alerts.map((alert) => alert.id),
    past,
  );
  const finish = await findFinish(db.read, id, knownAt);
  const words = await planWords(db.read, [id]);
  const { purpose = '', goals = [] } = words.get(plan.id) ?? {};
  const [history] = await cache.histories(db.read, await planSeq(db), [id]);
  // The present shows what is to come as well; a past day does not change by it.
  const listed = { departmentId: plan.department.id, year, knownAt, asOf: isNow ? undefined : asOf };
  const versions = await listPlanVersions(db.read, listed);
  const prose = await departmentIndicators(db.read, id, plan.version);
  const nodes = nodeFigures(snapshot, profile, days);
  return {
    ...showProject(figuresOf(snapshot, profile, days), language, open),
    year,
    asOf,
    today,
    fiscal: toYuan(plan.fiscal),
    other: toYuan(plan.other),
    purpose,
    goals,
    budgetBasis: plan.budget === plan.originalBudget ? 'original' : 'adjusted',
    coveredTo,
    nodes,
    calendarNote: unknownCalendar(
      nodes.flatMap(({ judgedFrom }) => (judgedFrom > today ? yearOf(judgedFrom) : [])),
      language,
    ),
    actual: spentSoFar(snapshot, asOf),
    indicators: indicatorsOf(snapshot, rules, days),
    departmentIndicators: prose.map((one) => ({ ...one, target: targetIn(one.target, language) })),
    alerts: alerts.map((alert) => ({
      ...showAlert(alert, language, today),
      projectName: plan.name,
      history: stories.get(alert.id) ?? [],
    })),
    finish: finish ? showFinish(code, finish) : null,
    closed: plan.closed,
    conclusion: (await listConclusions(db.read, year, knownAt)).get(id)?.conclusion ?? null,
    // What a version changed in other projects is not for who sees but this one.
    versions: (history ? versionsOf(history, plan.version, versions, words) : []).filter(
      ({ changes }, at) => sight.seesDepartment(plan.department.code) || at === 0 || changes !== null,
    ),
  };
}

/** The versions that this project is in, each with what it changed in it. */
function versionsOf(
  { versions }: PlanHistory,
  inForce: number,
  listed: Awaited<ReturnType<typeof listPlanVersions>>,
  words: ReadonlyMap<string, PlanWords>,
): ProjectWhole['versions'] {
  const text = ({ plan, ended }: PlanVersion) => {
    const { purpose = '', goals = [] } = words.get(plan.id) ?? {};
    return ended ? undefined : { ...plan, purpose, goals };
  };
  return listed.flatMap((version) => {
    const at = versions.findIndex(({ plan }) => plan.version === version.number);
    const [one, before] = [versions[at], versions[at - 1]];
    if (!one) return [];
    const changes = before ? (projectChange(text(before), text(one)) ?? null) : null;
    return [{ ...version, inForce: version.number === inForce, changes }];
  });
}

/** Cumulative spending after each day on which money moved, up to `asOf`. */
export function spentSoFar({ spending }: Snapshot, asOf: Day): ProjectWhole['actual'] {
  let sum = 0;
  const points = spending
    .filter(({ day }) => day <= asOf)
    .map(({ day, amount }) => {
      sum += amount;
      return { day, amount: toYuan(sum) };
    });
  // Several sources may pay on one day; the curve has one point a day.
  return points.filter(({ day }, at) => points[at + 1]?.day !== day);
}

/** The nodes of a project's plan with what was spent by each. */
export function nodeFigures(snapshot: Snapshot, profile: RuleProfile, days: Days): ProjectWhole['nodes'] {
  const { plan, spending } = snapshot;
  const { asOf, today } = days;
  const { warning, least, graceWorkingDays } = profile.spending;
  // Of a finished project no node asks for more than was spent.
  const finished = isFinished(snapshot, days);
  const judged = new Map(judgedNodes(plan, profile).map((node) => [node.day, node.judgedFrom]));
  return plan.nodes.map(({ day, cumulative }) => {
    const future = day > asOf;
    const spent = spentBy(spending, day);
    const now = spentBy(spending, asOf);
    const judgedFrom = judged.get(day) ?? graceOver(day, graceWorkingDays);
    const asked = finished ? Math.min(cumulative, now) : cumulative;
    const short = asked - now;
    const behind = short * 100 >= asked * warning && short >= least;
    const state = future ? 'future' : today < judgedFrom && behind ? 'due' : behind ? 'behind' : 'met';
    return {
      day,
      cumulative: toYuan(cumulative),
      spent: future ? null : toYuan(spent),
      spentNow: toYuan(now),
      shortfall: future ? null : toYuan(Math.max(0, asked - spent)),
      rate: future ? null : rateOf(spent, cumulative),
      state,
      judgedFrom,
    };
  });
}
