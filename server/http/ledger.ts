import { Router } from 'express';
import type { Database } from '#db/open.ts';
import { ledgerTotals } from '#db/queries/expenditures.ts';
import { appendCover, findCover } from '#db/queries/ledger.ts';
import { departmentsOf } from '#db/queries/plans.ts';
import { yearProjects } from '#db/queries/standings.ts';
import { ConfirmLedger, type Ledger } from '#shared/api.ts';
import { type Day, type Instant, lastDayOf, yearOf } from '#shared/calendar.ts';
import { refusals } from '#shared/handling.ts';
import { said } from '#shared/language.ts';
import { toYuan } from '#shared/money.ts';
import { evaluateLedgers } from '../evaluation/evaluate-projects.ts';
import { HttpError } from './errors.ts';
import { parseBody } from './parse.ts';
import type { Readers } from './projects.ts';
import { readingDays } from './reading-days.ts';
import { callerOf, requireScope } from './sign-in.ts';

/** /api/v1/ledger: the day up to which the vouchers are complete, and its confirmation by finance. */
export function ledgerRoutes({ db, answer }: Readers): Router {
  const router = Router();
  router.get(
    '/',
    answer(async (req) => {
      const { year, asOf, knownAt } = await readingDays(db, req);
      return await ledgerOf(db, year, asOf, knownAt);
    }),
  );
  router.post('/confirm', requireScope('ingest'), async (req, res) => {
    const { coveredTo, year = yearOf(coveredTo) } = parseBody(ConfirmLedger, req.body);
    await db.write(async (trx, unit) => {
      if (coveredTo > unit.today)
        throw refuse(
          'future_day',
          `不能晚于今天（${unit.today}）。`,
          `It must not be after today (${unit.today}).`,
        );
      if (coveredTo > lastDayOf(year) || yearOf(coveredTo) < year)
        throw refuse('other_year', `不在${year}年内。`, `It is not within ${year}.`);
      const departments = await departmentsOf(trx, year);
      if (departments.length === 0)
        throw refuse('no_plan_for_year', `${year}年没有已生效的绩效文本。`, `There is no plan for ${year}.`);
      if (departments.some(({ closedAt }) => closedAt !== null))
        throw new HttpError(409, 'year_closed', refusals.year_closed);
      const moment = { at: unit.at, by: callerOf(res).name };
      for (const { id } of departments) {
        const standing = await findCover(trx, id, year);
        if (standing && standing.coveredTo >= coveredTo) continue;
        await appendCover(trx, { departmentId: id, year, coveredTo, ...moment });
        unit.announce({ topics: ['ledger', 'overview'] });
        await evaluateLedgers(trx, unit, [{ departmentId: id, year }]);
      }
      // Every project's spending says how far the ledger is known.
      unit.touch(await yearProjects(trx, year));
    });
    res.json(await ledgerOf(db, year, lastDayOf(year)));
  });
  return router;
}

function refuse(code: string, zh: string, en: string): HttpError {
  return new HttpError(422, code, said(zh, en), [{ pointer: '/coveredTo', code, message: said(zh, en) }]);
}

/** How far the ledger of a year is known: of several departments, the one that is known least. */
async function ledgerOf(db: Database, year: number, asOf: Day, knownAt?: Instant): Promise<Ledger> {
  const departments = await departmentsOf(db.read, year);
  const covers = await Promise.all(departments.map(({ id }) => findCover(db.read, id, year, knownAt)));
  const least = covers.every((cover) => cover !== undefined)
    ? covers.toSorted((a, b) => (a.coveredTo < b.coveredTo ? -1 : 1))[0]
    : undefined;
  const { vouchers, spent } = await ledgerTotals(db.read, year, { asOf, knownAt });
  return {
    year,
    coveredTo: least?.coveredTo ?? null,
    confirmedAt: least?.at ?? null,
    confirmedBy: least?.by ?? null,
    vouchers,
    spent: toYuan(spent),
  };
}
