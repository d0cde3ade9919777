import { type Response, Router } from 'express';
import type { Database } from '#db/open.ts';
import { listDepartments } from '#db/queries/departments.ts';
import {
  findTokenById,
  insertToken,
  listTokens,
  revokeTokenById,
  type TokenRow,
} from '#db/queries/tokens.ts';
import { isDuplicate } from '#db/sql.ts';
import { said } from '#shared/language.ts';
import { NewToken, type Token } from '#shared/people.ts';
import { HttpError, notFound } from './errors.ts';
import { parseBody } from './parse.ts';
import { requireAdmin } from './people.ts';
import type { SessionParts } from './session.ts';
import { callerOf, newSecret, type Scope } from './sign-in.ts';
import { recorded } from './trail.ts';

/** What a token begins with: found in a log or a repository, it is known for what it is. */
export const tokenPrefix = 'dbt_';

/** /api/v1/tokens: what machines sign in with. A secret is answered once, when its token is made. */
export function tokenRoutes({ db, live }: Pick<SessionParts, 'db' | 'live'>): Router {
  const router = Router();
  router.use(requireAdmin);

  router.get('/', async (_, res) => {
    const tokens = await listTokens(db.read);
    res.json({ items: tokens.map(showToken), nextCursor: null, total: tokens.length });
  });

  router.post('/', async (req, res) => {
    const made = await makeToken(db, res, { ...parseBody(NewToken, req.body), prefix: tokenPrefix });
    res.status(201).json(made);
  });

  router.delete('/:id', async (req, res) => {
    const token = await revoke(db, res, req.params.id);
    live.recheck();
    res.json(token);
  });
  return router;
}

/** Makes a token in the caller's name; its secret is answered this once. */
export async function makeToken(
  db: Database,
  res: Response,
  { name, scopes, department: only, expiresOn, prefix }: Wanted,
): Promise<{ token: Token; secret: string }> {
  const department = only ?? null;
  const { secret, secretHash: tokenHash } = newSecret(prefix);
  const expiresAt = expiresOn === undefined ? null : endOf(expiresOn);
  if (expiresAt !== null && expiresAt < new Date().toISOString())
    throw refusal('/expiresOn', said('这一天已经过去', 'This day is past'));
  const made = recorded(db, res).write(async (trx, unit) => {
    const departments = await listDepartments(trx);
    if (department !== null && !departments.some(({ code }) => code === department))
      throw refusal(
        '/department',
        said(`没有编码为“${department}”的部门`, `No department has the code ${department}`),
      );
    const createdBy = callerOf(res).name;
    const token = { name, tokenHash, scopes: [...new Set(scopes)], at: unit.at, expiresAt };
    const id = await insertToken(trx, { ...token, department, createdBy });
    unit.record({ subject: name, after: { scopes: token.scopes, department, expiresAt } });
    unit.announce({ topics: ['people'], projects: [] });
    return await findTokenById(trx, id);
  });
  const token = await made.catch((error: unknown) => {
    throw isDuplicate(error) ? taken(name) : error;
  });
  if (!token) throw notFound();
  return { token: showToken(token), secret };
}

type Wanted = Omit<NewToken, 'scopes'> & { scopes: readonly Scope[]; prefix: string };

/** Revokes a token, one that the caller may have to do with; answers it as it is now. */
export async function revoke(
  db: Database,
  res: Response,
  id: string,
  isTheirs: (token: TokenRow) => boolean = () => true,
): Promise<Token> {
  const token = await recorded(db, res).write(async (trx, unit) => {
    const before = await findTokenById(trx, id);
    if (!before || !isTheirs(before)) throw notFound();
    // Revoked before is revoked: sent twice it is harmless.
    if (await revokeTokenById(trx, id, unit.at)) {
      unit.record({ subject: before.name, before: { revokedAt: null }, after: { revokedAt: unit.at } });
      unit.announce({ topics: ['people'], projects: [] });
    }
    return await findTokenById(trx, id);
  });
  if (!token) throw notFound();
  return showToken(token);
}

/** The instant at which a token's last day is over. */
export function endOf(day: string): string {
  return `${day}T23:59:59.999Z`;
}

/** A token as it is listed, and whether it is still in force. */
export function showToken(token: TokenRow): Token {
  const { revokedAt, expiresAt } = token;
  const isOver = expiresAt !== null && expiresAt < new Date().toISOString();
  return { ...token, state: revokedAt !== null ? 'revoked' : isOver ? 'expired' : 'in_force' };
}

function refusal(pointer: string, message: ReturnType<typeof said>): HttpError {
  return new HttpError(422, 'invalid', message, [{ pointer, code: 'invalid', message }]);
}

function taken(name: string): HttpError {
  const message = said(
    `已有名为“${name}”的令牌；撤销了的也不能重名，记录里才分得清`,
    `A token named ${name} exists; a revoked one keeps its name too, so that records stay clear`,
  );
  return new HttpError(409, 'taken', message, [{ pointer: '/name', code: 'taken', message }]);
}
