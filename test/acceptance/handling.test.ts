import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Alert } from '#shared/alert.ts';
import type { AlertMoves, Problem, ProjectWhole, YearClosing } from '#shared/api.ts';
import type { Silence } from '#shared/moves.ts';
import { personWith } from '../support/accounts.ts';
import { alertsOf, commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';
import { clientWithToken } from '../support/tokens.ts';

const fibre = '13052923P00533C10004D';
const everything = '&condition=pending,firing,resolved';
const promise = {
  owner: '张敏',
  cause: '经费保障',
  measure: '五月上旬支付一季度线路租金',
  promisedOn: '2023-05-10',
};

onEachDatabase('the life of an alert', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;

  beforeEach(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    await commitSamplePlan(app);
    await moveClock(app, '2023-04-10');
    await app.ok('POST', '/ledger/confirm', { coveredTo: '2023-04-10' });
    await moveClock(app, '2023-04-11');
  });
  afterEach(async () => {
    await app.stop();
    await at.drop();
  });

  const behind = async (query = '') => {
    const [alert] = await alertsOf(app, `&project=${fibre}&kind=SPEND_BEHIND${query}`);
    if (!alert) throw new Error('there is no alert');
    return alert;
  };
  const one = (id: string, query = '') => app.ok<Alert>('GET', `/alerts/${id}${query}`);
  const story = async (id: string) => ((await one(id)).history ?? []).map(({ what }) => what);
  const move = (id: string, name: string, body: unknown, headers = {}) =>
    app.call<Alert & Problem>('POST', `/alerts/${id}/${name}`, body, headers);
  const pay = (voucherNo: string, amount: string, paidOn: string, more = {}) =>
    app.ok('POST', '/expenditures', { voucherNo, projectCode: fibre, paidOn, amount, ...more });

  test('runs from the first sign over promise and result to the verified closure', async () => {
    const { id, handling, level } = await behind();
    expect([handling, level]).toEqual(['open', 'supervise']);

    const missing = await move(id, 'acknowledge', { owner: '张敏', cause: '经费保障' });
    expect([missing.status, missing.body.errors?.map(({ pointer }) => pointer)]).toEqual([
      422,
      ['/measure', '/promisedOn'],
    ]);
    expect((await move(id, 'acknowledge', { ...promise, cause: '没有办法' })).status).toBe(422);
    const late = await move(id, 'acknowledge', { ...promise, promisedOn: '2023-07-01' });
    expect([late.status, late.body.detail]).toEqual([422, expect.stringContaining('2023-06-30')]);
    expect((await move(id, 'acknowledge', { ...promise, promisedOn: '2023-04-10' })).status).toBe(422);
    expect((await move(id, 'submit', { result: '已支付' })).status).toBe(409);

    const moves = await app.ok<AlertMoves>('GET', `/alerts/${id}/moves`);
    expect(moves).toMatchObject({ next: 'acknowledge', promiseBy: '2023-06-30', measures: [] });
    const key = { 'idempotency-key': 'ack-1' };
    const first = await move(id, 'acknowledge', promise, key);
    expect([first.status, first.body]).toMatchObject([200, { handling: 'acknowledged', ...promise }]);
    expect((await move(id, 'acknowledge', promise, key)).body).toEqual(first.body);
    const twice = await move(id, 'acknowledge', promise);
    expect([twice.status, twice.body.code]).toEqual([409, 'acknowledged']);

    await moveClock(app, '2023-04-20');
    expect((await one(id)).level).toBe('supervise');
    expect((await move(id, 'rectify', {})).body.handling).toBe('rectifying');
    expect((await move(id, 'close', { note: '好了' })).body.code).toBe('still_firing');
    expect((await move(id, 'submit', {})).status).toBe(422);
    expect((await move(id, 'submit', { result: '已在走支付流程' })).body.handling).toBe('submitted');
    expect((await move(id, 'return', { reason: '尚未到账' })).body.handling).toBe('returned');
    expect((await move(id, 'submit', { result: '已支付1.25万元' })).body.handling).toBe('submitted');
    expect((await move(id, 'close', { note: '好了' })).body.code).toBe('still_firing');

    await moveClock(app, '2023-04-21');
    await pay('F-1', '12500.00', '2023-04-21');
    expect(await one(id)).toMatchObject({ condition: 'resolved', handling: 'submitted', promise: 'kept' });
    const closed = await move(id, 'close', { note: '已核对凭证' });
    expect(closed.body).toMatchObject({ handling: 'closed', condition: 'resolved' });
    expect((await move(id, 'close', { note: '再来' })).body.code).toBe('closed');

    const whole = await one(id);
    const told = (whole.history ?? []).filter(({ what }) => what !== 'changed');
    expect(told.map(({ what, by }) => `${what} ${by}`)).toEqual([
      'pending system',
      'opened system',
      'remind system',
      'supervise system',
      'acknowledged admin',
      'rectifying admin',
      'submitted admin',
      'returned admin',
      'submitted admin',
      'resolved system',
      'closed admin',
    ]);
    // Alone, admin closes its own work, and it is marked.
    expect(told.at(-1)).toMatchObject({ note: '已核对凭证', detail: { alone: true } });
    expect(told[4]?.detail).toMatchObject(promise);

    // Every past day has the handling of that day.
    for (const [day, then] of [
      ['2023-04-11', 'acknowledged'],
      ['2023-04-20', 'submitted'],
      ['2023-04-21', 'closed'],
    ] as const) {
      expect([day, (await one(id, `?asOf=${day}`)).handling]).toEqual([day, then]);
    }
    const then = await alertsOf(app, `&project=${fibre}&asOf=2023-04-20&handling=submitted`);
    expect(then).toMatchObject([{ id, condition: 'firing', result: '已支付1.25万元' }]);
    expect(await alertsOf(app, `&project=${fibre}&asOf=2023-04-20&handling=closed`)).toEqual([]);
  });

  test('reads of what was known at an instant come back, whatever happened since', async () => {
    const before = await alertsOf(app, `&knownAt=${encodeURIComponent(new Date().toISOString())}`);
    expect(before.length).toBeGreaterThan(3);
    const instant = new Date().toISOString();
    const { id } = await behind();
    await move(id, 'acknowledge', promise);
    await pay('F-1', '12500.00', '2023-04-11');
    expect((await one(id)).condition).toBe('resolved');
    const query = `&knownAt=${encodeURIComponent(instant)}`;
    expect(await alertsOf(app, query)).toEqual(before);
    expect(await one(id, `?knownAt=${encodeURIComponent(instant)}`)).toMatchObject({
      condition: 'firing',
      handling: 'open',
    });
  });

  test('goes unanswered, and is escalated on the working day', async () => {
    const { id } = await behind();
    await moveClock(app, '2023-04-18');
    expect((await one(id)).level).toBe('supervise');
    await moveClock(app, '2023-04-19');
    expect((await one(id)).level).toBe('list');
    const listed = (await one(id)).history?.find(({ what }) => what === 'list');
    expect(listed).toMatchObject({
      day: '2023-04-19',
      detail: { to: [{ role: 'leader' }, { role: 'finance' }] },
    });
  });

  test('breaks its promise, lapses on the day after, and is carried on at the next node', async () => {
    const { id } = await behind();
    await move(id, 'acknowledge', promise);
    await moveClock(app, '2023-05-10');
    expect((await one(id)).handling).toBe('acknowledged');
    await moveClock(app, '2023-05-11');
    expect(await one(id)).toMatchObject({
      handling: 'open',
      promise: 'missed',
      level: 'list',
      owner: '张敏',
    });
    expect((await one(id)).history?.find(({ what }) => what === 'lapsed')).toMatchObject({
      day: '2023-05-11',
      detail: { why: 'promise_missed', promisedOn: '2023-05-10' },
    });
    await moveClock(app, '2023-06-30');
    await app.ok('POST', '/ledger/confirm', { coveredTo: '2023-06-30' });
    await moveClock(app, '2023-07-10');
    const next = await behind('&condition=firing');
    expect(next).toMatchObject({
      period: '2023-06-30',
      predecessor: id,
      handling: 'open',
      owner: '张敏',
      cause: '经费保障',
      promise: 'missed',
      consecutive: 2,
    });
    expect(await one(id)).toMatchObject({ condition: 'resolved', resolvedBecause: 'period_closed' });
    expect((await move(id, 'acknowledge', promise)).body.code).toBe('carried_on');
    expect(await story(next.id)).toContain('inherited');
  });

  test('is accepted until a day, and speaks again after it', async () => {
    const { id } = await behind();
    expect((await move(id, 'accept', { reason: '上级统一支付' })).status).toBe(422);
    const until = { reason: '上级统一支付', until: '2023-04-25' };
    expect((await move(id, 'accept', { ...until, until: '2023-04-11' })).status).toBe(422);
    expect((await move(id, 'accept', until)).body).toMatchObject({
      handling: 'accepted',
      acceptedUntil: '2023-04-25',
    });
    expect((await move(id, 'acknowledge', promise)).body.code).toBe('accepted');
    await moveClock(app, '2023-04-25');
    expect(await one(id)).toMatchObject({ handling: 'accepted', level: 'supervise' });
    await moveClock(app, '2023-04-26');
    expect(await one(id)).toMatchObject({ handling: 'open' });
    expect((await one(id)).acceptedUntil).toBeUndefined();
    expect(await story(id)).toContain('acceptance_ended');
  });

  test('is over as accepted where its period ends meanwhile, and the next one is accepted too', async () => {
    const { id } = await behind();
    await move(id, 'accept', { reason: '上级统一支付', until: '2023-08-31' });
    await moveClock(app, '2023-07-10');
    expect(await one(id)).toMatchObject({ condition: 'resolved', resolvedBecause: 'accepted' });
    expect(await behind('&condition=firing')).toMatchObject({ predecessor: id, handling: 'accepted' });
  });

  test('is silenced for a time: previewed, muted, shown all the same, and heard again', async () => {
    const { id } = await behind();
    const silence = { reason: '月底集中支付', matchers: { project: fibre }, ends: '2023-04-20' };
    expect((await app.call('POST', '/silences', { ...silence, matchers: {} })).status).toBe(422);
    expect((await app.call('POST', '/silences', { ...silence, ends: '2023-07-01' })).status).toBe(422);
    expect((await app.call('POST', '/silences', { ...silence, ends: '2023-04-10' })).status).toBe(422);
    const preview = await app.ok<{ count: number; alerts: Alert[] }>(
      'POST',
      '/silences?preview=true',
      silence,
    );
    expect(preview.alerts.map((alert) => alert.id)).toContain(id);
    expect((await one(id)).mutedBy).toBeUndefined();

    const made = await app.ok<Silence>('POST', '/silences', silence);
    expect(made).toMatchObject({ author: 'admin', state: 'in_force', starts: '2023-04-11' });
    expect((await one(id)).mutedBy).toBe(made.id);
    expect((await behind('&muted=true')).id).toBe(id);
    expect(await alertsOf(app, `&project=${fibre}&kind=SPEND_BEHIND&muted=false`)).toEqual([]);
    await moveClock(app, '2023-04-20');
    expect((await one(id)).mutedBy).toBe(made.id);
    await moveClock(app, '2023-04-21');
    expect((await one(id)).mutedBy).toBeUndefined();
    const heard = (await one(id)).history?.filter(({ day }) => day === '2023-04-21');
    // Nobody was told of 挂牌督办 while it was silent; it is reached as it speaks again.
    expect(heard).toMatchObject([{ what: 'unmuted', detail: { why: 'expired' } }, { what: 'list' }]);
    expect((await one(id, '?asOf=2023-04-20')).mutedBy).toBe(made.id);

    const second = await app.ok<Silence>('POST', '/silences', { ...silence, ends: '2023-05-31' });
    expect((await app.call('DELETE', `/silences/${second.id}`)).status).toBe(204);
    expect((await app.call('DELETE', `/silences/${second.id}`)).status).toBe(409);
    expect((await one(id)).mutedBy).toBeUndefined();
    const { items } = await app.ok<{ items: Silence[] }>('GET', '/silences');
    expect(items.map(({ state, endedBy }) => [state, endedBy])).toEqual([
      ['over', 'admin'],
      ['over', null],
    ]);
  });

  test('comes and goes so often that the data is to be looked at', async () => {
    const over = async () => (await alertsOf(app, `&project=${fibre}&kind=OVER_BUDGET`))[0];
    const marks: (string | undefined)[] = [];
    for (const turn of [1, 2, 3]) {
      await pay(`O-${turn}`, '60000.00', '2023-04-11');
      marks.push((await over())?.flappingSince);
      await pay(`R-${turn}`, '-60000.00', '2023-04-11', { reverses: `O-${turn}` });
      expect(await over()).toBeUndefined();
    }
    expect(marks).toEqual([undefined, undefined, '2023-04-11']);
    const [third] = await alertsOf(app, `${everything}&project=${fibre}&kind=OVER_BUDGET`);
    expect(third).toMatchObject({ episode: 3 });
    expect(await story(third?.id ?? '')).toContain('flapping');
  });

  test('values that are overdue are reported, not acknowledged', async () => {
    await moveClock(app, '2023-04-12');
    const [overdue] = await alertsOf(app, `&project=${fibre}&kind=DATA_OVERDUE`);
    const refused = await move(overdue?.id ?? '', 'acknowledge', promise);
    expect([refused.status, refused.body.code]).toEqual([409, 'by_reporting']);
  });

  test('is everybody’s only as far as rights go, and two people see to a closure where there are two', async () => {
    const where = { address: app.address, url: at.url };
    const manager = await personWith(where, ['manager'], '赵副');
    const reader = await clientWithToken(where, ['read']);
    const { id } = await behind();
    for (const client of [manager, reader]) {
      const refused = await client.call<Problem>('POST', `/alerts/${id}/acknowledge`, promise);
      expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('项目负责人')]);
    }
    await move(id, 'acknowledge', promise);
    await move(id, 'submit', { result: '已支付' });
    await pay('F-1', '12500.00', '2023-04-11');
    const own = await move(id, 'close', { note: '好' });
    expect([own.status, own.body.code]).toEqual([403, 'four_eyes']);
    expect((await app.ok<AlertMoves>('GET', `/alerts/${id}/moves`)).next).toBeNull();
    expect((await manager.ok<AlertMoves>('GET', `/alerts/${id}/moves`)).next).toBe('close');
    const closed = await manager.ok<Alert>('POST', `/alerts/${id}/close`, { note: '已核对' });
    expect(closed.handling).toBe('closed');
    expect((await one(id)).history?.at(-1)).toEqual(
      expect.objectContaining({ by: '赵副', what: 'closed', detail: {} }),
    );
    const silence = { reason: '好', matchers: { project: fibre }, ends: '2023-04-20' };
    expect((await reader.call('POST', '/silences', silence)).status).toBe(403);
    expect((await reader.call('POST', '/years/2023/close')).status).toBe(403);
  });

  test('there is no such alert, or it is not an alert yet', async () => {
    expect((await move('00000000-0000-0000-0000-000000000000', 'close', { note: '好' })).status).toBe(404);
  });
});

onEachDatabase('a project is finished and a year is closed', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;

  beforeEach(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    await commitSamplePlan(app);
  });
  afterEach(async () => {
    await app.stop();
    await at.drop();
  });

  const project = () => app.ok<ProjectWhole>('GET', `/projects/${fibre}`);
  const spending = () => alertsOf(app, `&project=${fibre}&kind=SPEND_BEHIND`);

  test('a job bought for less is a saving, not a delay', async () => {
    await moveClock(app, '2023-07-10');
    const paid = { voucherNo: 'F-1', projectCode: fibre, paidOn: '2023-06-01', amount: '12500.00' };
    await app.ok('POST', '/expenditures', paid);
    expect(await spending()).toHaveLength(1);

    expect((await app.call('POST', `/projects/${fibre}/finish`, {})).status).toBe(422);
    expect((await app.call('POST', `/projects/${fibre}/finish/approve`)).status).toBe(409);
    await app.ok('POST', `/projects/${fibre}/finish`, { reason: '合同已履行完毕' });
    expect((await app.call('POST', `/projects/${fibre}/finish`, { reason: '再来' })).status).toBe(409);
    expect(await project()).toMatchObject({ finish: { state: 'declared', declaredBy: 'admin' } });
    expect(await spending()).toHaveLength(1);

    await app.ok('POST', `/projects/${fibre}/finish/approve`, { note: '已核对合同' });
    expect(await spending()).toEqual([]);
    const [over] = await alertsOf(app, `&condition=resolved&project=${fibre}&kind=SPEND_BEHIND`);
    expect(over?.resolvedBecause).toBe('completed');
    expect(await project()).toMatchObject({
      finish: { state: 'approved', approvedOn: '2023-07-10', alone: true },
      lights: { plan: { state: 'green' } },
    });

    await app.ok('DELETE', `/projects/${fibre}/finish`);
    expect((await project()).finish).toBeNull();
    expect(await spending()).toHaveLength(1);
  });

  test('what still fires is concluded, and nothing is written any more', async () => {
    await moveClock(app, '2023-12-31');
    expect((await app.call('POST', '/years/2023/close')).status).toBe(409);
    await moveClock(app, '2024-01-20');
    const standing = await app.ok<YearClosing>('GET', '/years/2023/close');
    expect(standing).toMatchObject({ state: 'closable' });
    const required = standing.projects.filter((one) => one.required);
    expect(required.length).toBeGreaterThan(3);

    const missing = await app.call<Problem>('POST', '/years/2023/close', { conclusions: [] });
    expect([missing.status, missing.body.errors?.length]).toEqual([422, required.length]);
    const conclusions = required.map(({ code }) => ({ projectCode: code, conclusion: '结转下年' }));
    const bad = [{ projectCode: 'NOPE', conclusion: '结转下年' }];
    expect((await app.call('POST', '/years/2023/close', { conclusions: bad })).status).toBe(422);
    const preview = await app.ok<YearClosing>('POST', '/years/2023/close?preview=true', { conclusions });
    expect(preview.state).toBe('closable');
    expect((await alertsOf(app, '&year=2023')).length).toBeGreaterThan(3);

    const closed = await app.ok<YearClosing>('POST', '/years/2023/close', { conclusions });
    expect(closed).toMatchObject({ state: 'closed', closedOn: '2024-01-20', openAlerts: 0 });
    expect(await alertsOf(app, '&year=2023')).toEqual([]);
    const resolved = await alertsOf(app, `&year=2023&condition=resolved&project=${fibre}`);
    expect(resolved.at(0)).toMatchObject({ resolvedBecause: 'period_closed', resolvedOn: '2024-01-20' });
    const { history } = await app.ok<Alert>('GET', `/alerts/${resolved[0]?.id}`);
    expect(history?.slice(-2)).toMatchObject([
      { what: 'concluded', by: 'admin', detail: { conclusion: '结转下年' } },
      { what: 'resolved' },
    ]);
    expect(await project()).toMatchObject({ conclusion: '结转下年' });
    expect(await app.ok('GET', '/system')).toMatchObject({ year: 2023, closed: true });

    const voucher = { voucherNo: 'F-9', projectCode: fibre, paidOn: '2023-12-30', amount: '1.00' };
    expect((await app.call('POST', '/expenditures', voucher)).status).toBe(422);
    expect((await app.call('POST', `/projects/${fibre}/finish`, { reason: '好' })).status).toBe(409);
    expect((await app.call('POST', '/ledger/confirm', { coveredTo: '2023-12-31' })).status).toBe(409);
    expect((await app.call('POST', '/years/2023/close', { conclusions })).status).toBe(409);
    const before = await alertsOf(app, '&year=2023&asOf=2023-12-31&today=2024-01-19');
    expect(before.length).toBeGreaterThan(3);
    await moveClock(app, '2024-03-01');
    expect(await alertsOf(app, '&year=2023')).toEqual([]);
  });
});
