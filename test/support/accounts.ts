import { openDb } from '#db/open.ts';
import { findAccount, insertAccount } from '#db/queries/accounts.ts';
import { setGrants } from '#db/queries/grants.ts';
import { hashPassword } from '#server/access/passwords.ts';
import type { Role } from '#shared/rights.ts';
import { adminPassword, signIn, type TestClient } from './app.ts';

/** How documents write a person, the one department that the roles hold in, and the section that is headed. */
interface Standing {
  name: string;
  department: string | null;
  section: string | null;
}

/** A person with an account of their own, made beside the running server, and signed in. */
export async function personWith(
  { address, url }: { address: string; url: string },
  roles: Role[],
  username: string,
  { name = username, department = null, section = null }: Partial<Standing> = {},
): Promise<TestClient> {
  const db = await openDb({ url, timeZone: 'Asia/Shanghai' });
  try {
    const passwordHash = await hashPassword(adminPassword);
    const account = { username, name, roles, passwordHash, mustChange: false };
    await db.write(async (trx) => {
      const admin = await findAccount(trx, 'admin');
      const id = await insertAccount(trx, account, new Date().toISOString());
      const grants = roles.map((role) => ({ role, department, section }));
      await setGrants(trx, id, grants);
      // What `admin` stands in for would be over with the first who holds it: here it was given to both.
      if (admin) await setGrants(trx, admin.id, admin.grants);
    });
  } finally {
    await db.close();
  }
  return await signIn(address, adminPassword, username);
}
