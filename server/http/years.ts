import { Router } from 'express';
import { z } from 'zod';
import { openAlertsOf } from '#db/queries/alert-rows.ts';
import { closeYear, listConclusions } from '#db/queries/closing.ts';
import { appendAlertEvents } from '#db/queries/open-alerts.ts';
import { departmentsOf } from '#db/queries/plans.ts';
import { yearProjects } from '#db/queries/standings.ts';
import type { Db } from '#db/schema.ts';
import type { YearClosing } from '#shared/api.ts';
import { type Day, lastDayOf, yearOf } from '#shared/calendar.ts';
import { suggestedConclusion } from '#shared/closing.ts';
import { refusals } from '#shared/handling.ts';
import { said } from '#shared/language.ts';
import { toYuan } from '#shared/money.ts';
import { CloseYear } from '#shared/moves.ts';
import { spentBy } from '#shared/plan.ts';
import { wholeHouse } from '#shared/rights.ts';
import { evaluateLedgers } from '../evaluation/evaluate-projects.ts';
import { loadSnapshots, type PlanCache } from '../evaluation/snapshots.ts';
import type { Sight } from '../sight.ts';
import { planSeq } from '../year-figures.ts';
import { seesAlert } from './alerts.ts';
import { HttpError, notFound, type SaidRowProblem } from './errors.ts';
import { writeOnce } from './idempotent.ts';
import { parseBody, parseQuery } from './parse.ts';
import { refuseUnless, requireMay, sightOf, whoAsks } from './person.ts';
import type { Readers } from './projects.ts';

export const ClosePreview = z.object({ preview: z.enum(['true', 'false']).optional() });
const Year = z.coerce.number().int().min(1990).max(2100);

type Concluded = z.output<typeof CloseYear>['conclusions'];

/** /api/v1/years/{year}/close: closing a year (年度结账), and what is left to conclude before. */
export function yearRoutes({ db, cache, answer }: Readers): Router {
  const router = Router();
  router.get(
    '/:year/close',
    answer(async (req, res) => {
      const year = yearIn(req.params.year);
      const asked = { year, today: await db.today(), sight: sightOf(res) };
      return (await closingOf(db.read, cache, await planSeq(db), asked)).closing;
    }),
  );
  router.post('/:year/close', requireMay('close_year', wholeHouse), async (req, res) => {
    const year = yearIn(req.params.year);
    const { preview } = parseQuery(ClosePreview, req.query);
    const { conclusions } = parseBody(CloseYear, req.body ?? {});
    const { person, staff } = await whoAsks(db.read, res);
    refuseUnless(person, 'close_year', wholeHouse, staff);
    const sight = sightOf(res);
    if (preview === 'true') {
      const asked = { year, today: await db.today(), sight };
      const { closing } = await closingOf(db.read, cache, await planSeq(db), asked);
      refuseUnknown(closing, conclusions);
      res.json(withConclusions(closing, conclusions));
      return;
    }
    await writeOnce(db, req, res, async (trx, unit) => {
      const { closing, ids } = await closingOf(trx, cache, unit.planSeq, {
        year,
        today: unit.today,
        sight,
      });
      refuseState(closing);
      refuseUnknown(closing, conclusions);
      refuseMissing(closing, conclusions);
      const said = new Map(conclusions.map((one) => [one.projectCode, one]));
      const moment = { at: unit.at, seq: unit.seq, day: unit.today, by: person.name };
      const events = (await openAlertsOf(trx, year)).flatMap(
        ({ id, projectCode, severity, facts, condition }) => {
          const one = projectCode === null ? undefined : said.get(projectCode);
          if (!one || condition === 'pending') return [];
          const detail = JSON.stringify({ conclusion: one.conclusion });
          const event = { alert: id, severity, facts: JSON.stringify(facts) };
          return [{ ...event, what: 'concluded', note: one.note ?? null, detail }];
        },
      );
      await appendAlertEvents(trx, events, moment);
      const rows = closing.projects.map(({ code }) => {
        const { conclusion = null, note = null } = said.get(code) ?? {};
        return { projectId: ids.get(code) ?? '', conclusion, note };
      });
      await closeYear(trx, year, rows, { by: person.name, on: unit.today, at: unit.at });
      unit.planChanged();
      unit.announce({ topics: ['plans', 'alerts', 'clock'] });
      const ledgers = (await departmentsOf(trx, year)).map(({ id }) => ({ departmentId: id, year }));
      await evaluateLedgers(trx, unit, cache, ledgers);
      unit.touch([...ids.values()]);
      const closed = { state: 'closed', closedOn: unit.today, closedBy: person.name, openAlerts: 0 } as const;
      return { status: 200, body: { ...withConclusions(closing, conclusions), ...closed } };
    });
  });
  return router;
}

function yearIn(text: unknown): number {
  const year = Year.safeParse(text);
  if (!year.success) throw notFound();
  return year.data;
}

/** How a year stands before it is closed, or how it was; with the ids of its projects by code. */
async function closingOf(
  db: Db,
  cache: PlanCache,
  seq: number,
  { year, today, sight }: { year: number; today: Day; sight: Sight },
) {
  const departments = (await departmentsOf(db, year)).filter(({ code }) => sight.isIn(code));
  if (departments.length === 0) throw notFound();
  const ids = (await yearProjects(db, year)).filter(sight.knows);
  const snapshots = await loadSnapshots(db, cache, seq, ids, { asOf: today });
  const open = (await openAlertsOf(db, year)).filter(
    (alert) => alert.condition === 'firing' && seesAlert(sight, alert),
  );
  const concluded = await listConclusions(db, year);
  const [first] = concluded.values();
  const closed = departments.some(({ closedAt }) => closedAt !== null);
  const projects = snapshots.map(({ plan, spending, finished }): YearClosing['projects'][number] => {
    const mine = open.filter(({ projectCode }) => projectCode === plan.code);
    const spent = spentBy(spending, lastDayOf(year));
    const left = Math.max(0, plan.budget - spent);
    const isFinished = Boolean(finished);
    const kinds = mine.map(({ kind }) => kind);
    return {
      code: plan.code,
      name: plan.name,
      budget: toYuan(plan.budget),
      spent: toYuan(spent),
      left: toYuan(left),
      openAlerts: mine.length,
      finished: isFinished,
      required: mine.length > 0,
      suggested: suggestedConclusion({ finished: isFinished, kinds, left }),
      conclusion: concluded.get(plan.projectId)?.conclusion ?? null,
      note: concluded.get(plan.projectId)?.note ?? null,
    };
  });
  const closing: YearClosing = {
    year,
    state: closed ? 'closed' : yearOf(today) > year ? 'closable' : 'running',
    closedOn: first?.on ?? null,
    closedBy: first?.by ?? null,
    openAlerts: open.length,
    projects,
  };
  return { closing, ids: new Map(snapshots.map(({ plan }) => [plan.code, plan.projectId])) };
}

function withConclusions(closing: YearClosing, conclusions: Concluded): YearClosing {
  const said = new Map(conclusions.map((one) => [one.projectCode, one]));
  const projects = closing.projects.map((project) => {
    const one = said.get(project.code);
    return one ? { ...project, conclusion: one.conclusion, note: one.note ?? null } : project;
  });
  return { ...closing, projects };
}

function refuseState({ state, year }: YearClosing): void {
  if (state === 'closed') throw new HttpError(409, 'year_closed', refusals.year_closed);
  if (state === 'running')
    throw new HttpError(
      409,
      'year_not_over',
      said(
        `${year}年还没有过完，12月31日以后才能结账。`,
        `${year} is not over; it is closed after 31 December.`,
      ),
    );
}

function refuseUnknown({ projects }: YearClosing, conclusions: Concluded): void {
  const known = new Set(projects.map(({ code }) => code));
  const problems = conclusions.flatMap(({ projectCode }, at): SaidRowProblem[] => {
    if (known.has(projectCode)) return [];
    const message = said(`没有项目${projectCode}。`, `There is no project ${projectCode}.`);
    return [{ row: at + 1, pointer: `/conclusions/${at}/projectCode`, code: 'unknown_project', message }];
  });
  refuseAll(problems);
}

/** What still fires cannot be closed over without a word. */
function refuseMissing({ projects }: YearClosing, conclusions: Concluded): void {
  const concluded = new Set(conclusions.map(({ projectCode }) => projectCode));
  const missing = projects.filter(({ code, required }) => required && !concluded.has(code));
  refuseAll(
    missing.map(({ code, name }) => ({
      pointer: '/conclusions',
      code: 'conclusion_missing',
      message: said(
        `${name}（${code}）还有未解除的预警，须写明结论。`,
        `${name} (${code}) still has alerts: say what becomes of it.`,
      ),
    })),
  );
}

function refuseAll(problems: SaidRowProblem[]): void {
  const [first] = problems;
  if (first) throw new HttpError(422, first.code, first.message, problems);
}
