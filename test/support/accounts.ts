import { openDb } from '#db/open.ts';
import { insertAccount } from '#db/queries/accounts.ts';
import { hashPassword } from '#server/http/sign-in.ts';
import { signInAs, type TestClient } from './app.ts';

/** A client signed in with an account of its own, made beside the running server. */
export async function clientAs(
  { address, url }: { address: string; url: string },
  name: string,
  roles: string[],
): Promise<TestClient> {
  const password = `the password of ${name}`;
  const db = await openDb({ url, timeZone: 'Asia/Shanghai' });
  try {
    const passwordHash = await hashPassword(password);
    const at = new Date().toISOString();
    await db.write((trx) =>
      insertAccount(trx, { username: name, name, roles, passwordHash, mustChange: false }, at),
    );
  } finally {
    await db.close();
  }
  return await signInAs(address, name, password);
}
