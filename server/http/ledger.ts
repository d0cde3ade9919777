import { type Response, Router } from 'express';
import type { Database } from '#db/open.ts';
import { findCover } from '#db/queries/ledger.ts';
import { departmentsOf } from '#db/queries/plans.ts';
import { ledgerTotals } from '#db/queries/spending.ts';
import { yearProjects } from '#db/queries/standings.ts';
import { ConfirmLedger, type Ledger } from '#shared/api.ts';
import { type Day, type Instant, lastDayOf, yearOf } from '#shared/calendar.ts';
import { toYuan } from '#shared/money.ts';
import { may, ofDepartment } from '#shared/rights.ts';
import { confirmLedger } from '../intake/confirm-ledger.ts';
import type { Sight } from '../sight.ts';
import { parseBody } from './parse.ts';
import { personOf, requireMay, sightOf } from './person.ts';
import type { Readers } from './projects.ts';
import { readingDays } from './reading-days.ts';
import { callerOf } from './sign-in.ts';
import { recorded } from './trail.ts';

/** /api/v1/ledger: the day up to which the vouchers are complete, and its confirmation by finance. */
export function ledgerRoutes({ db, cache, answer }: Readers): Router {
  const router = Router();
  router.get(
    '/',
    answer(async (req, res) => {
      const { year, asOf, knownAt } = await readingDays(db, req);
      return await ledgerOf(db, sightOf(res), year, asOf, knownAt);
    }),
  );
  router.post('/confirm', requireMay('confirm_ledger'), async (req, res) => {
    const { coveredTo, year = yearOf(coveredTo) } = parseBody(ConfirmLedger, req.body);
    await recorded(db, res).write(async (trx, unit) => {
      await confirmLedger(
        trx,
        unit,
        cache,
        { coveredTo, year, mayConfirm: confirming(res) },
        callerOf(res).name,
      );
      unit.touch(await yearProjects(trx, year));
    });
    res.json(await ledgerOf(db, sightOf(res), year, lastDayOf(year)));
  });
  return router;
}

/** Of which departments the caller may say how far their ledgers are complete. */
export function confirming(res: Response): (department: string) => boolean {
  const person = personOf(callerOf(res));
  return (department) => may(person, 'confirm_ledger', ofDepartment(department)).may;
}

/** How far the ledger of a year is known: of several departments, the one that is known least. */
async function ledgerOf(
  db: Database,
  { seen, isIn }: Sight,
  year: number,
  asOf: Day,
  knownAt?: Instant,
): Promise<Ledger> {
  const departments = (await departmentsOf(db.read, year)).filter(({ code }) => isIn(code));
  const covers = await Promise.all(departments.map(({ id }) => findCover(db.read, id, year, knownAt)));
  const least = covers.every((cover) => cover !== undefined)
    ? covers.toSorted((a, b) => (a.coveredTo < b.coveredTo ? -1 : 1))[0]
    : undefined;
  const { vouchers, spent } = await ledgerTotals(db.read, year, { asOf, knownAt, seen });
  return {
    year,
    coveredTo: least?.coveredTo ?? null,
    confirmedAt: least?.at ?? null,
    confirmedBy: least?.by ?? null,
    vouchers,
    spent: toYuan(spent),
  };
}
