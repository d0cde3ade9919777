import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Database } from '#db/open.ts';
import { everyAlert, findAlert, openAlertsByProject } from '#db/queries/alerts.ts';
import { departmentsOf, planWords, projectIds } from '#db/queries/plans.ts';
import { yearProjects } from '#db/queries/standings.ts';
import { AsOfQuery } from '#shared/api.ts';
import { indicatorStandings } from '#shared/evaluate/results.ts';
import { said } from '#shared/language.ts';
import type { ReportMade } from '#shared/reports.ts';
import { loadSnapshots, type PlanCache } from '../evaluation/snapshots.ts';
import { ledgerRows } from '../meetings/ledger-rows.ts';
import { readerOf } from '../meetings/reader.ts';
import { monitoringForm, monitoringPaper } from '../reports/monitoring-form.ts';
import { alertNotice, noticePaper } from '../reports/notice.ts';
import { madeLine, type Paper } from '../reports/paper.ts';
import { paperFile } from '../reports/paper-file.ts';
import type { ReportedProject } from '../reports/project-data.ts';
import { rankingPapers, rankingReport } from '../reports/ranking.ts';
import { ledgerPaper, rectificationLedger } from '../reports/rectification-ledger.ts';
import { selfEvaluationForm, selfEvaluationPaper } from '../reports/self-evaluation.ts';
import { type AlertCounts, summaryPaper, summaryReport } from '../reports/summary.ts';
import { showAlert } from '../show-alert.ts';
import type { Sight } from '../sight.ts';
import { figuresOfYear, planSeq } from '../year-figures.ts';
import { seesAlert } from './alerts.ts';
import { HttpError, notFound } from './errors.ts';
import { parseQuery } from './parse.ts';
import { requireMay, sightOf } from './person.ts';
import { type ReadingDays, readingDays } from './reading-days.ts';
import { callerOf } from './sign-in.ts';
import { workbookMedia } from './templates.ts';
import { recordExport } from './trail.ts';

export const ReportQuery = AsOfQuery.extend({
  format: z.enum(['json', 'xlsx', 'docx']).default('json'),
  /** One project by its code; all of the year where none is named. */
  project: z.string().trim().min(1).max(100).optional(),
});

export const documentMedia = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** So many projects are put on paper at once: a form each, and more would be a book. */
const mostForms = 200;

interface Report {
  name: string;
  json: unknown;
  papers: (made: string) => Paper[];
}

/** /api/v1/reports: the forms that finance bureaus use, of any day, as data, workbook or document. */
export function reportRoutes({
  db,
  cache,
  timeZone,
}: {
  db: Database;
  cache: PlanCache;
  timeZone: string;
}): Router {
  const router = Router();
  router.use(requireMay('read'));

  const route = (
    path: string,
    report: (req: Request, days: ReadingDays, sight: Sight, res: Response) => Promise<Report>,
  ) =>
    router.get(path, async (req, res) => {
      const days = await readingDays(db, req);
      await send({ db, req, res }, days, timeZone, await report(req, days, sightOf(res), res));
    });

  route('/monitoring-form', async (req, days, sight) => {
    const forms = (await reportedProjects({ db, cache, sight }, req, days)).map(monitoringForm);
    return {
      name: '项目支出绩效目标执行监控表',
      json: { items: forms },
      papers: (made) => forms.map((form) => monitoringPaper(form, made)),
    };
  });

  route('/self-evaluation', async (req, days, sight) => {
    const forms = (await reportedProjects({ db, cache, sight }, req, days)).map(selfEvaluationForm);
    return {
      name: '项目支出绩效自评表',
      json: { items: forms },
      papers: (made) => forms.map((form) => selfEvaluationPaper(form, made)),
    };
  });

  route('/summary', async (_, days, sight) => {
    const figures = await figuresOfYear(db, cache, days, sight);
    const report = summaryReport(figures, await alertCounts(db, days), days.asOf);
    return { name: '预算绩效监控汇总表', json: report, papers: (made) => [summaryPaper(report, made)] };
  });

  route('/ranking', async (_, days, sight) => {
    const report = rankingReport(await figuresOfYear(db, cache, days, sight), days.asOf);
    return { name: '支出进度排名', json: report, papers: (made) => rankingPapers(report, made) };
  });

  route('/rectification-ledger', async (req, days, sight, res) => {
    const { project } = parseQuery(ReportQuery, req.query);
    const alerts = await everyAlert(db.read, {
      year: days.year,
      past: days.past,
      conditions: ['firing', 'resolved'],
      project,
      seen: sight.seen,
    });
    const reader = await readerOf(db.read, days.today, req, res);
    const decided = await ledgerRows(db.read, { ...days, project }, reader, days.language);
    const ledger = rectificationLedger(alerts, days.language, days.today, decided);
    return { name: '预算绩效整改台账', json: ledger, papers: (made) => [ledgerPaper(ledger, made)] };
  });
  return router;
}

/** /api/v1/alerts/{id}/notice: 提示函 or 整改通知书 for one alert. */
export function noticeRoutes({ db, timeZone }: { db: Database; timeZone: string }): Router {
  const router = Router();
  router.get('/:id/notice', requireMay('read'), async (req, res) => {
    const days = await readingDays(db, req);
    const { today, past, language } = days;
    const id = String(req.params.id);
    const row = (past && (await findAlert(db.read, id, past))) ?? (await findAlert(db.read, id));
    if (!row || !seesAlert(sightOf(res), row)) throw notFound();
    const departments = await departmentsOf(db.read, row.year);
    const department = departments.find(({ code }) => code === row.department);
    const notice = alertNotice(showAlert(row, language, today), {
      department: department?.name ?? '',
      on: today,
      language,
    });
    await send({ db, req, res }, days, timeZone, {
      name: notice.title,
      json: notice,
      papers: (made) => [noticePaper(notice, made)],
    });
  });
  return router;
}

/** The projects asked for with all that their forms are made from, in the order of their codes. */
async function reportedProjects(
  { db, cache, sight }: { db: Database; cache: PlanCache; sight: Sight },
  req: Request,
  days: ReadingDays,
): Promise<ReportedProject[]> {
  const { project } = parseQuery(ReportQuery, req.query);
  const found = project
    ? [...(await projectIds(db.read, days.year, [project])).values()]
    : await yearProjects(db.read, days.year);
  const ids = found.filter(sight.knows);
  if (ids.length === 0) throw notFound();
  if (ids.length > mostForms) {
    throw new HttpError(
      422,
      'too_many_forms',
      said(
        `共${ids.length}个项目，一次最多${mostForms}个；请用 project 指明一个项目。`,
        `There are ${ids.length} projects and at most ${mostForms} go into one paper; name one with project.`,
      ),
    );
  }
  const snapshots = await loadSnapshots(db.read, cache, await planSeq(db), ids, days);
  const words = await planWords(db.read, ids);
  const alerts = await everyAlert(db.read, {
    year: days.year,
    past: days.past,
    conditions: ['firing', 'resolved'],
    project,
    seen: sight.seen,
  });
  const rules = await cache.rules(db.read, await planSeq(db));
  const ruled = snapshots.map((snapshot) => ({
    snapshot,
    profile: rules.profileOf(snapshot, days.today, days.knownAt),
  }));
  return ruled.map(({ snapshot, profile }) => ({
    snapshot,
    profile,
    days,
    standings: indicatorStandings(snapshot, profile, days),
    goals: words.get(snapshot.plan.id)?.goals ?? [],
    // The newest comes first and is what counts.
    taken: new Map(
      alerts
        .filter(({ projectCode, handled }) => projectCode === snapshot.plan.code && handled.measure !== null)
        .toReversed()
        .map(({ subject, handled }) => [subject, handled]),
    ),
  }));
}

const inHand = ['acknowledged', 'rectifying', 'submitted', 'returned', 'closed'] as const;

/** Of every project of the year; the figures that they stand beside are only of those one sees. */
async function alertCounts(db: Database, { year, past }: ReadingDays): Promise<AlertCounts> {
  const [firing, rectifying] = await Promise.all([
    openAlertsByProject(db.read, year, past),
    openAlertsByProject(db.read, year, past, inHand),
  ]);
  return { firing, rectifying };
}

async function send(
  { db, req, res }: { db: Database; req: Request; res: Response },
  days: ReadingDays,
  timeZone: string,
  { name, json, papers }: Report,
) {
  const { format, project } = parseQuery(ReportQuery, req.query);
  const made: ReportMade = {
    year: days.year,
    asOf: days.asOf,
    today: days.today,
    knownAt: days.knownAt ?? new Date().toISOString(),
    by: callerOf(res).fullName,
  };
  if (format === 'json') {
    res.json({ made, ...(json as object) });
    return;
  }
  const pages = papers(madeLine({ ...made, knownAt: clockText(made.knownAt, timeZone) }, days.language));
  const bytes = await paperFile({ format, papers: pages });
  const file = `${name}-${days.asOf}.${format}`;
  await recordExport(db, res, {
    subject: file,
    projects: project ? [project] : [],
    after: { pages: pages.length },
  });
  res
    .set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file)}`)
    .type(format === 'xlsx' ? workbookMedia : documentMedia)
    .send(bytes);
}

/** An instant as the clock on the wall had it: `2026-11-25 22:12:42`. */
export function clockText(instant: string, timeZone: string): string {
  return new Date(instant).toLocaleString('sv-SE', { timeZone });
}
