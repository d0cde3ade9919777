import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Said } from '#shared/language.ts';
import { asTyped, passwordFault } from '#shared/password.ts';
import { inTurn } from './in-turn.ts';

/** A password as it is stored: argon2id, with the library's settings, which are those that OWASP names first. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(asTyped(password)));
}

/** Whether a password is the one that is stored. */
export function isPassword(stored: string, password: string): Promise<boolean> {
  return inTurn(() => verify(stored, asTyped(password)));
}

/** Verified in place of a password that does not exist. */
const nobody = hashPassword('nobody has this password');

/** The same of an account that may not exist: an unknown name takes as long as a wrong password. */
export async function isPasswordOf(account: { passwordHash: string } | undefined, password: string) {
  const right = await isPassword(account?.passwordHash ?? (await nobody), password);
  return account !== undefined && right;
}

/** What is wrong with a new password of somebody so called, in such a bureau; undefined where it may be used. */
export async function faultOf(
  password: string,
  names: readonly (string | null | undefined)[],
): Promise<{ code: string; message: Said } | undefined> {
  const listed = await commonPasswords();
  return passwordFault(password, { names, isCommon: (text) => listed.has(text) });
}

let common: Promise<ReadonlySet<string>> | undefined;

/** Read when somebody first chooses a password: the list is large, and most servers rarely need it. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common']),
  );
  return common;
}

/** Letters and digits that nobody takes for another one. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Four groups of four, 80 bits: a password to hand out, or a recovery code; fit to be read out and typed. */
export function readableSecret(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
