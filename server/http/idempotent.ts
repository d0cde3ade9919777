import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Joining, Unit, Work } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { findAnswer, keepAnswer } from '#db/queries/idempotency.ts';
import type { Db } from '#db/schema.ts';
import { said } from '#shared/language.ts';
import { HttpError } from './errors.ts';
import { callerOf } from './sign-in.ts';
import { recorded } from './trail.ts';

/** Cut short instead, two keys could be taken for one. */
const longestKey = 200;

export interface Given {
  status: number;
  body: unknown;
}

/**
 * Does a write once per `Idempotency-Key` and caller: sent again, the first answer is given again; the same
 * key with another content is a 422. The record is kept in the write's own savepoint. Without a key it is
 * simply done, in one go with others of its kind where it may join them.
 */
export async function writeOnce(
  db: Database,
  req: Request,
  res: Response,
  work: Work<Given>,
  joining?: Joining<Given>,
): Promise<void> {
  const given = await doOnce(db, req, res, work, joining);
  res.status(given.status).json(given.body);
}

/** The same for whoever has more to do before the answer may go out. */
export async function doOnce(
  db: Database,
  req: Request,
  res: Response,
  work: Work<Given>,
  joining?: Joining<Given>,
): Promise<Given> {
  const key = req.get('idempotency-key');
  if (key && key.length > longestKey) {
    throw new HttpError(
      400,
      'idempotency_key',
      said(
        `Idempotency-Key 最多${longestKey}个字符。`,
        `An Idempotency-Key has at most ${longestKey} characters.`,
      ),
    );
  }
  const own = recorded(db, res);
  return await (key ? own.write(keyed(key, req, res, work)) : own.write(work, joining));
}

function keyed(key: string, req: Request, res: Response, work: Work<Given>): Work<Given> {
  const { kind, name } = callerOf(res);
  // A token may be named as a person is: their keys are not the same.
  const caller = kind === 'person' ? name : `token ${name}`;
  const content = `${req.method} ${req.originalUrl} ${JSON.stringify(req.body)}`;
  const digest = createHash('sha256').update(content).digest('hex');
  return async (trx: Db, unit: Unit) => {
    const before = await findAnswer(trx, caller, key);
    if (before && before.digest !== digest) {
      throw new HttpError(
        422,
        'idempotency_key',
        said(
          '同一个 Idempotency-Key 已用于不同的内容。',
          'This Idempotency-Key was used for another content.',
        ),
      );
    }
    if (before) return { status: before.status, body: JSON.parse(before.body) as unknown };
    const given = await work(trx, unit);
    await keepAnswer(
      trx,
      caller,
      key,
      { digest, status: given.status, body: JSON.stringify(given.body) },
      unit.at,
    );
    return given;
  };
}
