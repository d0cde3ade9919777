import { Router } from 'express';
import { z } from 'zod';
import type { Database } from '#db/open.ts';
import { changesSince, lastSeq } from '#db/queries/changes.ts';
import { parseQuery } from './parse.ts';
import { requireScope } from './sign-in.ts';

export const Since = z.object({ since: z.coerce.number().int().min(0).default(0) });

/** More than this and a client is better off asking for everything again. */
const most = 1000;

/** /api/v1/changes: everything that changed since a sequence number, for clients that were away. */
export function changeRoutes({ db }: { db: Database }): Router {
  const router = Router();
  router.get('/', requireScope('read'), async (req, res) => {
    const { since } = parseQuery(Since, req.query);
    const changes = await changesSince(db.read, since, most + 1);
    const reset = changes.length > most || since > (await lastSeq(db.read));
    const items = reset
      ? []
      : changes.map(({ seq, at, topics, projects }) => ({ seq, at, topics, ...(projects && { projects }) }));
    const seq = reset ? await lastSeq(db.read) : (items.at(-1)?.seq ?? since);
    res.json({ seq, reset, items });
  });
  return router;
}
