import type { Database } from '#db/open.ts';
import { alertStories } from '#db/queries/alert-history.ts';
import type { AlertRow } from '#db/queries/alert-rows.ts';
import { everyAlert } from '#db/queries/alerts.ts';
import { actionEvents } from '#db/queries/meeting-actions.ts';
import { isHandled } from '#shared/alert-kinds.ts';
import type { Day } from '#shared/calendar.ts';
import { type Said, said } from '#shared/language.ts';
import { toWan } from '#shared/money.ts';
import { kindNames } from '../reports/words.ts';
import type { ScopedAction } from './earlier-actions.ts';
import type { Gathered, GatheredProject } from './gather.ts';
import { type Moment, pastOf } from './moment.ts';

/** One good thing, of a project where it is about one. */
export interface GoodNews extends Said {
  projectId: string | null;
}

/**
 * What went well after a day and up to a moment: targets that are all met, projects finished with savings, what fired and
 * is over because it was put right, promises kept, rectifications closed, and what meetings decided and was done.
 */
export async function goodNews(
  db: Database,
  gathered: Gathered,
  actions: readonly ScopedAction[],
  since: Day,
  moment: Moment,
): Promise<GoodNews[]> {
  const ids = new Map(gathered.projects.map(({ figures }) => [figures.code, figures.projectId]));
  const past = pastOf(moment);
  const filter = { year: moment.year, past, conditions: ['resolved'] as const, seen: gathered.sight.seen };
  const over = (await everyAlert(db.read, filter)).filter(({ kind }) => isHandled(kind));
  const closed = over.filter(({ handling }) => handling === 'closed').map(({ id }) => id);
  const stories = await alertStories(db.read, closed, past);
  const closedOn = (id: string) => stories.get(id)?.findLast(({ what }) => what === 'closed')?.day ?? '';
  const righted = over
    .filter(({ id, resolvedOn }) => (resolvedOn ?? '') > since || closedOn(id) > since)
    .flatMap((row) => rightedNews(row, ids.get(row.projectCode ?? '') ?? null) ?? [])
    .sort((a, b) => (a.zh < b.zh ? -1 : 1));
  return [
    ...gathered.projects.flatMap((one) => projectNews(one) ?? []),
    ...unique(righted),
    ...(await doneActions(db, actions, since, moment)),
  ];
}

function projectNews({ figures, isFinished }: GatheredProject): GoodNews | undefined {
  const { projectId, name, budget, spent, planned, reported, results, lights } = figures;
  const saved = budget - spent;
  if (isFinished && saved > 0) {
    return {
      projectId,
      ...said(
        `${name}：已完结，结余${toWan(saved)}万元`,
        `${name}: finished, ${toWan(saved)} saved (10,000 yuan)`,
      ),
    };
  }
  const isClean = reported.done === reported.of && results.met > 0 && results.missed === 0;
  const isShort = lights.plan.state === 'red' || lights.plan.state === 'yellow';
  if (!isClean || isShort) return undefined;
  const onPlan = planned > 0 && spent >= planned;
  return {
    projectId,
    ...said(
      `${name}：应报${reported.of}项全部报齐，${results.met}项达标、无一未达${onPlan ? '，支出达到计划' : ''}`,
      `${name}: all ${reported.of} values are in, ${results.met} targets met and none missed${onPlan ? ', and spending is as planned' : ''}`,
    ),
  };
}

/** What was put right; what only ended with its period, or by a change of plan or rules, is no news. */
function rightedNews(row: AlertRow, projectId: string | null): GoodNews | undefined {
  const { projectName, kind, severity, resolvedOn, resolvedBecause, handled } = row;
  const isRight = resolvedBecause === 'recovered' || resolvedBecause === 'completed';
  if (!isRight || projectName === null || severity === 'notice' || severity === 'watch') return undefined;
  const { zh, en } = kindNames[kind];
  const kept = handled.promise === 'kept' && handled.promisedOn;
  const isClosed = handled.state === 'closed';
  return {
    projectId,
    ...said(
      `${projectName}：“${zh}”已于${resolvedOn}消除${kept ? `，兑现${kept}前的承诺` : ''}${isClosed ? '，已核实销号' : ''}`,
      `${projectName}: “${en}” over since ${resolvedOn}${kept ? `, as promised for ${kept}` : ''}${isClosed ? ', verified and closed' : ''}`,
    ),
  };
}

async function doneActions(
  db: Database,
  actions: readonly ScopedAction[],
  since: Day,
  { knownAt }: Moment,
): Promise<GoodNews[]> {
  const closed = actions.filter(({ state }) => state === 'closed');
  const stories = await actionEvents(
    db.read,
    closed.map(({ id }) => id),
    knownAt,
  );
  return closed
    .filter(({ id }) => (stories.get(id)?.findLast(({ what }) => what === 'closed')?.day ?? '') > since)
    .map(({ projectId, what, who }) => ({
      projectId,
      ...said(
        `议定事项“${what}”已完成并核实（${who}）`,
        `“${what}”, decided before, is done and verified (${who})`,
      ),
    }));
}

/** The same problem at several indicators of a project is said once. */
function unique(news: readonly GoodNews[]): GoodNews[] {
  return [...new Map(news.map((one) => [one.zh, one])).values()];
}
