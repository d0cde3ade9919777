import { randomUUID } from 'node:crypto';
import type { ExpressionBuilder } from 'kysely';
import type { Instant } from '#shared/calendar.ts';
import { type Grant, heldGrants, type Role } from '#shared/rights.ts';
import type { Db, Tables } from '../schema.ts';
import { setGrants } from './grants.ts';

export interface Account {
  id: string;
  username: string;
  name: string;
  /** What it holds, with what the first account holds until others do. */
  grants: Grant[];
  passwordHash: string;
  mustChange: boolean;
  createdAt: Instant;
  disabledAt: Instant | null;
  lastSeenAt: Instant | null;
  /** Until when a password that an admin handed out can be used; null for one chosen by its owner. */
  passwordUntil: Instant | null;
  /** The sealed secret of the second factor: in use where `since` is set, else only begun. */
  secondFactor: { secret: string; since: Instant | null } | null;
  /** JSON of `Preferences`. */
  preferences: string | null;
}

/** What an account is made of. */
export interface NewAccount {
  username: string;
  name: string;
  /** Held in all departments. */
  roles: readonly Role[];
  passwordHash: string;
  mustChange: boolean;
  passwordUntil?: Instant;
  isFirst?: boolean;
}

export async function countAccounts(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('account')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Makes an account with roles for all departments; `setGrants` says otherwise. The first one made stands in for others. */
export async function insertAccount(db: Db, account: NewAccount, at: Instant): Promise<string> {
  const { username, name, roles, passwordHash, mustChange, passwordUntil = null, isFirst = false } = account;
  const id = randomUUID();
  await db
    .insertInto('account')
    .values({
      id,
      username,
      name,
      password_hash: passwordHash,
      must_change: mustChange ? 1 : 0,
      password_until: passwordUntil,
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
export function accountsWithGrants(db: Db) {
  return db
    .selectFrom('account')
    .leftJoin('account_grant as g', 'g.account_id', 'account.id')
    .select([
      'account.id',
      'account.username',
      'account.name',
      'account.password_hash',
      'account.must_change',
      'account.created_at',
      'account.disabled_at',
      'account.last_seen_at',
      'account.password_until',
      'account.totp_secret',
      'account.totp_since',
      'account.preferences',
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
    .innerJoin('account as held', 'held.id', 'o.account_id')
    .select('o.role')
    .where('o.role', '=', role)
    .where('held.disabled_at', 'is', null)
    .whereRef('o.account_id', '<>', 'account.id');
}

/** A row of such a query. */
export type AccountRow = Awaited<ReturnType<ReturnType<typeof accountsWithGrants>['execute']>>[number];

/** The accounts that such rows are of, in their order. */
export function accountsFrom(rows: readonly AccountRow[]): Account[] {
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
        createdAt: first.created_at,
        disabledAt: first.disabled_at,
        lastSeenAt: first.last_seen_at,
        passwordUntil: first.password_until,
        secondFactor:
          first.totp_secret === null ? null : { secret: first.totp_secret, since: first.totp_since },
        preferences: first.preferences,
      },
    ];
  });
}

export async function findAccount(db: Db, username: string): Promise<Account | undefined> {
  return accountsFrom(await accountsWithGrants(db).where('username', '=', username).execute())[0];
}

/** Everybody whose account is not disabled, with what they hold: who may stand in for whom depends on it. */
export async function listStaff(db: Db): Promise<Pick<Account, 'username' | 'name' | 'grants'>[]> {
  return accountsFrom(await accountsWithGrants(db).where('account.disabled_at', 'is', null).execute());
}

/** Every account, in the order of names, the disabled ones with them; or the one whose id is given. */
export async function listAccounts(db: Db, id?: string): Promise<Account[]> {
  const all = accountsWithGrants(db).orderBy('account.username');
  return accountsFrom(await (id === undefined ? all : all.where('account.id', '=', id)).execute());
}

/** An account by its id. */
export async function findAccountById(db: Db, id: string): Promise<Account | undefined> {
  return (await listAccounts(db, id))[0];
}

/** Whether somebody else who can sign in is an admin: the last one stays. */
export async function hasOtherAdmin(db: Db, id: string): Promise<boolean> {
  const other = await db
    .selectFrom('account_grant as g')
    .innerJoin('account', 'account.id', 'g.account_id')
    .select('g.account_id')
    .where('g.role', '=', 'admin')
    .where('g.department', 'is', null)
    .where('g.account_id', '!=', id)
    .where('account.disabled_at', 'is', null)
    .executeTakeFirst();
  return other !== undefined;
}

/** Another password: chosen by its owner, or handed out and then to be changed before its time is over. */
export async function setPassword(
  db: Db,
  accountId: string,
  passwordHash: string,
  handedOut?: { until: Instant },
): Promise<void> {
  const password_until = handedOut?.until ?? null;
  await db
    .updateTable('account')
    .set({ password_hash: passwordHash, must_change: handedOut ? 1 : 0, password_until })
    .where('id', '=', accountId)
    .execute();
}

/** Changes what is given of an account. */
export async function updateAccount(
  db: Db,
  id: string,
  change: {
    name?: string | undefined;
    disabledAt?: Instant | null | undefined;
    preferences?: string | undefined;
  },
): Promise<void> {
  const { name, disabledAt, preferences } = change;
  const set = {
    ...(name !== undefined && { name }),
    ...(disabledAt !== undefined && { disabled_at: disabledAt }),
    ...(preferences !== undefined && { preferences }),
  };
  if (Object.keys(set).length === 0) return;
  await db.updateTable('account').set(set).where('id', '=', id).execute();
}
