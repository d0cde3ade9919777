import { type Request, type Response, Router } from 'express';
import type { Unit } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { appendDepartmentTexts, departmentTexts } from '#db/queries/department-texts.ts';
import { departmentTargets } from '#db/queries/department-words.ts';
import { departmentsOf } from '#db/queries/plans.ts';
import { yearProjects } from '#db/queries/standings.ts';
import type { Db } from '#db/schema.ts';
import { lastDayOf } from '#shared/calendar.ts';
import { NewDepartmentMonitoringTexts, NewDepartmentSelfEvaluationTexts } from '#shared/department-texts.ts';
import { refusals } from '#shared/handling.ts';
import { said } from '#shared/language.ts';
import type { PaperKind } from '#shared/paper-texts.ts';
import { planAsOf } from '#shared/plan-versions.ts';
import { may, ofDepartment } from '#shared/rights.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import type { DepartmentTarget, ReportedDepartment } from '../reports/department-forms.ts';
import { loadDepartments, ofWhole } from '../reports/reported-departments.ts';
import { monitoringPeriod } from '../reports/reported-projects.ts';
import {
  showDepartmentMonitoringTexts,
  showDepartmentSelfEvaluationTexts,
} from '../reports/show-department-texts.ts';
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
import { personOf, refuseUnless, requireMay, sightOf } from './person.ts';
import { type ReadingDays, readingDays } from './reading-days.ts';
import { callerOf } from './sign-in.ts';

/** A target of the first part of a plan, and whether a project's table indicator says the same. */
type Target = DepartmentTarget & { isLinked: boolean };

/** A write to a department's form: whose it is, of which indicators, and for when. */
interface Writing {
  trx: Db;
  unit: Unit;
  department: { id: string; code: string };
  targets: readonly Target[];
  days: ReadingDays;
  by: string;
}

/**
 * /api/v1/departments/{code}/monitoring-texts and /self-evaluation-texts: what finance and managers write into the
 * forms of a department as a whole, for whoever sees the whole of it. An indicator that a project measures has the
 * texts of that project's form and none here. Kept for good, as the texts of projects are.
 */
export function departmentTextRoutes({ db, cache }: { db: Database; cache: PlanCache }): Router {
  const router = Router();

  const read = async <Shown>(
    req: Request,
    res: Response,
    show: (whole: ReportedDepartment, year: number) => Shown,
  ) => {
    const days = await readingDays(db, req);
    const department = await departmentIn(db.read, req, res, days.year);
    const [whole] = await loadDepartments({ db, cache, sight: sightOf(res) }, [department], days);
    if (!whole) throw notFound();
    const right = may(personOf(callerOf(res)), 'write_department_papers', ofDepartment(department.code));
    res.json({ ...show(whole, days.year), mayWrite: department.closedAt === null && right.may });
  };
  const write = async (req: Request, res: Response, work: (writing: Writing) => Promise<number>) => {
    const days = await readingDays(db, req);
    await writeOnce(db, req, res, async (trx, unit) => {
      const department = await departmentIn(trx, req, res, days.year);
      const person = personOf(callerOf(res));
      refuseUnless(person, 'write_department_papers', ofDepartment(department.code));
      if (department.closedAt !== null) throw new HttpError(409, 'year_closed', refusals.year_closed);
      const targets = await targetsIn(trx, unit, cache, department.id, days);
      const stored = await work({ trx, unit, department, targets, days, by: person.username });
      if (stored > 0) unit.announce({ topics: ['projects'] });
      return { status: 200, body: { stored } };
    });
  };

  router.get('/:code/monitoring-texts', requireMay('read'), async (req, res) => {
    await read(req, res, showDepartmentMonitoringTexts);
  });
  router.put('/:code/monitoring-texts', requireMay('write_department_papers'), async (req, res) => {
    const { indicators } = parseBody(NewDepartmentMonitoringTexts, req.body);
    await write(req, res, async (writing) => {
      const period = monitoringPeriod(writing.days);
      refuseEarly(period, writing.unit.today);
      refuseProblems([
        ...writtenTwice(indicators),
        ...notWritten(writing.targets, indicators),
        ...indicators.flatMap((one, at) => unexplained(writing.targets, one, at)),
      ]);
      const texts = indicators.map(({ id, ...body }) => ({ subject: id, body }));
      return await keep(writing, 'monitoring', period, texts);
    });
  });

  router.get('/:code/self-evaluation-texts', requireMay('read'), async (req, res) => {
    await read(req, res, showDepartmentSelfEvaluationTexts);
  });
  router.put('/:code/self-evaluation-texts', requireMay('write_department_papers'), async (req, res) => {
    const { goals, indicators } = parseBody(NewDepartmentSelfEvaluationTexts, req.body);
    await write(req, res, async (writing) => {
      refuseProblems([...writtenTwice(indicators), ...notWritten(writing.targets, indicators)]);
      return await keep(writing, 'self-evaluation', lastDayOf(writing.days.year), [
        ...(goals === undefined ? [] : [{ subject: ofWhole, body: { goals } }]),
        ...indicators.map(({ id, ...body }) => ({ subject: id, body })),
      ]);
    });
  });
  return router;
}

/** The department of a year that is asked about; who does not see the whole of it finds none. */
async function departmentIn(db: Db, req: Request, res: Response, year: number) {
  const code = String(req.params.code);
  const found = (await departmentsOf(db, year)).find((one) => one.code === code);
  if (!found || !sightOf(res).seesDepartment(code)) throw notFound();
  return found;
}

async function targetsIn(
  trx: Db,
  unit: Unit,
  cache: PlanCache,
  departmentId: string,
  { year, asOf }: ReadingDays,
): Promise<Target[]> {
  const ids = await yearProjects(trx, year, [departmentId]);
  const histories = await cache.histories(trx, unit.planSeq, ids);
  const plans = histories.flatMap((history) => planAsOf(history, asOf) ?? []);
  const versions = new Map(plans.map(({ projectId, version }) => [projectId, version]));
  const measured = new Set(plans.flatMap(({ indicators }) => indicators.map(({ id }) => id)));
  const targets = await departmentTargets(trx, { departmentId, year, asOf }, versions);
  return targets.map((one) => ({
    ...one,
    isLinked: one.linkedId !== null && measured.has(one.linkedId),
  }));
}

/** Indicators that the department's plan has not, and those whose texts are written in a project's form. */
function notWritten(targets: readonly Target[], sent: readonly { id: string }[]): SaidRowProblem[] {
  return sent.flatMap(({ id }, at) => {
    const target = targets.find((one) => one.id === id);
    if (target && !target.isLinked) return [];
    const pointer = `/indicators/${at}/id`;
    if (!target) {
      const message = said(`部门整体没有指标 ${id}`, `The department has no indicator ${id}`);
      return [{ pointer, code: 'unknown_indicator', message }];
    }
    const message = said(
      `指标“${target.name}”对应项目指标，请在该项目的表中填写`,
      `“${target.name}” is an indicator of a project: write in that project's form`,
    );
    return [{ pointer, code: 'linked_indicator', message }];
  });
}

async function keep(
  { trx, unit, department, days, by }: Writing,
  paper: PaperKind,
  period: string,
  texts: readonly NewText[],
): Promise<number> {
  const form = { departmentId: department.id, year: days.year, paper, period };
  const { changed, before, after } = changedTexts(await departmentTexts(trx, form), texts);
  if (changed.length === 0) return 0;
  await appendDepartmentTexts(trx, { ...form, at: unit.at, by }, changed);
  const subject = `department ${department.code} ${paper} ${period}`;
  unit.record({ action: 'write_department_papers', subject, before, after });
  return changed.length;
}
