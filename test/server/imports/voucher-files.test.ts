import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportOutcome, ImportProblem, ImportRun, ImportRunWhole } from '#shared/imports.ts';
import { moveClock, startTestApp, type TestApp } from '../../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../../support/databases.ts';
import { sendFile } from '../../support/files.ts';

const [p1, p2] = ['13052923P00533C10004D', '13052923P00C785100037'];
const header = '支付凭证号,支付日期,金额（万元）,项目编码,收款人';

onEachDatabase('files of vouchers', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;
  let files = 0;

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url);
    await app.ok('POST', '/setup/sample');
    await moveClock(app, '2023-07-15');
  });
  afterAll(async () => {
    await app.stop();
    await at.drop();
  });

  /** Two good rows under numbers that no other test uses. */
  const good = () => {
    files += 1;
    return [`F${files}-1,2023-04-01,0.01,${p1},某某公司`, `F${files}-2,2023年4月2日,0.02,${p2},`];
  };
  const send = <Body = ImportOutcome>(rows: string[], query = '', fields: Record<string, string> = {}) =>
    sendFile<Body>(app, `/imports/expenditures${query}`, { content: [header, ...rows].join('\n'), fields });
  const vouchers = async () => {
    const { vouchers: count, spent } = await app.ok<{ vouchers: number; spent: string }>('GET', '/ledger');
    return { count, spent };
  };
  const fresh2 = async () => (await vouchers()).count;

  test('a dry run says what would be stored and stores nothing; the import stores it; again it changes nothing', async () => {
    const rows = good();
    const before = await fresh2();
    const dry = await send([...rows, '合计,,0.03,,'], '?dryRun=true');
    expect(dry).toMatchObject({
      status: 200,
      body: {
        kind: 'expenditures',
        dryRun: true,
        state: 'done',
        accepted: 2,
        known: 0,
        rejected: [],
        rejectedRows: 0,
        sum: '300.00',
        totals: [
          { projectCode: p1, projectName: '光纤租赁和短信机费用', rows: 1, amount: '100.00' },
          { projectCode: p2, projectName: '政务外网费用', rows: 1, amount: '200.00' },
        ],
        table: { headerRow: 1, unit: '万元', skipped: { totals: 1 } },
        notes: [],
      },
    });
    expect(await fresh2()).toBe(before);
    expect(await send(rows)).toMatchObject({ status: 201, body: { accepted: 2, known: 0 } });
    expect(await fresh2()).toBe(before + 2);
    expect(await send(rows)).toMatchObject({ status: 200, body: { accepted: 0, known: 2 } });
    expect(await fresh2()).toBe(before + 2);
  });

  test('one bad row refuses the file, and the answer names every bad row, its column, and what would be right', async () => {
    const rows = good();
    const before = await vouchers();
    const bad = [`B${files},2023-04-31,1x,${p1},`, `C${files},2023-04-01,1,P999,`];
    const { status, body } = await send<ImportProblem>([rows[0] ?? '', ...bad, rows[1] ?? '']);
    expect([status, body.code]).toEqual([422, 'rows']);
    expect(body.detail).toContain('2行有问题');
    expect(body.errors).toMatchObject([
      { row: 3, column: '支付日期', pointer: '/paidOn', code: 'not_a_day', value: '2023-04-31' },
      {
        row: 3,
        column: '金额（万元）',
        pointer: '/amount',
        value: '1x',
        message: expect.stringContaining('8.00'),
      },
      { row: 4, column: '项目编码', pointer: '/projectCode', code: 'unknown_project', value: 'P999' },
    ]);
    expect(body.outcome).toMatchObject({ state: 'refused', accepted: 2, rejectedRows: 2, sum: '300.00' });
    expect(await vouchers()).toEqual(before);
  });

  test('with onError=skip the good rows stay, and the bad come back as a workbook that is sent again corrected or not', async () => {
    const rows = good();
    const answer = await send([...rows, `S${files},2023-04-03,0.5,P999,`], '?onError=skip');
    expect(answer).toMatchObject({ status: 201, body: { state: 'done', accepted: 2, rejectedRows: 1 } });
    const { id } = answer.body as ImportOutcome;
    const response = await fetch(`${app.address}/api/v1/imports/${id}/rejected.xlsx`, {
      headers: app.credentials,
    });
    expect(response.status).toBe(200);
    const content = new Uint8Array(await response.arrayBuffer());
    const again = await sendFile<ImportOutcome>(app, '/imports/expenditures?dryRun=true', {
      content,
      name: '改.xlsx',
    });
    expect(again.body).toMatchObject({
      rejectedRows: 1,
      rejected: [{ row: 2, column: '项目编码', code: 'unknown_project', value: 'P999' }],
      table: {
        unit: '万元',
        columns: expect.arrayContaining([expect.objectContaining({ header: '问题', field: null })]),
      },
    });
  });

  test('a line with other content is a conflict', async () => {
    const [row = '', other = ''] = good();
    await send([row, other]);
    const { status, body } = await send<ImportProblem>([row.replace('0.01', '0.07'), other]);
    expect([status, body.code]).toEqual([409, 'conflict']);
    expect(body.errors).toMatchObject([{ row: 2, column: '金额（万元）', value: '0.07' }]);
  });

  test('columns that nobody knows are asked for once', async () => {
    const [row = ''] = good();
    const content = `甲,乙,丙,丁${files}\n${row.slice(0, -5)}\n`;
    const asked = await sendFile<ImportProblem>(app, '/imports/expenditures', { content });
    expect(asked).toMatchObject({
      status: 422,
      body: {
        code: 'columns_unknown',
        headerRow: 1,
        missing: ['voucherNo', 'paidOn', 'amount', 'projectCode'],
      },
    });
    expect(asked.body.columns).toMatchObject([{ index: 0, header: '甲' }, {}, { samples: ['0.01'] }, {}]);
    const [asking] = (await app.ok<{ items: ImportRun[] }>('GET', '/imports?limit=1')).items;
    expect(asking).toMatchObject({ state: 'waiting', accepted: 0 });
    const mapping = JSON.stringify({ voucherNo: 0, paidOn: 1, amount: 2, projectCode: 3 });
    const mapped = await sendFile(app, '/imports/expenditures', { content, fields: { mapping } });
    expect(mapped).toMatchObject({ status: 201, body: { accepted: 1 } });
    expect(await sendFile(app, '/imports/expenditures', { content })).toMatchObject({
      status: 200,
      body: { known: 1 },
    });
  });

  test('a column that was recognised wrongly can be said to hold nothing', async () => {
    const [row = ''] = good();
    const content = `${header},备注\n${row},内部流转编号7\n`;
    const read = await sendFile<ImportOutcome>(app, '/imports/expenditures?dryRun=true', { content });
    expect(read.body.table.columns[5]).toMatchObject({ header: '备注', field: 'purpose' });
    const mapping = JSON.stringify({ purpose: -1 });
    const fields = { mapping };
    const unused = await sendFile<ImportOutcome>(app, '/imports/expenditures', { content, fields });
    expect(unused.body).toMatchObject({ accepted: 1 });
    expect(unused.body.table.columns[5]).toMatchObject({ header: '备注', field: null });
    const { items } = await app.ok<{ items: { purpose: string | null }[] }>('GET', '/expenditures?limit=1');
    expect(items[0]?.purpose).toBeNull();
    const again = await sendFile<ImportOutcome>(app, '/imports/expenditures?dryRun=true', { content });
    expect(again.body.table.columns[5]?.field).toBeNull();
  });

  test('the ledger is confirmed with the import, and not where rows were left out', async () => {
    const coveredTo = async () => (await app.ok<{ coveredTo: string | null }>('GET', '/ledger')).coveredTo;
    const [row = '', other = ''] = good();
    const before = await coveredTo();
    const skipped = await send([row, `X,2023-04-03,0.5,P999,`], '?onError=skip', { coveredTo: '2023-07-01' });
    expect(skipped.body).toMatchObject({ notes: [{ code: 'not_confirmed' }] });
    expect(await coveredTo()).toBe(before);
    expect(await send([other], '', { coveredTo: '2023-07-16' })).toMatchObject({
      status: 422,
      body: { code: 'future_day' },
    });
    expect((await send([other], '', { coveredTo: '2023-07-14' })).status).toBe(201);
    expect(await coveredTo()).toBe('2023-07-14');
  });

  test('money is taken back by the rules of a voucher that is sent, before or behind its payment', async () => {
    const [row = '', other = ''] = good();
    const number = `F${files}-1`;
    const back = `支付凭证号,支付日期,金额（万元）,项目编码,收款人,原凭证号`;
    const rows = [
      `R${files},2023-05-01,-0.004,${p1},,${number}`,
      `Q${files},2023-05-02,-0.02,${p1},,${number}`,
    ];
    const content = [back, ...rows, `${row},`, `${other},`].join('\n');
    const { body } = await sendFile<ImportProblem>(app, '/imports/expenditures', { content });
    expect(body.errors).toMatchObject([{ row: 3, code: 'more_than_left', column: '金额（万元）' }]);
  });

  test('our own sheet to fill in is taken as it is: its example is passed over', async () => {
    for (const kind of ['expenditures', 'measurements']) {
      const address = `${app.address}/api/v1/imports/templates/${kind}.xlsx`;
      const content = new Uint8Array(
        await (await fetch(address, { headers: app.credentials })).arrayBuffer(),
      );
      const { status, body } = await sendFile<ImportOutcome>(app, `/imports/${kind}`, {
        content,
        name: '模板.xlsx',
      });
      expect([kind, status, body.accepted, body.rejectedRows]).toEqual([kind, 200, 0, 0]);
      expect(body.table.columns.filter(({ field }) => field === null).map(({ header }) => header)).toEqual(
        kind === 'measurements' ? ['年度指标值'] : [],
      );
    }
  });

  test('each import is on record with who sent it and what came of it', async () => {
    const rows = good();
    const { body } = await send([...rows, 'X,2023-04-03,0.5,P999,'], '?dryRun=true');
    const { items } = await app.ok<{ items: ImportRun[] }>('GET', '/imports?limit=1');
    expect(items).toMatchObject([
      { id: body.id, by: 'admin', state: 'done', dryRun: true, accepted: 2, rejectedRows: 1 },
    ]);
    const whole = await app.ok<ImportRunWhole>('GET', `/imports/${body.id}`);
    expect(whole.outcome).toEqual(body);
    expect((await app.call('GET', '/imports/none')).status).toBe(404);
    expect((await app.call('DELETE', `/imports/${body.id}`)).status).toBe(409);
    expect((await send(rows, `?id=${body.id}`)).status).toBe(409);
  });
});
