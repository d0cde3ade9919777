import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem } from '#shared/api.ts';
import { defaultAccessRules, type Token } from '#shared/people.ts';
import { clientOf, commitSamplePlan, startTestApp, type TestApp, type TestClient } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';

onEachDatabase('tokens', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;
  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    await commitSamplePlan(app);
  });
  afterAll(async () => {
    await app.stop();
    await at.drop();
  });

  const make = (body: object) =>
    app.call<Problem & { token: Token; secret: string }>('POST', '/tokens', body);
  const with_ = (secret: string) => clientOf(app.address, { authorization: `Bearer ${secret}` });
  const listed = async () => (await app.ok<{ items: Token[] }>('GET', '/tokens')).items;

  test('are made by an admin, shown once, and never again', async () => {
    const { status, body } = await make({
      name: 'feed',
      scopes: ['ingest', 'read'],
      department: '435001',
      expiresOn: '2999-12-31',
    });
    expect(status).toBe(201);
    expect(body.secret).toMatch(/^dbt_[\w-]{43}$/);
    expect(body.token).toMatchObject({
      name: 'feed',
      department: { code: '435001', name: '巨鹿县行政审批局本级' },
      createdBy: 'admin',
      state: 'in_force',
      lastUsedAt: null,
    });
    expect(JSON.stringify(await listed())).not.toContain(body.secret.slice(8));
    expect((await with_(body.secret).call('GET', '/system')).status).toBe(200);
  });

  test('that say nothing, of an unknown department, or for a day gone by are refused', async () => {
    const refused = await Promise.all([
      make({ name: '', scopes: ['read'] }),
      make({ name: 'x', scopes: [] }),
      make({ name: 'x', scopes: ['administer'] }),
      make({ name: 'x', scopes: ['read'], department: 'NOWHERE' }),
      make({ name: 'x', scopes: ['read'], expiresOn: '2020-12-31' }),
      make({ name: 'x', scopes: ['read'], expiresOn: '2027-02-30' }),
    ]);
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 422));
    expect(refused.map(({ body }) => body.errors?.[0]?.pointer)).toEqual([
      '/name',
      '/scopes',
      '/scopes/0',
      '/department',
      '/expiresOn',
      '/expiresOn',
    ]);
    expect((await make({ name: 'feed', scopes: ['read'] })).status).toBe(409);
  });

  test('end at once when revoked, with the sockets that they opened; twice is harmless', async () => {
    const { token, secret } = (await make({ name: 'screen', scopes: ['read'] })).body;
    const client = with_(secret);
    const socket = client.socket();
    await new Promise((resolve) => socket.once('hello', resolve));
    const closed = new Promise((resolve) => socket.once('disconnect', resolve));
    expect(await app.ok<Token>('DELETE', `/tokens/${token.id}`)).toMatchObject({ state: 'revoked' });
    expect(await closed).toBe('io server disconnect');
    expect((await client.call('GET', '/system')).status).toBe(401);
    expect((await app.call('DELETE', `/tokens/${token.id}`)).status).toBe(200);
    expect((await app.call('DELETE', '/tokens/nothing')).status).toBe(404);
    // Its name stays with what it did.
    expect((await make({ name: 'screen', scopes: ['read'] })).status).toBe(409);
  });

  test('administer nothing, whatever their scopes', async () => {
    const { secret } = (await make({ name: 'strong', scopes: ['read', 'ingest', 'manage'] })).body;
    const client = with_(secret);
    const asked = await Promise.all(
      ['/users', '/tokens', '/access-rules', '/me'].map((path) => client.call('GET', path)),
    );
    expect(asked.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });

  test('say when they were used, after a stop at the latest, and no request waits for that', async () => {
    const { token, secret } = (await make({ name: 'used', scopes: ['read'] })).body;
    const before = new Date().toISOString();
    await with_(secret).ok('GET', '/system');
    await app.stop();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    const used = (await listed()).find(({ id }) => id === token.id);
    expect(used?.lastUsedAt && used.lastUsedAt >= before).toBe(true);
    const [me] = (await app.ok<{ items: { lastSeenAt: string | null }[] }>('GET', '/users')).items;
    expect(me?.lastSeenAt && me.lastSeenAt >= before.slice(0, 10)).toBe(true);
  });

  describe('are held to so many writes', () => {
    const rules = (tokenWritesPerMinute: number) =>
      app.ok('PUT', '/access-rules', { ...defaultAccessRules, tokenWritesPerMinute });
    const send = (client: TestClient) => client.call<Problem>('POST', '/expenditures', { items: [] });

    test('each by itself, told how long to wait, reads and people not counted', async () => {
      const [one, other] = await Promise.all(
        ['fast', 'slow'].map(async (name) =>
          with_((await make({ name, scopes: ['read', 'ingest'] })).body.secret),
        ),
      );
      if (!one || !other) throw new Error('no tokens');
      await rules(60);
      const sent = [];
      for (let at = 0; at < 11; at++) sent.push(await send(one));
      expect(sent.map(({ status }) => status)).toEqual([...Array(10).fill(422), 429]);
      const last = sent.at(-1);
      expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(last?.headers.get('content-type')).toContain('application/problem+json');
      expect((await one.call('GET', '/overview')).status).toBe(200);
      expect((await send(other)).status).toBe(422);
      await rules(defaultAccessRules.tokenWritesPerMinute);
      expect((await send(one)).status).toBe(422);
    });

    test('by default far above what a busy feed sends', () => {
      expect(defaultAccessRules.tokenWritesPerMinute / 60).toBeGreaterThanOrEqual(10_000);
    });
  });

  test('sockets of one address have a limit, far above a thousand dashboards, and closing makes room', async () => {
    const limit = (socketsPerAddress: number) =>
      app.ok('PUT', '/access-rules', { ...defaultAccessRules, socketsPerAddress });
    expect(defaultAccessRules.socketsPerAddress).toBeGreaterThan(3_000);
    await limit(10);
    const open = () => {
      const socket = app.socket();
      return new Promise<{ said: string; close: () => void }>((resolve) => {
        const done = (said: string) => resolve({ said, close: () => socket.close() });
        socket.once('hello', () => done('hello'));
        socket.once('connect_error', () => {
          socket.close();
          done('refused');
        });
      });
    };
    const sockets = [];
    for (let at = 0; at < 11; at++) sockets.push(await open());
    expect(sockets.map(({ said }) => said)).toEqual([...Array(10).fill('hello'), 'refused']);
    sockets[0]?.close();
    await expect
      .poll(async () => {
        const one = await open();
        one.close();
        return one.said;
      })
      .toBe('hello');
    for (const { close } of sockets) close();
    await limit(defaultAccessRules.socketsPerAddress);
  });
});
