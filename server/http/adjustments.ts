import { Router } from 'express';
import type { Database } from '#db/open.ts';
import { findProjectPlace } from '#db/queries/plans.ts';
import { PlanAdjustment } from '#shared/api.ts';
import { yearOf } from '#shared/calendar.ts';
import { ofDepartment } from '#shared/rights.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { adjustPlan } from '../intake/adjust-plan.ts';
import { notFound } from './errors.ts';
import { writeOnce } from './idempotent.ts';
import { parseBody } from './parse.ts';
import { personOf, refuseUnless, requireMay, sightOf } from './person.ts';
import { callerOf } from './sign-in.ts';

/** /api/v1/projects/{code}/adjustments: a project's budget is adjusted without a document. The year is that of its day. */
export function adjustmentRoutes({ db, cache }: { db: Database; cache: PlanCache }): Router {
  const router = Router();
  router.post('/:code/adjustments', requireMay('adjust_plan'), async (req, res) => {
    const body = parseBody(PlanAdjustment, req.body);
    const code = String(req.params.code);
    const year = yearOf(body.effectiveOn);
    await writeOnce(db, req, res, async (trx, unit) => {
      const place = await findProjectPlace(trx, year, code);
      if (!place || !sightOf(res).knows(place.id)) throw notFound();
      const { departmentCode } = place;
      refuseUnless(personOf(callerOf(res)), 'adjust_plan', ofDepartment(departmentCode));
      const adjusting = { year, code, departmentCode, by: callerOf(res).name };
      return { status: 201, body: await adjustPlan(trx, unit, cache, adjusting, body) };
    });
  });
  return router;
}
