import { type Request, Router } from 'express';
import type { Database } from '#db/open.ts';
import { countEvaluations, listEvaluations } from '#db/queries/evaluations.ts';
import type { Place } from '#db/queries/ordered.ts';
import { yearProjects } from '#db/queries/standings.ts';
import { EvaluateNow, type EvaluationRun } from '#shared/api.ts';
import { yearOf } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import { explain } from '#shared/explain.ts';
import { languageOf } from '#shared/language.ts';
import { asOfOn } from '#shared/plan.ts';
import { wholeHouse } from '#shared/rights.ts';
import { RunFilter } from '#shared/tables.ts';
import type { Evaluator } from '../evaluation/run.ts';
import { loadSnapshots, type PlanCache } from '../evaluation/snapshots.ts';
import { runSheet } from '../tables/run-sheets.ts';
import { planSeq } from '../year-figures.ts';
import type { Answer } from './answers.ts';
import { cursorId, parseBody, parseQuery } from './parse.ts';
import { requireMay } from './person.ts';
import { placeCursor, placeOf } from './places.ts';
import { asWorkbook, everyRow } from './sheets.ts';
import { trailOf } from './trail.ts';

interface Deps {
  db: Database;
  cache: PlanCache;
  evaluator: Evaluator;
  answer: Answer;
}

/** /api/v1/evaluations: evaluate now, try another day without touching an alert, and past runs. */
export function evaluationRoutes({ db, cache, evaluator, answer }: Deps): Router {
  const router = Router();
  router.post('/', requireMay('evaluate', wholeHouse), async (req, res) => {
    const { asOf } = parseBody(EvaluateNow, req.body ?? {});
    if (asOf === undefined || asOf === (await db.today())) {
      const { id, opened, changed, resolved, ms } = await evaluator.run('manual', trailOf(res));
      res.json({ id, opened, changed, resolved, ms });
      return;
    }
    const language = languageOf(req.get('accept-language'));
    const year = yearOf(asOf);
    const snapshots = await loadSnapshots(
      db.read,
      cache,
      await planSeq(db),
      await yearProjects(db.read, year),
      { asOf },
    );
    const rules = await cache.rules(db.read, await planSeq(db));
    const findings = snapshots.flatMap((snapshot) =>
      evaluate(snapshot, rules.profileOf(snapshot, asOf), { asOf: asOfOn(year, asOf), today: asOf })
        .findings.filter(({ strength }) => strength === 'fires')
        .map(({ kind, subject, period, severity, condition, facts }) => ({
          projectCode: snapshot.plan.code,
          kind,
          subject,
          period,
          severity,
          condition,
          explanation: explain(facts, language, asOf, condition, year),
        })),
    );
    res.json({ dryRun: true, asOf, findings });
  });
  router.get(
    '/',
    requireMay('see_runs', wholeHouse),
    asWorkbook(db, async (req) => {
      const { wanted, where } = asked(req);
      const { sort: order } = wanted;
      const rows = await everyRow<EvaluationRun, EvaluationRun>(async (end, limit) => {
        const from = order ? { order, after: end && placeIn(order, end) } : { before: end?.id };
        const some = await listEvaluations(db.read, { ...where, ...from, limit });
        return { rows: some, last: some.length === limit ? some.at(-1) : undefined };
      });
      return runSheet(rows, languageOf(req.get('accept-language')));
    }),
    answer(async (req) => {
      const { wanted, where } = asked(req);
      const { limit, cursor, sort: order } = wanted;
      const from = order ? { order, after: placeOf(cursor, order, ordered) } : { before: cursorId(cursor) };
      const runs = await listEvaluations(db.read, { ...where, ...from, limit: limit + 1 });
      const last = runs.length > limit ? runs[limit - 1] : undefined;
      const end = last && (order ? placeCursor(order, placeIn(order, last)) : String(last.id));
      const total = await countEvaluations(db.read, where);
      return { items: runs.slice(0, limit), nextCursor: end ?? null, total };
    }),
  );
  return router;
}

function asked(req: Request) {
  const wanted = parseQuery(RunFilter, req.query);
  const { trigger: triggers, failed, news, q } = wanted;
  return { wanted, where: { triggers, news, q, ...(failed && { ok: false }) } };
}

const ordered = { numbers: ['opened', 'changed', 'resolved', 'ms'], id: 'number' } as const;

function placeIn({ by }: NonNullable<RunFilter['sort']>, run: EvaluationRun): Place {
  return { value: run[by], id: run.id };
}
