import { get as request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from '#server/http/operations.ts';
import type { Overview } from '#shared/api.ts';
import { clientOf, commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';

const fibre = '13052923P00533C10004D';
let at: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
  await commitSamplePlan(app);
  await moveClock(app, '2023-02-01');
});
afterAll(async () => {
  await app.stop();
  await at.drop();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  app.call<Overview>('GET', path, undefined, headers);
const tagOf = async (path: string, headers: Record<string, string> = {}) =>
  (await get(path, headers)).headers.get('etag') ?? '';

test('every read that says so carries a tag, and the tag brings a 304 without a body', async () => {
  const tagged = operations.filter(({ tagged, path }) => tagged && !path.includes('{id}'));
  expect(tagged.length).toBeGreaterThan(8);
  for (const { path } of tagged) {
    const place = path.replace('/api/v1', '').replace('{code}', fibre).replace('{year}', '2023');
    const first = await get(place);
    expect([place, first.status]).toEqual([place, 200]);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^W\/"[\w-]+"$/);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect(first.headers.get('vary')).toContain('Accept-Language');
    const second = await get(place, { 'if-none-match': tag });
    expect([second.status, second.body, second.headers.get('etag')]).toEqual([304, '', tag]);
  }
});

test('another language, another address, another day and a change each have another tag', async () => {
  const tags = [
    await tagOf('/overview'),
    await tagOf('/overview', { 'accept-language': 'en' }),
    await tagOf('/overview?asOf=2023-01-15'),
  ];
  await app.ok('POST', '/expenditures', {
    voucherNo: 'T1',
    projectCode: fibre,
    paidOn: '2023-01-10',
    amount: '1.00',
  });
  tags.push(await tagOf('/overview'));
  await moveClock(app, '2023-02-02');
  tags.push(await tagOf('/overview'));
  expect(new Set(tags).size).toBe(5);
  const fresh = await get('/overview', { 'if-none-match': tags[0] ?? '' });
  expect(fresh).toMatchObject({ status: 200, body: { spent: '1.00', asOf: '2023-02-02' } });
});

test('asked by many at once, all get the same; asked in two languages at once, each gets its own', async () => {
  const all = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      get('/overview', { 'accept-language': index % 2 ? 'en' : 'zh' }),
    ),
  );
  const money = (language: number) =>
    new Set(all.filter((_, index) => index % 2 === language).map(({ body }) => body.sentences.money));
  expect([money(0).size, money(1).size]).toEqual([1, 1]);
  expect([...money(0)][0]).toMatch(/[\u4e00-\u9fff]/);
  expect([...money(1)][0]).not.toMatch(/[\u4e00-\u9fff]/);
});

test('a long answer is compressed for those who take it so, a short one never', async () => {
  const raw = (path: string, headers: Record<string, string>) =>
    new Promise<{ encoding: string | undefined; bytes: Buffer }>((resolve, reject) => {
      const options = { headers: { ...app.credentials, ...headers } };
      request(`${app.address}/api/v1${path}`, options, (answer) => {
        const encoding = answer.headers['content-encoding'];
        buffer(answer).then((bytes) => resolve({ encoding, bytes }), reject);
      }).on('error', reject);
    });
  const plain = await raw('/projects', {});
  const small = await raw('/projects', { 'accept-encoding': 'gzip, deflate, br' });
  expect([plain.encoding, small.encoding]).toEqual([undefined, 'gzip']);
  expect(small.bytes.length).toBeLessThan(plain.bytes.length / 3);
  expect(gunzipSync(small.bytes)).toEqual(plain.bytes);
  const refused = await raw('/projects', { 'accept-encoding': 'gzip;q=0, identity' });
  expect(refused).toEqual(plain);
  expect((await raw('/alerts?project=none', { 'accept-encoding': 'gzip' })).encoding).toBeUndefined();
});

test('a page goes on where the one before ended, and shows each item once', async () => {
  for (let count = 0; count < 5; count += 1) {
    await app.ok('POST', '/expenditures', {
      voucherNo: `P${count}`,
      projectCode: fibre,
      paidOn: '2023-01-10',
      amount: '2.00',
    });
    await app.ok('POST', '/measurements', {
      projectCode: '13052923P006L0N10002F',
      indicator: '活动参与者满意度',
      period: '2023-06-30',
      value: `9${count}%`,
      measuredOn: '2023-02-01',
      approved: count % 2 === 0,
    });
  }
  const whole = async (path: string, limit: number) => {
    const ids: unknown[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor ? `&cursor=${cursor}` : '';
      const page: { items: { id?: unknown; code?: unknown }[]; nextCursor: string | null } = await app.ok(
        'GET',
        `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${next}`,
      );
      expect(page.items.length).toBeLessThanOrEqual(limit);
      ids.push(...page.items.map(({ id, code }) => id ?? code));
      cursor = page.nextCursor;
    } while (cursor);
    return ids;
  };
  for (const path of [
    '/projects',
    '/indicators',
    '/expenditures',
    `/projects/${fibre}/expenditures`,
    '/measurements',
    '/measurements?state=provisional',
    '/measurements?state=approved',
    '/evaluations',
  ]) {
    const all = await whole(path, 500);
    expect([path, await whole(path, 2)]).toEqual([path, all]);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(0);
  }
});

test('the three addresses of the operator answer anybody', async () => {
  const anybody = clientOf(app.address, {});
  expect((await anybody.call('GET', `${app.address}/healthz`)).body).toEqual({ ok: true });
  const ready = await anybody.call('GET', `${app.address}/readyz`);
  expect(ready).toMatchObject({ status: 200, body: { database: true, evaluated: true } });
  const metrics = await anybody.call<string>('GET', `${app.address}/metrics`);
  expect(metrics.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(metrics.body).toMatch(
    /^duibiao_http_seconds_count\{method="GET",route="\/api\/v1\/overview",status="200"\} \d+$/m,
  );
  expect(metrics.body).toMatch(/^duibiao_sockets 0$/m);
  // A label for every address would fill the memory: ids and codes are not labels.
  expect(metrics.body).not.toContain(fibre);
});
