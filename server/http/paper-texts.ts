import { type Request, type Response, Router } from 'express';
import type { Unit } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { appendOwnForecast, findOwnForecast } from '#db/queries/own-forecasts.ts';
import { appendPaperTexts, paperTexts } from '#db/queries/paper-texts.ts';
import { projectIds } from '#db/queries/plans.ts';
import type { Db } from '#db/schema.ts';
import { earlier, lastDayOf } from '#shared/calendar.ts';
import { refusals } from '#shared/handling.ts';
import { said } from '#shared/language.ts';
import { type Fen, parseYuan, toWan } from '#shared/money.ts';
import { NewMonitoringTexts, NewSelfEvaluationTexts, type PaperKind } from '#shared/paper-texts.ts';
import { type ProjectPlan, spentBy } from '#shared/plan.ts';
import { planAsOf } from '#shared/plan-versions.ts';
import { chargedOf, may } from '#shared/rights.ts';
import { loadSnapshots, type PlanCache } from '../evaluation/snapshots.ts';
import type { ReportedProject } from '../reports/project-data.ts';
import { loadReported, monitoringPeriod, ofProject } from '../reports/reported-projects.ts';
import { showMonitoringTexts, showSelfEvaluationTexts } from '../reports/show-texts.ts';
import { HttpError, notFound, type SaidRowProblem } from './errors.ts';
import { writeOnce } from './idempotent.ts';
import {
  changedTexts,
  type NewText,
  refuseEarly,
  refuseProblems,
  unexplained,
  writtenTwice,
} from './paper-text-checks.ts';
import { parseBody } from './parse.ts';
import { refuseUnless, requireMay, sightOf, whoAsks } from './person.ts';
import { type ReadingDays, readingDays } from './reading-days.ts';

type Problems = SaidRowProblem[];

/** A write to a form: whose it is, and for when. */
interface Writing {
  trx: Db;
  unit: Unit;
  plan: ProjectPlan;
  days: ReadingDays;
  by: string;
}

/**
 * /api/v1/projects/{code}/monitoring-texts and /self-evaluation-texts: what people write into the forms. It is kept
 * for good: a later text supersedes, and a paper of the past has what was known then.
 */
export function paperTextRoutes({ db, cache }: { db: Database; cache: PlanCache }): Router {
  const router = Router();

  const read = async <Shown>(
    req: Request,
    res: Response,
    show: (project: ReportedProject, days: ReadingDays) => Promise<Shown>,
  ) => {
    const days = await readingDays(db, req);
    const sight = sightOf(res);
    const code = String(req.params.code);
    const id = (await projectIds(db.read, days.year, [code])).get(code);
    const [project] = id && sight.knows(id) ? await loadReported(db, cache, [id], days, sight) : [];
    if (!project) throw notFound();
    const { person, staff } = await whoAsks(db.read, res);
    const { plan } = project.snapshot;
    const mayWrite = !plan.closed && may(person, 'write_papers', chargedOf(plan), staff).may;
    return { ...(await show(project, days)), mayWrite };
  };
  const write = async (req: Request, res: Response, work: (writing: Writing) => Promise<number>) => {
    const days = await readingDays(db, req);
    const code = String(req.params.code);
    await writeOnce(db, req, res, async (trx, unit) => {
      const id = (await projectIds(trx, days.year, [code])).get(code);
      const [history] = id && sightOf(res).knows(id) ? await cache.histories(trx, unit.planSeq, [id]) : [];
      const plan = history && planAsOf(history, days.asOf);
      if (!id || !plan) throw notFound();
      const { person, staff } = await whoAsks(trx, res);
      refuseUnless(person, 'write_papers', chargedOf(plan), staff);
      if (plan.closed) throw new HttpError(409, 'year_closed', refusals.year_closed);
      const stored = await work({ trx, unit, plan, days, by: person.username });
      if (stored > 0) unit.announce({ topics: ['projects', 'overview'], projects: [code] });
      return { status: 200, body: { stored } };
    });
  };

  router.get('/:code/monitoring-texts', requireMay('read'), async (req, res) => {
    const shown = await read(req, res, async (project, { asOf, knownAt }) => {
      const { projectId } = project.snapshot.plan;
      return showMonitoringTexts(project, await findOwnForecast(db.read, projectId, asOf, knownAt));
    });
    res.json(shown);
  });
  router.put('/:code/monitoring-texts', requireMay('write_papers'), async (req, res) => {
    const { forecast, indicators } = parseBody(NewMonitoringTexts, req.body);
    await write(req, res, async (writing) => {
      const { unit, days, plan } = writing;
      const period = monitoringPeriod(days);
      refuseEarly(period, unit.today);
      refuseProblems([
        ...writtenTwice(indicators),
        ...unknownIndicators(plan, indicators),
        ...indicators.flatMap((one, at) => unexplained(plan.indicators, one, at)),
      ]);
      const texts = indicators.map(({ id, ...body }) => ({ subject: id, body }));
      const amount = forecast ? parseYuan(forecast) : null;
      const said = forecast === undefined ? 0 : await keepForecast(writing, cache, period, amount ?? null);
      return said + (await keepTexts(writing, 'monitoring', period, texts));
    });
  });

  router.get('/:code/self-evaluation-texts', requireMay('read'), async (req, res) => {
    res.json(await read(req, res, async (project) => showSelfEvaluationTexts(project)));
  });
  router.put('/:code/self-evaluation-texts', requireMay('write_papers'), async (req, res) => {
    const { goals, indicators } = parseBody(NewSelfEvaluationTexts, req.body);
    await write(req, res, async (writing) => {
      const { plan } = writing;
      refuseProblems([...writtenTwice(indicators), ...unknownIndicators(plan, indicators)]);
      return await keepTexts(writing, 'self-evaluation', lastDayOf(plan.year), [
        ...(goals === undefined ? [] : [{ subject: ofProject, body: { goals } }]),
        ...indicators.map(({ id, ...body }) => ({ subject: id, body })),
      ]);
    });
  });
  return router;
}

/** Stores what is not already there in the same words; answers how many texts that were. */
async function keepTexts(
  { trx, unit, plan, by }: Writing,
  paper: PaperKind,
  period: string,
  texts: readonly NewText[],
): Promise<number> {
  const { projectId } = plan;
  const standing = await paperTexts(trx, [projectId], { paper, period });
  const { changed, before, after } = changedTexts(standing, texts);
  if (changed.length === 0) return 0;
  await appendPaperTexts(trx, { projectId, paper, period, at: unit.at, by }, changed);
  const subject = `${paper} ${period}`;
  unit.record({ action: 'write_papers', subject, projects: [plan.code], before, after });
  return changed.length;
}

/**
 * What the owner expects is of the last day of the form that has come. It cannot be less than what is spent by then,
 * nor more than the budget: what is to be more has to be granted first.
 */
async function keepForecast(
  { trx, unit, plan, by }: Writing,
  cache: PlanCache,
  period: string,
  next: Fen | null,
): Promise<number> {
  const on = earlier(unit.today, period);
  const [snapshot] = await loadSnapshots(trx, cache, unit.planSeq, [plan.projectId], { asOf: on });
  const before = await findOwnForecast(trx, plan.projectId, on);
  if ((before?.amount ?? null) === next && (next === null || before?.on === on)) return 0;
  const spent = snapshot ? spentBy(snapshot.spending, on) : 0;
  const most = Math.max(snapshot?.plan.budget ?? plan.budget, spent);
  if (next !== null && (next < spent || next > most)) {
    const [least, limit] = [toWan(spent), toWan(most)];
    const message = said(
      `全年预计执行数应在已支出${least}万元与预算${limit}万元之间。`,
      `The year's expected spending lies between what is spent, ${least}, and the budget, ${limit} (10,000 yuan).`,
    );
    throw new HttpError(422, 'forecast', message, [{ pointer: '/forecast', code: 'forecast', message }]);
  }
  await appendOwnForecast(trx, plan.projectId, { on, amount: next, at: unit.at, by });
  unit.touch([plan.projectId]);
  unit.record({
    action: 'write_papers',
    subject: `forecast ${on}`,
    projects: [plan.code],
    before: { forecast: before?.amount ?? null },
    after: { forecast: next },
  });
  return 1;
}

function unknownIndicators({ indicators }: ProjectPlan, sent: readonly { id: string }[]): Problems {
  return sent.flatMap(({ id }, at) => {
    if (indicators.some((one) => one.id === id)) return [];
    const message = said(`本项目没有指标 ${id}`, `The project has no indicator ${id}`);
    return [{ pointer: `/indicators/${at}/id`, code: 'unknown_indicator', message }];
  });
}
