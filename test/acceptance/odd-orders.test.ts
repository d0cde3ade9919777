import { afterAll, beforeAll, expect, test } from 'vitest';
import { samplePlan } from '#db/sample/plan-2023.ts';
import type { Ingested, Ledger, Listing, Problem, ProjectWhole } from '#shared/api.ts';
import type { Measurement } from '#shared/measurement.ts';
import { alertsOf, commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { freshPostgres, onEachDatabase, type TestDatabase } from '../support/databases.ts';

const fibre = '13052923P00533C10004D';
const hall = '13052923P006L0N10002F';

onEachDatabase('in an order that nobody expects', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2022-06-01' });
    const of2022 = samplePlan
      .replaceAll('2023', '2022')
      .replaceAll(/13052923P/g, '13052922P')
      .replaceAll('23年', '22年');
    await commitSamplePlan(app, of2022);
    await moveClock(app, '2023-01-02');
    await commitSamplePlan(app);
    await moveClock(app, '2023-07-15');
  });
  afterAll(async () => {
    await app.stop();
    await at.drop();
  });

  const post = async (...items: object[]) => {
    const { status, body } = await app.call<Ingested & Problem>('POST', '/expenditures', { items });
    return [status, ...(body.errors ?? []).map(({ column, code }) => `${column} ${code}`)].join(' ');
  };
  const line = (voucherNo: string, amount: string, more: object = {}) => ({
    voucherNo,
    amount,
    projectCode: fibre,
    paidOn: '2023-07-01',
    ...more,
  });
  const back = (voucherNo: string, amount: string, reverses: string, more: object = {}) =>
    line(voucherNo, amount, { reverses, ...more });

  test('a project gets back at most what it paid of a voucher that it shares', async () => {
    await post(line('M', '100'), line('M', '50', { line: 2, projectCode: hall }));
    expect(await post(back('MR', '-150', 'M'))).toBe('422 amount more_than_left');
    expect(await post(back('MR', '-100', 'M'))).toBe('201');
    expect(await post(back('MS', '-50', 'M', { projectCode: hall }))).toBe('201');
  });

  test('vouchers that come at the same moment are each answered for themselves, whatever the others are', async () => {
    const before = await app.ok<ProjectWhole>('GET', `/projects/${fibre}?year=2023`);
    const news = Array.from({ length: 12 }, (_, n) => post(line(`AT${n}`, '1.00')));
    const others = [
      post(line('AT0', '1.00')),
      post(line('AT1', '2.00')),
      post(line('ATX', '1.00', { projectCode: 'nobody' })),
      post(line('AT90', '1.00'), line('AT90', '1.00', { line: 2 })),
      post(back('ATR', '-1.00', 'AT2')),
    ];
    expect(await Promise.all(news)).toEqual(news.map(() => '201'));
    expect(await Promise.all(others)).toEqual([
      '200',
      '409 amount conflict',
      '422 projectCode unknown_project',
      '201',
      '201',
    ]);
    const after = await app.ok<ProjectWhole>('GET', `/projects/${fibre}?year=2023`);
    expect(Number(after.spent) - Number(before.spent)).toBe(12 + 2 - 1);
  });

  test('money goes back to the source that paid it, and at most as much', async () => {
    await post(line('S', '100'), line('S', '50', { line: 2, fundSource: 'other' }));
    expect(await post(back('SR', '-20', 'S'))).toBe('422 fundSource source_missing');
    expect(await post(back('SR', '-20', 'S', { fundSource: 'carryover' }))).toBe(
      '422 fundSource other_source',
    );
    expect(await post(back('SR', '-51', 'S', { fundSource: 'other' }))).toBe('422 amount more_than_left');
    expect(await post(back('SR', '-50', 'S', { fundSource: 'other' }))).toBe('201');
    expect(await post(back('ST', '-100', 'S', { fundSource: 'fiscal' }))).toBe('201');
  });

  test('a refund is nothing that money can be taken back from', async () => {
    await post(line('R', '100'), back('RR', '-40', 'R'));
    expect(await post(back('RRR', '-1', 'RR'))).toBe('422 reverses original_unknown');
  });

  test('a number that the year before had too is another voucher: what came back of one leaves the other', async () => {
    const before = { projectCode: fibre.replace('23P', '22P'), paidOn: '2022-05-05' };
    await post(line('N', '100', before));
    // In 2023, of the payment of 2022: listed, not counted, and at most once.
    expect(await post(back('N1', '-60', 'N'))).toBe('201');
    expect(await post(back('N2', '-41', 'N'))).toBe('422 amount more_than_left');
    expect(await post({ ...back('N3', '-41', 'N', before), paidOn: '2022-05-06' })).toBe(
      '422 amount more_than_left',
    );
    await post(line('N', '100'));
    expect(await post(back('N4', '-100', 'N'))).toBe('201');
  });

  test('an amount whose sums would no longer be exact is refused', async () => {
    expect(await post(line('X', '90071992547409.91'))).toBe('422 amount too_large');
    expect(await post(line('X', '10000000000.01'))).toBe('422 amount too_large');
  });

  test('five thousand refunds of five thousand payments in one batch do not hold up others', async () => {
    const items = Array.from({ length: 5000 }, (_, index) => line(`P${index}`, '1'));
    const taken = Array.from({ length: 5000 }, (_, index) => back(`Q${index}`, '-1', `P${index}`));
    const begun = performance.now();
    expect(await post(...items, ...taken)).toBe('201');
    expect(performance.now() - begun).toBeLessThan(8000);
  });

  test('a list of values in one state goes on to the last page, and ends with the day and instant asked for', async () => {
    const { indicators } = await app.ok<ProjectWhole>('GET', `/projects/${hall}`);
    const indicator = indicators.find(({ target }) => target.kind === 'number' && target.unit !== '%')?.id;
    const values = Array.from({ length: 6 }, (_, index) => ({
      projectCode: hall,
      indicator,
      period: '2023-06-30',
      value: String(index + 1),
      measuredOn: '2023-07-01',
      approved: index === 0,
    }));
    await app.ok('POST', '/measurements', { items: values });
    const list = (query: string) => app.ok<Listing<Measurement>>('GET', `/measurements?${query}`);
    expect((await list('state=approved&limit=2')).items.map(({ value }) => value)).toEqual(['1']);
    const first = await list('state=provisional&limit=3');
    expect(first.items.map(({ value }) => value)).toEqual(['6', '5', '4']);
    const second = await list(`state=provisional&limit=3&cursor=${first.nextCursor}`);
    expect(second.items.map(({ value }) => value)).toEqual(['3', '2']);
    expect(second.nextCursor).toBeNull();
    expect((await list('asOf=2023-06-29')).items).toEqual([]);
    expect((await list('asOf=2023-06-30')).items).toHaveLength(6);
    expect((await list('knownAt=2020-01-01T00:00:00Z')).items).toEqual([]);
    const ledger = (query: string) => app.ok<Ledger>('GET', `/ledger?year=2023${query}`);
    expect(await ledger('&knownAt=2020-01-01T00:00:00Z')).toMatchObject({ vouchers: 0, spent: '0.00' });
    expect(await ledger('&asOf=2023-06-30')).toMatchObject({ vouchers: 0, spent: '0.00' });
    expect((await ledger('')).vouchers).toBeGreaterThan(10_000);
  });

  test('an older value approved after a newer one does not displace it', async () => {
    const { indicators } = await app.ok<ProjectWhole>('GET', `/projects/${fibre}`);
    const indicator = indicators.find(({ target }) => target.unit === '%')?.id;
    const value = { projectCode: fibre, indicator, period: '2023-06-30', measuredOn: '2023-07-01' };
    const add = (text: string) => app.ok('POST', '/measurements', { ...value, value: text });
    await add('90%');
    await add('99%');
    const list = await app.ok<Listing<Measurement>>('GET', `/measurements?indicator=${indicator}`);
    const [newer, older] = list.items;
    await app.ok('POST', `/measurements/${newer?.id}/approve`, {});
    await app.ok('POST', `/measurements/${older?.id}/approve`, {});
    const last = async () => {
      const { indicators: now } = await app.ok<ProjectWhole>('GET', `/projects/${fibre}`);
      return now.find(({ id }) => id === indicator)?.last?.value;
    };
    expect(await last()).toBe('99%');
    await app.ok('POST', `/measurements/${newer?.id}/return`, { reason: '有误' });
    expect(await last()).toBe('90%');
    expect((await app.call('POST', `/measurements/${newer?.id}/approve`, {})).status).toBe(409);
  });

  test('the clock does not run for hours on a slip of the pen', async () => {
    const answer = await app.call<Problem>('PUT', '/clock', { today: '9999-12-31' });
    expect([answer.status, answer.body.code]).toEqual([422, 'too_far']);
  });
});

test('two servers on one PostgreSQL: plans, posts, the clock and evaluations at once lose and double nothing', async () => {
  const at = await freshPostgres();
  const servers = [
    await startTestApp(at.url, { CLOCK: '2023-01-01' }),
    await startTestApp(at.url, { CLOCK: '2023-01-01' }),
  ] as const;
  const [one, other] = servers;
  const { id } = await one.ok<{ id: string }>('POST', '/plan-imports', samplePlan);
  const commits = await Promise.all(
    [one, other, one, other].map((server) => server.call('POST', `/plan-imports/${id}/commit`)),
  );
  expect(commits.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  await moveClock(one, '2023-04-09');

  const told = servers.map((server) => {
    const seqs: number[] = [];
    const socket = server.socket();
    socket.on('changed', ({ seq }) => seqs.push(seq));
    return { seqs, socket };
  });
  await Promise.all(told.map(({ socket }) => new Promise((resolve) => socket.once('hello', resolve))));
  // Of every number two are sent, one by each server, some under a key; half of them are the same voucher.
  const voucher = (index: number) => ({
    voucherNo: `V${index % 40}`,
    projectCode: index % 2 ? fibre : hall,
    paidOn: '2023-04-03',
    amount: '1.00',
  });
  const posts = Array.from({ length: 160 }, (_, index) =>
    servers[Math.floor(index / 2) % 2 === 0 ? 0 : 1].call<Ingested>(
      'POST',
      '/expenditures',
      voucher(index),
      index % 3 ? {} : { 'idempotency-key': `key ${index % 40}` },
    ),
  );
  const clocks = ['2023-04-15', '2023-04-11', '2023-04-20', '2023-04-13'].map((today, index) =>
    servers[index % 2 ? 0 : 1].call<{ today: string }>('PUT', '/clock', { today }),
  );
  const evaluations = Array.from({ length: 6 }, (_, index) =>
    servers[index % 2 ? 0 : 1].call('POST', '/evaluations', {}),
  );
  const answers = await Promise.all(posts);
  expect(answers.filter(({ status }) => status > 201)).toEqual([]);
  for (const { status } of await Promise.all([...clocks, ...evaluations]))
    expect([200, 409]).toContain(status);
  expect(await one.ok('GET', '/clock')).toMatchObject({ today: '2023-04-20' });

  const spent = await Promise.all(
    [fibre, hall].map(async (code) => (await one.ok<ProjectWhole>('GET', `/projects/${code}`)).spent),
  );
  expect(spent).toEqual(['20.00', '20.00']);
  expect(await other.ok('GET', '/ledger')).toMatchObject({ vouchers: 40, spent: '40.00' });
  const alerts = await alertsOf(other, '&condition=pending,firing,resolved');
  expect(new Set(alerts.map(({ key, episode }) => `${key} ${episode}`)).size).toBe(alerts.length);
  for (const { kind, since } of alerts) if (kind === 'SPEND_BEHIND') expect(since).toBe('2023-04-11');
  const changes = await one.ok<{ seq: number; items: { seq: number }[] }>('GET', '/changes?since=0');
  expect(changes.items.map(({ seq }) => seq)).toEqual(changes.items.map((_, index) => index + 1));
  for (const { seqs, socket } of told) {
    await expect.poll(() => seqs.at(-1)).toBe(changes.seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    socket.close();
  }
  await Promise.all(servers.map((server) => server.stop()));
  await at.drop();
});
