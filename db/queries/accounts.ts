import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant } from '#shared/calendar.ts';
import type { Db } from '../schema.ts';
import { keptStatement } from '../together.ts';

export interface Account {
  id: string;
  username: string;
  name: string;
  roles: string[];
  passwordHash: string;
  mustChange: boolean;
}

export async function countAccounts(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('account')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Whether an account other than the one named holds one of the roles. */
export async function othersHold(db: Db, roles: readonly string[], username: string): Promise<boolean> {
  const others = await db.selectFrom('account').select('roles').where('username', '!=', username).execute();
  return others.some((one) => (JSON.parse(one.roles) as string[]).some((role) => roles.includes(role)));
}

export async function insertAccount(db: Db, account: Omit<Account, 'id'>, at: Instant): Promise<void> {
  const { username, name, roles, passwordHash, mustChange } = account;
  await db
    .insertInto('account')
    .values({
      id: randomUUID(),
      username,
      name,
      roles: JSON.stringify(roles),
      password_hash: passwordHash,
      must_change: mustChange ? 1 : 0,
      created_at: at,
    })
    .execute();
}

type AccountColumns = {
  id: string;
  username: string;
  name: string;
  roles: string;
  password_hash: string;
  must_change: number;
};

function asAccount({ roles, password_hash, must_change, id, username, name }: AccountColumns): Account {
  return {
    id,
    username,
    name,
    roles: JSON.parse(roles) as string[],
    passwordHash: password_hash,
    mustChange: must_change === 1,
  };
}

export async function findAccount(db: Db, username: string): Promise<Account | undefined> {
  const row = await db.selectFrom('account').selectAll().where('username', '=', username).executeTakeFirst();
  return row && asAccount(row);
}

/** Everybody who has an account, with the roles: who may stand in for whom depends on it. */
export async function listStaff(db: Db) {
  const rows = await db.selectFrom('account').select(['username', 'name', 'roles']).execute();
  return rows.map(({ roles, ...row }) => ({ ...row, roles: JSON.parse(roles) as string[] }));
}

export async function setPassword(db: Db, accountId: string, passwordHash: string): Promise<void> {
  await db
    .updateTable('account')
    .set({ password_hash: passwordHash, must_change: 0 })
    .where('id', '=', accountId)
    .execute();
}

export async function insertSession(
  db: Db,
  session: { tokenHash: string; accountId: string; at: Instant; expiresAt: Instant },
): Promise<void> {
  const { tokenHash, accountId, at, expiresAt } = session;
  await db.deleteFrom('session').where('expires_at', '<', at).execute();
  await db
    .insertInto('session')
    .values({ token_hash: tokenHash, account_id: accountId, created_at: at, expires_at: expiresAt })
    .execute();
}

/** The account behind a session that has not expired. */
export async function findSessionAccount(
  db: Db,
  tokenHash: string,
  at: Instant,
): Promise<Account | undefined> {
  const { rows } = await sessionAccount(db, { tokenHash, at });
  const [row] = rows;
  return row && asAccount(row);
}

const sessionAccount = keptStatement<{ tokenHash: string; at: Instant }, AccountColumns>(
  (_, place) => sql<AccountColumns>`select account.id, username, name, roles, password_hash, must_change
    from session inner join account on account.id = session.account_id
    where token_hash = ${place('tokenHash')} and expires_at > ${place('at')}`,
);

export async function deleteSession(db: Db, tokenHash: string): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
}

/** Ends every session of an account but one: after a change of password the others are strangers. */
export async function deleteOtherSessions(db: Db, accountId: string, keptHash: string): Promise<void> {
  await db
    .deleteFrom('session')
    .where('account_id', '=', accountId)
    .where('token_hash', '<>', keptHash)
    .execute();
}

export async function insertToken(
  db: Db,
  token: { name: string; tokenHash: string; scopes: string[]; at: Instant; expiresAt: Instant | null },
): Promise<void> {
  await db
    .insertInto('api_token')
    .values({
      id: randomUUID(),
      name: token.name,
      token_hash: token.tokenHash,
      scopes: JSON.stringify(token.scopes),
      created_at: token.at,
      expires_at: token.expiresAt,
    })
    .execute();
}

/** The token behind a hash, unless it has expired or was revoked. */
export async function findToken(db: Db, tokenHash: string, at: Instant) {
  const { rows } = await tokenInForce(db, { tokenHash, at });
  const [row] = rows;
  return row && { ...row, scopes: JSON.parse(row.scopes) as string[] };
}

const tokenInForce = keptStatement<
  { tokenHash: string; at: Instant },
  { id: string; name: string; scopes: string }
>(
  (_, place) => sql<{ id: string; name: string; scopes: string }>`select id, name, scopes from api_token
    where token_hash = ${place('tokenHash')} and revoked_at is null
      and (expires_at is null or expires_at > ${place('at')})`,
);

export async function listTokens(db: Db) {
  return await db
    .selectFrom('api_token')
    .select([
      'name',
      'scopes',
      'created_at as createdAt',
      'expires_at as expiresAt',
      'revoked_at as revokedAt',
    ])
    .orderBy('created_at')
    .execute();
}

/** Revokes a token by name; false where there is none in force. */
export async function revokeToken(db: Db, name: string, at: Instant): Promise<boolean> {
  const revoke = db.updateTable('api_token').set({ revoked_at: at }).where('name', '=', name);
  const { numUpdatedRows } = await revoke.where('revoked_at', 'is', null).executeTakeFirst();
  return numUpdatedRows === 1n;
}
