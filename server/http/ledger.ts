import { Router } from 'express';
import type { Database } from '#db/open.ts';
import { findCover } from '#db/queries/ledger.ts';
import { departmentsOf } from '#db/queries/plans.ts';
import { ledgerTotals } from '#db/queries/spending.ts';
import { yearProjects } from '#db/queries/standings.ts';
import { ConfirmLedger, type Ledger } from '#shared/api.ts';
import { type Day, type Instant, lastDayOf, yearOf } from '#shared/calendar.ts';
import { toYuan } from '#shared/money.ts';
import { confirmLedger } from '../intake/confirm-ledger.ts';
import { parseBody } from './parse.ts';
import type { Readers } from './projects.ts';
import { readingDays } from './reading-days.ts';
import { callerOf, requireScope } from './sign-in.ts';

/** /api/v1/ledger: the day up to which the vouchers are complete, and its confirmation by finance. */
export function ledgerRoutes({ db, cache, answer }: Readers): Router {
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
      await confirmLedger(trx, unit, cache, { coveredTo, year }, callerOf(res).name);
      unit.touch(await yearProjects(trx, year));
    });
    res.json(await ledgerOf(db, year, lastDayOf(year)));
  });
  return router;
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
