import { readXlsx, type Sheet, type Workbook, writeXlsx } from 'hucre';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Indicator, Problem } from '#shared/api.ts';
import type { ImportOutcome } from '#shared/imports.ts';
import { commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';

const hall = '13052923P006L0N10002F';
const place = '/imports/templates';

onEachDatabase('sheets to fill in', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    await commitSamplePlan(app);
    await moveClock(app, '2023-07-05');
  });
  afterAll(async () => {
    await app.stop();
    await at.drop();
  });

  async function workbook(path: string, language = 'zh-CN'): Promise<Workbook & { name: string }> {
    const response = await fetch(`${app.address}/api/v1${place}${path}`, {
      headers: { ...app.credentials, 'accept-language': language },
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
    const name = decodeURIComponent(response.headers.get('content-disposition') ?? '');
    return { ...(await readXlsx(new Uint8Array(await response.arrayBuffer()))), name };
  }
  const filled = ({ rows }: Sheet) => rows.filter((row) => row.some((cell) => cell !== null && cell !== ''));
  const first = ({ sheets: [sheet] }: Workbook) => sheet as Sheet;

  test('the voucher sheet names its columns, chooses projects from a list and says which row is an example', async () => {
    const book = await workbook('/expenditures.xlsx?year=2023');
    expect(book.name).toContain('attachment');
    expect(book.name).toContain('支付凭证模板-2023.xlsx');
    const sheet = first(book);
    const [head, example, ...more] = filled(sheet);
    expect(head).toEqual([
      '支付凭证号',
      '行号',
      '支付日期',
      '项目编码',
      '项目名称',
      '金额（元）',
      '资金性质',
      '收款人',
      '用途',
      '类型',
      '冲减原凭证号',
    ]);
    expect(String(example?.[0])).toMatch(/^示例/);
    expect(more).toEqual([]);
    expect(sheet.freezePane).toMatchObject({ rows: 1 });
    const lists = book.sheets.find(({ name }) => name === '列表');
    expect(lists?.hidden).toBe(true);
    expect(lists?.rows.slice(1).filter(([code]) => code)).toHaveLength(8);
    const [chosen] = (sheet.dataValidations ?? []).filter(({ range }) => range.startsWith('D2:'));
    expect(chosen).toMatchObject({ type: 'list', formula1: "'列表'!$A$2:$A$9" });
  });

  test('the sheet for values offers, of the chosen project, the indicators that somebody reports', async () => {
    const book = await workbook('/measurements.xlsx');
    expect(filled(first(book))[0]).toEqual([
      '项目编码',
      '项目名称',
      '指标',
      '年度指标值',
      '填报期',
      '完成值',
      '测量日期',
      '样本量',
      '满意份数',
      '数据来源',
      '备注',
    ]);
    const lists = book.sheets.find(({ name }) => name === '列表');
    const offered = lists?.rows.flatMap((row) => (row[2] === hall ? [row[3]] : [])) ?? [];
    expect(offered).toContain('活动参与者满意度');
    expect(offered).not.toContain('24小时自助服务大厅建设费用');
    const byProject = first(book).dataValidations?.find(({ range }) => range.startsWith('C2:'));
    expect(byProject?.formula1).toMatch(/^IF\(\$A2="",.*OFFSET\(.*MATCH\(\$A2/);
  });

  test('in English for who prefers it', async () => {
    const book = await workbook('/expenditures.xlsx', 'en-GB,en');
    expect(book.sheets.map(({ name }) => name)).toEqual(['Vouchers', 'How to fill in', 'Lists']);
    expect(filled(first(book))[0]?.slice(0, 3)).toEqual(['Voucher no.', 'Line', 'Paid on']);
    // The mark is the same in both: whoever reads the sheet in knows it by this.
    expect(String(filled(first(book))[1]?.[0])).toMatch(/^示例/);
  });

  test('the fill-in sheet holds just what is due and not reported, with what was said before', async () => {
    const due = async () => {
      const book = await workbook('/fill-in.xlsx?period=2023-06-30');
      const [, ...rows] = filled(first(book));
      return { book, rows };
    };
    const { items } = await app.ok<{ items: Indicator[] }>('GET', '/indicators?limit=500');
    const owed = items.filter(({ owedOn }) => owedOn.includes('2023-06-30'));
    const before = await due();
    expect(before.rows).toHaveLength(owed.length);
    expect(before.rows.every((row) => !row[6])).toBe(true);
    expect(before.rows.map((row) => row[2])).not.toContain('24小时自助服务大厅建设费用');

    const report = {
      projectCode: hall,
      indicator: '活动参与者满意度',
      value: '98.5%',
      measuredOn: '2023-07-02',
    };
    await app.ok('POST', '/measurements', { ...report, period: '2023-06-30' });
    const after = await due();
    expect(after.rows).toHaveLength(owed.length - 1);
    const [, ...done] = filled(after.book.sheets[1] as Sheet);
    expect(done.map((row) => [row[0], row[2], row[5], row[6]])).toEqual([
      [hall, '活动参与者满意度', '98.5%', '待审定'],
    ]);
    const later = filled(first(await workbook('/fill-in.xlsx?period=2023-12-31')));
    expect(later.find((row) => row[0] === hall && row[2] === '活动参与者满意度')?.[5]).toBe(
      '98.5%（2023-06-30）',
    );
  });

  test("projects without an owner are the finance office's", async () => {
    const all = filled(first(await workbook('/fill-in.xlsx?period=2023-06-30')));
    const finance = filled(
      first(await workbook(`/fill-in.xlsx?period=2023-06-30&owner=${encodeURIComponent('财务')}`)),
    );
    expect(finance).toEqual(all);
  });

  async function bringIn(kind: 'expenditures' | 'measurements', bytes: Uint8Array, query = '') {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes)]), 'sheet.xlsx');
    const response = await fetch(`${app.address}/api/v1/imports/${kind}${query}`, {
      method: 'POST',
      headers: app.credentials,
      body: form,
    });
    return { status: response.status, body: (await response.json()) as ImportOutcome };
  }

  test.for(['zh-CN', 'en'])(
    'what comes back is read in by its own columns, the example left out (%s)',
    async (language) => {
      for (const kind of ['expenditures', 'measurements'] as const) {
        const { sheets } = await workbook(`/${kind}.xlsx`, language);
        const [sheet] = sheets.map(({ name, rows }) => ({ name, rows: rows.map((row) => [...row]) }));
        const [head, example] = sheet?.rows ?? [];
        if (!sheet || !head || !example) throw new Error('the template is empty');
        const mine = [...example];
        mine[0] = kind === 'expenditures' ? `T-${language}` : String(example[0]).replace(/^示例 /, '');
        const day = new Date('2023-07-04T00:00:00Z');
        if (kind === 'expenditures') mine[2] = day;
        const bytes = await writeXlsx({ sheets: [{ name: sheet.name, rows: [head, example, mine] }] });
        const { status, body } = await bringIn(kind, bytes, '?dryRun=true');
        expect([kind, status, body.rejected]).toEqual([kind, 200, []]);
        expect(body).toMatchObject({ accepted: 1, table: { skipped: { titles: 1 } } });
        // Every column but the one that is for reference finds its field.
        const unread = body.table.columns.filter(({ field }) => field === null).map(({ header }) => header);
        expect(unread).toEqual(kind === 'expenditures' ? [] : [head[3]]);
      }
    },
  );

  test('a fill-in sheet, filled in, is taken as it is', async () => {
    const { sheets } = await workbook('/fill-in.xlsx?period=2023-06-30');
    const written = sheets.map(({ name, rows }) => ({ name, rows: rows.map((row) => [...row]) }));
    const row = written[0]?.rows.find((one) => one[2] === '政务专网故障率');
    if (!row) throw new Error('the indicator is not on the sheet');
    row[6] = '3.2%';
    row[7] = new Date('2023-07-03T00:00:00Z');
    const { status, body } = await bringIn('measurements', await writeXlsx({ sheets: written }));
    expect([status, body.accepted, body.rejected]).toEqual([201, 1, []]);
  });

  test('a day that is none, an owner and a year that are unknown are named', async () => {
    const refused = async (path: string) => {
      const { status, body } = await app.call<Problem>('GET', place + path);
      return [status, body.errors?.[0]?.pointer];
    };
    expect(await refused('/fill-in.xlsx?period=2023-06-29')).toEqual([422, '/period']);
    expect(await refused('/fill-in.xlsx?period=june')).toEqual([400, '/period']);
    expect(await refused('/fill-in.xlsx?period=2023-06-30&owner=nobody')).toEqual([422, '/owner']);
    expect(await refused('/measurements.xlsx?year=2031')).toEqual([422, '/year']);
  });
});
