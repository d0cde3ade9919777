import { randomUUID } from 'node:crypto';
import type { CookieOptions, Request, Response } from 'express';
import { insertSession } from '#db/queries/sessions.ts';
import type { Db } from '#db/schema.ts';
import { deviceCookie, deviceDays } from '../access/devices.ts';
import { newSecret, type SignIns, sessionCookie, wallCookie } from './sign-in.ts';

const hour = 3_600_000;

/** Begins a session of an account from where a request comes, and answers how its cookie is set after the commit. */
export async function beginSession(
  trx: Db,
  { req, signIns, accountId }: { req: Request; signIns: Pick<SignIns, 'rules'>; accountId: string },
): Promise<{ hash: string; setCookie: (res: Response, publicUrl: string | undefined) => void }> {
  const { secret, secretHash } = newSecret();
  const now = Date.now();
  const maxAge = signIns.rules.current.sessionHours * hour;
  await insertSession(trx, {
    tokenHash: secretHash,
    id: randomUUID(),
    accountId,
    at: new Date(now).toISOString(),
    expiresAt: new Date(now + maxAge).toISOString(),
    address: req.ip ?? '',
    device: (req.get('user-agent') ?? '').slice(0, 300),
  });
  return {
    hash: secretHash,
    setCookie: (res, publicUrl) =>
      void res.cookie(sessionCookie, secret, { ...cookieFor(req, publicUrl), maxAge }),
  };
}

/** Marks the browser as one on which somebody signs in. Only signing in looks at it. */
export function setDeviceCookie(req: Request, res: Response, mark: string, publicUrl: string | undefined) {
  const maxAge = deviceDays * 24 * hour;
  res.cookie(deviceCookie, mark, { ...cookieFor(req, publicUrl), path: '/api/v1', maxAge });
}

/** The longest that browsers keep a cookie; it is set anew whenever a wall asks who it is. */
const wallDays = 400;

/** Keeps the secret of a wall's link where no script reads it. */
export function setWallCookie(req: Request, res: Response, secret: string, publicUrl: string | undefined) {
  res.cookie(wallCookie, secret, { ...cookieFor(req, publicUrl), maxAge: wallDays * 24 * hour });
}

/** A cookie for our own pages only; over TLS, here or before the proxy, it never travels without. */
export function cookieFor(req: Request, publicUrl: string | undefined): CookieOptions {
  const secure = req.secure || (publicUrl?.startsWith('https:') ?? false);
  return { httpOnly: true, sameSite: 'strict', secure, path: '/' };
}
