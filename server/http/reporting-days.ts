import { type Request, type Response, Router } from 'express';
import type { Database } from '#db/open.ts';
import { departmentsOf } from '#db/queries/plans.ts';
import { addReportingDay, listAddedDays, withdrawReportingDay } from '#db/queries/reporting-days.ts';
import { yearProjects } from '#db/queries/standings.ts';
import type { Db } from '#db/schema.ts';
import { monthEnd } from '#shared/calendar.ts';
import { refusals } from '#shared/handling.ts';
import { said } from '#shared/language.ts';
import { type AddedReportingDays, NewReportingDay } from '#shared/paper-texts.ts';
import { may, ofDepartment } from '#shared/rights.ts';
import { HttpError, notFound } from './errors.ts';
import { writeOnce } from './idempotent.ts';
import { parseBody } from './parse.ts';
import { personOf, requireMay, sightOf } from './person.ts';
import { callerOf } from './sign-in.ts';

/**
 * /api/v1/years/{year}/reporting-days: the month-ends that finance adds as reporting days (填报期), of all departments
 * whose plan the caller may adjust. A day that has passed when it is added may be reported for, and is no duty: nothing
 * is overdue after the fact. One that has come stays; one still to come can be taken back, twice as well as once.
 */
export function reportingDayRoutes({ db }: { db: Database }): Router {
  const router = Router();
  router.get('/:year/reporting-days', requireMay('read'), async (req, res) => {
    res.json(await shown(db.read, res, yearIn(req)));
  });
  router.post('/:year/reporting-days', requireMay('adjust_plan'), async (req, res) => {
    const { month } = parseBody(NewReportingDay, req.body);
    const year = yearIn(req);
    const day = monthEnd(year, month);
    await writeOnce(db, req, res, async (trx, unit) => {
      const departmentIds = await changeable(trx, res, year);
      const by = personOf(callerOf(res)).username;
      const adding = { departmentIds, year, day, on: unit.today, at: unit.at, by };
      if ((await addReportingDay(trx, adding)) > 0) await changed(trx, unit, year, { added: day });
      return { status: 200, body: await shown(trx, res, year) };
    });
  });
  router.delete('/:year/reporting-days/:month', requireMay('adjust_plan'), async (req, res) => {
    const year = yearIn(req);
    const month = Number(/^\d{1,2}$/.exec(String(req.params.month))?.[0]);
    if (!(month >= 1 && month <= 12)) throw notFound();
    const day = monthEnd(year, month);
    await writeOnce(db, req, res, async (trx, unit) => {
      const departmentIds = await changeable(trx, res, year);
      if (day <= unit.today)
        throw new HttpError(
          409,
          'has_come',
          said('这个填报期已经到了，不能撤销。', 'This reporting day has come and stays.'),
        );
      const by = personOf(callerOf(res)).username;
      const withdrawn = await withdrawReportingDay(trx, { departmentIds, year, day, at: unit.at, by });
      if (withdrawn > 0) await changed(trx, unit, year, { withdrawn: day });
      return { status: 200, body: await shown(trx, res, year) };
    });
  });
  return router;
}

function yearIn(req: Request): number {
  const year = Number(req.params.year);
  if (!/^\d{4}$/.test(String(req.params.year))) throw notFound();
  return year;
}

/** The departments of a year whose reporting days the caller may change; a refusal where there are none. */
async function changeable(db: Db, res: Response, year: number): Promise<string[]> {
  const person = personOf(callerOf(res));
  const departments = (await departmentsOf(db, year)).filter(({ code }) => sightOf(res).isIn(code));
  if (departments.length === 0) throw notFound();
  const mine = departments.filter(({ code }) => may(person, 'adjust_plan', ofDepartment(code)).may);
  if (mine.length === 0)
    throw new HttpError(403, 'not_yours', said('须由财务办理。', 'This is for finance.'));
  const open = mine.filter(({ closedAt }) => closedAt === null);
  if (open.length === 0) throw new HttpError(409, 'year_closed', refusals.year_closed);
  return open.map(({ id }) => id);
}

/** Reporting days are kept with the plans, and all that is owed follows from them. */
async function changed(
  db: Db,
  unit: Parameters<Parameters<Database['write']>[0]>[1],
  year: number,
  after: object,
): Promise<void> {
  unit.planChanged();
  unit.record({ action: 'adjust_plan', subject: `reporting days ${year}`, after });
  unit.announce({ topics: ['plans', 'projects', 'indicators', 'overview', 'alerts'] });
  unit.touch(await yearProjects(db, year));
}

async function shown(db: Db, res: Response, year: number): Promise<AddedReportingDays> {
  const sight = sightOf(res);
  const person = personOf(callerOf(res));
  const items = (await listAddedDays(db, year)).filter(({ department }) => sight.isIn(department));
  return { year, mayChange: may(person, 'adjust_plan').may, items };
}
