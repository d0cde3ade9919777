import { sql } from 'kysely';
import type { Instant } from '#shared/calendar.ts';
import type { Db } from '../schema.ts';
import { idsOf, rowsOf } from '../sql.ts';
import { keptStatement } from '../together.ts';
import { type Account, type AccountRow, accountsFrom, accountsWithGrants } from './accounts.ts';
import { tokensInForce } from './tokens.ts';

/** When a session is over: past its end, or not used since. */
export interface Limits {
  at: Instant;
  idleSince: Instant;
}

/** One sign-in of one person. */
export interface SessionRow {
  id: string;
  createdAt: Instant;
  lastUsedAt: Instant;
  address: string;
  device: string;
  tokenHash: string;
}

/** Begins a session, in which its person is seen; what has long been over is cleared away with it. */
export async function insertSession(
  db: Db,
  session: Omit<SessionRow, 'createdAt' | 'lastUsedAt'> & {
    accountId: string;
    at: Instant;
    expiresAt: Instant;
  },
): Promise<void> {
  const { tokenHash, id, accountId, at, expiresAt, address, device } = session;
  await db.deleteFrom('session').where('expires_at', '<', at).execute();
  await db
    .insertInto('session')
    .values({
      token_hash: tokenHash,
      id,
      account_id: accountId,
      created_at: at,
      last_used_at: at,
      expires_at: expiresAt,
      address,
      device,
    })
    .execute();
  await db.updateTable('account').set({ last_seen_at: at }).where('id', '=', accountId).execute();
}

/** The account behind a session that is not over, and the session's own id; none where it is disabled. */
export async function findSessionAccount(
  db: Db,
  tokenHash: string,
  limits: Limits,
): Promise<(Account & { sessionId: string }) | undefined> {
  const { rows } = await sessionAccount(db, { tokenHash, ...limits });
  const [account] = accountsFrom(rows);
  return account && { ...account, sessionId: rows[0]?.sessionId ?? '' };
}

type SessionAccount = AccountRow & { sessionId: string };
type Asked = { tokenHash: string; at: Instant; idleSince: Instant };

const sessionAccount = keptStatement<Asked, SessionAccount>((db, place) => {
  const query = accountsWithGrants(db)
    .innerJoin('session', 'session.account_id', 'account.id')
    .select('session.id as sessionId')
    .where('session.token_hash', '=', sql<string>`${place('tokenHash')}`)
    .where('session.expires_at', '>', sql<string>`${place('at')}`)
    .where('session.last_used_at', '>', sql<string>`${place('idleSince')}`)
    .where('account.disabled_at', 'is', null);
  return sql<SessionAccount>`select q.* from (${query}) as q`;
});

/** The sessions of an account that are not over, the last used first. */
export async function listSessions(db: Db, accountId: string, limits: Limits): Promise<SessionRow[]> {
  return await inForce(db, limits)
    .where('account_id', '=', accountId)
    .select([
      'session.id',
      'session.created_at as createdAt',
      'last_used_at as lastUsedAt',
      'address',
      'device',
      'token_hash as tokenHash',
    ])
    .orderBy('last_used_at', 'desc')
    .execute();
}

/** Those of the sessions and tokens, by their hashes, that are still in force, of people who are not disabled. */
export async function inForceAmong(db: Db, hashes: readonly string[], limits: Limits): Promise<Set<string>> {
  const sessions = inForce(db, limits)
    .innerJoin('account', 'account.id', 'session.account_id')
    .where('account.disabled_at', 'is', null)
    .where('token_hash', 'in', idsOf(db, hashes))
    .select('token_hash as hash');
  const tokens = tokensInForce(db, limits.at)
    .where('token_hash', 'in', idsOf(db, hashes))
    .select('token_hash as hash');
  const rows = await sessions.unionAll(tokens).execute();
  return new Set(rows.map(({ hash }) => hash));
}

function inForce(db: Db, { at, idleSince }: Limits) {
  return db.selectFrom('session').where('expires_at', '>', at).where('last_used_at', '>', idleSince);
}

/** Ends one session by the hash of its cookie. */
export async function deleteSession(db: Db, tokenHash: string): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
}

/** Ends one session of an account by its id; false where it has none such. */
export async function deleteSessionOf(db: Db, accountId: string, id: string): Promise<boolean> {
  const ended = db.deleteFrom('session').where('account_id', '=', accountId).where('id', '=', id);
  const { numDeletedRows } = await ended.executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Ends every session of an account, but the one whose cookie's hash is given. */
export async function deleteSessions(db: Db, accountId: string, keptHash = ''): Promise<void> {
  await db
    .deleteFrom('session')
    .where('account_id', '=', accountId)
    .where('token_hash', '!=', keptHash)
    .execute();
}

/** Notes when sessions were used; their people were seen then. A session that has ended stays so. */
export async function touchSessions(db: Db, used: ReadonlyMap<string, Instant>): Promise<void> {
  const rows = [...used].map(([hash, at]) => ({ hash, at }));
  const seen = rowsOf(db, { hash: 'text', at: 'text' }, rows);
  await sql`update session set last_used_at = u.at from ${seen} as u
    where token_hash = u.hash and last_used_at < u.at`.execute(db);
  await sql`update account set last_seen_at = u.at from
    (select s.account_id, max(s.last_used_at) as at from session as s
      where s.token_hash in ${idsOf(db, [...used.keys()])} group by s.account_id) as u
    where account.id = u.account_id and coalesce(last_seen_at, '') < u.at`.execute(db);
}
