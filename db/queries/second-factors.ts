import type { Instant } from '#shared/calendar.ts';
import type { Db } from '../schema.ts';

/** Begins a second factor: its sealed secret stands, and is in use only once a code of it was shown. */
export async function beginSecondFactor(db: Db, accountId: string, secret: string): Promise<void> {
  await db
    .updateTable('account')
    .set({ totp_secret: secret, totp_since: null, totp_last_step: null })
    .where('id', '=', accountId)
    .execute();
}

/** Puts the second factor that was begun in use. */
export async function confirmSecondFactor(db: Db, accountId: string, at: Instant): Promise<void> {
  await db.updateTable('account').set({ totp_since: at }).where('id', '=', accountId).execute();
}

/** Stores the secret sealed anew. */
export async function resealSecondFactor(db: Db, accountId: string, secret: string): Promise<void> {
  await db.updateTable('account').set({ totp_secret: secret }).where('id', '=', accountId).execute();
}

/** Takes the second factor and its recovery codes away. */
export async function clearSecondFactor(db: Db, accountId: string): Promise<void> {
  await db
    .updateTable('account')
    .set({ totp_secret: null, totp_since: null, totp_last_step: null })
    .where('id', '=', accountId)
    .execute();
  await db.deleteFrom('recovery_code').where('account_id', '=', accountId).execute();
}

/** Takes the code of a time step; false where that one, or a later one, was taken before. */
export async function takeStep(db: Db, accountId: string, step: number): Promise<boolean> {
  const take = db.updateTable('account').set({ totp_last_step: step }).where('id', '=', accountId);
  const { numUpdatedRows } = await take
    .where((eb) => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', step)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Gives an account new recovery codes, by their hashes; those of before are void. */
export async function replaceRecoveryCodes(
  db: Db,
  accountId: string,
  hashes: readonly string[],
): Promise<void> {
  await db.deleteFrom('recovery_code').where('account_id', '=', accountId).execute();
  await db
    .insertInto('recovery_code')
    .values(hashes.map((code_hash) => ({ code_hash, account_id: accountId })))
    .execute();
}

/** Takes a recovery code, once; false where the account has none such left. */
export async function takeRecoveryCode(
  db: Db,
  accountId: string,
  codeHash: string,
  at: Instant,
): Promise<boolean> {
  const take = db.updateTable('recovery_code').set({ used_at: at }).where('account_id', '=', accountId);
  const { numUpdatedRows } = await take
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** How many recovery codes an account has left. */
export async function countRecoveryCodes(db: Db, accountId: string): Promise<number> {
  const { count } = await db
    .selectFrom('recovery_code')
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
