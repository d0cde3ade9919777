import type { Request, Response } from 'express';
import type { Database } from '#db/open.ts';
import { findAccount } from '#db/queries/accounts.ts';
import { auditRow, recordApart } from '#db/queries/audit.ts';
import type { Deed, Trail } from '#db/trail.ts';
import type { HttpError } from './errors.ts';

/** The database as this request writes to it: what it changes leaves its row in the trail, in the same commit. */
export function recorded(db: Database, res: Response): Database {
  return db.as(trailOf(res));
}

/** The trail of a request: see `attachTrail`. */
export function trailOf(res: Response): Trail {
  return res.locals.trail as Trail;
}

/** Records that something is handed out as a file, before it is. */
export async function recordExport(db: Database, res: Response, deed: Deed): Promise<void> {
  await recorded(db, res).write(async (_, unit) => unit.record({ ...deed, action: 'export' }));
}

/** Problems of which the trail keeps that somebody tried. */
const telling = new Set(['wrong_password', 'wrong_code']);

/** Problems of whoever has a step of signing in before them: their page asks what it begins with all the same. */
const unsettled = new Set(['password_change_required', 'second_factor_required']);

/**
 * Records that somebody was refused what they may not, or did not know the password. Strangers are recorded where they
 * try to sign in; of the name that they gave only whether it is one of ours: people type passwords into it.
 */
export async function recordRefusal(
  db: Database,
  req: Request,
  res: Response,
  error: HttpError,
): Promise<void> {
  const trail = res.locals.trail as Trail | undefined;
  const isSignIn =
    req.method === 'POST' && /^\/api\/v1\/session\/?$/.test(req.originalUrl.split('?')[0] ?? '');
  const isKnown = res.locals.caller !== undefined;
  if (req.method === 'GET' && unsettled.has(error.code)) return;
  if (!trail || !(error.status === 403 || telling.has(error.code)) || !(isKnown || isSignIn)) return;
  const subject = isSignIn ? await nameTried(db, req) : undefined;
  await db.write(async (trx, unit) => {
    const doing = trail.doing({ subject });
    await recordApart(trx, auditRow(doing, { at: unit.at, day: unit.today, refused: error.code }));
  });
}

async function nameTried(db: Database, req: Request): Promise<string> {
  const { username } = (req.body ?? {}) as { username?: unknown };
  const known = typeof username === 'string' && (await findAccount(db.read, username));
  return known ? known.username : '?';
}
