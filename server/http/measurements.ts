import { Router } from 'express';
import { z } from 'zod';
import type { Database } from '#db/open.ts';
import { findMeasurement, listMeasurements, reviewMeasurement, reviewsOf } from '#db/queries/measurements.ts';
import { Page } from '#shared/api.ts';
import { Day } from '#shared/calendar.ts';
import { refusals } from '#shared/handling.ts';
import { said } from '#shared/language.ts';
import { type MeasurementHistory, MeasurementInput, MeasurementState } from '#shared/measurement.ts';
import { planAsOf } from '#shared/plan-versions.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { ingestValues } from '../intake/values.ts';
import type { Answer } from './answers.ts';
import { HttpError, notFound } from './errors.ts';
import { writeOnce } from './idempotent.ts';
import { ingested } from './ingest.ts';
import { cursorId, mostRows, pageOf, parseBody, parseItems, parseQuery } from './parse.ts';
import { readingDays } from './reading-days.ts';
import { callerOf, requireScope } from './sign-in.ts';

export const MeasurementFilter = Page.extend({
  project: z.string().optional(),
  indicator: z.string().optional(),
  period: Day.optional(),
  state: MeasurementState.optional(),
});
export const ApproveMeasurement = z
  .strictObject({ note: z.string().trim().max(1000).optional() })
  .default({});
export const ReturnMeasurement = z.strictObject({ reason: z.string().trim().min(1).max(1000) });

/** /api/v1/measurements: the ledger of measured values, and their way to approval. */
export function measurementRoutes({
  db,
  cache,
  answer,
}: {
  db: Database;
  cache: PlanCache;
  answer: Answer;
}): Router {
  const router = Router();
  router.post('/', requireScope('ingest'), async (req, res) => {
    const { rows, problems } = parseItems(MeasurementInput, req.body, mostRows);
    const caller = callerOf(res);
    if (rows.some(({ item }) => item.approved) && !caller.scopes.has('manage')) {
      throw new HttpError(
        403,
        'scope',
        said('审定需要“manage”权限。', 'Approving needs the right "manage".'),
      );
    }
    await writeOnce(db, req, res, async (trx, unit) => {
      const ingest = await ingestValues(trx, unit, cache, rows, caller.name);
      const given = ingested(req, ingest, problems);
      if (ingest.accepted > 0) {
        unit.announce({ topics: ['measurements'], projects: [] });
        unit.touch(ingest.touched);
      }
      return given;
    });
  });

  const review = async (id: string, verdict: 'approved' | 'returned', note: string | null, by: string) => {
    await db.write(async (trx, unit) => {
      const measurement = /^\d{1,15}$/.test(id) ? await findMeasurement(trx, Number(id)) : undefined;
      if (!measurement?.project_id) throw notFound();
      const [history] = await cache.histories(trx, unit.planSeq, [measurement.project_id]);
      if (history && planAsOf(history, unit.today)?.closed)
        throw new HttpError(409, 'year_closed', refusals.year_closed);
      if (measurement.verdict === 'returned' || measurement.verdict === verdict) {
        throw new HttpError(
          409,
          'already_reviewed',
          said('这个完成值已经审过。', 'This value has been decided already.'),
        );
      }
      await reviewMeasurement(trx, measurement.id, verdict, note, { at: unit.at, by });
      unit.announce({ topics: ['measurements'], projects: [measurement.projectCode] });
      unit.touch([measurement.project_id]);
    });
    const { year } = (await findMeasurement(db.read, Number(id))) ?? {};
    const [shown] = await listMeasurements(db.read, { year: year ?? 0, id: Number(id), limit: 1 });
    return shown;
  };
  router.post('/:id/approve', requireScope('manage'), async (req, res) => {
    const { note } = parseBody(ApproveMeasurement, req.body);
    res.json(await review(String(req.params.id), 'approved', note ?? null, callerOf(res).name));
  });
  router.post('/:id/return', requireScope('manage'), async (req, res) => {
    const { reason } = parseBody(ReturnMeasurement, req.body);
    res.json(await review(String(req.params.id), 'returned', reason, callerOf(res).name));
  });

  router.get(
    '/:id/history',
    answer(async (req): Promise<MeasurementHistory> => {
      const id = String(req.params.id);
      const one = /^\d{1,15}$/.test(id) ? await findMeasurement(db.read, Number(id)) : undefined;
      if (!one) throw notFound();
      const { year, indicator_id: indicator, period } = one;
      const items = await listMeasurements(db.read, { year, indicator, period, limit: 500 });
      const reviews = await reviewsOf(
        db.read,
        items.map((item) => item.id),
      );
      return { items: items.map((item) => ({ ...item, reviews: reviews.get(item.id) ?? [] })) };
    }),
  );

  router.get(
    '/',
    answer(async (req) => {
      const { year, asOf, knownAt } = await readingDays(db, req);
      const { limit, cursor, ...filter } = parseQuery(MeasurementFilter, req.query);
      const rows = await listMeasurements(db.read, {
        ...filter,
        year,
        // A value may be for a reporting day to come: only a past day that is asked for leaves it out.
        asOf: req.query.asOf === undefined ? undefined : asOf,
        knownAt,
        before: cursorId(cursor),
        limit: limit + 1,
      });
      return pageOf(rows, limit);
    }),
  );
  return router;
}
