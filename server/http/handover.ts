import { Router } from 'express';
import { z } from 'zod';
import type { Database } from '#db/open.ts';
import { findAccount } from '#db/queries/accounts.ts';
import { handOver, handoversOf } from '#db/queries/grants.ts';
import { projectIds } from '#db/queries/plans.ts';
import { refusals } from '#shared/handling.ts';
import { said } from '#shared/language.ts';
import { chargedOf } from '#shared/rights.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import type { Answer } from './answers.ts';
import { HttpError, notFound } from './errors.ts';
import { writeOnce } from './idempotent.ts';
import { parseBody } from './parse.ts';
import { refuseUnless, requireMay, sightOf, whoAsks } from './person.ts';
import { readingDays } from './reading-days.ts';

export const HandOver = z.strictObject({
  /** Who is to be the owner: a user, or a name as plans print it. */
  to: z.string().trim().min(1).max(50),
  reason: z.string().trim().min(1).max(500),
});

/** /api/v1/projects/{code}/handovers: a project goes from its owner to another (移交), and how it went before. */
export function handoverRoutes({
  db,
  cache,
  answer,
}: {
  db: Database;
  cache: PlanCache;
  answer: Answer;
}): Router {
  const router = Router();
  router.get(
    '/:code/handovers',
    answer(async (req, res) => {
      const { year } = await readingDays(db, req);
      const code = String(req.params.code);
      const id = (await projectIds(db.read, year, [code])).get(code);
      if (!id || !sightOf(res).knows(id)) throw notFound();
      return { items: await handoversOf(db.read, id), nextCursor: null };
    }),
  );
  router.post('/:code/handovers', requireMay('hand_over'), async (req, res) => {
    const { year } = await readingDays(db, req);
    const { to, reason } = parseBody(HandOver, req.body);
    const code = String(req.params.code);
    await writeOnce(db, req, res, async (trx, unit) => {
      const id = (await projectIds(trx, year, [code])).get(code);
      const [history] = id ? await cache.histories(trx, unit.planSeq, [id]) : [];
      const plan = history?.versions.at(-1)?.plan;
      if (!id || !plan || !sightOf(res).knows(id)) throw notFound();
      if (plan.closed) throw new HttpError(409, 'year_closed', refusals.year_closed);
      const { person, staff } = await whoAsks(trx, res);
      refuseUnless(person, 'hand_over', chargedOf(plan), staff);
      const account = await findAccount(trx, to);
      const name = account?.name ?? to;
      if (name === plan.owner) {
        const message = said(`责任人已经是${name}。`, `${name} is its owner already.`);
        throw new HttpError(422, 'same_owner', message, [{ pointer: '/to', code: 'same_owner', message }]);
      }
      const handover = { from: plan.owner, to: name, reason, at: unit.at, by: person.username };
      unit.record({ before: { owner: plan.owner }, after: { owner: name, reason } });
      await handOver(trx, { projectId: id, ...handover, account: account?.id });
      // Who sees what is kept with the plans.
      unit.planChanged();
      // What was found of it is kept with the name of its owner.
      unit.touch([id]);
      unit.announce({ topics: ['projects', 'alerts', 'people'], projects: [code] });
      return { status: 201, body: handover };
    });
  });
  return router;
}
