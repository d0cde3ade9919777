import { existsSync, readFileSync } from 'node:fs';
import { readXlsx, type Sheet } from 'hucre';
import mammoth from 'mammoth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDepartmentGoals } from '#server/intake/documents/department-goals.ts';
import type { Overview } from '#shared/api.ts';
import { parseYuan, toWan } from '#shared/money.ts';
import type {
  DepartmentMonitoringForm,
  DepartmentSelfEvaluationForm,
  LowTargets,
  MonitoringForm,
  MonitoringReport,
} from '#shared/reports.ts';
import { alertsOf, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';
import { aPlan } from '../support/plans.ts';

const software = '13052923P00A1KL100038';

onEachDatabase('papers of a department', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;

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

  const json = <Body>(path: string) => app.ok<Body>('GET', `/reports/${path}`);
  const file = async (path: string) => {
    const response = await fetch(`${app.address}/api/v1/reports/${path}`, { headers: app.credentials });
    expect(response.status).toBe(200);
    return new Uint8Array(await response.arrayBuffer());
  };
  const sheet = async (path: string) => (await readXlsx(await file(`${path}?format=xlsx`))).sheets[0];

  test('the money of the whole is that of the overview, and each indicator stands with its link', async () => {
    const { items } = await json<{ items: DepartmentMonitoringForm[] }>('department-monitoring-form');
    const overview = await app.ok<Overview>('GET', '/overview');
    const [form] = items;
    expect(form?.funds[0]).toMatchObject({
      budget: overview.budget,
      spent: overview.spent,
      forecast: overview.forecast,
      rate: overview.executionRate,
    });
    const { items: forms } = await json<{ items: MonitoringForm[] }>('monitoring-form');
    const tables = forms.flatMap(({ project, indicators }) => indicators.map((one) => ({ project, one })));
    expect(form?.indicators).toHaveLength(16);
    for (const { linked, value, period } of form?.indicators ?? []) {
      const table = tables.find(
        ({ project, one }) => project.code === linked?.project.code && one.name === linked.name,
      );
      expect([value, period]).toEqual(linked ? [table?.one.value, table?.one.period] : [null, null]);
    }
    expect(form?.indicators.some(({ conflict }) => conflict)).toBe(true);
    expect(form?.indicators.some(({ linked }) => linked === null)).toBe(true);
    const page = await sheet('department-monitoring-form');
    const money = rowOf(page, '年度资金总额');
    expect([money[4], money[7], money[12]]).toEqual(
      [overview.budget, overview.spent, overview.forecast].map((yuan) => Number(yuan) / 10_000),
    );
    for (const { name, printed, value, linked } of form?.indicators ?? []) {
      const row = rowOf(page, name);
      expect([row[2], row[3] ?? null, row[4] ?? null]).toEqual([
        printed,
        linked && `${linked.name} ${linked.printed}`,
        value,
      ]);
      if (!linked) expect(row[13]).toBe('年终填报');
    }
  });

  test('the self-evaluation of the whole leaves to a person what is not for the product to score', async () => {
    const { items } = await json<{ items: DepartmentSelfEvaluationForm[] }>('department-self-evaluation');
    const [form] = items;
    const { budget, spent } = form?.funds[0] ?? { budget: null, spent: '' };
    const earned = (10 * (parseYuan(spent) ?? 0)) / (parseYuan(budget ?? '') ?? 1);
    expect(Number(form?.execution.earned)).toBeCloseTo(earned, 1);
    const page = await sheet('department-self-evaluation');
    for (const { name } of form?.indicators ?? []) {
      const row = rowOf(page, name);
      expect([row[6] ?? null, row[7] ?? null]).toEqual([null, null]);
    }
    const document = Buffer.from(await file('department-self-evaluation?format=docx'));
    const { value } = await mammoth.extractRawText({ buffer: document });
    expect(value).toContain('部门整体支出绩效自评表');
    expect(value).toContain('数据截至2023-07-15');
  });

  test('a link keeps its place when the plan is adjusted', async () => {
    const before = await json<{ items: DepartmentMonitoringForm[] }>('department-monitoring-form');
    await app.ok('POST', `/projects/${software}/adjustments`, {
      budget: '90000.00',
      effectiveOn: '2023-07-15',
      reason: '压减',
    });
    const after = await json<{ items: DepartmentMonitoringForm[] }>('department-monitoring-form');
    expect(after.items[0]?.indicators).toEqual(before.items[0]?.indicators);
    expect(after.items[0]?.funds[0]).toMatchObject({ original: '610000.00', budget: '600000.00' });
  });

  test('the written report has the figures of the overview, and names what clears a shortfall', async () => {
    const overview = await app.ok<Overview>('GET', '/overview');
    const { items } = await json<{ items: MonitoringReport[] }>('monitoring-report');
    const [report] = items;
    expect(report?.sections.map(({ heading }) => heading)).toEqual([
      '一、总体情况',
      '二、预算执行情况',
      '三、绩效目标完成情况',
      '四、偏差与整改',
      '五、下一步建议',
    ]);
    const said = report?.sections.flatMap(({ paragraphs }) => paragraphs).join('\n') ?? '';
    for (const yuan of [overview.budget, overview.spent, overview.planned])
      expect(said).toContain(`${toWan(parseYuan(yuan) ?? 0)}万元`);
    const behind = await alertsOf(app, `&project=${software}&kind=SPEND_BEHIND`);
    expect(behind).toHaveLength(1);
    expect(said).toContain(behind[0]?.explanation.text.replace(/。$/, ''));
    expect(report?.sections[4]?.paragraphs[0]).toMatch(/^（一）加快支出进度。“软件正版化.*再支出[\d.]+万元/);
    const document = Buffer.from(await file('monitoring-report?format=docx'));
    const { value } = await mammoth.extractRawText({ buffer: document });
    for (const paragraph of report?.sections.flatMap(({ paragraphs }) => paragraphs) ?? [])
      expect(value).toContain(paragraph);
    for (const cell of report?.sections.flatMap(({ table }) => table?.rows.flat() ?? []) ?? [])
      expect(value).toContain(cell);
    const none = await app.call('GET', '/reports/monitoring-report?format=xlsx');
    expect([none.status, none.body]).toEqual([400, expect.objectContaining({ code: 'format' })]);
  });

  test('a promise stands in the report of its project, with the owner, the day and the measure', async () => {
    const [alert] = await alertsOf(app, `&project=${software}&kind=SPEND_BEHIND`);
    const promise = { owner: '张敏', cause: '其他', measure: '催办合同付款', promisedOn: '2023-09-30' };
    await app.ok('POST', `/alerts/${alert?.id}/acknowledge`, promise);
    const { items } = await json<{ items: MonitoringReport[] }>(`monitoring-report?project=${software}`);
    expect(items[0]?.project?.code).toBe(software);
    expect(items[0]?.sections[3]?.table?.rows).toEqual([
      [expect.stringContaining('软件正版化'), '支出滞后', '张敏', '其他', '催办合同付款', '2023-09-30'],
    ]);
    expect(items[0]?.sections[4]?.paragraphs.join()).toContain('（张敏）于2023年9月30日前完成：催办合同付款');
  });

  test('with nothing due the report says so in whole sentences', async () => {
    const { items } = await json<{ items: MonitoringReport[] }>('monitoring-report?asOf=2023-02-01');
    const said = items[0]?.sections.flatMap(({ paragraphs }) => paragraphs).join('\n') ?? '';
    for (const sentence of [
      '截至目前尚无到期应报的绩效指标。',
      '目前没有需要处理的预警。',
      '目前没有需要签收和整改的偏差。',
      '各项目继续按计划组织实施，按期确认支出凭证、填报绩效指标完成值。',
    ])
      expect(said).toContain(sentence);
    expect(said).not.toMatch(/undefined|NaN|null/);
  });
});

onEachDatabase('targets set too low', (fresh) => {
  test('stand in their list with target, value and how much was reached, in its cells too', async () => {
    const at = await fresh();
    const app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    const { id } = await app.ok<{ id: string }>('POST', '/plan-imports', aPlan({ target: '≥10个' }));
    await app.ok('POST', `/plan-imports/${id}/commit`, {});
    await moveClock(app, '2023-04-03');
    const empty = await app.ok<LowTargets>('GET', '/reports/low-targets');
    expect(empty.items).toEqual([]);
    const value = { projectCode: 'A001', indicator: '设备数量', period: '2023-03-31', value: '14' };
    await app.ok('POST', '/measurements', { ...value, measuredOn: '2023-04-01' });
    const { items: values } = await app.ok<{ items: { id: number; state: string }[] }>(
      'GET',
      '/measurements',
    );
    for (const one of values)
      if (one.state === 'provisional') await app.ok('POST', `/measurements/${one.id}/approve`, {});
    const { items } = await app.ok<LowTargets>('GET', '/reports/low-targets');
    expect(items).toMatchObject([
      { project: { code: 'A001' }, indicator: '设备数量', printed: '≥10个', value: '14个', rate: '1.4000' },
    ]);
    const response = await fetch(`${app.address}/api/v1/reports/low-targets?format=xlsx`, {
      headers: app.credentials,
    });
    const [sheet] = (await readXlsx(new Uint8Array(await response.arrayBuffer()))).sheets;
    const row = rowOf(sheet, '设备数量');
    expect([row[5], row[6], row[7], row[9] ?? null]).toEqual(['≥10个', '14个', 1.4, null]);
    await app.stop();
    await at.drop();
  });
});

describe('the goals of a department', () => {
  test('are read below their headings, not from the table of contents', () => {
    const text = [
      '一、总体绩效目标.....\t3',
      '一、总体绩效目标',
      '',
      '做好审批，',
      '服务群众。',
      '二、分项绩效目标',
      '(一) 外网费用',
      '绩效目标：保障外网，',
      '运行稳定。',
      '绩效指标：开通率达到100%。',
      '三、工作保障措施',
      '绩效目标：与此无关。',
    ].join('\n');
    expect(readDepartmentGoals(text)).toEqual({
      overall: '做好审批，服务群众。',
      parts: [{ subject: '外网费用', goal: '保障外网，运行稳定。' }],
    });
    expect(readDepartmentGoals('')).toEqual({ overall: '', parts: [] });
  });

  const published = new URL('../../../shared/plan/julu-2023.txt', import.meta.url);
  test.runIf(existsSync(published))('of the published plan are one overall and one a part', () => {
    const { overall, parts } = readDepartmentGoals(readFileSync(published, 'utf8'));
    expect(overall).toMatch(/^坚持以.*发展环境。$/);
    expect(parts).toHaveLength(8);
    expect(parts[0]).toEqual({
      subject: '政务服务办公费（2+2+3 服务体系）',
      goal: expect.stringMatching(/^完善.*绿色通道。$/),
    });
  });
});

function rowOf(sheet: Sheet | undefined, name: string) {
  return sheet?.rows.find((row) => row.some((cell) => cell === name)) ?? [];
}
