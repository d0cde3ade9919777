import { Router } from 'express';
import type { Database } from '#db/open.ts';
import { SetClock } from '#shared/api.ts';
import { wholeHouse } from '#shared/rights.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { beginSample, findTraining, moveTo } from '../training.ts';
import { parseBody } from './parse.ts';
import { requireMay, sightOf } from './person.ts';
import { callerOf } from './sign-in.ts';
import { systemOf } from './system.ts';
import { recorded } from './trail.ts';

/** /api/v1/clock: the product's today; in training mode it is moved by hand, forward only. */
export function clockRoutes({ db, cache }: { db: Database; cache: PlanCache }): Router {
  const router = Router();
  router.get('/', async (_, res) => {
    res.json({ today: await db.today(), training: (await findTraining(db.read)) !== undefined });
  });
  router.put('/', requireMay('move_clock', wholeHouse), async (req, res) => {
    const { today } = parseBody(SetClock, req.body);
    res.json({ today: await moveTo(recorded(db, res), cache, today), training: true });
  });
  return router;
}

/** /api/v1/setup/sample: look around with the sample plan, in a database that is still empty. */
export function setupRoutes({
  db,
  cache,
  version,
}: {
  db: Database;
  cache: PlanCache;
  version: string;
}): Router {
  const router = Router();
  router.post('/sample', requireMay('move_clock', wholeHouse), async (_, res) => {
    await beginSample(recorded(db, res), cache, callerOf(res).name);
    res.status(201).json(await systemOf(db, version, sightOf(res)));
  });
  return router;
}
