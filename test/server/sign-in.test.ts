import { pino } from 'pino';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb } from '#db/open.ts';
import { revokeToken } from '#db/queries/tokens.ts';
import { type App, startApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import type { Operation } from '#server/http/operations/operation.ts';
import { operations } from '#server/http/operations.ts';
import type { Scope } from '#server/http/sign-in.ts';
import type { Problem, Session } from '#shared/api.ts';
import { scopesFor } from '#shared/rights.ts';
import {
  adminPassword,
  clientOf,
  signIn,
  startTestApp,
  type TestApp,
  type TestClient,
} from '../support/app.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { clientWithToken } from '../support/tokens.ts';

let at: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
});
afterAll(async () => {
  await app.stop();
  await at.drop();
});

/** The operation as a request that names nothing which exists. */
async function ask(client: TestClient, { method, path, body, document, example }: Operation) {
  const place = path.replace('{id}', '00000000-0000-4000-8000-000000000000').replace('{code}', 'NOBODY');
  const content = document ? 'no plan' : body ? (example ?? {}) : undefined;
  return await client.call<Problem>(method.toUpperCase(), `${app.address}${place}`, content);
}

const underApi = operations.filter(({ path }) => path.startsWith('/api'));
const guarded = underApi.filter(({ needs }) => needs !== 'nobody');
const called = ({ method, path }: Operation) => `${method} ${path}`;

/** What the server says to a handshake: its `hello`, or why not. */
function handshake(options: Parameters<typeof io>[1], address = app.address): Promise<string> {
  const socket = io(address, { transports: ['websocket'], forceNew: true, reconnection: false, ...options });
  return new Promise((resolve) => {
    const done = (what: string) => {
      socket.close();
      resolve(what);
    };
    socket.on('hello', () => done('hello'));
    socket.on('connect_error', (error) => done(error.message));
  });
}

describe('a stranger', () => {
  test('only signs in: everything else under /api is guarded', () => {
    // By a password, or a screen by the secret of its link.
    const open = underApi.filter(({ needs }) => needs === 'nobody').map(called);
    expect(open.sort()).toEqual(['post /api/v1/session', 'post /api/v1/session/wall']);
  });

  const strangers: [string, () => Promise<Record<string, string>>][] = [
    ['without credentials', async () => ({})],
    ['with a wrong cookie', async () => ({ cookie: 'duibiao_session=AAAA' })],
    ['with the cookie of another product', async () => ({ cookie: 'session=1; theme=dark' })],
    ['with an unknown token', async () => ({ authorization: 'Bearer dbt_unknown' })],
    ['with another kind of authorization', async () => ({ authorization: 'Basic YWRtaW46YWRtaW4=' })],
    ['with an expired session', expiredSession],
    ['with an expired token', expiredToken],
    ['with a revoked token', revokedToken],
  ];

  test.for(strangers)('%s gets a 401 everywhere and learns nothing', async ([, credentials]) => {
    const stranger = clientOf(app.address, await credentials());
    const said = new Set<string>();
    for (const operation of [...guarded, unknownAddress]) {
      const { status, headers, body } = await ask(stranger, operation);
      expect([called(operation), status]).toEqual([called(operation), 401]);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(headers.get('etag')).toBeNull();
      said.add(JSON.stringify(body));
    }
    // The same words everywhere, whether there is something at the address or not, and whatever was wrong.
    expect([...said]).toEqual([
      JSON.stringify({
        type: 'about:blank',
        title: '请先登录',
        status: 401,
        detail: '请先登录。',
        code: 'sign_in',
      }),
    ]);
    expect(await handshake({ extraHeaders: await credentials() })).toBe('sign in first');
  });

  test('has no way in by a wrong password or an unknown name, which sound the same', async () => {
    const stranger = clientOf(app.address, {});
    const wrong = await stranger.call<Problem>('POST', '/session', { username: 'admin', password: 'wrong' });
    const nobody = await stranger.call<Problem>('POST', '/session', {
      username: 'nobody',
      password: 'wrong',
    });
    expect(wrong.status).toBe(401);
    expect(nobody.body).toEqual(wrong.body);
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  const unknownAddress: Operation = {
    method: 'get',
    path: '/api/v1/nothing-here',
    subject: 'system',
    says: { zh: '', en: '' },
    needs: 'read',
    answers: {},
  };

  async function expiredSession() {
    const { cookie } = await signIn(app.address);
    const db = await openDb({ url: at.url, timeZone: 'Asia/Shanghai' });
    // Only the one just made; the suite's own lives on.
    await db.write(async (trx) => {
      const last = await trx
        .selectFrom('session')
        .select('token_hash')
        .orderBy('created_at', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow();
      await trx
        .updateTable('session')
        .set({ expires_at: '2020-01-01T00:00:00.000Z' })
        .where('token_hash', '=', last.token_hash)
        .execute();
    });
    await db.close();
    return { cookie };
  }
  async function expiredToken() {
    const name = `expired-${Math.random()}`;
    const expiresAt = new Date(Date.now() - 1000).toISOString();
    return (await clientWithToken({ ...app, url: at.url }, ['read'], { name, expiresAt })).credentials;
  }
  async function revokedToken() {
    const name = `revoked-${Math.random()}`;
    const client = await clientWithToken({ ...app, url: at.url }, ['read', 'ingest', 'manage'], { name });
    expect((await client.call('GET', '/session')).status).toBe(200);
    const db = await openDb({ url: at.url, timeZone: 'Asia/Shanghai' });
    await db.write((trx) => revokeToken(trx, name, new Date().toISOString()));
    await db.close();
    return client.credentials;
  }
});

describe('a token', () => {
  const scopes: Scope[] = ['read', 'ingest', 'manage'];

  test.for(scopes)(
    'with the scope %s alone does what needs it, and nothing that needs another',
    async (scope) => {
      const client = await clientWithToken({ ...app, url: at.url }, [scope]);
      for (const operation of guarded) {
        const { status, body } = await ask(client, operation);
        const { needs } = operation;
        const expected = needs === 'nobody' || needs === 'signed in' || scopesFor(needs).includes(scope);
        // What is let through meets its own judgement: not found, not acceptable, not this person's right, done.
        expect([called(operation), status !== 403 || body.code !== 'not_yours']).toEqual([
          called(operation),
          expected,
        ]);
        if (!expected) expect(body.code).toBe('not_yours');
      }
    },
  );

  test('approves values only with manage, even in a batch that ingest may send', async () => {
    const client = await clientWithToken({ ...app, url: at.url }, ['ingest'], { name: 'sender' });
    const value = {
      projectCode: 'NOBODY',
      indicator: 'x',
      period: '2023-06-30',
      value: '1',
      measuredOn: '2023-07-01',
    };
    const approved = await client.call<Problem>('POST', '/measurements', { ...value, approved: true });
    expect([approved.status, approved.body.code]).toEqual([403, 'not_yours']);
    expect((await client.call('POST', '/measurements', value)).status).toBe(422);
  });

  test('opens the socket by header or by auth, if it may read', async () => {
    const reader = await clientWithToken({ ...app, url: at.url }, ['read'], { name: 'socket-reader' });
    const { authorization = '' } = reader.credentials;
    expect(await handshake({ extraHeaders: { authorization } })).toBe('hello');
    expect(await handshake({ auth: { token: authorization.replace('Bearer ', '') } })).toBe('hello');
    expect(await handshake({ auth: { token: 'dbt_wrong' } })).toBe('sign in first');
    expect(await handshake({ auth: { token: { $ne: '' } } })).toBe('sign in first');
    const sender = await clientWithToken({ ...app, url: at.url }, ['ingest'], { name: 'socket-sender' });
    expect(await handshake({ extraHeaders: sender.credentials })).toBe('sign in first');
  });

  test('has no password to change', async () => {
    const client = await clientWithToken({ ...app, url: at.url }, ['manage'], { name: 'no-password' });
    const change = { current: adminPassword, next: 'another-password' };
    const { status, body } = await client.call<Problem>('POST', '/session/password', change);
    expect([status, body.code]).toEqual([403, 'no_password']);
  });
});

describe('a session', () => {
  const cookieOf = async (address: string) => {
    const body = { username: 'admin', password: adminPassword };
    return (await clientOf(address, {}).call('POST', '/session', body)).headers.getSetCookie()[0] ?? '';
  };

  test('is a cookie that scripts and other sites do not get', async () => {
    const parts = (await cookieOf(app.address)).split('; ');
    expect(parts).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=43200']));
    expect(parts).not.toContain('Secure');
  });

  test('is asked for by pages that run our own files alone, in no frame, and tell nobody where they are', async () => {
    for (const path of ['/system', '/nothing']) {
      const { headers } = await app.call('GET', path);
      const policy = new Map(
        (headers.get('content-security-policy') ?? '').split(';').map((part) => {
          const [name = '', ...sources] = part.split(' ');
          return [name, sources.join(' ')];
        }),
      );
      for (const name of ['default-src', 'script-src', 'style-src', 'connect-src', 'form-action'])
        expect([name, policy.get(name)]).toEqual([name, "'self'"]);
      for (const name of ['object-src', 'base-uri', 'frame-ancestors', 'script-src-attr'])
        expect([name, policy.get(name)]).toEqual([name, "'none'"]);
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|http:|https:|\*/);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('permissions-policy')).toContain('camera=()');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  test('is Secure where the public address is https, and the browser is told to stay there', async () => {
    const other = await freshSqlite();
    const secure = await startTestApp(other.url, { PUBLIC_URL: 'https://duibiao.example' });
    expect((await cookieOf(secure.address)).split('; ')).toContain('Secure');
    const { headers } = await secure.call('GET', '/system');
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d+/);
    const from = (origin: string) => secure.call('POST', '/evaluations', {}, { origin });
    expect((await from('https://duibiao.example')).status).toBe(200);
    expect((await from('https://duibiao.example.evil.test')).status).toBe(403);
    await secure.stop();
    await other.drop();
  });

  test('ends when signing out; another one of the same account goes on', async () => {
    const [one, other] = [await signIn(app.address), await signIn(app.address)];
    expect(await one.ok<Session>('GET', '/session')).toMatchObject({ username: 'admin' });
    const out = await one.call('DELETE', '/session');
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^duibiao_session=;.*Expires=Thu, 01 Jan 1970/);
    expect((await one.call('GET', '/session')).status).toBe(401);
    expect((await one.call('GET', '/overview')).status).toBe(401);
    expect((await other.call('GET', '/session')).status).toBe(200);
  });
});

describe('a write from another site', () => {
  const write = (headers: Record<string, string>) => app.call<Problem>('POST', '/evaluations', {}, headers);

  test.for(['https://evil.test', 'null', 'file://', 'http://127.0.0.1:1', 'not an origin'])(
    'with the origin %s is refused, signed in or not',
    async (origin) => {
      const { status, body, headers } = await write({ origin });
      expect([status, body.code]).toEqual([403, 'origin']);
      expect(headers.get('content-type')).toContain('application/problem+json');
      const body2 = { username: 'admin', password: adminPassword };
      expect((await clientOf(app.address, {}).call('POST', '/session', body2, { origin })).status).toBe(403);
      expect(await handshake({ extraHeaders: { cookie: app.cookie, origin } })).not.toBe('hello');
    },
  );

  test('from our own page is done, and without Origin it is judged by its sign-in', async () => {
    expect((await write({ origin: app.address })).status).toBe(200);
    expect((await write({})).status).toBe(200);
    expect((await clientOf(app.address, {}).call('POST', '/evaluations', {})).status).toBe(401);
    expect(await handshake({ extraHeaders: { cookie: app.cookie, origin: app.address } })).toBe('hello');
    expect(await handshake({ extraHeaders: { cookie: app.cookie } })).toBe('hello');
  });

  test('does not learn what a read would answer: nothing allows it to look', async () => {
    const { headers } = await app.call('GET', '/system', undefined, { origin: 'https://evil.test' });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

/** A start without ADMIN_PASSWORD. */
async function startWithMadePassword(url: string): Promise<App> {
  const config = readConfig({ PORT: '0', DATABASE_URL: url });
  return await startApp(config, pino({ level: 'silent' }), { version: 'test' });
}

describe('a password that the product made', () => {
  test('must be changed first; then everything works, and other sessions have ended', async () => {
    const other = await freshSqlite();
    const fresh = await startWithMadePassword(other.url);
    const { madePassword = '' } = fresh;
    expect(madePassword.length).toBeGreaterThanOrEqual(16);
    const [one, two] = [await signIn(fresh.address, madePassword), await signIn(fresh.address, madePassword)];
    expect(await one.ok<Session>('GET', '/session')).toMatchObject({ mustChangePassword: true });
    for (const operation of guarded.filter(({ path }) => !path.startsWith('/api/v1/session'))) {
      const { status, body } = await ask(
        {
          ...one,
          call: (method, path, ...rest) =>
            one.call(method, path.replace(app.address, fresh.address), ...rest),
        },
        operation,
      );
      expect([called(operation), status, body.code]).toEqual([
        called(operation),
        403,
        'password_change_required',
      ]);
    }
    expect(await handshake({ extraHeaders: { cookie: one.cookie } }, fresh.address)).toBe('sign in first');

    const change = (current: string, next: string) =>
      one.call<Problem & Session>('POST', '/session/password', { current, next });
    expect((await change('not the password', 'a new password')).body.code).toBe('wrong_password');
    expect((await change(madePassword, 'short')).status).toBe(422);
    expect((await change(madePassword, madePassword)).body.code).toBe('same_password');
    const changed = await change(madePassword, 'a new password');
    expect(changed.body).toMatchObject({ mustChangePassword: false });

    // The session goes on under a new cookie: who knew the old one is a stranger.
    const cookie = changed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect((await clientOf(fresh.address, { cookie }).call('GET', '/system')).status).toBe(200);
    expect(await handshake({ extraHeaders: { cookie } }, fresh.address)).toBe('hello');
    expect((await one.call('GET', '/session')).status).toBe(401);
    expect((await two.call('GET', '/session')).status).toBe(401);
    await expect(signIn(fresh.address, madePassword)).rejects.toThrow('401');
    await signIn(fresh.address, 'a new password');
    await fresh.stop();

    const again = await startWithMadePassword(other.url);
    expect(again.madePassword).toBeUndefined();
    await again.stop();
    await other.drop();
  });
});
