import { Router } from 'express';
import type { Database } from '#db/open.ts';
import { listEvaluations } from '#db/queries/evaluations.ts';
import { yearProjects } from '#db/queries/standings.ts';
import { EvaluateNow, Page } from '#shared/api.ts';
import { yearOf } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import { explain } from '#shared/explain.ts';
import { languageOf } from '#shared/language.ts';
import { asOfOn } from '#shared/plan.ts';
import { wholeHouse } from '#shared/rights.ts';
import type { Evaluator } from '../evaluation/run.ts';
import { loadSnapshots, type PlanCache } from '../evaluation/snapshots.ts';
import { planSeq } from '../year-figures.ts';
import type { Answer } from './answers.ts';
import { cursorId, pageOf, parseBody, parseQuery } from './parse.ts';
import { requireMay } from './person.ts';
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
    answer(async (req) => {
      const { limit, cursor } = parseQuery(Page, req.query);
      return pageOf(await listEvaluations(db.read, { before: cursorId(cursor), limit: limit + 1 }), limit);
    }),
  );
  return router;
}
