import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Instant } from '#shared/calendar.ts';
import type { Db, Tables } from '../schema.ts';

export interface Account {
  id: string;
  username: string;
  name: string;
  roles: string[];
  passwordHash: string;
  mustChange: boolean;
  createdAt: Instant;
  disabledAt: Instant | null;
  lastSeenAt: Instant | null;
  /** Until when a password that an admin handed out can be used; null for one chosen by its owner. */
  passwordUntil: Instant | null;
  /** The sealed secret of the second factor: in use where `since` is set, else only begun. */
  secondFactor: { secret: string; since: Instant | null } | null;
  preferences: string | null;
}

/** What an account is made of. */
export interface NewAccount {
  username: string;
  name: string;
  roles: readonly string[];
  passwordHash: string;
  mustChange: boolean;
  passwordUntil?: Instant;
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

/** Makes an account; answers its id. A user name that is taken breaks the rule of uniqueness. */
export async function insertAccount(db: Db, account: NewAccount, at: Instant): Promise<string> {
  const { username, name, roles, passwordHash, mustChange, passwordUntil = null } = account;
  const id = randomUUID();
  await db
    .insertInto('account')
    .values({
      id,
      username,
      name,
      roles: JSON.stringify(roles),
      password_hash: passwordHash,
      must_change: mustChange ? 1 : 0,
      password_until: passwordUntil,
      created_at: at,
    })
    .execute();
  return id;
}

/** A row of `account` as the rest of the server knows it. */
export function asAccount(row: Selectable<Tables['account']>): Account {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    roles: JSON.parse(row.roles) as string[],
    passwordHash: row.password_hash,
    mustChange: row.must_change === 1,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
    lastSeenAt: row.last_seen_at,
    passwordUntil: row.password_until,
    secondFactor: row.totp_secret === null ? null : { secret: row.totp_secret, since: row.totp_since },
    preferences: row.preferences,
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

/** Every account, in the order of names, the disabled ones with them. */
export async function listAccounts(db: Db): Promise<Account[]> {
  const rows = await db.selectFrom('account').selectAll().orderBy('username').execute();
  return rows.map(asAccount);
}

/** An account by its id. */
export async function findAccountById(db: Db, id: string): Promise<Account | undefined> {
  const row = await db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst();
  return row && asAccount(row);
}

/** Whether somebody else who can sign in is an admin: the last one stays. */
export async function hasOtherAdmin(db: Db, id: string): Promise<boolean> {
  const others = db.selectFrom('account').select('roles').where('id', '!=', id);
  const enabled = await others.where('disabled_at', 'is', null).execute();
  return enabled.some(({ roles }) => (JSON.parse(roles) as string[]).includes('admin'));
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
    roles?: readonly string[] | undefined;
    disabledAt?: Instant | null | undefined;
    preferences?: string | undefined;
  },
): Promise<void> {
  const { name, roles, disabledAt, preferences } = change;
  const set = {
    ...(name !== undefined && { name }),
    ...(roles && { roles: JSON.stringify(roles) }),
    ...(disabledAt !== undefined && { disabled_at: disabledAt }),
    ...(preferences !== undefined && { preferences }),
  };
  if (Object.keys(set).length === 0) return;
  await db.updateTable('account').set(set).where('id', '=', id).execute();
}
