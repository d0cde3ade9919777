import { openDb } from '#db/open.ts';
import { insertToken } from '#db/queries/tokens.ts';
import { newSecret, type Scope } from '#server/http/sign-in.ts';
import { clientOf, type TestClient } from './app.ts';

/** A client with a token of its own, made beside the running server as the command line makes one. */
export async function clientWithToken(
  { address, url }: { address: string; url: string },
  scopes: Scope[],
  {
    expiresAt = null,
    name = scopes.join('-'),
    department = null,
  }: { expiresAt?: string | null; name?: string; department?: string | null } = {},
): Promise<TestClient> {
  const db = await openDb({ url, timeZone: 'Asia/Shanghai' });
  try {
    const { secret, secretHash: tokenHash } = newSecret('dbt_');
    const at = new Date().toISOString();
    await db.write((trx) => insertToken(trx, { name, tokenHash, scopes, department, at, expiresAt }));
    return clientOf(address, { authorization: `Bearer ${secret}` });
  } finally {
    await db.close();
  }
}
