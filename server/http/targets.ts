import { Router } from 'express';
import { PrintedTarget, readTarget } from '#shared/target.ts';
import { parseBody } from './parse.ts';

/** /api/v1/targets/parse: what a printed target would be read as; stores nothing. */
export function targetRoutes(): Router {
  const router = Router();
  router.post('/parse', (req, res) => {
    res.json(readTarget(parseBody(PrintedTarget, req.body)));
  });
  return router;
}
