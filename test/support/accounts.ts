import { openDb } from '#db/open.ts';
import { insertAccount } from '#db/queries/accounts.ts';
import { hashPassword } from '#server/http/sign-in.ts';
import { adminPassword, signIn, type TestClient } from './app.ts';

/** A person with an account of their own, made beside the running server, and signed in. */
export async function personWith(
  { address, url }: { address: string; url: string },
  roles: string[],
  username: string,
): Promise<TestClient> {
  const db = await openDb({ url, timeZone: 'Asia/Shanghai' });
  try {
    const passwordHash = await hashPassword(adminPassword);
    const account = { username, name: username, roles, passwordHash, mustChange: false };
    await db.write((trx) => insertAccount(trx, account, new Date().toISOString()));
  } finally {
    await db.close();
  }
  return await signIn(address, adminPassword, username);
}
