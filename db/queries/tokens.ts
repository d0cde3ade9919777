import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant } from '#shared/calendar.ts';
import type { Db, Tables } from '../schema.ts';
import { rowsOf } from '../sql.ts';
import { keptStatement } from '../together.ts';

/** A token as it is listed: never its secret, which nobody has but its holder. */
export interface TokenRow {
  id: string;
  name: string;
  scopes: string[];
  department: { code: string; name: string } | null;
  createdAt: Instant;
  createdBy: string | null;
  expiresAt: Instant | null;
  revokedAt: Instant | null;
  lastUsedAt: Instant | null;
}

/** Keeps a token by the hash of its secret; answers its id. A name that is taken breaks the rule of uniqueness. */
export async function insertToken(
  db: Db,
  token: {
    name: string;
    tokenHash: string;
    scopes: readonly string[];
    at: Instant;
    expiresAt: Instant | null;
    /** The code of the only department it is to be good for. */
    department?: string | null;
    createdBy?: string;
  },
): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('api_token')
    .values({
      id,
      name: token.name,
      token_hash: token.tokenHash,
      scopes: JSON.stringify(token.scopes),
      created_at: token.at,
      expires_at: token.expiresAt,
      department: token.department ?? null,
      created_by: token.createdBy ?? null,
    })
    .execute();
  return id;
}

/** The token behind a hash, unless it has expired or was revoked. */
export async function findToken(db: Db, tokenHash: string, at: Instant) {
  const [row] = (await tokenInForce(db, { tokenHash, at })).rows;
  return row && { ...row, scopes: JSON.parse(row.scopes) as string[] };
}

type Found = Pick<Tables['api_token'], 'id' | 'name' | 'scopes' | 'department'>;

const tokenInForce = keptStatement<{ tokenHash: string; at: Instant }, Found>(
  (_, place) => sql<Found>`select id, name, scopes, department from api_token
    where token_hash = ${place('tokenHash')} and revoked_at is null
      and (expires_at is null or expires_at > ${place('at')})`,
);

/** Tokens that have neither expired nor been revoked. */
export function tokensInForce(db: Db, at: Instant) {
  return db
    .selectFrom('api_token')
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', at)]));
}

/** Every token there ever was, the newest first. */
export async function listTokens(db: Db): Promise<TokenRow[]> {
  const rows = await allTokens(db).orderBy('api_token.created_at', 'desc').execute();
  return rows.map(asToken);
}

/** A token by its id. */
export async function findTokenById(db: Db, id: string): Promise<TokenRow | undefined> {
  const row = await allTokens(db).where('api_token.id', '=', id).executeTakeFirst();
  return row && asToken(row);
}

function allTokens(db: Db) {
  return db
    .selectFrom('api_token')
    .leftJoin('department', 'department.code', 'api_token.department')
    .select([
      'api_token.id',
      'api_token.name',
      'scopes',
      'api_token.department as departmentCode',
      'department.name as departmentName',
      'created_at as createdAt',
      'created_by as createdBy',
      'expires_at as expiresAt',
      'revoked_at as revokedAt',
      'last_used_at as lastUsedAt',
    ]);
}

type Listed = Awaited<ReturnType<ReturnType<typeof allTokens>['execute']>>[number];

function asToken({ departmentCode, departmentName, scopes, ...row }: Listed): TokenRow {
  // A token may be made for a department before its first plan is in force.
  const department = departmentCode ? { code: departmentCode, name: departmentName ?? departmentCode } : null;
  return { ...row, scopes: JSON.parse(scopes) as string[], department };
}

/** Revokes a token by its name; false where there is none in force. */
export async function revokeToken(db: Db, name: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await revoking(db, at).where('name', '=', name).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The same by its id. */
export async function revokeTokenById(db: Db, id: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await revoking(db, at).where('id', '=', id).executeTakeFirst();
  return numUpdatedRows === 1n;
}

function revoking(db: Db, at: Instant) {
  return db.updateTable('api_token').set({ revoked_at: at }).where('revoked_at', 'is', null);
}

/** Notes when tokens, by id, were used. */
export async function touchTokens(db: Db, used: ReadonlyMap<string, Instant>): Promise<void> {
  const seen = rowsOf(
    db,
    { id: 'text', at: 'text' },
    [...used].map(([id, at]) => ({ id, at })),
  );
  await sql`update api_token set last_used_at = u.at from ${seen} as u
    where api_token.id = u.id and coalesce(last_used_at, '') < u.at`.execute(db);
}
