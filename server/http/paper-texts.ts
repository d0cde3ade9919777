import { type Request, type Response, Router } from 'express';
import type { Unit } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { appendOwnForecast, findOwnForecast } from '#db/queries/own-forecasts.ts';
import { appendPaperTexts, paperTexts } from '#db/queries/paper-texts.ts';
import { projectIds } from '#db/queries/plans.ts';
import type { Db } from '#db/schema.ts';
import { earlier, lastDayOf, monthEnd } from '#shared/calendar.ts';
import { refusals } from '#shared/handling.ts';
import { said } from '#shared/language.ts';
import { missingIn } from '#shared/likelihood.ts';
import { type Fen, parseYuan, toWan } from '#shared/money.ts';
import { NewMonitoringTexts, NewSelfEvaluationTexts, type PaperKind } from '#shared/paper-texts.ts';
import { type ProjectPlan, spentBy } from '#shared/plan.ts';
import { planAsOf } from '#shared/plan-versions.ts';
import { chargedOf, may } from '#shared/rights.ts';
import { loadSnapshots, type PlanCache } from '../evaluation/snapshots.ts';
import { monthsBy, type ReportedProject } from '../reports/project-data.ts';
import { loadReported, monitoringPeriod, ofProject } from '../reports/reported-projects.ts';
import { showMonitoringTexts, showSelfEvaluationTexts } from '../reports/show-texts.ts';
import { HttpError, notFound, type SaidRowProblem } from './errors.ts';
import { writeOnce } from './idempotent.ts';
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
      if (period > monthEnd(Number(unit.today.slice(0, 4)), monthsBy(unit.today))) throw notYet(period);
      refuseProblems([
        ...unknownIndicators(plan, indicators),
        ...indicators.flatMap((one, at) => unexplained(plan, one, at)),
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
      refuseProblems(unknownIndicators(plan, indicators));
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
  texts: readonly { subject: string; body: object }[],
): Promise<number> {
  const standing = await paperTexts(trx, [plan.projectId], { paper, period });
  const before = new Map(standing.map(({ subject, body }) => [subject, body as object]));
  const changed = texts.filter(({ subject, body }) => !isSame(before.get(subject), body));
  if (changed.length === 0) return 0;
  const { projectId } = plan;
  await appendPaperTexts(trx, { projectId, paper, period, at: unit.at, by }, changed);
  const shown = (of: (subject: string, body: object) => object | undefined) =>
    Object.fromEntries(changed.map(({ subject, body }) => [subject, of(subject, body) ?? null]));
  unit.record({
    action: 'write_papers',
    subject: `${paper} ${period}`,
    projects: [plan.code],
    before: shown((subject) => before.get(subject)),
    after: shown((_, body) => body),
  });
  return changed.length;
}

function isSame(before: object | undefined, after: object): boolean {
  const sorted = (one: object) =>
    JSON.stringify(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return before !== undefined && sorted(before) === sorted(after);
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
    if (sent.findIndex((one) => one.id === id) < at) {
      const message = said(`指标 ${id} 写了两次`, `The indicator ${id} stands here twice`);
      return [{ pointer: `/indicators/${at}/id`, code: 'twice', message }];
    }
    if (indicators.some((one) => one.id === id)) return [];
    const message = said(`本项目没有指标 ${id}`, `The project has no indicator ${id}`);
    return [{ pointer: `/indicators/${at}/id`, code: 'unknown_indicator', message }];
  });
}

/** 有可能 or 完全不可能 without cause or measure, naming the indicator. */
function unexplained(
  { indicators }: ProjectPlan,
  text: Parameters<typeof missingIn>[0] & { id: string },
  at: number,
): Problems {
  const field = missingIn(text);
  if (!field) return [];
  const name = indicators.find(({ id }) => id === text.id)?.name ?? text.id;
  const [zh, en] = field === 'cause' ? ['偏差原因', 'the cause'] : ['改进措施', 'the measure'];
  const message = said(
    `指标“${name}”选了“有可能”或“完全不可能”，须填写${zh}`,
    `“${name}” may miss its target: say ${en}`,
  );
  return [{ pointer: `/indicators/${at}/${field}`, code: 'unexplained', message }];
}

function refuseProblems(problems: Problems): void {
  const [first] = problems;
  if (first) throw new HttpError(422, first.code, first.message, problems);
}

function notYet(period: string): HttpError {
  return new HttpError(
    422,
    'not_yet',
    said(`还没有到${period}所在的月份。`, `The month of ${period} has not begun.`),
  );
}
