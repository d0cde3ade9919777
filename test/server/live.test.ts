import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openDb } from '#db/open.ts';
import { Changes, type System } from '#shared/api.ts';
import type { ClientToServer, ServerToClient } from '#shared/events.ts';
import { clientOf, commitSamplePlan, moveClock, signIn, startTestApp, type TestApp } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';
import { aPlan } from '../support/plans.ts';

type Changed = Parameters<ServerToClient['changed']>[0];
type News = Parameters<ServerToClient['alert']>[0];
type Flood = Parameters<ServerToClient['alerts']>[0];

/** Everything a dashboard heard, in the order in which it came. */
type Heard =
  | { what: 'changed'; at: number; message: Changed }
  | { what: 'alert'; at: number; message: News }
  | { what: 'alerts'; at: number; message: Flood };

onEachDatabase('the live feed', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;
  const sockets: Socket<ServerToClient, ClientToServer>[] = [];

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    await commitSamplePlan(app);
  });
  afterAll(async () => {
    for (const socket of sockets) socket.close();
    await app.stop();
    await at.drop();
  });

  async function listen(client = app) {
    const socket = client.socket();
    sockets.push(socket);
    const heard: Heard[] = [];
    const now = () => performance.now();
    socket.on('changed', (message) => heard.push({ what: 'changed', at: now(), message }));
    socket.on('alert', (message) => heard.push({ what: 'alert', at: now(), message }));
    socket.on('alerts', (message) => heard.push({ what: 'alerts', at: now(), message }));
    const hello = await new Promise<Parameters<ServerToClient['hello']>[0]>((resolve) =>
      socket.on('hello', resolve),
    );
    const ofKind = <What extends Heard['what']>(what: What) =>
      heard.filter((one): one is Extract<Heard, { what: What }> => one.what === what);
    return { socket, hello, heard, ofKind };
  }
  const seq = async () => (await app.ok<System>('GET', '/system')).seq;
  const changesSince = async (since: number) => Changes.parse(await app.ok('GET', `/changes?since=${since}`));
  const voucher = (number: string, more: object = {}) => ({
    voucherNo: number,
    projectCode: '13052923P00533C10004D',
    paidOn: '2023-01-01',
    amount: '1.00',
    ...more,
  });

  test('says hello with the seq that stands, the year and the version', async () => {
    const { hello } = await listen();
    expect(hello).toEqual({ seq: await seq(), year: 2023, version: 'test' });
  });

  test('a hundred writes are at most five `changed` a second, and the last names the last', async () => {
    const { heard, ofKind } = await listen();
    const before = await seq();
    const started = performance.now();
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => app.ok('POST', '/expenditures', voucher(`H${index}`))),
    );
    const last = await seq();
    // Writes that wait together share a commit and its seq.
    expect(last).toBeGreaterThan(before);
    expect(last).toBeLessThanOrEqual(before + 100);
    await expect.poll(() => ofKind('changed').at(-1)?.message.seq).toBe(last);
    const seconds = (performance.now() - started) / 1000;
    expect(ofKind('changed').length).toBeLessThanOrEqual(Math.ceil(seconds * 5) + 1);
    expect(ofKind('changed').at(-1)?.message).toMatchObject({ projects: ['13052923P00533C10004D'] });
    expect(heard.filter(({ what }) => what !== 'changed')).toEqual([]);

    const missed = await changesSince(before);
    expect(missed.items.map((one) => one.seq)).toEqual(
      Array.from({ length: last - before }, (_, index) => before + 1 + index),
    );
    expect(missed).toMatchObject({ seq: last, reset: false });
    expect(missed.items[0]).toMatchObject({ projects: ['13052923P00533C10004D'] });
    expect(missed.items[0]?.topics).toEqual(expect.arrayContaining(['expenditures', 'ledger']));
    expect(await changesSince(last)).toEqual({ seq: last, reset: false, items: [] });
  });

  test('tells of an alert before the `changed` of the same commit, in the language of the reader', async () => {
    const [zh, en] = [await listen(), await listen(reader('en'))];
    const [paid] = [voucher('OVER', { amount: '9000000.00' })];
    await app.ok('POST', '/expenditures', paid);
    await expect.poll(() => zh.ofKind('alert').length).toBeGreaterThan(0);
    const [news] = zh.ofKind('alert');
    const said = news?.message;
    expect(said).toMatchObject({
      transition: 'opened',
      alert: { kind: 'OVER_BUDGET', severity: 'critical' },
    });
    await expect.poll(() => zh.ofKind('changed').some(({ message }) => message.seq === said?.seq)).toBe(true);
    for (const { heard } of [zh, en]) {
      await expect.poll(() => heard.some(({ what }) => what === 'changed')).toBe(true);
      const order = heard.filter(({ message }) => message.seq === said?.seq).map(({ what }) => what);
      expect(order.indexOf('changed')).toBe(order.length - 1);
    }
    expect(said?.alert.explanation.text).toMatch(/[\u4e00-\u9fff]{3}/);
    // What is told was never read: it is what reading answers.
    expect(await app.ok('GET', `/alerts/${said?.alert.id}`)).toMatchObject(said?.alert ?? {});
    await expect.poll(() => en.ofKind('alert')[0]?.message.alert.explanation.text).toMatch(/[a-z]{3} [a-z]/);
    // Undone, it is told to have gone.
    const back = voucher('BACK', { amount: '-9000000.00', kind: 'reversal', reverses: 'OVER' });
    await app.ok('POST', '/expenditures', back);
    const resolved = () =>
      zh
        .ofKind('alert')
        .find(({ message }) => message.alert.id === said?.alert.id && message.seq !== said?.seq);
    await expect
      .poll(() => resolved()?.message)
      .toMatchObject({ transition: 'resolved', alert: { resolvedBecause: expect.any(String) } });
  });

  test('what the client says is only `watch`, and nonsense does no harm', async () => {
    const { socket } = await listen();
    const anything = socket as unknown as { emit(...words: unknown[]): void };
    anything.emit('watch', { year: 'x' });
    anything.emit('watch');
    anything.emit('watch', null);
    anything.emit('hello', { seq: 9 });
    anything.emit('changed', 'x'.repeat(10_000));
    socket.emit('watch', { year: 2023 });
    const { hello } = await listen();
    expect(hello.year).toBe(2023);
    expect(socket.connected).toBe(true);
  });

  test('tells in the language that a dashboard says it speaks, and only of the year it watches', async () => {
    const say = async (auth: object, year?: number) => {
      const socket: Socket<ServerToClient, ClientToServer> = io(app.address, {
        transports: ['websocket'],
        extraHeaders: { cookie: app.cookie, 'accept-language': 'en' },
        auth,
        forceNew: true,
      });
      const texts: string[] = [];
      socket.on('alert', ({ alert }) => texts.push(alert.explanation.text));
      await new Promise((resolve) => socket.on('hello', resolve));
      if (year) socket.emit('watch', { year });
      return { socket, texts };
    };
    const [spoken, header, elsewhere] = [
      await say({ language: 'zh' }, 2023),
      await say({}),
      await say({}, 2022),
    ];
    await app.ok('POST', '/expenditures', voucher('SPOKEN', { amount: '9000000.00' }));
    await expect.poll(() => spoken.texts.length > 0 && header.texts.length > 0).toBe(true);
    expect(spoken.texts.join()).toContain('预算');
    expect(header.texts.join()).toContain('budget');
    expect(elsewhere.texts).toEqual([]);
    for (const { socket } of [spoken, header, elsewhere]) socket.close();
  });

  test('a socket ends with the session that it was opened in', async () => {
    const guest = await signIn(app.address);
    const socket = guest.socket();
    await new Promise((resolve) => socket.on('hello', resolve));
    const ended = new Promise((resolve) => socket.on('disconnect', resolve));
    await guest.ok('DELETE', '/session');
    expect(await ended).toBe('io server disconnect');
    socket.close();
  });

  test('more than a thousand changes, or a seq of another life, is a reset', async () => {
    const since = await seq();
    expect(await changesSince(since + 1)).toEqual({ seq: since, reset: true, items: [] });
    // Writes of another server on the same database.
    const other = await openDb({ url: at.url, timeZone: 'Asia/Shanghai' });
    const write = () => other.write(async (_, unit) => unit.announce({ topics: ['clock'], projects: [] }));
    for (let count = 0; count < 1001; count += 1) await write();
    await other.close();
    expect(await changesSince(since)).toEqual({ seq: since + 1001, reset: true, items: [] });
    const all = await changesSince(since + 1);
    expect([all.reset, all.items.length]).toEqual([false, 1000]);
    // And the next write here is heard as always.
    const { ofKind } = await listen();
    await app.ok('POST', '/expenditures', voucher('AFTER'));
    await expect.poll(() => ofKind('changed').at(-1)?.message.seq).toBe(since + 1002);
  });

  const reader = (language: string): TestApp => ({
    ...app,
    ...clientOf(app.address, { cookie: app.cookie, 'accept-language': language }),
  });
});

onEachDatabase('a flood', (fresh) => {
  test('of alerts is one message with counts instead of a toast for each', async () => {
    const at = await fresh();
    const app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    await commitSamplePlan(app, aPlan({ projects: 130 }));
    await moveClock(app, '2023-04-10');
    const socket = app.socket();
    const heard: [string, unknown][] = [];
    socket.onAny((what: string, message: unknown) => heard.push([what, message]));
    await new Promise((resolve) => socket.on('hello', resolve));
    const firing = () => app.ok<{ total: number }>('GET', '/alerts?condition=firing&limit=1');
    const before = await firing();
    await moveClock(app, '2023-04-11');
    const opened = (await firing()).total - before.total;
    const Seq = z.object({ seq: z.int() });
    await expect.poll(() => heard.some(([what]) => what === 'alerts')).toBe(true);
    const flood = heard.find(([what]) => what === 'alerts')?.[1];
    expect(flood).toMatchObject({ counts: { opened: expect.any(Number), resolved: 0 } });
    const { counts, first } = flood as Flood;
    expect(counts.opened).toBeGreaterThan(20);
    expect(first).toHaveLength(5);
    expect(first[0]).toMatchObject({
      transition: 'opened',
      alert: { explanation: { text: expect.any(String) } },
    });
    expect(heard.filter(([what]) => what === 'alert')).toEqual([]);
    // The run has several commits: what each of them opened is told, in fewer messages than alerts.
    const told = () => heard.flatMap(([what, message]) => (what === 'alerts' ? [message as Flood] : []));
    await expect.poll(() => told().reduce((sum, one) => sum + one.counts.opened, 0)).toBe(opened);
    expect(told().length).toBeLessThanOrEqual(10);
    const last = Seq.parse(flood).seq;
    await expect
      .poll(() => heard.findIndex(([what, message]) => what === 'changed' && Seq.parse(message).seq >= last))
      .toBeGreaterThan(heard.findIndex(([what]) => what === 'alerts'));
    socket.close();
    await app.stop();
    await at.drop();
  });
});

onEachDatabase('a muted alert', (fresh) => {
  test('says nothing of its new figures, only that its screens are stale', async () => {
    const at = await fresh();
    const app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    await commitSamplePlan(app, aPlan());
    await moveClock(app, '2023-04-20');
    const muted = '/alerts?kind=FORECAST_SHORT';
    type Told = { items: { mutedBy?: string; explanation: { actual: string } }[] };
    const before = await app.ok<Told>('GET', muted);
    expect(before.items).toMatchObject([{ mutedBy: expect.any(String) }]);
    const socket = app.socket();
    const heard: string[] = [];
    socket.on('alert', ({ transition, alert }) => heard.push(`${transition} ${alert.kind}`));
    await new Promise((resolve) => socket.on('hello', resolve));
    const voucher = { voucherNo: 'QUIET', projectCode: 'A001', paidOn: '2023-04-19', amount: '100.00' };
    await app.ok('POST', '/expenditures', voucher);
    await expect.poll(() => heard).toEqual(['changed SPEND_BEHIND']);
    const after = await app.ok<Told>('GET', muted);
    expect(after.items[0]?.explanation).not.toEqual(before.items[0]?.explanation);
    expect(heard).toEqual(['changed SPEND_BEHIND']);
    socket.close();
    await app.stop();
    await at.drop();
  });
});
