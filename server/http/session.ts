import { type Response, Router } from 'express';
import type { Database } from '#db/open.ts';
import {
  deleteOtherSessions,
  deleteSession,
  findAccount,
  insertSession,
  listStaff,
  setPassword,
} from '#db/queries/accounts.ts';
import { ChangePassword, type Session, SignIn } from '#shared/api.ts';
import { said } from '#shared/language.ts';
import { allowedActions, seeing } from '#shared/rights.ts';
import type { Live } from '../live/live.ts';
import { HttpError } from './errors.ts';
import { parseBody } from './parse.ts';
import { personOf } from './person.ts';
import {
  type Caller,
  callerOf,
  type FindCaller,
  hashPassword,
  isPassword,
  newSecret,
  requireCaller,
  sessionCookie,
  sessionHours,
} from './sign-in.ts';

/** Verified in place of a password that does not exist, so that an unknown name takes as long as a wrong password. */
const nobody = hashPassword('nobody has this password');

/** /api/v1/session: sign in, who am I, sign out, choose another password. */
export function sessionRoutes({
  db,
  findCaller,
  live,
  secure,
}: {
  db: Database;
  findCaller: FindCaller;
  live: Pick<Live, 'signOut'>;
  secure: boolean;
}): Router {
  const router = Router();
  const cookie = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const;

  router.post('/', async (req, res) => {
    const { username, password } = parseBody(SignIn, req.body);
    const account = await findAccount(db.read, username);
    const right = await isPassword(account?.passwordHash ?? (await nobody), password);
    if (!account || !right) {
      throw new HttpError(
        401,
        'wrong_password',
        said('用户名或密码不对。', 'The user name or the password is wrong.'),
      );
    }
    const { secret, secretHash } = newSecret();
    const now = Date.now();
    const at = new Date(now).toISOString();
    const expiresAt = new Date(now + sessionHours * 3_600_000).toISOString();
    await db.write((trx) =>
      insertSession(trx, { tokenHash: secretHash, accountId: account.id, at, expiresAt }),
    );
    res.cookie(sessionCookie, secret, { ...cookie, maxAge: sessionHours * 3_600_000 });
    const { name: fullName, grants, mustChange: mustChangePassword } = account;
    const signedIn = {
      name: account.username,
      fullName,
      kind: 'person',
      grants,
      mustChangePassword,
    } as const;
    res.status(201).json(await sessionOf(db, { ...signedIn, scopes: new Set(), department: null }));
  });

  router.use(requireCaller(findCaller));
  router.get('/', async (_, res) => {
    res.json(await sessionOf(db, callerOf(res)));
  });
  router.delete('/', async (_, res) => {
    const { sessionHash } = callerOf(res);
    if (sessionHash) {
      await db.write((trx) => deleteSession(trx, sessionHash));
      live.signOut(sessionHash);
    }
    res.clearCookie(sessionCookie, cookie).status(204).end();
  });
  router.post('/password', async (req, res) => {
    const { current, next } = parseBody(ChangePassword, req.body);
    await changePassword(db, res, current, next);
    res.json({ ...(await sessionOf(db, callerOf(res))), mustChangePassword: false });
  });
  return router;
}

async function changePassword(db: Database, res: Response, current: string, next: string) {
  const { name, accountId, sessionHash } = callerOf(res);
  const account = await findAccount(db.read, name);
  if (!account || !accountId || !sessionHash) {
    throw new HttpError(403, 'no_password', said('令牌没有密码。', 'A token has no password.'));
  }
  if (!(await isPassword(account.passwordHash, current))) {
    throw new HttpError(422, 'wrong_password', said('当前密码不对。', 'The current password is wrong.'), [
      {
        pointer: '/current',
        code: 'wrong_password',
        message: said('当前密码不对', 'This password is wrong'),
      },
    ]);
  }
  if (current === next) {
    throw new HttpError(422, 'same_password', said('新密码须与当前密码不同。', 'Choose another password.'), [
      {
        pointer: '/next',
        code: 'same_password',
        message: said('与当前密码相同', 'The same as the current one'),
      },
    ]);
  }
  const passwordHash = await hashPassword(next);
  await db.write(async (trx) => {
    await setPassword(trx, accountId, passwordHash);
    await deleteOtherSessions(trx, accountId, sessionHash);
  });
}

async function sessionOf(db: Database, caller: Caller): Promise<Session> {
  const { name: username, fullName: name, grants, mustChangePassword } = caller;
  const person = personOf(caller);
  return {
    username,
    name,
    roles: [...new Set(grants.map(({ role }) => role))],
    may: allowedActions(person, await listStaff(db.read)),
    sees: seeing(person),
    mustChangePassword,
  };
}
