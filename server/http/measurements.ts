import { type Response, Router } from 'express';
import { z } from 'zod';
import type { Database } from '#db/open.ts';
import { findMeasurement, listMeasurements, reviewMeasurement, reviewsOf } from '#db/queries/measurements.ts';
import { Page } from '#shared/api.ts';
import { Day } from '#shared/calendar.ts';
import { refusals } from '#shared/handling.ts';
import { said } from '#shared/language.ts';
import { type MeasurementHistory, MeasurementInput, MeasurementState } from '#shared/measurement.ts';
import { planAsOf } from '#shared/plan-versions.ts';
import { chargedOf, secondEyes } from '#shared/rights.ts';
import { askedBy, type PlanCache } from '../evaluation/snapshots.ts';
import { ingestValues } from '../intake/values.ts';
import type { Answer } from './answers.ts';
import { HttpError, notFound } from './errors.ts';
import { writeOnce } from './idempotent.ts';
import { ingested } from './ingest.ts';
import { cursorId, mostRows, pageOf, parseBody, parseItems, parseQuery } from './parse.ts';
import { askerOf, personOf, refuseUnless, requireMay, sightOf, whoAsks } from './person.ts';
import { readingDays } from './reading-days.ts';
import { callerOf } from './sign-in.ts';
import { recorded } from './trail.ts';

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
  router.post('/', requireMay('report'), async (req, res) => {
    const { rows, problems } = parseItems(MeasurementInput, req.body, mostRows);
    if (rows.some(({ item }) => item.approved)) refuseUnless(personOf(callerOf(res)), 'approve');
    await writeOnce(db, req, res, async (trx, unit) => {
      const { staff } = await whoAsks(trx, res);
      const own = askedBy(cache, askerOf(res, staff));
      const ingest = await ingestValues(trx, unit, own, rows, callerOf(res).name);
      const given = ingested(req, ingest, problems);
      if (ingest.accepted > 0) {
        unit.announce({ topics: ['measurements'], projects: [] });
        unit.touch(ingest.touched);
      }
      return given;
    });
  });

  const review = async (res: Response, id: string, verdict: 'approved' | 'returned', note: string | null) => {
    await recorded(db, res).write(async (trx, unit) => {
      const measurement = /^\d{1,15}$/.test(id) ? await findMeasurement(trx, Number(id)) : undefined;
      if (!measurement?.project_id || !sightOf(res).knows(measurement.project_id)) throw notFound();
      const [history] = await cache.histories(trx, unit.planSeq, [measurement.project_id]);
      const plan = history?.versions.at(-1)?.plan;
      if (!plan) throw notFound();
      const { person, staff } = await whoAsks(trx, res);
      refuseUnless(person, 'approve', chargedOf(plan), staff);
      if (history && planAsOf(history, unit.today)?.closed)
        throw new HttpError(409, 'year_closed', refusals.year_closed);
      if (measurement.verdict === 'returned' || measurement.verdict === verdict) {
        throw new HttpError(
          409,
          'already_reviewed',
          said('这个完成值已经审过。', 'This value has been decided already.'),
        );
      }
      const reporter = measurement.recorded_by;
      // Sent back by whoever sent it, it is but withdrawn.
      const first = verdict === 'approved' ? reporter : null;
      const right = secondEyes(person, 'approve', first, chargedOf(plan), staff);
      if (!right.may) throw new HttpError(403, 'four_eyes', right.why);
      const alone = right.alone === true;
      unit.record({
        before: { verdict: measurement.verdict ?? null },
        after: { verdict, note, ...(alone && { alone }) },
        projects: [measurement.projectCode],
      });
      const moment = { at: unit.at, by: callerOf(res).name, alone };
      await reviewMeasurement(trx, measurement.id, verdict, note, moment);
      unit.announce({ topics: ['measurements'], projects: [measurement.projectCode] });
      unit.touch([measurement.project_id]);
    });
    const { year } = (await findMeasurement(db.read, Number(id))) ?? {};
    const [shown] = await listMeasurements(db.read, { year: year ?? 0, id: Number(id), limit: 1 });
    return shown;
  };
  router.post('/:id/approve', requireMay('approve'), async (req, res) => {
    const { note } = parseBody(ApproveMeasurement, req.body);
    res.json(await review(res, String(req.params.id), 'approved', note ?? null));
  });
  router.post('/:id/return', requireMay('approve'), async (req, res) => {
    const { reason } = parseBody(ReturnMeasurement, req.body);
    res.json(await review(res, String(req.params.id), 'returned', reason));
  });

  router.get(
    '/:id/history',
    answer(async (req, res): Promise<MeasurementHistory> => {
      const id = String(req.params.id);
      const one = /^\d{1,15}$/.test(id) ? await findMeasurement(db.read, Number(id)) : undefined;
      if (!one?.project_id || !sightOf(res).knows(one.project_id)) throw notFound();
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
    answer(async (req, res) => {
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
        seen: sightOf(res).seen,
      });
      return pageOf(rows, limit);
    }),
  );
  return router;
}
