import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ingested, Ledger, Problem, ProjectWhole } from '#shared/api.ts';
import type { Measurement } from '#shared/measurement.ts';
import { alertsOf, commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';

const fibre = '13052923P00533C10004D';
const hall = '13052923P006L0N10002F';

onEachDatabase('actuals come in', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;
  let count = 0;

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    await commitSamplePlan(app);
    await moveClock(app, '2023-07-15');
  });
  afterAll(async () => {
    await app.stop();
    await at.drop();
  });

  const voucher = (more: object = {}) => {
    count += 1;
    return { voucherNo: `V${count}`, projectCode: fibre, paidOn: '2023-07-10', amount: '100.00', ...more };
  };
  const post = (body: unknown, path = '/expenditures') => app.call<Ingested & Problem>('POST', path, body);
  const spent = async (code = fibre) => (await app.ok<ProjectWhole>('GET', `/projects/${code}`)).spent;
  const places = ({ errors = [] }: Problem) =>
    errors.map(({ row, pointer, code }) => `${row} ${pointer} ${code}`);

  test('a voucher sent twice counts once, and the second time is said to be known', async () => {
    const before = Number(await spent());
    const one = voucher({ amount: 80.5 });
    expect(await post(one)).toMatchObject({ status: 201, body: { accepted: 1, known: 0, rejected: [] } });
    expect(await post(one)).toMatchObject({ status: 200, body: { accepted: 0, known: 1, rejected: [] } });
    expect(await post({ items: [one, one] })).toMatchObject({ status: 200, body: { accepted: 0, known: 2 } });
    expect(Number(await spent())).toBeCloseTo(before + 80.5, 2);
  });

  test('fifty at once with the same number count once', async () => {
    const before = Number(await spent());
    const one = voucher();
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(one)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49);
    expect(Number(await spent())).toBeCloseTo(before + 100, 2);
  });

  test('a known number with other content is a conflict that names the field, and nothing is stored', async () => {
    const one = voucher();
    await post(one);
    const before = await spent();
    const answer = await post({ items: [voucher(), { ...one, amount: '999.00' }] });
    expect(answer.status).toBe(409);
    expect(places(answer.body)).toEqual(['2 /amount conflict']);
    expect(await spent()).toBe(before);
  });

  test('one bad row and none is stored; every bad row is named with its field', async () => {
    const before = await spent();
    const items = [
      voucher(),
      voucher({ amount: '12.345' }),
      voucher({ projectCode: 'NOBODY' }),
      voucher({ paidOn: '2023-02-30' }),
      voucher({ paidOn: '2023-07-16' }),
      voucher({ amount: '0' }),
      voucher({ paidOn: '2022-05-05' }),
      { projectCode: fibre },
      voucher({ colour: 'red' }),
    ];
    const answer = await post({ items });
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(new Set(places(answer.body).map((place) => place.split(' ')[0]))).toEqual(
      new Set(['2', '3', '4', '5', '6', '7', '8', '9']),
    );
    expect(places(answer.body)).toContain('3 /projectCode unknown_project');
    expect(places(answer.body)).toContain('5 /paidOn future_day');
    expect(answer.body.errors?.every(({ message }) => message.length > 3)).toBe(true);
    expect(await spent()).toBe(before);

    const skipped = await post({ items }, '/expenditures?onError=skip');
    expect(skipped).toMatchObject({ status: 201, body: { accepted: 1 } });
    expect(new Set(skipped.body.rejected.map(({ row }) => row))).toEqual(new Set([2, 3, 4, 5, 6, 7, 8, 9]));
  });

  test('messages are in the language of the caller', async () => {
    const bad = voucher({ projectCode: 'NOBODY' });
    const zh = await app.call<Problem>('POST', '/expenditures', bad, {
      'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8',
    });
    const en = await app.call<Problem>('POST', '/expenditures', bad, { 'accept-language': 'en-GB,en;q=0.9' });
    expect(zh.body.errors?.[0]?.message).toBe('2023年没有项目编码“NOBODY”');
    expect(en.body.errors?.[0]?.message).toBe('There is no project "NOBODY" in 2023');
  });

  test('money that came back: on its own day, at most what is left, and never of nothing', async () => {
    const paid = voucher({ paidOn: '2023-07-01', amount: '500.00' });
    await post(paid);
    const back = (amount: string, more: object = {}) =>
      voucher({ amount, reverses: paid.voucherNo, ...more });
    expect(places((await post(back('-500.01'))).body)).toEqual(['1 /amount more_than_left']);
    expect((await post(back('-200.00'))).status).toBe(201);
    expect(places((await post(back('-300.01'))).body)).toEqual(['1 /amount more_than_left']);
    expect(places((await post(back('-1.00', { paidOn: '2023-06-30' }))).body)).toEqual([
      '1 /paidOn before_payment',
    ]);
    expect(places((await post(back('-1.00', { projectCode: hall }))).body)).toEqual([
      '1 /reverses other_project',
    ]);
    expect(places((await post(voucher({ amount: '-1.00' }))).body)).toEqual(['1 /reverses reverses_missing']);
    expect(places((await post(voucher({ amount: '-1.00', reverses: 'NOTHING' }))).body)).toEqual([
      '1 /reverses original_unknown',
    ]);
    expect(places((await post(voucher({ kind: 'refund' }))).body)).toEqual(['1 /amount sign']);
  });

  test('the undoing of an error takes the day of the original, so that the past is right', async () => {
    const onTheDay = async () =>
      (await app.ok<ProjectWhole>('GET', `/projects/${fibre}?asOf=2023-06-20`)).spent;
    const before = await onTheDay();
    const wrong = voucher({ paidOn: '2023-06-15', amount: '700.00' });
    await post(wrong);
    expect(await onTheDay()).not.toBe(before);
    await post(
      voucher({ amount: '-700.00', kind: 'reversal', reverses: wrong.voucherNo, paidOn: '2023-07-14' }),
    );
    expect(await onTheDay()).toBe(before);
  });

  test('a batch takes money back from a voucher that stands further down in it', async () => {
    const paid = voucher();
    const answer = await post({ items: [voucher({ amount: '-100.00', reverses: paid.voucherNo }), paid] });
    expect(answer).toMatchObject({ status: 201, body: { accepted: 2 } });
  });

  test('values: known when sent again, superseded by a newer one, provisional until approved', async () => {
    const value = {
      projectCode: hall,
      indicator: '活动参与者满意度',
      period: '2023-06-30',
      value: '91%',
      measuredOn: '2023-07-02',
    };
    const send = (more: object = {}) => post({ ...value, ...more }, '/measurements');
    expect(await send()).toMatchObject({ status: 201, body: { accepted: 1, known: 0 } });
    expect(await send()).toMatchObject({ status: 200, body: { accepted: 0, known: 1 } });
    expect(await alertsOf(app, `&kind=INDICATOR_MISSED&project=${hall}`)).toEqual([]);

    const { items } = await app.ok<{ items: Measurement[] }>('GET', `/measurements?project=${hall}`);
    const approved = await app.ok<Measurement>('POST', `/measurements/${items[0]?.id}/approve`, {});
    expect(approved).toMatchObject({ state: 'approved', value: '91%' });
    const [missed] = await alertsOf(app, `&kind=INDICATOR_MISSED&project=${hall}`);
    expect(missed).toMatchObject({ severity: 'critical', period: '2023-06-30' });
    expect((await app.call('POST', `/measurements/${items[0]?.id}/approve`, {})).status).toBe(409);

    // A newer value that waits for approval does not displace the approved one.
    await send({ value: '99.5%' });
    expect(await alertsOf(app, `&kind=INDICATOR_MISSED&project=${hall}`)).toHaveLength(1);
    await send({ value: '99.5%', approved: true });
    expect(await alertsOf(app, `&kind=INDICATOR_MISSED&project=${hall}`)).toEqual([]);
  });

  test('a value that cannot be is refused at its field', async () => {
    const value = {
      projectCode: hall,
      indicator: '活动参与者满意度',
      period: '2023-06-30',
      value: '91%',
      measuredOn: '2023-07-02',
    };
    const refused = async (more: object) =>
      places((await post({ ...value, ...more }, '/measurements')).body)[0];
    expect(await refused({ indicator: '没有的指标' })).toBe('1 /indicator unknown_indicator');
    expect(await refused({ period: '2023-05-31' })).toBe('1 /period not_a_reporting_day');
    expect(await refused({ measuredOn: '2023-07-16' })).toBe('1 /measuredOn future_day');
    expect(await refused({ value: '很好' })).toMatch(/^1 \/value /);
    expect(await refused({ value: '120%' })).toMatch(/^1 \/value /);
    expect(await refused({ value: '0.97' })).toBe('1 /value ambiguous_percent');
    expect(await refused({ indicator: '24小时自助服务大厅建设费用' })).toBe('1 /indicator read_from_ledger');
    expect(await refused({ sampleSize: 10, favourable: 11 })).toBe('1 /favourable more_than_sample');
  });

  test('an Idempotency-Key answers again what it answered first, and refuses another content', async () => {
    const value = {
      projectCode: hall,
      indicator: '活动参与者满意度',
      period: '2023-06-30',
      value: '99.1%',
      measuredOn: '2023-07-03',
    };
    const send = (body: object) =>
      app.call<Ingested>('POST', '/measurements', body, { 'idempotency-key': 'key-1' });
    const first = await send(value);
    expect(first.body.accepted).toBe(1);
    expect((await send(value)).body).toEqual(first.body);
    expect((await send({ ...value, value: '99.2%' })).status).toBe(422);
  });

  test('the ledger is confirmed to a day, at the latest today, and a node within it is then concluded', async () => {
    expect((await app.ok<Ledger>('GET', '/ledger')).coveredTo).toBeNull();
    expect(await alertsOf(app, '&kind=DATA_OVERDUE')).toEqual(
      expect.arrayContaining([expect.objectContaining({ subject: 'ledger', period: '2023-06-30' })]),
    );
    expect((await post({ coveredTo: '2023-07-16' }, '/ledger/confirm')).status).toBe(422);
    expect(await app.ok<Ledger>('POST', '/ledger/confirm', { coveredTo: '2023-06-30' })).toMatchObject({
      coveredTo: '2023-06-30',
      confirmedBy: 'admin',
    });
    expect((await alertsOf(app, '&kind=DATA_OVERDUE')).filter(({ subject }) => subject === 'ledger')).toEqual(
      [],
    );
    const [behind] = await alertsOf(app, `&kind=SPEND_BEHIND&project=${fibre}`);
    expect(behind?.explanation.text).not.toContain('凭证');
    // Never backwards: the ledger stays known to the later day.
    expect(await app.ok<Ledger>('POST', '/ledger/confirm', { coveredTo: '2023-05-31' })).toMatchObject({
      coveredTo: '2023-06-30',
    });
  });

  test('what is not JSON, too deep or of another type is a 400, never a 5xx', async () => {
    const raw = (body: string) =>
      fetch(`${app.address}/api/v1/expenditures`, {
        method: 'POST',
        body,
        headers: { cookie: app.cookie, 'content-type': 'application/json' },
      });
    expect((await raw('{"voucherNo":')).status).toBe(400);
    expect((await raw('[]')).status).toBe(400);
    expect((await raw('"text"')).status).toBe(400);
    expect((await raw('{"items":{}}')).status).toBe(422);
    expect((await raw(`{"items":${'['.repeat(5000)}${']'.repeat(5000)}}`)).status).toBe(400);
  });
});
