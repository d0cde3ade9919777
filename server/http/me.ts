import { type RequestHandler, type Response, Router } from 'express';
import { type Account, findAccountById, updateAccount } from '#db/queries/accounts.ts';
import {
  beginSecondFactor,
  clearSecondFactor,
  confirmSecondFactor,
  countRecoveryCodes,
  replaceRecoveryCodes,
  takeStep,
} from '#db/queries/second-factors.ts';
import { deleteSession, deleteSessionOf, deleteSessions, listSessions } from '#db/queries/sessions.ts';
import type { Db } from '#db/schema.ts';
import { said } from '#shared/language.ts';
import { ChangeMe, type Me, type MySession, SecondFactorCode, WithPassword } from '#shared/people.ts';
import { readableSecret } from '../access/passwords.ts';
import { newTotpSecret, recoveryCodeCount, recoveryHash, stepOf, totpUri } from '../access/second-factor.ts';
import { HttpError, notFound } from './errors.ts';
import { beginAttempt, codeProblem, sayingPassword } from './guarded.ts';
import { parseBody } from './parse.ts';
import { preferencesOf } from './preferences.ts';
import type { SessionParts } from './session.ts';
import { beginSession } from './session-cookies.ts';
import { callerOf, requireCaller, requireOwnPassword, requireSecondFactor } from './sign-in.ts';
import { recorded } from './trail.ts';

/** /api/v1/me: the own account. The second factor comes first: who must set one up may do nothing else. */
export function meRoutes(parts: SessionParts): Router {
  const { db, live, publicUrl, seal, signIns } = parts;
  const router = Router();
  router.use(requireCaller(signIns), requirePerson, requireOwnPassword);

  router.post('/second-factor', async (req, res) => {
    const { password } = parseBody(WithPassword, req.body);
    const account = await sayingPassword(parts, req, callerOf(res), password, 'password');
    if (account.secondFactor?.since)
      throw new HttpError(
        409,
        'has_second_factor',
        said('已设置两步验证。', 'There is a second factor already.'),
      );
    const secret = newTotpSecret();
    await recorded(db, res).write((trx) => beginSecondFactor(trx, account.id, seal.seal(secret, account.id)));
    res.json({ secret, uri: totpUri(secret, account.username) });
  });

  router.post('/second-factor/confirm', async (req, res) => {
    const { code } = parseBody(SecondFactorCode, req.body);
    const { sessionHash = '' } = callerOf(res);
    const account = await accountOf(db.read, res);
    if (!account.secondFactor || account.secondFactor.since) throw notBegun();
    const attempt = await beginAttempt(parts, req, account.username);
    const recoveryCodes = Array.from({ length: recoveryCodeCount }, readableSecret);
    const session = await recorded(db, res).write(async (trx, unit) => {
      const { secondFactor } = (await findAccountById(trx, account.id)) ?? account;
      if (!secondFactor || secondFactor.since) throw notBegun();
      const secret = seal.open(secondFactor.secret, account.id);
      const step = secret === undefined ? undefined : stepOf(secret, code, Date.now());
      if (step === undefined || !(await takeStep(trx, account.id, step))) return undefined;
      await confirmSecondFactor(trx, account.id, unit.at);
      await replaceRecoveryCodes(trx, account.id, recoveryCodes.map(recoveryHash));
      await deleteSession(trx, sessionHash);
      unit.announce({ topics: ['people'], projects: [] });
      return await beginSession(trx, { req, signIns, accountId: account.id });
    });
    if (!session) throw wrongCode();
    await attempt.succeeded();
    session.setCookie(res, publicUrl);
    live.recheck();
    res.json({ recoveryCodes });
  });

  router.use(requireSecondFactor);

  router.get('/', async (_, res) => {
    res.json(await showMe(await accountOf(db.read, res)));
  });

  router.patch('/', async (req, res) => {
    const { preferences } = parseBody(ChangeMe, req.body);
    const account = await recorded(db, res).write(async (trx) => {
      const before = await accountOf(trx, res);
      const changed = { ...preferencesOf(before), ...preferences };
      await updateAccount(trx, before.id, { preferences: JSON.stringify(changed) });
      return await accountOf(trx, res);
    });
    res.json(await showMe(account));
  });

  router.post('/second-factor/remove', async (req, res) => {
    const { password } = parseBody(WithPassword, req.body);
    const account = await sayingPassword(parts, req, callerOf(res), password, 'password');
    if (signIns.needsSecondFactor(account.grants))
      throw new HttpError(
        409,
        'second_factor_required',
        said('所任角色要求两步验证，不能取消。', 'Your role needs a second factor; it stays.'),
      );
    await recorded(db, res).write(async (trx, unit) => {
      await clearSecondFactor(trx, account.id);
      unit.announce({ topics: ['people'], projects: [] });
    });
    res.json(await showMe(await accountOf(db.read, res)));
  });

  router.post('/recovery-codes', async (req, res) => {
    const { password } = parseBody(WithPassword, req.body);
    const account = await sayingPassword(parts, req, callerOf(res), password, 'password');
    if (!account.secondFactor?.since)
      throw new HttpError(409, 'no_second_factor', said('还没有两步验证。', 'There is no second factor.'));
    const recoveryCodes = Array.from({ length: recoveryCodeCount }, readableSecret);
    await recorded(db, res).write((trx) =>
      replaceRecoveryCodes(trx, account.id, recoveryCodes.map(recoveryHash)),
    );
    res.json({ recoveryCodes });
  });

  router.get('/sessions', async (_, res) => {
    const account = await accountOf(db.read, res);
    const rows = await listSessions(db.read, account.id, signIns.limits());
    const items = rows.map(
      ({ tokenHash, createdAt: since, lastUsedAt: lastUsed, ...row }): MySession => ({
        ...row,
        since,
        lastUsed,
        current: tokenHash === callerOf(res).sessionHash,
      }),
    );
    res.json({ items, nextCursor: null, total: items.length });
  });

  router.delete('/sessions', async (_, res) => {
    const { accountId = '', sessionHash = '' } = callerOf(res);
    await recorded(db, res).write((trx) => deleteSessions(trx, accountId, sessionHash));
    live.recheck();
    res.status(204).end();
  });

  router.delete('/sessions/:id', async (req, res) => {
    const { accountId = '' } = callerOf(res);
    const ended = await recorded(db, res).write((trx) => deleteSessionOf(trx, accountId, req.params.id));
    if (!ended) throw notFound();
    live.recheck();
    res.status(204).end();
  });
  return router;

  async function showMe(account: Account): Promise<Me> {
    const { id, username, name, grants, secondFactor } = account;
    return {
      username,
      name,
      roles: [...new Set(grants.map(({ role }) => role))],
      preferences: preferencesOf(account),
      secondFactor: {
        since: secondFactor?.since ?? null,
        required: signIns.needsSecondFactor(grants),
        recoveryCodesLeft: await countRecoveryCodes(db.read, id),
      },
    };
  }
}

/** Lets only people pass: a token has no account of its own. */
const requirePerson: RequestHandler = (_, res, next) => {
  if (callerOf(res).accountId === undefined)
    throw new HttpError(403, 'no_account', said('令牌没有账号。', 'A token has no account.'));
  next();
};

/** The account of the caller, who is a person. */
async function accountOf(db: Db, res: Response): Promise<Account> {
  const account = await findAccountById(db, callerOf(res).accountId ?? '');
  if (!account) throw notFound();
  return account;
}

function notBegun(): HttpError {
  return new HttpError(409, 'not_begun', said('请先取得密钥。', 'Ask for a secret first.'));
}

/** Of somebody who is signed in, a wrong code is a wrong field. */
function wrongCode(): HttpError {
  const { code, said: message } = codeProblem(true);
  return new HttpError(422, code, message, [{ pointer: '/code', code, message }]);
}
