import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samplePlan } from '#db/sample/plan-2023.ts';
import type { Listing, Problem } from '#shared/api.ts';
import type { Expenditure } from '#shared/expenditure.ts';
import { clientOf, commitSamplePlan, moveClock, signIn, type TestClient } from '../support/app.ts';
import { freshSqlite, onEachDatabase, type TestDatabase } from '../support/databases.ts';
import { type ServerProcess, startServerProcess } from '../support/processes.ts';

const project = '13052923P006L0N10002F';

onEachDatabase('a hostile request', (fresh) => {
  let at: TestDatabase;
  let server: ServerProcess;
  let client: TestClient;

  beforeAll(async () => {
    at = await fresh();
    server = await startServerProcess({ DATABASE_URL: at.url, CLOCK: '2023-01-01', LOG_LEVEL: 'error' });
    client = await signIn(server.address);
    await commitSamplePlan(client);
    await moveClock(client, '2023-02-01');
  });
  afterAll(async () => {
    server.child.kill('SIGKILL');
    await server.ended;
    await at.drop();
  });

  const voucher = (more: object) => ({
    voucherNo: 'H1',
    projectCode: project,
    paidOn: '2023-01-10',
    amount: '1.00',
    ...more,
  });
  const send = async (path: string, type: string, body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${client.address}/api/v1${path}`, {
      method: 'POST',
      headers: { ...client.credentials, 'content-type': type, ...headers },
      body,
    });
    return { status: response.status, text: await response.text() };
  };
  const form = (part: string, end = '\r\n--x--\r\n') =>
    send(
      '/plan-imports',
      'multipart/form-data; boundary=x',
      `--x\r\nContent-Disposition: form-data; ${part}${end}`,
    );

  test.for(['a\u0000b', 'a\ud800b', '\udfff'])(
    'with the text %j is refused wherever it stands, and nothing is stored',
    async (text) => {
      const stranger = clientOf(server.address, {});
      const answers = await Promise.all([
        client.call('POST', '/expenditures', voucher({ payee: text })),
        client.call('POST', '/expenditures', { items: [voucher({ purpose: text })] }),
        client.call('POST', '/expenditures', voucher({ [text]: 1 })),
        client.call('POST', '/measurements', { projectCode: text }),
        stranger.call('POST', '/session', { username: text, password: 'x' }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400));
      const { items } = await client.ok<Listing<Expenditure>>('GET', '/expenditures');
      expect(items).toEqual([]);
    },
  );

  test('with NUL in its address, in a plan or in the name of a file is refused', async () => {
    const { status } = await client.call('GET', '/expenditures?project=%00');
    expect(status).toBe(400);
    expect((await client.call('GET', '/projects/a%00b')).status).toBe(400);
    expect((await client.call('POST', '/plan-imports', `${samplePlan}\u0000`)).status).toBe(400);
    expect((await form(`name="file"; filename="a\u0000.txt"\r\n\r\n${samplePlan}`)).status).toBe(400);
  });

  test('nested without end is refused, whoever would walk it', async () => {
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const headers = { 'idempotency-key': 'deep' };
    for (const path of ['/expenditures', '/measurements', '/evaluations', '/targets/parse'])
      expect((await send(path, 'application/json', deep, headers)).status).toBe(400);
  });

  test('with a form that breaks off, or does not say how it is parted, is refused and ends nothing', async () => {
    expect((await form('name="file"; filename="plan.txt"\r\n\r\nhalf a pl', '')).status).toBe(400);
    expect((await form('name="fi', '')).status).toBe(400);
    expect((await send('/plan-imports', 'multipart/form-data', 'x')).status).toBe(400);
    expect((await send('/plan-imports', 'multipart/form-data; boundary=x', '')).status).toBeLessThan(500);
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  });

  test.for(['/plan-imports', '/imports/expenditures', '/imports/measurements'])(
    'that breaks off in a file under any name ends nothing: %s',
    async (path) => {
      for (const field of ['file', 'other', 'mapping']) {
        const part = `--x\r\nContent-Disposition: form-data; name="${field}"; filename="a.csv"\r\n\r\na,b\r\n`;
        const answer = await send(path, 'multipart/form-data; boundary=x', part);
        expect([field, answer.status]).toEqual([field, 400]);
      }
      expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
      expect(server.child.exitCode).toBeNull();
    },
  );

  test('whose sender goes away in the middle of a file ends nothing', async () => {
    const { port } = new URL(server.address);
    const socket = connect(Number(port), '127.0.0.1');
    const head = `POST /api/v1/plan-imports HTTP/1.1\r\nhost: x\r\ncookie: ${client.cookie}\r\ncontent-length: 5000\r\n`;
    socket.write(
      `${head}content-type: multipart/form-data; boundary=x\r\n\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf`,
    );
    await new Promise((resolve) => socket.write('a plan', resolve));
    socket.destroy();
    await client.ok('GET', '/overview');
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
    expect(server.child.exitCode).toBeNull();
  });

  test('with an Idempotency-Key too long to keep is refused: cut short, two keys would be one', async () => {
    const key = (end: string) => ({ 'idempotency-key': 'k'.repeat(300) + end });
    const answer = await client.call<Problem>(
      'POST',
      '/expenditures',
      voucher({ voucherNo: 'H2' }),
      key('1'),
    );
    expect([answer.status, answer.body.code]).toEqual([400, 'idempotency_key']);
  });

  test('of eight megabytes that take patterns the square of their length is answered soon', async () => {
    const long = (unit: string, length: number) => unit.repeat(length / unit.length);
    const begun = performance.now();
    const target = { level2: '', name: '满意度', value: `${long('。', 2_000_000)}x`, year: 2023 };
    expect((await client.call('POST', '/targets/parse', target)).status).toBe(422);
    await client.call('POST', '/plan-imports', `${long(' ', 100_000)}x\n${samplePlan}`);
    await client.call('POST', '/plan-imports', samplePlan.replace('≥98%', `${long('、', 100_000)}x`));
    await client.call(
      'POST',
      '/plan-imports',
      samplePlan.replace('绩效指标', `绩效指标：${long('1', 100_000)}x`),
    );
    expect(performance.now() - begun).toBeLessThan(4000);
  });

  test('leaves no failure in a cache: a refused read carries no ETag', async () => {
    const answer = await client.call('GET', '/projects/NOBODY');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('etag')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

test('a server that is told to stop does not wait for one who sends a request by the drop', async () => {
  const at = await freshSqlite();
  const server = await startServerProcess({ DATABASE_URL: at.url });
  const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
  socket.on('error', () => undefined);
  const head =
    'POST /api/v1/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n';
  await new Promise((resolve) => socket.write(`${head}\r\n{"user`, resolve));
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  await at.drop();
}, 20_000);
