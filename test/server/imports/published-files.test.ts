import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Listing, YearClosing } from '#shared/api.ts';
import type { Correction, Expenditure, ExpenditureHistory } from '#shared/expenditure.ts';
import type { ImportOutcome, ImportProblem } from '#shared/imports.ts';
import { moveClock, startTestApp, type TestApp } from '../../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../../support/databases.ts';
import { sendFile } from '../../support/files.ts';

const project = '13052923P00533C10004D';

function payments(count: number): string {
  const rows = Array.from({ length: count }, (_, at) => `B${at},2023-03-0${1 + (at % 9)},1.00,${project}`);
  return ['支付凭证号,支付日期,金额,项目编码', ...rows].join('\n');
}

onEachDatabase('a big file of vouchers', (fresh) => {
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

  const send = <Body = ImportOutcome>() =>
    sendFile<Body>(app, '/imports/expenditures', { content: payments(6_000) });
  const ledger = () => app.ok<{ vouchers: number; spent: string }>('GET', '/ledger');

  test('has lines that are put right like any other: the new one counts, the old stays in history', async () => {
    const before = Number((await ledger()).spent);
    expect((await send()).status).toBe(201);
    expect(Number((await ledger()).spent)).toBe(before + 6_000);
    const corrected = {
      voucherNo: 'B4321',
      projectCode: project,
      paidOn: '2023-03-02',
      amount: '5.00',
      corrects: 'B4321',
      reason: '金额录错',
    };
    expect(await app.call('POST', '/expenditures', corrected)).toMatchObject({
      status: 202,
      body: { proposed: 1 },
    });
    const [open] = (await app.ok<Listing<Correction>>('GET', '/expenditures/corrections?state=proposed'))
      .items;
    await app.ok('POST', `/expenditures/corrections/${open?.id}/confirm`);
    expect(Number((await ledger()).spent)).toBe(before + 6_004);
    const found = await app.ok<Listing<Expenditure>>('GET', '/expenditures?limit=500&voucherNo=B4321');
    const own = found.items.find(({ voucherNo }) => voucherNo === 'B4321');
    const history = await app.ok<ExpenditureHistory>('GET', `/expenditures/${own?.id}/history`);
    expect(JSON.stringify(history)).toMatch(/"1\.00"/);
    expect(JSON.stringify(history)).toMatch(/金额录错/);
    const again = await send<ImportProblem>();
    expect([again.status, again.body.errors?.length]).toEqual([409, 1]);
    expect(Number((await ledger()).spent)).toBe(before + 6_004);
  });

  test('is stored whole or refused whole where the year is closed while it comes in', async () => {
    await moveClock(app, '2024-01-20');
    const { projects } = await app.ok<YearClosing>('GET', '/years/2023/close');
    const conclusions = projects
      .filter(({ required }) => required)
      .map(({ code }) => ({ projectCode: code, conclusion: '结转下年' }));
    const before = await ledger();
    const importing = send<ImportProblem>();
    const closed = await app.call('POST', '/years/2023/close', { conclusions });
    const sent = await importing;
    expect(closed.status).toBe(200);
    const { vouchers } = await ledger();
    expect(vouchers).toBe(before.vouchers + (sent.status === 201 ? 6_000 : 0));
    const again = await send<ImportProblem>();
    // Whichever came first, the year is closed now, to lines that are known too.
    expect(again.status).toBe(422);
    if (sent.status !== 201) expect(sent.body.detail).toMatch(/结账/);
    expect((await ledger()).vouchers).toBe(vouchers);
  });
});
