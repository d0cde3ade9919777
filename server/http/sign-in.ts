import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Database } from '#db/open.ts';
import { findSessionAccount, findToken } from '#db/queries/accounts.ts';
import { said } from '#shared/language.ts';
import type { Grant } from '#shared/rights.ts';
import { HttpError } from './errors.ts';

/** What a caller may do: look, feed the ledgers, or decide (plans, approvals, the clock). */
export type Scope = 'read' | 'ingest' | 'manage';

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
  sessionHash?: string;
  mustChangePassword: boolean;
}

export const sessionCookie = 'duibiao_session';
export const sessionHours = 12;

/** What a request or a handshake signs in with. */
interface SignedWith {
  cookie?: string | undefined;
  token?: string | undefined;
}

/** The caller behind a cookie header or a bearer token; undefined for a stranger. */
export type FindCaller = (signed: SignedWith) => Promise<Caller | undefined>;

/**
 * Looks callers up in the database at every request: who was signed out or revoked anywhere is a stranger at once.
 * Requests of one caller that come while it is being looked up share the answer.
 */
export function createFindCaller(db: Database): FindCaller {
  const looking = new Map<string, Promise<Caller | undefined>>();
  return ({ cookie, token }) => {
    const session = token ? undefined : cookieValue(cookie, sessionCookie);
    const key = token ? `token ${token}` : `session ${session}`;
    const found = looking.get(key) ?? findCaller(db, { token, session }).finally(() => looking.delete(key));
    looking.set(key, found);
    return found;
  };
}

async function findCaller(
  db: Database,
  { session, token }: { session: string | undefined; token: string | undefined },
): Promise<Caller | undefined> {
  const at = new Date().toISOString();
  if (token) {
    const found = await findToken(db.read, secretHash(token), at);
    if (!found) return undefined;
    const scopes = new Set(found.scopes as Scope[]);
    const { id: tokenId, name, department } = found;
    const machine = { name, fullName: name, kind: 'machine', tokenId } as const;
    return { ...machine, scopes, department, grants: [], mustChangePassword: false };
  }
  if (!session) return undefined;
  const sessionHash = secretHash(session);
  const account = await findSessionAccount(db.read, sessionHash, at);
  if (!account) return undefined;
  return {
    name: account.username,
    fullName: account.name,
    kind: 'person',
    scopes: new Set(),
    grants: account.grants,
    department: null,
    accountId: account.id,
    sessionHash,
    mustChangePassword: account.mustChange,
  };
}

/** Lets only callers that are known pass, and leaves them in `res.locals.caller`. */
export function requireCaller(findCaller: FindCaller): RequestHandler {
  return async (req, res, next) => {
    const token = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '')?.[1];
    const caller = await findCaller({ cookie: req.get('cookie'), token });
    if (!caller) {
      res.set('WWW-Authenticate', 'Bearer');
      throw new HttpError(401, 'sign_in', said('请先登录。', 'Sign in first.'));
    }
    res.locals.caller = caller;
    next();
  };
}

/** Holds a caller whose password the product made until another one is chosen. */
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

function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, value] = part.trim().split('=');
    if (key === name) return value;
  }
  return undefined;
}

// Passwords are hashed two at a time at most: the work shares its threads with the database.
let hashing = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (hashing >= 2) await new Promise<void>((resolve) => waiting.push(resolve));
  hashing += 1;
  try {
    return await work();
  } finally {
    hashing -= 1;
    waiting.shift()?.();
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password));
}

export function isPassword(stored: string, password: string): Promise<boolean> {
  return inTurn(() => verify(stored, password));
}
