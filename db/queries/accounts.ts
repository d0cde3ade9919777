import { randomUUID } from 'node:crypto';
import { type Expression, type ExpressionBuilder, sql } from 'kysely';
import type { Instant } from '#shared/calendar.ts';
import { type Grant, heldGrants, type Role } from '#shared/rights.ts';
import type { Db, Tables } from '../schema.ts';
import { idsOf } from '../sql.ts';
import { keptStatement } from '../together.ts';
import { setGrants } from './grants.ts';

export interface Account {
  id: string;
  username: string;
  name: string;
  /** What it holds, with what the first account holds until others do. */
  grants: Grant[];
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

/** Makes an account with roles for all departments; `setGrants` says otherwise. The first one made stands in for others. */
export async function insertAccount(
  db: Db,
  account: Omit<Account, 'id' | 'grants'> & { roles: readonly Role[]; isFirst?: boolean },
  at: Instant,
): Promise<string> {
  const { username, name, roles, passwordHash, mustChange, isFirst = false } = account;
  const id = randomUUID();
  await db
    .insertInto('account')
    .values({
      id,
      username,
      name,
      password_hash: passwordHash,
      must_change: mustChange ? 1 : 0,
      created_at: at,
      is_first: isFirst ? 1 : 0,
    })
    .execute();
  const everywhere = { department: null, section: null };
  await setGrants(
    db,
    id,
    roles.map((role) => ({ role, ...everywhere })),
  );
  return id;
}

/** Accounts with their grants, a row for each grant: in one statement, as it is asked at every request. */
function accountsWithGrants(db: Db) {
  return db
    .selectFrom('account')
    .leftJoin('account_grant as g', 'g.account_id', 'account.id')
    .select([
      'account.id',
      'account.username',
      'account.name',
      'account.password_hash',
      'account.must_change',
    ])
    .select(['account.is_first', 'g.role', 'g.department', 'g.section'])
    .select((eb) => [
      // What others hold decides for the first account what it stands in for.
      eb.exists(grantsOfOthers(eb, 'finance')).as('financeIsHeld'),
      eb.exists(grantsOfOthers(eb, 'manager')).as('managerIsHeld'),
    ]);
}

function grantsOfOthers(eb: ExpressionBuilder<Tables, 'account'>, role: Role) {
  return eb
    .selectFrom('account_grant as o')
    .select('o.role')
    .where('o.role', '=', role)
    .whereRef('o.account_id', '<>', 'account.id');
}

type AccountRow = Awaited<ReturnType<ReturnType<typeof accountsWithGrants>['execute']>>[number];

function accountsFrom(rows: readonly AccountRow[]): Account[] {
  const accounts = new Map<string, AccountRow[]>();
  for (const row of rows) accounts.set(row.id, [...(accounts.get(row.id) ?? []), row]);
  return [...accounts.values()].flatMap((ofOne) => {
    const [first] = ofOne;
    if (!first) return [];
    const granted = ofOne.flatMap(({ role, department, section }): Grant[] =>
      role === null ? [] : [{ role, department, section }],
    );
    const othersHold: Role[] = [];
    if (first.financeIsHeld) othersHold.push('finance');
    if (first.managerIsHeld) othersHold.push('manager');
    return [
      {
        id: first.id,
        username: first.username,
        name: first.name,
        grants: heldGrants(granted, first.is_first === 1, othersHold),
        passwordHash: first.password_hash,
        mustChange: first.must_change === 1,
      },
    ];
  });
}

export async function findAccount(db: Db, username: string): Promise<Account | undefined> {
  return accountsFrom(await accountsWithGrants(db).where('username', '=', username).execute())[0];
}

/** Everybody who has an account, with what they hold: who may stand in for whom depends on it. */
export async function listStaff(db: Db): Promise<Pick<Account, 'username' | 'name' | 'grants'>[]> {
  return accountsFrom(await accountsWithGrants(db).execute());
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
  return accountsFrom(rows)[0];
}

/** Those of the sessions and tokens, by their hashes, that are still in force. */
export async function inForceAmong(db: Db, hashes: readonly string[], at: Instant): Promise<Set<string>> {
  const sessions = db
    .selectFrom('session')
    .select('token_hash as hash')
    .where('token_hash', 'in', idsOf(db, hashes))
    .where('expires_at', '>', at);
  const tokens = db
    .selectFrom('api_token')
    .select('token_hash as hash')
    .where('token_hash', 'in', idsOf(db, hashes))
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', at)]));
  const rows = await sessions.unionAll(tokens).execute();
  return new Set(rows.map(({ hash }) => hash));
}

const sessionAccount = keptStatement<{ tokenHash: string; at: Instant }, AccountRow>((db, place) =>
  asStatement(
    accountsWithGrants(db)
      .innerJoin('session', 'session.account_id', 'account.id')
      .where('session.token_hash', '=', sql<string>`${place('tokenHash')}`)
      .where('session.expires_at', '>', sql<string>`${place('at')}`),
  ),
);

function asStatement(query: Expression<AccountRow>) {
  return sql<AccountRow>`select q.* from (${query}) as q`;
}

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
  token: {
    name: string;
    tokenHash: string;
    scopes: string[];
    /** The code of the only department it is to be good for. */
    department?: string | null;
    at: Instant;
    expiresAt: Instant | null;
  },
): Promise<void> {
  await db
    .insertInto('api_token')
    .values({
      id: randomUUID(),
      name: token.name,
      token_hash: token.tokenHash,
      scopes: JSON.stringify(token.scopes),
      department: token.department ?? null,
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

interface TokenRow {
  id: string;
  name: string;
  scopes: string;
  department: string | null;
}

const tokenInForce = keptStatement<{ tokenHash: string; at: Instant }, TokenRow>(
  (_, place) => sql<TokenRow>`select id, name, scopes, department from api_token
    where token_hash = ${place('tokenHash')} and revoked_at is null
      and (expires_at is null or expires_at > ${place('at')})`,
);

export async function listTokens(db: Db) {
  return await db
    .selectFrom('api_token')
    .select([
      'name',
      'scopes',
      'department',
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
