import { createHash, randomBytes } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Database } from '#db/open.ts';
import type { Account } from '#db/queries/accounts.ts';
import { findSessionAccount, type Limits } from '#db/queries/sessions.ts';
import { findToken } from '#db/queries/tokens.ts';
import { said } from '#shared/language.ts';
import type { Preferences } from '#shared/people.ts';
import type { Grant } from '#shared/rights.ts';
import type { Rules } from '../access/access-rules.ts';
import type { LastUsed } from '../access/last-used.ts';
import { HttpError } from './errors.ts';
import { preferencesOf } from './preferences.ts';

/** What a caller may do: look, feed the ledgers, decide (plans, approvals, the clock), or hang on a wall. */
export type Scope = 'read' | 'ingest' | 'manage' | 'wall';

/** Who sent a request or holds a socket. */
export interface Caller {
  name: string;
  /** As documents write it; a token has but one name. */
  fullName: string;
  kind: 'person' | 'machine';
  /** What a token may do; a person has grants instead. */
  scopes: ReadonlySet<Scope>;
  grants: readonly Grant[];
  /** The code of the only department that a token is good for. */
  department: string | null;
  accountId?: string;
  tokenId?: string;
  /** Of a token that came in the cookie of a wall. */
  wallHash?: string;
  sessionHash?: string;
  sessionId?: string;
  mustChangePassword: boolean;
  /** Holds a role that needs a second factor, and has none. */
  mustSetUpSecondFactor: boolean;
  preferences?: Preferences;
}

export const sessionCookie = 'duibiao_session';
/** Beside that of a person, so that whoever signs in on a wall's browser for a while leaves the wall as it was. */
export const wallCookie = 'duibiao_wall';

/** What a caller shows of itself. */
export interface Credentials {
  cookie?: string | undefined;
  token?: string | undefined;
  /** Nobody is at the screen: what it asks for by itself does not keep the session alive. */
  unattended?: boolean;
}

export type SignIns = ReturnType<typeof createSignIns>;

/** Knows who is behind a cookie or a token, as the rules of the day have it. */
export function createSignIns({
  db,
  rules,
  lastUsed,
}: {
  db: Database;
  rules: Pick<Rules, 'current' | 'reload'>;
  lastUsed: Pick<LastUsed, 'session' | 'token'>;
}) {
  const looking = new Map<string, Promise<Caller | undefined>>();
  const shared = async (
    kind: string,
    secret: string,
    lookUp: (hash: string) => Promise<Caller | undefined>,
  ): Promise<Caller | undefined> => {
    const hash = secretHash(secret);
    const key = `${kind} ${hash}`;
    const found = looking.get(key) ?? lookUp(hash).finally(() => looking.delete(key));
    looking.set(key, found);
    return await found;
  };
  return {
    rules,
    /** When a session is over, seen from now. */
    limits(now = new Date()): Limits {
      const idleSince = new Date(now.getTime() - rules.current.idleMinutes * 60_000);
      return { at: now.toISOString(), idleSince: idleSince.toISOString() };
    },
    /** Whether somebody with these grants must have a second factor. */
    needsSecondFactor(grants: readonly Grant[]): boolean {
      return grants.some(({ role }) => rules.current.secondFactorRoles.includes(role));
    },
    /**
     * The caller behind a cookie header or a bearer token; undefined for a stranger. It is looked up at every
     * request: who was signed out or revoked anywhere is a stranger at once. Requests of one caller that come
     * while it is being looked up share the answer.
     */
    async find({ cookie, token, unattended = false }: Credentials): Promise<Caller | undefined> {
      const limits = this.limits();
      const person = cookieValue(cookie, sessionCookie);
      const wall = cookieValue(cookie, wallCookie);
      const found =
        (token && (await shared('token', token, (hash) => this.machine(hash, limits)))) ||
        (!token && person && (await shared('session', person, (hash) => this.signedIn(hash, limits)))) ||
        (!token && wall && (await shared('wall', wall, (hash) => this.wall(hash, limits)))) ||
        undefined;
      if (found?.tokenId !== undefined) lastUsed.token(found.tokenId, limits.at);
      else if (found?.sessionHash && !unattended) lastUsed.session(found.sessionHash, limits.at);
      return found;
    },
    /** The screen on a wall whose link has such a hash: no other token is good as a cookie. */
    async wall(tokenHash: string, limits: Limits): Promise<Caller | undefined> {
      const found = await this.machine(tokenHash, limits);
      return found && isWall(found) ? { ...found, wallHash: tokenHash } : undefined;
    },
    /** The machine whose token has such a hash. */
    async machine(tokenHash: string, { at }: Limits): Promise<Caller | undefined> {
      const found = await findToken(db.read, tokenHash, at);
      return found && machine(found);
    },
    /** The person whose session has such a hash. */
    async signedIn(sessionHash: string, limits: Limits): Promise<Caller | undefined> {
      const account = await findSessionAccount(db.read, sessionHash, limits);
      return account && { ...this.person(account), sessionHash, sessionId: account.sessionId };
    },
    /** Somebody with an account, as a caller. */
    person(account: Account): Caller {
      const { id, username, name, grants, mustChange, secondFactor } = account;
      return {
        name: username,
        fullName: name,
        kind: 'person',
        scopes: new Set(),
        grants,
        department: null,
        accountId: id,
        mustChangePassword: mustChange,
        mustSetUpSecondFactor: !secondFactor?.since && this.needsSecondFactor(grants),
        preferences: preferencesOf(account),
      };
    },
  };
}

type FoundToken = NonNullable<Awaited<ReturnType<typeof findToken>>>;

function machine({ id, name, scopes, department }: FoundToken): Caller {
  return {
    name,
    fullName: name,
    kind: 'machine',
    scopes: new Set(scopes as Scope[]),
    grants: [],
    department,
    tokenId: id,
    mustChangePassword: false,
    mustSetUpSecondFactor: false,
  };
}

/** Whether a caller is a screen on a wall. */
export function isWall({ scopes }: Pick<Caller, 'scopes'>): boolean {
  return scopes.has('wall');
}

/** What a screen on a wall asks for; everything else is closed to it, what will be added some day too. */
const onWall = new Set(['/v1/system', '/v1/overview', '/v1/projects', '/v1/alerts', '/v1/changes']);

/** Holds a screen on a wall to what it shows. */
export function keepToWall(req: Request, res: Response, next: NextFunction): void {
  if (
    isWall(callerOf(res)) &&
    !(req.method === 'GET' && req.query.format === undefined && onWall.has(req.path.replace(/\/$/, '')))
  ) {
    throw new HttpError(
      403,
      'wall_only',
      said('大屏链接只能看大屏上的内容。', 'A wall link reads what the wall shows, and nothing else.'),
    );
  }
  next();
}

/** Lets only callers that are known pass, and leaves them in `res.locals.caller`. */
export function requireCaller(signIns: Pick<SignIns, 'find'>): RequestHandler {
  return async (req, res, next) => {
    const token = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '')?.[1];
    const unattended = req.get('x-unattended') !== undefined;
    const caller = await signIns.find({ cookie: req.get('cookie'), token, unattended });
    if (!caller) {
      res.set('WWW-Authenticate', 'Bearer');
      throw new HttpError(401, 'sign_in', said('请先登录。', 'Sign in first.'));
    }
    res.locals.caller = caller;
    next();
  };
}

/** Whether somebody has done what signing in still asks: a password and, where required, a second factor. */
export function isSettled({ mustChangePassword, mustSetUpSecondFactor }: Caller): boolean {
  return !mustChangePassword && !mustSetUpSecondFactor;
}

/** Holds a caller whose password was made for them until another one is chosen. */
export function requireOwnPassword(_: Request, res: Response, next: NextFunction): void {
  if (callerOf(res).mustChangePassword) {
    throw new HttpError(
      403,
      'password_change_required',
      said('首次登录请先修改密码。', 'Choose a password of your own first.'),
    );
  }
  next();
}

/** Holds a caller whose role needs a second factor until there is one. */
export function requireSecondFactor(_: Request, res: Response, next: NextFunction): void {
  if (callerOf(res).mustSetUpSecondFactor) {
    throw new HttpError(
      403,
      'second_factor_required',
      said('所任角色要求两步验证，请先设置。', 'Your role needs a second factor: set it up first.'),
    );
  }
  next();
}

export function callerOf(res: Response): Caller {
  return res.locals.caller as Caller;
}

/**
 * Refuses a write that another site sent: where a browser names the page's origin, it must be ours. A
 * request without Origin comes from no page and is judged by its sign-in.
 */
export function refuseOtherOrigins(publicUrl: string | undefined): RequestHandler {
  return (req, _, next) => {
    const safe = req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS';
    if (!safe && !isOwnOrigin(req.get('origin'), req.get('host'), publicUrl)) {
      throw new HttpError(403, 'origin', said('拒绝跨站请求。', 'Requests from another site are refused.'));
    }
    next();
  };
}

export function isOwnOrigin(
  origin: string | undefined,
  host: string | undefined,
  publicUrl: string | undefined,
) {
  if (origin === undefined) return true;
  if (publicUrl && origin === new URL(publicUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** A new secret of 256 bits for a cookie or a token, and the hash that is stored of it. */
export function newSecret(prefix = ''): { secret: string; secretHash: string } {
  const secret = prefix + randomBytes(32).toString('base64url');
  return { secret, secretHash: secretHash(secret) };
}

/** Secrets are random, so one round of SHA-256 keeps them; argon2id is for passwords. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The value of one cookie in a cookie header. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, value] = part.trim().split('=');
    if (key === name) return value;
  }
  return undefined;
}
