import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samplePlan } from '#db/sample/plan-2023.ts';
import { operations } from '#server/http/operations.ts';
import type { Problem } from '#shared/api.ts';
import { commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { freshSqlite, onEachDatabase, type TestDatabase } from '../support/databases.ts';

const fibre = '13052923P00533C10004D';

let at: TestDatabase;
let app: TestApp;

const start = (fresh: () => Promise<TestDatabase>) => async () => {
  at = await fresh();
  app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
  await commitSamplePlan(app);
  await moveClock(app, '2023-02-01');
};
const stop = async () => {
  await app.stop();
  await at.drop();
};

const voucher = { voucherNo: 'V1', projectCode: fibre, paidOn: '2023-01-10', amount: '1.00' };
/** A request as it stands, without the client's help. */
const raw = async (method: string, path: string, body?: BodyInit, headers: Record<string, string> = {}) => {
  const response = await fetch(`${app.address}${path}`, {
    method,
    body,
    headers: { cookie: app.cookie, ...headers },
    redirect: 'manual',
  });
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  const problem = isProblem ? (JSON.parse(text) as Problem) : undefined;
  return { status: response.status, problem, headers: response.headers, text };
};
const json = { 'content-type': 'application/json' };

describe('what cannot be answered', () => {
  beforeAll(start(freshSqlite));
  afterAll(stop);

  // biome-ignore format: one case a line
  const cases: [status: number, code: string, method: string, path: string, body?: BodyInit, headers?: Record<string, string>][] = [
    [404, 'not_found', 'GET', '/api'],
    [404, 'not_found', 'GET', '/api/v1/nothing'],
    [404, 'not_found', 'GET', '/api/v2/projects'],
    [404, 'not_found', 'POST', '/api/v1/overview', '{}', json],
    [404, 'not_found', 'DELETE', '/api/v1/expenditures'],
    [404, 'not_found', 'GET', '/api/v1/projects/NOBODY'],
    [404, 'not_found', 'GET', `/api/v1/projects/${fibre}?year=2019`],
    [404, 'not_found', 'GET', '/api/v1/alerts/NOBODY'],
    [404, 'not_found', 'GET', '/api/v1/plan-imports/NOBODY'],
    [404, 'not_found', 'PATCH', '/api/v1/plan-imports/NOBODY', '{}', json],
    [404, 'not_found', 'POST', '/api/v1/plan-imports/NOBODY/commit'],
    [404, 'not_found', 'POST', '/api/v1/measurements/0/approve', '{}', json],
    [404, 'not_found', 'POST', '/api/v1/measurements/x/return', '{"reason":"x"}', json],
    [400, 'malformed', 'GET', '/api/v1/projects/%E0%A4%A'],
    [400, 'malformed', 'GET', '/api/v1/projects/%00'],
    [400, 'malformed', 'GET', '/api/v1/alerts?project=%00'],
    [400, 'invalid', 'GET', '/api/v1/overview?year=abc'],
    [400, 'invalid', 'GET', '/api/v1/overview?year='],
    [400, 'invalid', 'GET', '/api/v1/overview?year=2023&year=2024'],
    [400, 'invalid', 'GET', '/api/v1/overview?year=1066'],
    [400, 'invalid', 'GET', '/api/v1/overview?asOf=2023-02-29'],
    [400, 'invalid', 'GET', '/api/v1/overview?today=tomorrow'],
    [400, 'invalid', 'GET', '/api/v1/overview?knownAt=2023-01-01'],
    [400, 'as_of', 'GET', '/api/v1/overview?year=2023&asOf=2022-12-31'],
    [400, 'invalid', 'GET', '/api/v1/projects?limit=501'],
    [400, 'invalid', 'GET', '/api/v1/projects?limit=0'],
    [400, 'cursor', 'GET', '/api/v1/projects?cursor=x'],
    [400, 'cursor', 'GET', '/api/v1/expenditures?cursor=-1'],
    [400, 'cursor', 'GET', '/api/v1/measurements?cursor=1e3'],
    [400, 'cursor', 'GET', '/api/v1/evaluations?cursor=%27'],
    [400, 'cursor', 'GET', '/api/v1/alerts?cursor=1'],
    [400, 'invalid', 'GET', '/api/v1/alerts?severity=loud'],
    [400, 'invalid', 'GET', '/api/v1/alerts?condition='],
    [400, 'invalid', 'GET', '/api/v1/alerts?kind=NOTHING'],
    [400, 'invalid', 'GET', '/api/v1/alerts?handling=lost'],
    [400, 'invalid', 'GET', '/api/v1/measurements?state=x'],
    [400, 'invalid', 'GET', '/api/v1/changes?since=-1'],
    [400, 'malformed', 'POST', '/api/v1/expenditures', '{"voucherNo":', json],
    [400, 'malformed', 'POST', '/api/v1/expenditures', '[]', json],
    [400, 'malformed', 'POST', '/api/v1/expenditures', 'null', json],
    [400, 'malformed', 'POST', '/api/v1/expenditures'],
    [400, 'malformed', 'POST', '/api/v1/expenditures', JSON.stringify({ ...voucher, payee: 'a\u0000b' }), json],
    [422, 'items', 'POST', '/api/v1/expenditures', '{"items":[]}', json],
    [422, 'rows', 'POST', '/api/v1/expenditures', '{}', json],
    [422, 'invalid', 'POST', '/api/v1/session', '{}', json],
    [422, 'invalid', 'POST', '/api/v1/session', '{"username":"admin","password":5}', json],
    [422, 'invalid', 'PUT', '/api/v1/clock', '{"today":"2023-02-30"}', json],
    [422, 'invalid', 'PUT', '/api/v1/clock', '{"today":"2023-02-01","why":"x"}', json],
    [422, 'invalid', 'POST', '/api/v1/evaluations', '{"asOf":5}', json],
    [422, 'invalid', 'POST', '/api/v1/ledger/confirm', '{}', json],
    [422, 'invalid', 'POST', '/api/v1/targets/parse', '{"value":"≥98%"}', json],
    [409, 'not_empty', 'POST', '/api/v1/setup/sample'],
    [413, 'too_large', 'POST', '/api/v1/expenditures', `{"a":"${'x'.repeat(8 * 1024 * 1024)}"}`, json],
    [413, 'too_large', 'POST', '/api/v1/plan-imports', 'x'.repeat(8 * 1024 * 1024 + 1), { 'content-type': 'text/plain' }],
    [415, 'unsupported', 'POST', '/api/v1/expenditures', '{}', { 'content-type': 'application/json; charset=klingon' }],
    [415, 'unsupported', 'POST', '/api/v1/expenditures', '{}', { ...json, 'content-encoding': 'snappy' }],
    [415, 'unsupported', 'POST', '/api/v1/expenditures', 'voucherNo=V1', { 'content-type': 'application/x-www-form-urlencoded' }],
    [415, 'unsupported', 'PUT', '/api/v1/clock', '<today/>', { 'content-type': 'text/xml' }],
    [415, 'unsupported', 'POST', '/api/v1/session', 'admin', { 'content-type': 'text/plain' }],
    [415, 'unsupported', 'POST', '/api/v1/plan-imports', '{}', json],
    [415, 'unsupported', 'POST', '/api/v1/plan-imports'],
    [400, 'malformed', 'POST', '/api/v1/plan-imports', 'x', { 'content-type': 'multipart/form-data' }],
    [400, 'malformed', 'POST', '/api/v1/plan-imports', 'no parts', { 'content-type': 'multipart/form-data; boundary=b' }],
    [400, 'malformed', 'POST', '/api/v1/plan-imports', '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nbroken off', { 'content-type': 'multipart/form-data; boundary=b' }],
    [400, 'malformed', 'POST', '/api/v1/plan-imports', 'a\u0000plan', { 'content-type': 'text/plain' }],
  ];

  test.for(cases)('%i %s: %s %s', async ([status, code, method, path, body, headers]) => {
    const answers = [];
    for (const language of ['zh-CN,zh;q=0.9', 'en-GB,en;q=0.8', undefined]) {
      const answer = await raw(method, path, body, {
        ...headers,
        ...(language && { 'accept-language': language }),
      });
      expect([answer.status, answer.problem?.code, answer.text.slice(0, 300)]).toEqual([
        status,
        code,
        answer.text.slice(0, 300),
      ]);
      expect(answer.problem).toMatchObject({ type: 'about:blank', status, title: expect.any(String) });
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('etag')).toBeNull();
      expect(answer.text).not.toMatch(/node_modules|at .*\.ts:\d/);
      answers.push(answer.problem?.detail ?? '');
    }
    const [zh, en, neither] = answers;
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(en).toMatch(/[A-Za-z]{3}/);
    expect(en).not.toMatch(/[\u4e00-\u9fff]/);
    expect(neither).toBe(zh);
  });

  test('an empty field, one too long and a conflict are said in the words of the screen', async () => {
    const said = async (more: object) => {
      const body = JSON.stringify({ ...voucher, voucherNo: 'V-words', ...more });
      const { problem } = await raw('POST', '/api/v1/expenditures', body, json);
      return problem?.errors?.map(({ message }) => message);
    };
    expect(await said({ projectCode: '' })).toEqual(['请填写，不能为空']);
    expect(await said({ payee: '甲'.repeat(2000) })).toEqual([expect.stringMatching(/^最多\d+个字$/)]);
    expect(await said({})).toBeUndefined();
    expect(await said({ amount: '2.00' })).toEqual([
      '凭证V-words第1行已在台账中，但金额不同；更正须另行办理，不能覆盖。',
    ]);
  });

  test('a header that HTTP itself refuses does not stop the server', async () => {
    const { port, hostname } = new URL(app.address);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write('NONSENSE\r\n\r\n'));
      socket.on('data', (data) => resolve(String(data)));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect((await raw('GET', '/healthz')).status).toBe(200);
  });
});

onEachDatabase('nonsense', (fresh) => {
  beforeAll(start(fresh));
  afterAll(stop);

  test('in every parameter is never a 5xx', async () => {
    const nonsense = [
      '',
      '%27',
      '-1',
      '1e400',
      '9999-12-31',
      '0000-01-01',
      '%F0%9F%92%A5',
      '%EF%BF%BF',
      '9999-12-31T23:59:59-12:00',
    ];
    const failed: string[] = [];
    for (const { path, query = [], tagged } of operations) {
      if (!tagged) continue;
      const names = query.flatMap((schema) => Object.keys(schema.shape));
      const asked = [...new Set(names)].flatMap((name) =>
        nonsense.map(
          (value) => `${path.replace('{code}', fibre).replace('{id}', 'NOBODY')}?${name}=${value}`,
        ),
      );
      const answers = await Promise.all(
        asked.map(async (place) => ({ place, ...(await raw('GET', place)) })),
      );
      for (const { place, status, problem } of answers) {
        if (status >= 500 || (status >= 400 && !problem)) failed.push(`${status} ${place}`);
      }
    }
    expect(failed).toEqual([]);
  });

  test('in every field of a write is never a 5xx', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const nonsense = [
      null,
      -1,
      1e300,
      '',
      'a\u0000b',
      '\ud800',
      '𠮷'.repeat(3000),
      '9999-12-31',
      [],
      {},
      deep,
    ];
    const value = {
      projectCode: fibre,
      indicator: 'x',
      period: '2023-03-31',
      value: '1',
      measuredOn: '2023-01-10',
    };
    const { id } = await app.ok<{ id: string }>('POST', '/plan-imports', samplePlan);
    const writes: [string, string, Record<string, unknown>][] = [
      [
        'POST',
        '/expenditures',
        {
          ...voucher,
          line: 1,
          series: 's',
          kind: 'payment',
          fundSource: 'fiscal',
          payee: 'p',
          reverses: 'r',
        },
      ],
      ['POST', '/measurements', { ...value, sampleSize: 1, favourable: 1, note: 'n' }],
      ['POST', '/ledger/confirm', { coveredTo: '2023-01-10', year: 2023 }],
      ['POST', '/evaluations', { asOf: '2023-01-10' }],
      ['POST', '/targets/parse', { value: '1', year: 2023, name: 'n', level2: 'l' }],
      ['PATCH', `/plan-imports/${id}`, { answers: [], corrections: [{ pointer: '/year', value: deep }] }],
      ['POST', '/session', { username: 'u' }],
    ];
    const failed: string[] = [];
    for (const [method, path, whole] of writes) {
      for (const field of Object.keys(whole)) {
        const answers = nonsense.map(async (wrong) => {
          // What is too deep for JSON.stringify is put in as text.
          const body = JSON.stringify({ ...whole, [field]: wrong }).replaceAll(`"${deep}"`, deep);
          return { wrong, ...(await raw(method, `/api/v1${path}`, body, json)) };
        });
        for (const { status, wrong } of await Promise.all(answers)) {
          if (status >= 500) failed.push(`${status} ${path} ${field} ${JSON.stringify(wrong).slice(0, 40)}`);
        }
      }
    }
    expect(failed).toEqual([]);
  });
});

describe('the dashboard', () => {
  test('is missing a file with a 404, not with a word about JSON', async () => {
    const { mkdtempSync, mkdirSync, rmSync, writeFileSync } = await import('node:fs');
    const { tmpdir } = await import('node:os');
    const folder = mkdtempSync(`${tmpdir()}/duibiao-dashboard-`);
    mkdirSync(`${folder}/assets`);
    writeFileSync(`${folder}/index.html`, '<p>dashboard</p>');
    writeFileSync(`${folder}/assets/here.js`, '');
    const app = await startTestApp(`sqlite:${folder}/test.sqlite`, {}, { dashboard: folder });
    const get = (path: string) => fetch(`${app.address}${path}`);
    expect((await get('/assets/here.js')).headers.get('cache-control')).toContain('immutable');
    const missing = await get('/assets/gone.js');
    expect([missing.status, missing.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await (await get('/projects/some-page')).text()).toContain('dashboard');
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  });
});
