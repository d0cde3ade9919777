import express from 'express';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type DescribedOperation, describeApi, type OpenApi } from '#server/http/openapi.ts';
import { parameters } from '#server/http/operations/parameters.ts';
import { answerSchemas } from '#server/http/operations/schemas.ts';
import { operations } from '#server/http/operations.ts';
import type { Overview } from '#shared/api.ts';
import { alertsOf, clientOf, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';

let at: TestDatabase;
let app: TestApp;
let mounted: string[];

beforeAll(async () => {
  // Express forgets under which path a router was mounted, so it is watched while it mounts.
  const use = vi.spyOn(express.Router.prototype, 'use');
  const route = vi.spyOn(express.Router.prototype, 'route');
  at = await freshSqlite();
  app = await startTestApp(at.url);
  mounted = mountedRoutes(use.mock, route.mock);
  vi.restoreAllMocks();
  await app.ok('POST', '/setup/sample');
  await moveClock(app, '2023-07-15');
});
afterAll(async () => {
  await app.stop();
  await at.drop();
});

interface Watched {
  contexts: unknown[];
  calls: unknown[][];
  results: { value: unknown }[];
}

/** `get /api/v1/projects/{code}` and so on, of every route that express has been given. */
function mountedRoutes(use: Watched, route: Watched): string[] {
  const prefixes = new Map<unknown, string>();
  use.calls.forEach(([path, ...handlers]) => {
    for (const handler of handlers.flat()) if (typeof path === 'string') prefixes.set(handler, path);
  });
  return route.calls.flatMap(([path], index) => {
    const { methods } = (route.results[index] ?? { value: {} }).value as { methods: Record<string, boolean> };
    const whole = `${prefixes.get(route.contexts[index]) ?? ''}${path === '/' ? '' : String(path)}`;
    return Object.keys(methods).map((method) => `${method} ${whole.replace(/:(\w+)/g, '{$1}')}`);
  });
}

const listed = ({ paths }: OpenApi) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
const described = ({ paths }: OpenApi): DescribedOperation[] =>
  Object.values(paths).flatMap((methods) => Object.values(methods));

test('describes every route that is mounted, and none that is not', async () => {
  const document = await app.ok<OpenApi>('GET', `${app.address}/api/openapi.json`);
  expect(mounted.length).toBeGreaterThan(30);
  expect(listed(document).toSorted()).toEqual(mounted.toSorted());
});

test('is OpenAPI 3.1 in which every name that is used is defined', () => {
  const document = describeApi('1.0.0');
  expect(document.openapi).toMatch(/^3\.1\./);
  const names = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref);
  const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  expect(names.filter((name) => !known.includes(name))).toEqual([]);
  const ids = described(document).map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { tags } of described(document))
    expect(document.tags.map(({ name }) => name)).toEqual(expect.arrayContaining(tags));
});

test('says of every parameter what it means, and of every failure that it is a problem', () => {
  for (const operation of described(describeApi('1.0.0'))) {
    expect(operation.parameters.filter(({ description }) => description === '')).toEqual([]);
    for (const [status, { content = {} }] of Object.entries(operation.responses)) {
      if (/^4/.test(status)) expect(Object.keys(content)).toEqual(['application/problem+json']);
    }
  }
  const used = new Set(
    describeApi('1').paths && described(describeApi('1')).flatMap((one) => one.parameters),
  );
  const names = new Set([...used].map(({ name }) => name));
  expect(Object.keys(parameters).filter((name) => !names.has(name))).toEqual([]);
});

test('money, days and defaults are written as the checks take them', () => {
  const { schemas } = describeApi('1.0.0').components;
  expect(schemas.Day).toEqual({ type: 'string', format: 'date' });
  expect(schemas.Yuan).toMatchObject({ type: 'string', pattern: expect.any(String) });
  expect(schemas.ExpenditureInput).toMatchObject({
    properties: {
      amount: { type: ['string', 'number'] },
      line: { default: 1 },
      paidOn: { $ref: expect.any(String) },
    },
    required: ['voucherNo', 'projectCode', 'paidOn', 'amount'],
    additionalProperties: false,
  });
  const limit = describeApi('1').paths['/api/v1/projects']?.get?.parameters.find(
    ({ name }) => name === 'limit',
  );
  expect(limit?.schema).toEqual({ type: 'integer', minimum: 1, maximum: 500, default: 100 });
});

test('what is really answered fits what is described', async () => {
  const [alert] = await alertsOf(app, '&condition=pending,firing,resolved');
  expect(alert).toBeDefined();
  const { items } = await app.ok<{ items: { id: number }[] }>('GET', '/expenditures?limit=1');
  expect(items).toHaveLength(1);
  const values = await app.ok<{ items: { id: number }[] }>('GET', '/measurements?limit=1');
  expect(values.items).toHaveLength(1);
  const meeting = await app.ok<{ id: string }>('POST', '/meetings', { node: '2023-03-31' });
  const ids: [string, unknown][] = [
    ['meetings', meeting.id],
    ['expenditures', items[0]?.id],
    ['measurements', values.items[0]?.id],
    ['', alert?.id],
  ];
  const { department } = await app.ok<Overview>('GET', '/overview');
  const seen: string[] = [];
  for (const { method, path, answers } of operations) {
    const name = answers[200];
    if (method !== 'get' || typeof name !== 'string' || path.includes('imports/{id}')) continue;
    const place = path
      .replace('departments/{code}', `departments/${department?.code}`)
      .replace('{code}', '13052923P00533C10004D')
      .replace('{id}', String(ids.find(([part]) => path.includes(part))?.[1]))
      .replace('{year}', '2023');
    for (const query of ['', '?year=2023&asOf=2023-05-31']) {
      const answer = await app.call('GET', `${app.address}${place}${query}`);
      expect([place, answer.status]).toEqual([place, 200]);
      const fits = answerSchemas[name].safeParse(answer.body);
      expect([place, query, fits.error?.issues ?? []]).toEqual([place, query, []]);
      // And nothing is answered that is not described.
      expect(fits.data).toEqual(answer.body);
    }
    seen.push(path);
  }
  expect(seen.length).toBeGreaterThan(15);
  const dry = await app.ok('POST', '/evaluations', { asOf: '2023-06-30' });
  expect(answerSchemas.Evaluation.safeParse(dry).error).toBeUndefined();
  const ran = await app.ok('POST', '/evaluations');
  expect(answerSchemas.Evaluation.safeParse(ran).error).toBeUndefined();
});

test('the readable page needs no script and nothing from elsewhere', async () => {
  const page = await app.call<string>('GET', `${app.address}/api/docs`);
  expect(page.headers.get('content-type')).toMatch('text/html');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(page.body).not.toMatch(/<script|onclick=|(?:src|href)="(?:https?:)?\/\//);
  for (const { path, says } of operations) {
    expect(page.body).toContain(path);
    expect(page.body).toContain(says.zh);
  }
  const style = await app.call<string>('GET', `${app.address}/api/docs.css`);
  expect(style.headers.get('content-type')).toMatch('text/css');
  // Every link within the page leads somewhere.
  const ids = new Set([...page.body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  for (const [, to] of page.body.matchAll(/href="#([^"]+)"/g)) expect([...ids]).toContain(to);
});

test('is not for strangers', async () => {
  const stranger = clientOf(app.address, {});
  for (const path of ['openapi.json', 'docs', 'docs.css'])
    expect((await stranger.call('GET', `${app.address}/api/${path}`)).status).toBe(401);
});
