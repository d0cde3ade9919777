import { Router } from 'express';
import { z } from 'zod';
import type { Change } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { changesSince, lastSeq } from '#db/queries/changes.ts';
import type { Topic } from '#shared/events.ts';
import type { Sight } from '../sight.ts';
import { parseQuery } from './parse.ts';
import { requireMay, sightOf } from './person.ts';

export const Since = z.object({ since: z.coerce.number().int().min(0).default(0) });

/** More than this and a client is better off asking for everything again. */
const most = 1000;

/** /api/v1/changes: everything that changed since a sequence number, for clients that were away. */
export function changeRoutes({ db }: { db: Database }): Router {
  const router = Router();
  router.get('/', requireMay('read'), async (req, res) => {
    const { since } = parseQuery(Since, req.query);
    const changes = await changesSince(db.read, since, most + 1);
    const reset = changes.length > most || since > (await lastSeq(db.read));
    const items = reset ? [] : changes.flatMap((change) => seenChange(change, sightOf(res)) ?? []);
    const seq = reset ? await lastSeq(db.read) : (changes.at(-1)?.seq ?? since);
    res.json({ seq, reset, items });
  });
  return router;
}

/**
 * What a change says to somebody: only the projects that exist for them, and nothing where it is about others alone.
 * A change that may concern every project, or none in particular, is everybody's.
 */
export function seenChange(change: Change, sight: Sight): Omit<Change, 'alerts'> | undefined {
  const { seq, at, topics, projects } = change;
  if (!projects) return { seq, at, topics };
  const seen = projects.filter(sight.knowsAnyOf);
  const isOthers = seen.length === 0 && (projects.length > 0 || !topics.some(isEverybodys));
  return isOthers && sight.seen !== undefined ? undefined : { seq, at, topics, projects: seen };
}

/** What belongs to no project: an announcement of it without one is not about a project that is left out. */
function isEverybodys(topic: Topic): boolean {
  return topic === 'plans' || topic === 'clock' || topic === 'evaluations' || topic === 'people';
}
