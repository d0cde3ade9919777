import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ingested, Listing, Overview, Problem, ProjectWhole } from '#shared/api.ts';
import type { Correction, Expenditure, ExpenditureHistory } from '#shared/expenditure.ts';
import { personWith } from '../support/accounts.ts';
import { commitSamplePlan, moveClock, startTestApp, type TestApp, type TestClient } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';

const fibre = '13052923P00533C10004D';
const hall = '13052923P006L0N10002F';

onEachDatabase('a voucher is put right', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;
  let second: TestClient;
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
    return { voucherNo: `C${count}`, projectCode: fibre, paidOn: '2023-07-10', amount: '100.00', ...more };
  };
  const post = (body: unknown, by: TestClient = app) =>
    by.call<Ingested & Problem>('POST', '/expenditures', body);
  const correct = (one: ReturnType<typeof voucher>, more: object = {}, by: TestClient = app) =>
    post({ ...one, corrects: one.voucherNo, reason: '录入时看错了', ...more }, by);
  const waiting = async () =>
    (await app.ok<Listing<Correction>>('GET', '/expenditures/corrections?state=proposed')).items;
  const confirm = (correction: Correction | undefined, by: TestClient) =>
    by.call<Correction & Problem>('POST', `/expenditures/corrections/${correction?.id}/confirm`);
  const spent = async (code = fibre, query = '') =>
    Number((await app.ok<ProjectWhole>('GET', `/projects/${code}${query}`)).spent);
  const lineOf = async (voucherNo: string) =>
    (await app.ok<Listing<Expenditure>>('GET', '/expenditures?limit=500')).items.find(
      (one) => one.voucherNo === voucherNo,
    );
  const history = async (voucherNo: string) =>
    await app.ok<ExpenditureHistory>('GET', `/expenditures/${(await lineOf(voucherNo))?.id}/history`);
  const place = ({ body }: { body: Problem }) => `${body.errors?.[0]?.pointer} ${body.errors?.[0]?.code}`;

  test('alone in the bureau, the same person confirms, and that is marked', async () => {
    const one = voucher();
    await post(one);
    expect(await correct(one, { amount: '120.00' })).toMatchObject({ status: 202, body: { proposed: 1 } });
    const [open] = await waiting();
    expect(await confirm(open, app)).toMatchObject({
      status: 200,
      body: { state: 'confirmed', alone: true },
    });
    expect(await lineOf(one.voucherNo)).toMatchObject({ amount: '120.00', corrected: true });
    second = await personWith({ address: app.address, url: at.url }, ['finance'], '王会计');
  });

  test('nothing changes until another person confirms; who proposed it cannot', async () => {
    const one = voucher({ paidOn: '2023-06-20', payee: '甲公司' });
    await post(one);
    const before = { fibre: await spent(), hall: await spent(hall) };
    const wrong = { ...one, projectCode: hall, amount: '70.00', paidOn: '2023-06-25' };
    expect((await correct(wrong)).status).toBe(202);
    expect(await spent()).toBe(before.fibre);
    // Sent again it is known; with another content it has to wait.
    expect((await correct(wrong)).body).toMatchObject({ known: 1, accepted: 0 });
    expect(await correct({ ...wrong, amount: '71.00' })).toMatchObject({ status: 409 });

    const [open] = await waiting();
    expect(open).toMatchObject({
      reason: '录入时看错了',
      proposedBy: 'admin',
      standing: { amount: '100.00', projectCode: fibre },
      proposed: { amount: '70.00', projectCode: hall, paidOn: '2023-06-25' },
    });
    expect(await confirm(open, app)).toMatchObject({ status: 403, body: { code: 'second_person' } });
    const known = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await confirm(open, second)).toMatchObject({
      status: 200,
      body: { alone: false, decidedBy: '王会计' },
    });
    expect(await confirm(open, second)).toMatchObject({ status: 409 });

    expect(await spent()).toBeCloseTo(before.fibre - 100, 2);
    expect(await spent(hall)).toBeCloseTo(before.hall + 70, 2);
    // As was known before, the old content still counts; the kept totals and the ledger say the same.
    const then = `knownAt=${known}`;
    expect(await spent(fibre, `?${then}`)).toBeCloseTo(before.fibre, 2);
    expect(await spent(hall, `?${then}`)).toBeCloseTo(before.hall, 2);
    const now = `knownAt=${new Date().toISOString()}`;
    expect(await spent(hall, `?${now}`)).toBe(await spent(hall));
    const { spent: department } = await app.ok<Overview>('GET', '/overview');
    expect((await app.ok<Overview>('GET', `/overview?${now}`)).spent).toBe(department);
    const old = await app.ok<Listing<Expenditure>>('GET', `/expenditures?limit=500&${then}`);
    expect(old.items.find(({ voucherNo }) => voucherNo === one.voucherNo)).toMatchObject({
      amount: '100.00',
    });

    const { versions, corrections } = await history(one.voucherNo);
    expect(versions.map(({ amount, supersededAt }) => [amount, supersededAt === null])).toEqual([
      ['70.00', true],
      ['100.00', false],
    ]);
    // What the correction does not say stays.
    expect(versions[0]).toMatchObject({ payee: '甲公司', recordedBy: 'admin' });
    expect(corrections).toMatchObject([{ state: 'confirmed', proposedBy: 'admin', decidedBy: '王会计' }]);
    // The old content sent once more is a conflict now, the new is known.
    expect((await post(one)).status).toBe(409);
    expect((await post(wrong)).body).toMatchObject({ known: 1 });
  });

  test('withdrawn with a reason, the line stays, and another correction may be proposed', async () => {
    const one = voucher();
    await post(one);
    await correct(one, { amount: '1.00' });
    const [open] = await waiting();
    const withdraw = (body: object) =>
      second.call<Correction & Problem>('POST', `/expenditures/corrections/${open?.id}/withdraw`, body);
    expect(place(await withdraw({}))).toMatch('/reason');
    expect(await withdraw({ reason: '原凭证无误' })).toMatchObject({
      status: 200,
      body: { state: 'withdrawn', note: '原凭证无误', decidedBy: '王会计' },
    });
    expect((await lineOf(one.voucherNo))?.amount).toBe('100.00');
    expect((await correct(one, { amount: '2.00' })).status).toBe(202);
  });

  test('money that was taken back of it limits what it may become', async () => {
    const one = voucher({ paidOn: '2023-07-01', amount: '500.00' });
    await post(one);
    const back = voucher({ amount: '-200.00', reverses: one.voucherNo, paidOn: '2023-07-05' });
    await post(back);
    const refused = async (more: object) => place(await correct(one, more));
    expect(await refused({ amount: '199.99' })).toBe('/amount more_than_left');
    expect(await refused({ paidOn: '2023-07-06' })).toBe('/paidOn taken_back');
    expect(await refused({ projectCode: hall })).toBe('/projectCode taken_back');
    expect(await refused({ fundSource: 'other' })).toBe('/fundSource taken_back');
    // The refund itself may not become more than was paid.
    expect(place(await correct(back, { amount: '-500.01' }))).toBe('/amount more_than_left');
    expect((await correct(one, { amount: '200.00' })).status).toBe(202);
    const open = (await waiting()).find(({ voucherNo }) => voucherNo === one.voucherNo);

    // Taken back meanwhile: what was possible when it was proposed no longer is.
    await post(voucher({ amount: '-100.00', reverses: one.voucherNo, paidOn: '2023-07-06' }));
    expect(await confirm(open, second)).toMatchObject({ status: 409, body: { code: 'no_longer_possible' } });
    expect((await lineOf(one.voucherNo))?.amount).toBe('500.00');
    expect((await history(one.voucherNo)).takenBack.map(({ amount }) => amount).sort()).toEqual([
      '-100.00',
      '-200.00',
    ]);
  });

  test('what is wrong with a correction is named', async () => {
    const one = voucher();
    await post(one);
    const refused = async (more: object) => place(await correct(one, more));
    expect(await refused({ reason: undefined })).toBe('/reason reason_missing');
    expect(await refused({ corrects: 'C0' })).toBe('/corrects other_number');
    expect(await refused({ voucherNo: 'NEVER', corrects: 'NEVER' })).toBe('/corrects nothing_to_correct');
    expect(await refused({ line: 2 })).toBe('/corrects nothing_to_correct');
    expect(await refused({ paidOn: '2023-07-16' })).toBe('/paidOn future_day');
    expect(await refused({ projectCode: 'NOBODY' })).toBe('/projectCode unknown_project');
    expect(await refused({ kind: 'refund', amount: '-1.00' })).toBe('/kind other_kind');
    expect((await correct(one)).body).toMatchObject({ known: 1, accepted: 0 });
  });

  test('two who confirm at once: one of them does', async () => {
    const one = voucher();
    await post(one);
    await correct(one, { amount: '150.00' });
    const open = (await waiting()).find(({ voucherNo }) => voucherNo === one.voucherNo);
    const before = await spent();
    const answers = await Promise.all([1, 2, 3, 4].map(() => confirm(open, second)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(await spent()).toBeCloseTo(before + 50, 2);
  });
});
