import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Database } from '#db/open.ts';
import { everyAlert, findAlert, openAlertsByProject } from '#db/queries/alerts.ts';
import { departmentsOf, projectIds } from '#db/queries/plans.ts';
import { yearProjects } from '#db/queries/standings.ts';
import { AsOfQuery } from '#shared/api.ts';
import { said } from '#shared/language.ts';
import type { MonitoringReport, ReportMade } from '#shared/reports.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { ledgerRows } from '../meetings/ledger-rows.ts';
import { readerOf } from '../meetings/reader.ts';
import {
  departmentMonitoringForm,
  departmentSelfEvaluation,
  type ReportedDepartment,
} from '../reports/department-forms.ts';
import { departmentMonitoringPaper, departmentSelfEvaluationPaper } from '../reports/department-papers.ts';
import { lowTargets, lowTargetsPaper } from '../reports/low-targets.ts';
import { monitoringForm, monitoringPaper } from '../reports/monitoring-form.ts';
import { monitoringLetter } from '../reports/monitoring-letter.ts';
import { monitoringReport } from '../reports/monitoring-report.ts';
import { alertNotice, noticePaper } from '../reports/notice.ts';
import { madeLine, type Paper } from '../reports/paper.ts';
import { paperFile } from '../reports/paper-file.ts';
import type { ReportedProject } from '../reports/project-data.ts';
import { rankingPapers, rankingReport } from '../reports/ranking.ts';
import { ledgerPaper, rectificationLedger } from '../reports/rectification-ledger.ts';
import { loadDepartments } from '../reports/reported-departments.ts';
import { loadReported } from '../reports/reported-projects.ts';
import { selfEvaluationForm, selfEvaluationPaper } from '../reports/self-evaluation.ts';
import { type AlertCounts, summaryPaper, summaryReport } from '../reports/summary.ts';
import { showAlert } from '../show-alert.ts';
import type { Sight } from '../sight.ts';
import { figuresOfYear } from '../year-figures.ts';
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
  /** The pages that it becomes as a file; a written report is a document only. */
  papers?: (made: string) => Paper[];
  written?: readonly MonitoringReport[];
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

  const whole = (days: ReadingDays, sight: Sight) => reportedDepartments({ db, cache, sight }, days);

  route('/department-monitoring-form', async (_, days, sight) => {
    const forms = (await whole(days, sight)).map(departmentMonitoringForm);
    return {
      name: '部门整体绩效目标执行监控表',
      json: { items: forms },
      papers: (made) => forms.map((form) => departmentMonitoringPaper(form, made)),
    };
  });

  route('/department-self-evaluation', async (_, days, sight) => {
    const forms = (await whole(days, sight)).map(departmentSelfEvaluation);
    return {
      name: '部门整体支出绩效自评表',
      json: { items: forms },
      papers: (made) => forms.map((form) => departmentSelfEvaluationPaper(form, made)),
    };
  });

  route('/low-targets', async (req, days, sight) => {
    const { project } = parseQuery(ReportQuery, req.query);
    const { year, past } = days;
    const kinds = ['TARGET_TOO_LOW'] as const;
    const alerts = await everyAlert(db.read, {
      ...{ year, past, kinds, project },
      conditions: ['firing'],
      seen: sight.seen,
    });
    const list = lowTargets(alerts);
    return { name: '绩效目标偏低清单', json: list, papers: (made) => [lowTargetsPaper(list, made)] };
  });

  route('/monitoring-report', async (req, days, sight) => {
    const { project } = parseQuery(ReportQuery, req.query);
    const projects = await reportedProjects({ db, cache, sight }, req, days, Number.POSITIVE_INFINITY);
    const { year, past, asOf, today } = days;
    const alerts = await everyAlert(db.read, {
      ...{ year, past, project },
      conditions: ['firing'],
      seen: sight.seen,
    });
    const codes = [...new Set(projects.map(({ snapshot }) => snapshot.plan.department.code))].sort();
    const written = codes.flatMap((code) => {
      const own = projects.filter(({ snapshot }) => snapshot.plan.department.code === code);
      const [first] = own;
      if (!first) return [];
      const { plan } = first.snapshot;
      const about = project ? { code: plan.code, name: plan.name } : null;
      const theirs = alerts.filter(({ department }) => department === code);
      const { name } = plan.department;
      return monitoringReport({
        ...{ department: { code, name }, project: about, projects: own, alerts: theirs },
        ...{ asOf, today, year },
      });
    });
    return { name: '绩效运行监控报告', json: { items: written }, written };
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
  most = mostForms,
): Promise<ReportedProject[]> {
  const { project } = parseQuery(ReportQuery, req.query);
  const found = project
    ? [...(await projectIds(db.read, days.year, [project])).values()]
    : await yearProjects(db.read, days.year);
  const ids = found.filter(sight.knows);
  if (ids.length === 0) throw notFound();
  if (ids.length > most) {
    throw new HttpError(
      422,
      'too_many_forms',
      said(
        `共${ids.length}个项目，一次最多${most}个；请用 project 指明一个项目。`,
        `There are ${ids.length} projects and at most ${most} go into one paper; name one with project.`,
      ),
    );
  }
  return await loadReported(db, cache, ids, days, sight);
}

/** The departments that the caller sees whole. */
async function reportedDepartments(
  parts: { db: Database; cache: PlanCache; sight: Sight },
  days: ReadingDays,
): Promise<ReportedDepartment[]> {
  const departments = (await departmentsOf(parts.db.read, days.year)).filter(({ code }) =>
    parts.sight.seesDepartment(code),
  );
  if (departments.length === 0) throw notFound();
  return await loadDepartments(parts, departments, days);
}

const inHand = ['acknowledged', 'rectifying', 'submitted', 'returned', 'closed'] as const;

/** Of every project of the year; the figures that they stand beside are only of those one sees. */
async function alertCounts(db: Database, { year, past }: ReadingDays): Promise<AlertCounts> {
  const [firing, rectifying] = await Promise.all([
    openAlertsByProject(db.read, year, past),
    openAlertsByProject(db.read, year, past, { handlings: inHand }),
  ]);
  return { firing, rectifying };
}

async function send(
  { db, req, res }: { db: Database; req: Request; res: Response },
  days: ReadingDays,
  timeZone: string,
  { name, json, papers, written }: Report,
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
  if (format === 'xlsx' && !papers) {
    const message = said('监控报告只有 docx 文件。', 'The written report is a docx file only.');
    throw new HttpError(400, 'format', message);
  }
  const line = madeLine({ ...made, knownAt: clockText(made.knownAt, timeZone) }, days.language);
  const pages = papers?.(line) ?? [];
  const bytes = await paperFile(
    written ? { letter: monitoringLetter(written, line) } : { format, papers: pages },
  );
  const file = `${name}-${days.asOf}.${format}`;
  await recordExport(db, res, {
    subject: file,
    projects: project ? [project] : [],
    after: { pages: (written ?? pages).length },
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
