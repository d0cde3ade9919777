import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb } from '#db/open.ts';
import type { Db } from '#db/schema.ts';
import type { Problem, Session } from '#shared/api.ts';
import { type AccessRules, defaultAccessRules, type Me, type MySession, type User } from '#shared/people.ts';
import {
  adminPassword,
  clientOf,
  commitSamplePlan,
  signIn,
  startTestApp,
  type TestApp,
  type TestClient,
} from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';
import {
  codeOf,
  goingOn,
  invite,
  ownPassword,
  settle,
  setUpSecondFactor,
  trySignIn,
} from '../support/people.ts';

onEachDatabase('people', (fresh) => {
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

  const rules = (change: Partial<AccessRules>) =>
    app.ok<AccessRules>('PUT', '/access-rules', { ...defaultAccessRules, ...change });
  const users = async (q = '') => (await app.ok<{ items: User[] }>('GET', `/users?q=${q}`)).items;
  const statusOf = async (client: TestClient, path = '/session') => (await client.call('GET', path)).status;
  /** Changes the database beside the server, as time would. */
  async function beside(work: (db: Db) => Promise<unknown>) {
    const db = await openDb({ url: at.url, timeZone: 'Asia/Shanghai' });
    await db.write(work);
    await db.close();
  }
  /** Waits until a socket is closed from the other side. */
  const closing = async (client: TestClient) => {
    const socket = client.socket();
    await new Promise((resolve) => socket.once('hello', resolve));
    return new Promise<string>((resolve) => socket.once('disconnect', resolve));
  };

  describe('an account that an admin makes', () => {
    test('has a password that is shown once, and does nothing until its owner chose another', async () => {
      const { user, password } = await invite(app, 'freshclerk', ['owner']);
      expect(user).toMatchObject({ mustChangePassword: true, secondFactor: false, disabledAt: null });
      expect(password).toMatch(/^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$/);
      expect(JSON.stringify(await users())).not.toContain(password);
      const entered = await trySignIn(app.address, { username: 'freshclerk', password });
      expect(entered.body).toMatchObject({ mustChangePassword: true });
      const client = goingOn(app.address, entered);
      expect((await client.call<Problem>('GET', '/overview')).body.code).toBe('password_change_required');
      expect((await client.call<Problem>('GET', '/me')).body.code).toBe('password_change_required');

      const change = (next: string) =>
        client.call<Problem>('POST', '/session/password', { current: password, next });
      const refused = await Promise.all(
        ['short', password, 'freshclerk2023!', 'sunshine2024!', 'aaaaaaaaaaaaaa'].map(change),
      );
      expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
        [422, 'too_short'],
        [422, 'same_password'],
        [422, 'named'],
        [422, 'common'],
        [422, 'repetitive'],
      ]);
      expect(refused[0]?.body.errors?.[0]).toMatchObject({ pointer: '/next' });
      const changed = await change(ownPassword);
      expect(changed.body).toMatchObject({ mustChangePassword: false });
      expect(await statusOf(client)).toBe(401);
      expect(await statusOf(goingOn(app.address, changed), '/overview')).toBe(200);
      const [seen] = await users('freshclerk');
      expect(seen).toMatchObject({ mustChangePassword: false, passwordUntil: null });
    });

    test('has a name of its own, known roles and projects that exist; else nothing is made', async () => {
      const make = (more: object) =>
        app.call<Problem>('POST', '/users', {
          username: 'other',
          name: '某人',
          grants: [{ role: 'owner' }],
          ...more,
        });
      const twice = await make({ username: 'freshclerk' });
      expect([twice.status, twice.body.code, twice.body.errors?.[0]?.pointer]).toEqual([
        409,
        'taken',
        '/username',
      ]);
      const refused = await Promise.all([
        make({ grants: [] }),
        make({ grants: [{ role: 'king' }] }),
        make({ grants: [{ role: 'finance', department: 'NOWHERE' }] }),
        make({ grants: [{ role: 'admin', department: '435001' }] }),
        make({ grants: [{ role: 'owner', section: '办公室' }] }),
        make({ charges: [{ year: 2023, code: 'NOBODY', part: 'owner' }] }),
        make({ username: 'two words' }),
        make({ password: 'chosen by the admin' }),
      ]);
      expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 422));
      expect(refused.map(({ body }) => body.errors?.[0]?.pointer)).toEqual([
        '/grants',
        '/grants/0/role',
        '/grants/0/department',
        '/grants/0/department',
        '/grants/0/section',
        '/charges/0/code',
        '/username',
        '/password',
      ]);
      expect(await users('other')).toEqual([]);
    });

    test('is charged with projects and given roles by department, and found by any of them', async () => {
      const charge = { year: 2023, code: '13052923P00533C10004D', part: 'owner' };
      const { user } = await app.ok<{ user: User }>('POST', '/users', {
        username: 'lilei',
        name: '李雷',
        grants: [{ role: 'section_head', department: '435001', section: '办公室' }],
        charges: [charge],
      });
      expect(user.charges).toEqual([{ ...charge, name: expect.stringContaining('光纤') }]);
      for (const q of ['lilei', '李', 'section', '办公室', '光纤']) {
        const found = await users(encodeURIComponent(q));
        expect([q, found.map(({ username }) => username)]).toEqual([q, expect.arrayContaining(['lilei'])]);
      }
      const changed = await app.ok<User>('PATCH', `/users/${user.id}`, {
        name: '李雷雷',
        grants: [{ role: 'owner' }],
        charges: [],
      });
      expect(changed).toMatchObject({
        name: '李雷雷',
        grants: [{ role: 'owner', department: null, section: null }],
        charges: [],
      });
    });

    test('whose password was not used in seven days has to be reset', async () => {
      const { user, password } = await invite(app, 'late', ['owner']);
      await beside((db) =>
        db
          .updateTable('account')
          .set({ password_until: '2020-01-01T00:00:00.000Z' })
          .where('id', '=', user.id)
          .execute(),
      );
      const refused = await trySignIn(app.address, { username: 'late', password });
      expect([refused.status, refused.body.code]).toEqual([403, 'password_expired']);
      const again = await app.ok<{ password: string }>('POST', `/users/${user.id}/password`);
      expect((await trySignIn(app.address, { username: 'late', password: again.password })).status).toBe(201);
    });
  });

  describe('an admin', () => {
    test('is who may do this: nobody else sees or changes an account, a token or the rules', async () => {
      const { client, user } = await settle(app, 'clerk', ['finance', 'manager', 'auditor']);
      const asked = await Promise.all([
        client.call<Problem>('GET', '/users'),
        client.call<Problem>('POST', '/users', {}),
        client.call<Problem>('PATCH', `/users/${user.id}`, { grants: [{ role: 'admin' }] }),
        client.call<Problem>('POST', `/users/${user.id}/password`),
        client.call<Problem>('DELETE', `/users/${user.id}/second-factor`),
        client.call<Problem>('DELETE', `/users/${user.id}/sessions`),
        client.call<Problem>('GET', '/tokens'),
        client.call<Problem>('POST', '/tokens', {}),
        client.call<Problem>('DELETE', `/tokens/${randomUUID()}`),
        client.call<Problem>('GET', '/access-rules'),
        client.call<Problem>('PUT', '/access-rules', {}),
      ]);
      expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 403));
    });

    test('disables at once: sessions and sockets end, the name stays, and it can be undone', async () => {
      const { client, user } = await settle(app, 'leaver', ['finance']);
      const closed = closing(client);
      await new Promise((resolve) => setTimeout(resolve, 100));
      const disabled = await app.ok<User>('PATCH', `/users/${user.id}`, { disabled: true });
      expect(disabled.disabledAt).toMatch(/Z$/);
      expect(await closed).toBe('io server disconnect');
      expect(await statusOf(client)).toBe(401);
      const refused = await trySignIn(app.address, { username: 'leaver', password: ownPassword });
      expect([refused.status, refused.body.code]).toEqual([403, 'disabled']);
      // A stranger does not learn of it.
      const guessed = await trySignIn(app.address, { username: 'leaver', password: 'a wrong password' });
      expect([guessed.status, guessed.body.code]).toEqual([401, 'wrong_password']);
      expect((await users('leaver')).map(({ name }) => name)).toEqual(['leaver']);
      await app.ok('PATCH', `/users/${user.id}`, { disabled: false });
      expect((await trySignIn(app.address, { username: 'leaver', password: ownPassword })).status).toBe(201);
    });

    test('resets a password: every session ends, the old one is void, the new one must be changed', async () => {
      const { client, user } = await settle(app, 'forgetful', ['owner']);
      const closed = closing(client);
      const { password } = await app.ok<{ password: string }>('POST', `/users/${user.id}/password`);
      expect(await closed).toBe('io server disconnect');
      expect(await statusOf(client)).toBe(401);
      expect((await trySignIn(app.address, { username: 'forgetful', password: ownPassword })).status).toBe(
        401,
      );
      const entered = await trySignIn(app.address, { username: 'forgetful', password });
      expect(entered.body).toMatchObject({ mustChangePassword: true });
    });

    test('stays: the last one can neither be disabled nor lose the role, not even two at once', async () => {
      const { client: second, user: other } = await settle(app, 'second-admin', ['admin']);
      const [first] = await users('admin');
      const me = (await users()).find(({ self }) => self);
      expect(first && me).toBeDefined();
      const demote = (client: TestClient, id = '') =>
        client.call<Problem>('PATCH', `/users/${id}`, { grants: [{ role: 'auditor' }] });
      expect((await app.call<Problem>('PATCH', `/users/${me?.id}`, { disabled: true })).body.code).toBe(
        'own_account',
      );
      const both = await Promise.all([demote(app, me?.id), demote(second, other.id)]);
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      expect(both.map(({ body }) => body.code)).toContain('last_admin');
      // Whoever is left gives the role back.
      const left = both[0]?.status === 409 ? app : second;
      const gone = both[0]?.status === 409 ? other.id : me?.id;
      await left.ok('PATCH', `/users/${gone}`, { grants: [{ role: 'admin' }] });
      await app.ok('PATCH', `/users/${other.id}`, { grants: [{ role: 'auditor' }] });
    });
  });

  describe('a second factor', () => {
    test('is asked for at sign-in, takes each code once, and one of the neighbouring half-minutes too', async () => {
      const { client } = await settle(app, 'careful', ['finance']);
      const { secret, recoveryCodes, client: after } = await setUpSecondFactor(client);
      expect(recoveryCodes).toHaveLength(10);
      // The session goes on under a new cookie.
      expect([await statusOf(client), await statusOf(after)]).toEqual([401, 200]);
      const enter = (code?: string) =>
        trySignIn(app.address, { username: 'careful', password: ownPassword, ...(code && { code }) });
      const without = await enter();
      expect([without.status, without.body.code]).toEqual([401, 'code_required']);
      expect(without.headers.getSetCookie()).toEqual([]);
      expect((await enter('000000')).body.code).toBe('wrong_code');
      const now = codeOf(secret);
      expect((await enter(now)).status).toBe(201);
      expect((await enter(now)).body.code).toBe('wrong_code');
      // One before the last is not taken after it, the next one is, and the one after that is too far.
      expect((await enter(codeOf(secret, -1))).status).toBe(401);
      expect((await enter(codeOf(secret, 3))).status).toBe(401);
      expect((await enter(codeOf(secret, 1))).status).toBe(201);
      // A wrong password says nothing of the code.
      const wrong = await trySignIn(app.address, {
        username: 'careful',
        password: 'wrong',
        code: codeOf(secret),
      });
      expect(wrong.body.code).toBe('wrong_password');
    });

    test('of a code that two send at once lets one in', async () => {
      const { client } = await settle(app, 'twofold', ['finance']);
      const { secret } = await setUpSecondFactor(client);
      const body = { username: 'twofold', password: ownPassword, code: codeOf(secret) };
      const both = await Promise.all([trySignIn(app.address, body), trySignIn(app.address, body)]);
      expect(both.map(({ status }) => status).toSorted()).toEqual([201, 401]);
    });

    test('has recovery codes, each good once, replaced as a set, the password said again', async () => {
      const { client } = await settle(app, 'loser', ['finance']);
      const { recoveryCodes, client: after } = await setUpSecondFactor(client);
      const [first = '', second = ''] = recoveryCodes;
      const enter = (code: string) =>
        trySignIn(app.address, { username: 'loser', password: ownPassword, code });
      expect((await enter(first)).status).toBe(201);
      expect((await enter(first)).status).toBe(401);
      expect((await enter(second.toLowerCase().replaceAll('-', ' '))).status).toBe(201);
      expect((await after.ok<Me>('GET', '/me')).secondFactor.recoveryCodesLeft).toBe(8);
      expect((await after.call('POST', '/me/recovery-codes', { password: 'wrong' })).status).toBe(422);
      await after.ok('POST', '/me/recovery-codes', { password: ownPassword });
      expect((await enter(recoveryCodes[2] ?? '')).status).toBe(401);
    });

    test('that a role needs is set up before anything else, and stays', async () => {
      const { client } = await settle(app, 'treasurer', ['treasury']);
      const closed = closing(client);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await rules({ secondFactorRoles: ['treasury'] });
      expect(await closed).toBe('io server disconnect');
      expect(await client.ok<Session>('GET', '/session')).toMatchObject({ mustSetUpSecondFactor: true });
      for (const path of ['/overview', '/me', '/me/sessions', '/changes?since=0'])
        expect((await client.call<Problem>('GET', path)).body.code).toBe('second_factor_required');
      const { client: after } = await setUpSecondFactor(client);
      expect(await statusOf(after, '/overview')).toBe(200);
      const removal = { password: ownPassword };
      expect((await after.call('POST', '/me/second-factor/remove', removal)).status).toBe(409);
      await rules({});
      expect(await after.ok<Me>('POST', '/me/second-factor/remove', removal)).toMatchObject({
        secondFactor: { since: null, recoveryCodesLeft: 0 },
      });
    });

    test('is nothing until a code of it was shown, and is begun by who knows the password', async () => {
      const { client } = await settle(app, 'hesitant', ['owner']);
      const begin = (password: string) =>
        client.call<Problem & { secret: string; uri: string }>('POST', '/me/second-factor', { password });
      expect((await begin('not the password')).body.errors?.[0]).toMatchObject({ pointer: '/password' });
      const { secret, uri } = (await begin(ownPassword)).body;
      expect(uri).toMatch(/^otpauth:\/\/totp\/.*hesitant.*secret=[A-Z2-7]{32}/);
      const wrong = await client.call<Problem>('POST', '/me/second-factor/confirm', { code: '000000' });
      expect([wrong.status, wrong.body.code]).toEqual([422, 'wrong_code']);
      expect((await trySignIn(app.address, { username: 'hesitant', password: ownPassword })).status).toBe(
        201,
      );
      // Begun again, the first secret is void.
      await begin(ownPassword);
      const confirm = { code: codeOf(secret) };
      expect((await client.call('POST', '/me/second-factor/confirm', confirm)).status).toBe(422);
    });

    test('is cleared by an admin for who lost it', async () => {
      const { client, user } = await settle(app, 'phoneless', ['owner']);
      const { client: after } = await setUpSecondFactor(client);
      expect(await app.ok<User>('DELETE', `/users/${user.id}/second-factor`)).toMatchObject({
        secondFactor: false,
      });
      expect(await statusOf(after)).toBe(401);
      expect((await trySignIn(app.address, { username: 'phoneless', password: ownPassword })).status).toBe(
        201,
      );
    });
  });

  describe('sessions', () => {
    const listed = async (client: TestClient) =>
      (await client.ok<{ items: MySession[] }>('GET', '/me/sessions')).items;

    test('are listed with device and address, and ended one by one or all but this', async () => {
      const { client } = await settle(app, 'traveller', ['owner']);
      const body = { username: 'traveller', password: ownPassword };
      const [phone, library] = [
        goingOn(app.address, await trySignIn(app.address, body, { 'user-agent': 'Phone' })),
        goingOn(app.address, await trySignIn(app.address, body, { 'user-agent': 'Library' })),
      ];
      const items = await listed(client);
      expect(items).toHaveLength(3);
      expect(items.find(({ device }) => device === 'Phone')).toMatchObject({
        address: '127.0.0.1',
        current: false,
      });
      expect(items.filter(({ current }) => current)).toHaveLength(1);
      expect(JSON.stringify(items)).not.toContain('ash');

      const closed = closing(phone);
      await new Promise((resolve) => setTimeout(resolve, 100));
      const id = items.find(({ device }) => device === 'Phone')?.id;
      // Of somebody else it is not even there.
      expect((await app.call('DELETE', `/me/sessions/${id}`)).status).toBe(404);
      expect((await client.call('DELETE', `/me/sessions/${id}`)).status).toBe(204);
      expect(await closed).toBe('io server disconnect');
      expect([await statusOf(phone), await statusOf(library)]).toEqual([401, 200]);
      expect((await client.call('DELETE', '/me/sessions')).status).toBe(204);
      expect([await statusOf(library), await statusOf(client)]).toEqual([401, 200]);
    });

    test('end when nobody has used them, and twelve hours after signing in, sockets with them', async () => {
      const { client, user } = await settle(app, 'sleeper', ['owner']);
      const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
      const age = (set: { last_used_at?: string; expires_at?: string }) =>
        beside((db) => db.updateTable('session').set(set).where('account_id', '=', user.id).execute());
      await age({ last_used_at: ago(119) });
      expect(await statusOf(client)).toBe(200);
      await rules({ idleMinutes: 60 });
      expect(await statusOf(client)).toBe(401);
      await rules({});
      expect(await statusOf(client)).toBe(200);
      const closed = closing(client);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await age({ expires_at: ago(1) });
      expect(await closed).toBe('io server disconnect');
      expect(await statusOf(client)).toBe(401);
    });

    test('have a new cookie at every sign-in, and one that lasts as long as the rules say', async () => {
      await rules({ sessionHours: 1 });
      const body = { username: 'admin', password: adminPassword };
      const [one, two] = [await trySignIn(app.address, body), await trySignIn(app.address, body)];
      expect(one.headers.getSetCookie()[0]).toContain('Max-Age=3600');
      expect(one.headers.getSetCookie()[0]).not.toBe(two.headers.getSetCookie()[0]);
      await rules({});
    });
  });

  test('a person keeps preferences on every device', async () => {
    const { client } = await settle(app, 'dark', ['owner']);
    await client.ok('PATCH', '/me', { preferences: { theme: 'dark' } });
    await client.ok('PATCH', '/me', { preferences: { sounds: true } });
    const again = await signIn(app.address, ownPassword, 'dark');
    expect(await again.ok<Session>('GET', '/session')).toMatchObject({
      preferences: { theme: 'dark', sounds: true },
    });
    expect((await client.call('PATCH', '/me', { preferences: { theme: 'pink' } })).status).toBe(422);
    expect((await client.call('PATCH', '/me', { name: '局长' })).status).toBe(422);
  });

  test('what changes about people is told, so that open screens stay true', async () => {
    const socket = app.socket();
    await new Promise((resolve) => socket.once('hello', resolve));
    const told = new Promise<string[]>((resolve) => socket.once('changed', ({ topics }) => resolve(topics)));
    await invite(app, 'announced', ['owner']);
    expect(await told).toContain('people');
    socket.close();
  });
});

describe('a guesser', () => {
  test('waits, told how long; the owner signs in elsewhere and on a known device all the while', async () => {
    const { freshSqlite } = await import('../support/databases.ts');
    const at = await freshSqlite();
    const app = await startTestApp(at.url, { TRUST_PROXY: '1' });
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const owner = { username: 'admin', password: adminPassword };
    const known = await trySignIn(app.address, owner, from('10.0.0.1'));
    const device = known.headers.getSetCookie().find((one) => one.startsWith('duibiao_device=')) ?? '';
    expect(device).toMatch(/HttpOnly; SameSite=Strict/);
    const guess = () => trySignIn(app.address, { ...owner, password: 'a guess' }, from('10.0.0.1'));
    const answers = [];
    for (let mistake = 0; mistake < 7; mistake++) answers.push(await guess());
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const { headers, body } = answers[5] ?? (await guess());
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body.detail).toContain('账号没有被锁定');
    // The right password from there waits too, else guessing would go on; elsewhere it does not.
    expect((await trySignIn(app.address, owner, from('10.0.0.1'))).status).toBe(429);
    expect((await trySignIn(app.address, owner, from('10.0.0.2'))).status).toBe(201);
    const cookie = device.split(';')[0] ?? '';
    expect((await trySignIn(app.address, owner, { ...from('10.0.0.1'), cookie })).status).toBe(201);
    // A mark of one's own making is none.
    const forged = { ...from('10.0.0.1'), cookie: 'duibiao_device=abc.def' };
    expect((await trySignIn(app.address, owner, forged)).status).toBe(429);
    const { items } = await clientOf(app.address, { cookie: app.cookie }).ok<{ items: MySession[] }>(
      'GET',
      '/me/sessions',
    );
    expect(items.map(({ address }) => address)).toEqual(expect.arrayContaining(['10.0.0.1', '10.0.0.2']));
    await app.stop();
    await at.drop();
  });
});
