import { Router } from 'express';
import type { Database } from '#db/open.ts';
import { putSetting } from '#db/queries/settings.ts';
import { AccessRules } from '#shared/people.ts';
import { accessRulesSetting, type Rules } from '../access/access-rules.ts';
import type { Live } from '../live/live.ts';
import { parseBody } from './parse.ts';
import { requireAdmin } from './people.ts';
import { recorded } from './trail.ts';

/** /api/v1/access-rules: what an admin sets about signing in and about how much one caller may ask. */
export function accessRuleRoutes({
  db,
  rules,
  live,
}: {
  db: Database;
  rules: Rules;
  live: Pick<Live, 'recheck'>;
}): Router {
  const router = Router();
  router.use(requireAdmin);
  router.get('/', (_, res) => {
    res.json(rules.current);
  });
  router.put('/', async (req, res) => {
    const wanted = parseBody(AccessRules, req.body);
    await recorded(db, res).write(async (trx, unit) => {
      unit.record({ before: rules.current, after: wanted });
      await putSetting(trx, accessRulesSetting, wanted);
      unit.announce({ topics: ['people'], projects: [] });
    });
    await rules.reload();
    live.recheck();
    res.json(rules.current);
  });
  return router;
}
