import { Router } from 'express';
import { languageOf } from '#shared/language.ts';
import { PrintedTarget, readTarget, targetIn } from '#shared/target.ts';
import { parseBody } from './parse.ts';

/** /api/v1/targets/parse: what a printed target would be read as; stores nothing. */
export function targetRoutes(): Router {
  const router = Router();
  router.post('/parse', (req, res) => {
    const target = readTarget(parseBody(PrintedTarget, req.body));
    res.json(targetIn(target, languageOf(req.get('accept-language'))));
  });
  return router;
}
