import { type Request, type Response, Router } from 'express';
import type { Database } from '#db/open.ts';
import { type Account, findAccount, listStaff, setPassword } from '#db/queries/accounts.ts';
import { resealSecondFactor } from '#db/queries/second-factors.ts';
import { deleteSession, deleteSessions } from '#db/queries/sessions.ts';
import type { Db } from '#db/schema.ts';
import { ChangePassword, type Session, SignIn } from '#shared/api.ts';
import { said } from '#shared/language.ts';
import { OpenWall } from '#shared/people.ts';
import { allowedActions, seeing } from '#shared/rights.ts';
import { hashPassword, isPasswordOf } from '../access/passwords.ts';
import type { Live } from '../live/live.ts';
import { HttpError } from './errors.ts';
import { beginAttempt, codeProblem, deviceOf, type Guards, sayingPassword, takeCode } from './guarded.ts';
import { refusePassword } from './new-password.ts';
import { parseBody } from './parse.ts';
import { personOf } from './person.ts';
import { beginSession, cookieFor, setDeviceCookie, setWallCookie } from './session-cookies.ts';
import {
  type Caller,
  callerOf,
  cookieValue,
  isWall,
  requireCaller,
  type SignIns,
  secretHash,
  sessionCookie,
  wallCookie,
} from './sign-in.ts';
import { recorded } from './trail.ts';

/** What the routes of signing in and of the own account share. */
export interface SessionParts extends Guards {
  signIns: SignIns;
  live: Pick<Live, 'recheck'>;
  publicUrl: string | undefined;
}

/** /api/v1/session: sign in, who am I, sign out, choose another password. */
export function sessionRoutes(parts: SessionParts): Router {
  const { db, live, publicUrl, signIns } = parts;
  const router = Router();

  router.post('/', async (req, res) => {
    const account = await signIn(parts, req, res);
    res.status(201).json(await sessionOf(db, signIns.person(account)));
  });

  router.post('/wall', async (req, res) => {
    const wall = await openWall(parts, req, res);
    res.status(201).json(await sessionOf(db, wall));
  });

  router.use(requireCaller(signIns));
  router.get('/', async (req, res) => {
    const caller = callerOf(res);
    // A wall asks from time to time: its cookie lasts as long as its link does.
    const secret = caller.wallHash && cookieValue(req.get('cookie'), wallCookie);
    if (secret) setWallCookie(req, res, secret, publicUrl);
    res.json(await sessionOf(db, caller));
  });
  router.delete('/', async (req, res) => {
    const { sessionHash, wallHash } = callerOf(res);
    if (wallHash) res.clearCookie(wallCookie, cookieFor(req, publicUrl));
    if (sessionHash) {
      await recorded(db, res).write((trx) => deleteSession(trx, sessionHash));
      live.recheck();
    }
    res.clearCookie(sessionCookie, cookieFor(req, publicUrl)).status(204).end();
  });
  router.post('/password', async (req, res) => {
    await changePassword(parts, req, res);
    res.json({ ...(await sessionOf(db, callerOf(res))), mustChangePassword: false });
  });
  return router;
}

/** Signs somebody in: the password, then the code where there is a second factor; both are one try. */
async function signIn(parts: SessionParts, req: Request, res: Response): Promise<Account> {
  const { db, devices, publicUrl, signIns } = parts;
  const { username, password, code } = parseBody(SignIn, req.body);
  const attempt = await beginAttempt(parts, req, username);
  const account = await findAccount(db.read, username);
  if (!(await isPasswordOf(account, password)) || !account) {
    throw new HttpError(
      401,
      'wrong_password',
      said('用户名或密码不对。', 'The user name or the password is wrong.'),
    );
  }
  const refusal = refusalOf(account, code);
  if (refusal) {
    await attempt.withdraw();
    throw refusal;
  }
  res.locals.caller = signIns.person(account);
  const session = await recorded(db, res).write(async (trx) => {
    if (account.secondFactor?.since && !(await takeCode(trx, parts, account, code ?? ''))) return undefined;
    await sealAnew(trx, parts, account);
    return await beginSession(trx, { req, signIns, accountId: account.id });
  });
  if (!session) throw codeProblem(true);
  await attempt.succeeded();
  session.setCookie(res, publicUrl);
  if (deviceOf(parts, req, username) === undefined)
    setDeviceCookie(req, res, devices.mark(username), publicUrl);
  return account;
}

/** Lets a screen in by the secret of its link, which goes on as a cookie that no script can read. */
async function openWall({ db, signIns, publicUrl }: SessionParts, req: Request, res: Response) {
  const { secret } = parseBody(OpenWall, req.body);
  const wall = await signIns.wall(secretHash(secret), signIns.limits());
  if (!wall) {
    throw new HttpError(
      401,
      'wall_link',
      said(
        '大屏链接无效、已到期或已撤销，请重新生成。',
        'The wall link is unknown, expired or revoked; make another one.',
      ),
    );
  }
  res.locals.caller = wall;
  await recorded(db, res).write(async (_, unit) => unit.record({ action: 'sign_in', subject: wall.name }));
  setWallCookie(req, res, secret, publicUrl);
  return wall;
}

/** Why somebody who knows the password does not come in yet, or no more. */
function refusalOf({ disabledAt, passwordUntil, secondFactor }: Account, code: string | undefined) {
  if (disabledAt !== null) {
    return new HttpError(
      403,
      'disabled',
      said('账号已停用，请联系系统管理员。', 'The account is disabled; ask an admin.'),
    );
  }
  if (passwordUntil !== null && passwordUntil < new Date().toISOString()) {
    return new HttpError(
      403,
      'password_expired',
      said(
        '临时密码已过期，请管理员重置。',
        'The password handed out has expired; ask an admin for another.',
      ),
    );
  }
  return secondFactor?.since && code === undefined ? codeProblem(false) : undefined;
}

/** Seals a secret that was stored open, now that there is a key. */
async function sealAnew(trx: Db, { seal }: Guards, { id, secondFactor }: Account): Promise<void> {
  if (!secondFactor || !seal.isOpen(secondFactor.secret)) return;
  const secret = seal.open(secondFactor.secret, id);
  if (secret !== undefined) await resealSecondFactor(trx, id, seal.seal(secret, id));
}

/** Another password: every session of the account ends, and the one at hand goes on under a new cookie. */
async function changePassword(parts: SessionParts, req: Request, res: Response): Promise<void> {
  const { db, live, publicUrl, signIns } = parts;
  const { current, next } = parseBody(ChangePassword, req.body);
  const account = await sayingPassword(parts, req, callerOf(res), current, 'current');
  await refusePassword(db.read, next, account, current);
  const passwordHash = await hashPassword(next);
  const session = await recorded(db, res).write(async (trx, unit) => {
    await setPassword(trx, account.id, passwordHash);
    await deleteSessions(trx, account.id);
    unit.announce({ topics: ['people'], projects: [] });
    return await beginSession(trx, { req, signIns, accountId: account.id });
  });
  session.setCookie(res, publicUrl);
  live.recheck();
}

/** What somebody who is signed in is told of themselves. */
async function sessionOf(db: Database, caller: Caller): Promise<Session> {
  const { name: username, fullName: name, grants, preferences = {} } = caller;
  const { mustChangePassword, mustSetUpSecondFactor } = caller;
  const person = personOf(caller);
  return {
    username,
    name,
    roles: [...new Set(grants.map(({ role }) => role))],
    may: allowedActions(person, await listStaff(db.read)),
    sees: seeing(person),
    mustChangePassword,
    mustSetUpSecondFactor,
    preferences,
    wall: isWall(caller),
  };
}
