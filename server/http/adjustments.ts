import { Router } from 'express';
import type { Database } from '#db/open.ts';
import { findProjectPlace } from '#db/queries/plans.ts';
import { PlanAdjustment } from '#shared/api.ts';
import { yearOf } from '#shared/calendar.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { adjustPlan } from '../intake/adjust-plan.ts';
import { notFound } from './errors.ts';
import { writeOnce } from './idempotent.ts';
import { parseBody } from './parse.ts';
import { callerOf, requireScope } from './sign-in.ts';

/** /api/v1/projects/{code}/adjustments: a project's budget is adjusted without a document. The year is that of its day. */
export function adjustmentRoutes({ db, cache }: { db: Database; cache: PlanCache }): Router {
  const router = Router();
  router.post('/:code/adjustments', requireScope('manage'), async (req, res) => {
    const body = parseBody(PlanAdjustment, req.body);
    const code = String(req.params.code);
    const year = yearOf(body.effectiveOn);
    await writeOnce(db, req, res, async (trx, unit) => {
      const place = await findProjectPlace(trx, year, code);
      if (!place) throw notFound();
      const { departmentCode } = place;
      const adjusting = { year, code, departmentCode, by: callerOf(res).name };
      return { status: 201, body: await adjustPlan(trx, unit, cache, adjusting, body) };
    });
  });
  return router;
}
