import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Progress } from '#shared/events.ts';
import type { ImportOutcome, ImportProblem, ImportRun } from '#shared/imports.ts';
import { moveClock, startTestApp, type TestApp } from '../../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../../support/databases.ts';
import { sendFile } from '../../support/files.ts';

const projects = ['13052923P00533C10004D', '13052923P00C785100037'];
const header = '支付凭证号,支付日期,金额,项目编码,收款人,原凭证号';

/** So many payments of 1.00 元, spread over two projects and a hundred days. */
function payments(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, at) => {
    const day = new Date(Date.UTC(2023, 0, 2 + (at % 100))).toISOString().slice(0, 10);
    return `V${from + at},${day},1.00,${projects[at % 2]},某某公司${at % 7},`;
  });
}

onEachDatabase('big files of vouchers', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;

  beforeEach(async () => {
    at = await fresh();
    app = await startTestApp(at.url);
    await app.ok('POST', '/setup/sample');
    await moveClock(app, '2023-07-15');
  });
  afterEach(async () => {
    await app.stop();
    await at.drop();
  });

  const send = <Body = ImportOutcome>(rows: string[], query = '') =>
    sendFile<Body>(app, `/imports/expenditures${query}`, { content: [header, ...rows].join('\n') });
  const ledger = () => app.ok<{ vouchers: number; spent: string }>('GET', '/ledger');
  const spentOf = async (code = '') => (await app.ok<{ spent: string }>('GET', `/projects/${code}`)).spent;
  const fen = (yuan: string) => Math.round(Number(yuan) * 100);

  test('20,000 rows come in: totals, spending as of a day and as known before, and again they change nothing', async () => {
    const before = await ledger();
    const spent = await spentOf(projects[0]);
    const knownAt = new Date().toISOString();
    const told: Progress[] = [];
    const socket = app.socket();
    socket.on('progress', (message) => told.push(message));
    await new Promise<void>((resolve) => socket.on('hello', () => resolve()));
    const id = randomUUID();
    const sent = await send(payments(20_000), `?id=${id}`);
    socket.close();
    expect(sent).toMatchObject({
      status: 201,
      body: { accepted: 20_000, known: 0, rejectedRows: 0, sum: '20000.00' },
    });
    const after = await ledger();
    expect(after.vouchers).toBe(before.vouchers + 20_000);
    expect(fen(after.spent) - fen(before.spent)).toBe(2_000_000);
    expect(fen(await spentOf(projects[0])) - fen(spent)).toBe(1_000_000);
    const then = await app.ok<{ vouchers: number }>('GET', `/ledger?knownAt=${knownAt}`);
    expect(then.vouchers).toBe(before.vouchers);
    const { items } = await app.ok<{ items: { recordedAt: string }[] }>('GET', '/expenditures?limit=1');
    const [run] = (await app.ok<{ items: ImportRun[] }>('GET', '/imports?limit=1')).items;
    expect(items[0]?.recordedAt).toBe(run?.finishedAt);
    const ofThis = told.filter((message) => message.id === id);
    expect(ofThis.length).toBeGreaterThan(2);
    expect(ofThis.every(({ done, total }) => done <= total)).toBe(true);
    const lines = await app.ok<{ items: { voucherNo: string }[] }>(
      'GET',
      `/projects/${projects[0]}/expenditures?limit=2`,
    );
    expect(lines.items.map(({ voucherNo }) => voucherNo)).toEqual(['V19998', 'V19996']);
    const known = `knownAt=${new Date().toISOString()}`;
    const project = await app.ok<{ spent: string }>('GET', `/projects/${projects[0]}?${known}`);
    expect(fen(project.spent) - fen(spent)).toBe(1_000_000);
    const again = await send(payments(20_000));
    expect(again).toMatchObject({ status: 200, body: { accepted: 0, known: 20_000 } });
    expect(await ledger()).toEqual(after);
    expect(fen(await spentOf(projects[0])) - fen(spent)).toBe(1_000_000);
  });

  test('one bad row far down refuses all; skipped, the rest stays; a dry run leaves nothing', async () => {
    const before = await ledger();
    const rows = [...payments(6_000), 'X1,2023-02-30,1.00,P,,', ...payments(1_000, 7_000)];
    const { status, body } = await send<ImportProblem>(rows);
    expect([status, body.errors?.length]).toEqual([422, 1]);
    expect(body.errors).toMatchObject([{ row: 6_002, column: '支付日期', value: '2023-02-30' }]);
    expect(body.outcome).toMatchObject({ accepted: 7_000, rejectedRows: 1, sum: '7000.00' });
    expect(await ledger()).toEqual(before);
    const dry = await send(payments(7_000), '?dryRun=true');
    expect(dry).toMatchObject({ status: 200, body: { accepted: 7_000 } });
    expect(await ledger()).toEqual(before);
    const skipped = await send(rows, '?onError=skip');
    expect(skipped).toMatchObject({ status: 201, body: { accepted: 7_000, rejectedRows: 1 } });
    expect((await ledger()).vouchers).toBe(before.vouchers + 7_000);
  });

  test('lines that come twice, lines in conflict, and money taken back are told row by row', async () => {
    await app.ok('POST', '/expenditures', {
      voucherNo: 'V10',
      projectCode: projects[0],
      paidOn: '2023-01-12',
      amount: '7.00',
    });
    const before = await ledger();
    const rows = [
      `R1,2023-05-01,-0.40,${projects[0]},,V20`,
      `R2,2023-05-01,-0.70,${projects[0]},,V20`,
      ...payments(6_000),
      ...payments(1),
    ];
    const { body } = await send(rows, '?onError=skip');
    expect(body).toMatchObject({ accepted: 6_000, known: 1, rejectedRows: 2, sum: '5999.60' });
    expect(body.rejected).toMatchObject([
      { row: 3, code: 'more_than_left', value: '-0.70' },
      { row: 14, code: 'conflict', column: '金额', value: '1.00' },
    ]);
    const after = await ledger();
    expect(fen(after.spent) - fen(before.spent)).toBe(599_900 - 40);
  });

  test('two people at once: every line counts once', async () => {
    const before = await ledger();
    const both = await Promise.all([send(payments(7_000)), send(payments(7_000, 3_500))]);
    const accepted = both.map(({ body }) => body.accepted);
    // The second finds the first's lines; of those that differ in day or project it says so, and is refused.
    expect(accepted[0] === 7_000 || accepted[1] === 7_000).toBe(true);
    const after = await ledger();
    expect(after.vouchers - before.vouchers).toBe(
      both.reduce((sum, { status, body }) => sum + (status === 201 ? body.accepted : 0), 0),
    );
  });

  test('vouchers that are sent meanwhile are stored at once, and the file finds them', async () => {
    const before = await ledger();
    const big = send(payments(20_000), '?onError=skip');
    let posted = 0;
    const mine = ['V19000', 'V19002', 'V19004', 'W1', 'W2'];
    for (const voucherNo of mine) {
      const index = Number(voucherNo.slice(1));
      const paidOn = new Date(Date.UTC(2023, 0, 2 + (index % 100))).toISOString().slice(0, 10);
      const amount = voucherNo === 'V19002' ? '2.00' : '1.00';
      const sent = await app.call('POST', '/expenditures', {
        voucherNo,
        projectCode: projects[0],
        paidOn,
        amount,
      });
      expect(sent.status).toBe(201);
      posted += 1;
    }
    const { body } = await big;
    expect(posted).toBe(5);
    expect(body).toMatchObject({ accepted: 19_997, known: 2, rejectedRows: 1 });
    expect(body.rejected).toMatchObject([{ code: 'conflict', row: 19_004 }]);
    const after = await ledger();
    expect(after.vouchers - before.vouchers).toBe(20_002);
    expect(fen(after.spent) - fen(before.spent)).toBe(2_000_300);
  });

  test('cancelled, it leaves nothing, by whoever holds its id or by going away', async () => {
    const before = await ledger();
    const id = randomUUID();
    const sent = send<ImportProblem>(payments(20_000), `?id=${id}`);
    await expect
      .poll(async () => (await app.call('DELETE', `/imports/${id}`)).status, { interval: 30 })
      .toBe(204);
    expect(await sent).toMatchObject({ status: 409, body: { code: 'cancelled' } });
    const gone = new AbortController();
    const other = randomUUID();
    const left = sendFile(
      app,
      `/imports/expenditures?id=${other}`,
      { content: [header, ...payments(20_000)].join('\n') },
      { signal: gone.signal },
    );
    await expect
      .poll(async () => (await app.call('GET', `/imports/${other}`)).status, { interval: 20 })
      .toBe(200);
    gone.abort();
    await expect(left).rejects.toThrow();
    await expect
      .poll(async () => (await app.ok<ImportRun>('GET', `/imports/${other}`)).state)
      .toBe('cancelled');
    expect(await ledger()).toEqual(before);
    expect(await send(payments(6_000))).toMatchObject({ status: 201, body: { accepted: 6_000 } });
  });
});
