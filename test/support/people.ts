import { Secret, TOTP } from 'otpauth';
import type { Problem } from '#shared/api.ts';
import type { User } from '#shared/people.ts';
import type { Role } from '#shared/rights.ts';
import { type Answered, clientOf, type TestClient } from './app.ts';

/** What tests choose where a person would choose a password. */
export const ownPassword = 'tram pigeon lantern';

/** A client that goes on with the cookies of an answer. */
export function goingOn(address: string, { headers }: Pick<Answered<unknown>, 'headers'>): TestClient {
  const cookie = headers.getSetCookie().map((one) => one.split(';')[0]);
  return clientOf(address, { cookie: cookie.join('; ') });
}

/** Tries to sign in, as a stranger or with a device's cookie. */
export function trySignIn(
  address: string,
  body: { username: string; password: string; code?: string },
  headers: Record<string, string> = {},
): Promise<Answered<Problem>> {
  return clientOf(address, headers).call<Problem>('POST', '/session', body);
}

/** Makes an account as an admin does. */
export async function invite(admin: TestClient, username: string, roles: Role[]) {
  const grants = roles.map((role) => ({ role }));
  return await admin.ok<{ user: User; password: string }>('POST', '/users', {
    username,
    name: username,
    grants,
  });
}

/** Makes an account, signs it in and gives it a password of its own. */
export async function settle(admin: TestClient, username: string, roles: Role[]) {
  const { user, password } = await invite(admin, username, roles);
  const first = goingOn(admin.address, await trySignIn(admin.address, { username, password }));
  const changed = await first.call('POST', '/session/password', { current: password, next: ownPassword });
  if (changed.status !== 200) throw new Error(JSON.stringify(changed.body));
  return { user, client: goingOn(admin.address, changed) };
}

/** What an authenticator shows, so many steps of half a minute from now. */
export function codeOf(secret: string, steps = 0): string {
  const timestamp = Date.now() + steps * 30_000;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}

/** Sets a second factor up; answers its secret and the client that goes on. */
export async function setUpSecondFactor(client: TestClient, password = ownPassword) {
  const { secret } = await client.ok<{ secret: string }>('POST', '/me/second-factor', { password });
  const confirmed = await client.call<{ recoveryCodes: string[] }>('POST', '/me/second-factor/confirm', {
    code: codeOf(secret, -1),
  });
  if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.body));
  return { secret, ...confirmed.body, client: goingOn(client.address, confirmed) };
}
