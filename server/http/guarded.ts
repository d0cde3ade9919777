import type { Request } from 'express';
import type { Database } from '#db/open.ts';
import { type Account, findAccountById } from '#db/queries/accounts.ts';
import { takeRecoveryCode, takeStep } from '#db/queries/second-factors.ts';
import type { Db } from '#db/schema.ts';
import { said } from '#shared/language.ts';
import type { Attempts } from '../access/attempts.ts';
import { type Devices, deviceCookie } from '../access/devices.ts';
import { isPasswordOf } from '../access/passwords.ts';
import { recoveryHash, type Seal, stepOf } from '../access/second-factor.ts';
import { HttpError } from './errors.ts';
import { type Caller, cookieValue } from './sign-in.ts';

/** What checking passwords and codes takes. */
export interface Guards {
  db: Database;
  attempts: Attempts;
  devices: Devices;
  seal: Seal;
}

/** The mark of the device that sends a request, where the name has signed in on it before. */
export function deviceOf({ devices }: Pick<Guards, 'devices'>, req: Request, username: string) {
  return devices.read(username, cookieValue(req.get('cookie'), deviceCookie));
}

/** Begins a try for a user name, from the address and the device of a request. */
export function beginAttempt(guards: Guards, req: Request, username: string) {
  const device = deviceOf(guards, req, username);
  return guards.attempts.begin({ username, address: req.ip ?? '', device });
}

/**
 * The account of somebody who is signed in and says the password again, as what is done next needs: a session
 * left open is not enough for it. `field` is where the form has it.
 */
export async function sayingPassword(
  guards: Guards,
  req: Request,
  { accountId = '' }: Caller,
  password: string,
  field: string,
): Promise<Account> {
  const account = await findAccountById(guards.db.read, accountId);
  if (!account) throw new HttpError(403, 'no_password', said('令牌没有密码。', 'A token has no password.'));
  const attempt = await beginAttempt(guards, req, account.username);
  if (!(await isPasswordOf(account, password))) {
    const message = said('当前密码不对', 'This password is wrong');
    throw new HttpError(422, 'wrong_password', said('当前密码不对。', 'The current password is wrong.'), [
      { pointer: `/${field}`, code: 'wrong_password', message },
    ]);
  }
  await attempt.succeeded();
  return account;
}

/**
 * Takes a code of the authenticator or a recovery code within a write; false where it is neither, or was taken
 * before. Codes sealed with another `SECRET_KEY` cannot be checked: then only recovery codes help.
 */
export async function takeCode(
  trx: Db,
  { seal }: Pick<Guards, 'seal'>,
  { id, secondFactor }: Pick<Account, 'id' | 'secondFactor'>,
  code: string,
): Promise<boolean> {
  const now = Date.now();
  const secret = secondFactor ? seal.open(secondFactor.secret, id) : undefined;
  const step = secret === undefined ? undefined : stepOf(secret, code, now);
  if (step !== undefined) return await takeStep(trx, id, step);
  return await takeRecoveryCode(trx, id, recoveryHash(code), new Date(now).toISOString());
}

/** A second factor that is asked for, or was wrong. */
export function codeProblem(given: boolean): HttpError {
  return given
    ? new HttpError(
        401,
        'wrong_code',
        said(
          '验证码不对或已用过；请输入验证器上现在显示的六位数字，或一个没有用过的备用码。',
          'The code is wrong or was used before; type the six digits that the authenticator shows now, or an unused recovery code.',
        ),
      )
    : new HttpError(
        401,
        'code_required',
        said('请再输入验证器上的六位数字。', 'Now type the six digits that the authenticator shows.'),
      );
}
