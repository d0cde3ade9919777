import { type Response, Router } from 'express';
import { listDepartments } from '#db/queries/departments.ts';
import { listTokens } from '#db/queries/tokens.ts';
import { NewWallLink, type WallLinks } from '#shared/people.ts';
import { type Charged, may, ofDepartment, wholeHouse } from '#shared/rights.ts';
import { parseBody } from './parse.ts';
import { personOf, refuseUnless, requireMay } from './person.ts';
import type { SessionParts } from './session.ts';
import { callerOf } from './sign-in.ts';
import { makeToken, revoke, showToken } from './tokens.ts';

/** What the secret of a wall's link begins with: the page knows it by that in its address. */
const wallPrefix = 'dbw_';

/**
 * /api/v1/wall-links: what lets a screen on a wall look without anybody being signed in there. A link is a token of
 * the scope `wall` alone, for one department or all, and good until it is revoked.
 */
export function wallLinkRoutes({ db, live }: Pick<SessionParts, 'db' | 'live'>): Router {
  const router = Router();
  router.use(requireMay('link_wall'));

  router.get('/', async (_, res) => {
    const tokens = (await listTokens(db.read)).filter((token) => isWallLink(token) && isTheirs(res, token));
    const departments = (await listDepartments(db.read)).filter(({ code }) => mayLink(res, code));
    const links: WallLinks = {
      items: tokens.map(showToken),
      departments: departments.map(({ code, name }) => ({ code, name })),
      wholeHouse: mayLink(res, null),
    };
    res.json(links);
  });

  router.post('/', async (req, res) => {
    const wanted = parseBody(NewWallLink, req.body);
    refuseUnless(personOf(callerOf(res)), 'link_wall', whereOf(wanted.department ?? null));
    res.status(201).json(await makeToken(db, res, { ...wanted, scopes: ['wall'], prefix: wallPrefix }));
  });

  router.delete('/:id', async (req, res) => {
    const token = await revoke(db, res, req.params.id, (one) => isWallLink(one) && isTheirs(res, one));
    live.recheck();
    res.json(token);
  });
  return router;
}

function isWallLink({ scopes }: { scopes: readonly string[] }): boolean {
  return scopes.length === 1 && scopes[0] === 'wall';
}

function isTheirs(res: Response, { department }: { department: { code: string } | null }): boolean {
  return mayLink(res, department?.code ?? null);
}

function mayLink(res: Response, department: string | null): boolean {
  return may(personOf(callerOf(res)), 'link_wall', whereOf(department)).may;
}

function whereOf(department: string | null): Charged {
  return department === null ? wholeHouse : ofDepartment(department);
}
