import { readXlsx, type Sheet } from 'hucre';
import mammoth from 'mammoth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kindNames, severityNames } from '#server/reports/words.ts';
import { alertKinds } from '#shared/alert-kinds.ts';
import type { Listing, Overview, Project, ProjectWhole } from '#shared/api.ts';
import type {
  AlertNotice,
  MonitoringForm,
  RankingReport,
  RectificationLedger,
  SelfEvaluationForm,
  SummaryReport,
} from '#shared/reports.ts';
import { en } from '../../client/text/en.ts';
import { zh } from '../../client/text/zh.ts';
import { alertsOf, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';

const software = '13052923P00A1KL100038';

onEachDatabase('papers', (fresh) => {
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

  async function file(path: string): Promise<Uint8Array> {
    const response = await fetch(`${app.address}/api/v1/${path}`, { headers: app.credentials });
    expect([response.status, response.headers.get('content-disposition')]).toEqual([
      200,
      expect.stringContaining('attachment'),
    ]);
    return new Uint8Array(await response.arrayBuffer());
  }
  const sheets = async (path: string): Promise<Sheet[]> =>
    (await readXlsx(await file(`reports/${path}`))).sheets;
  const rowOf = (sheet: Sheet | undefined, name: string) =>
    sheet?.rows.find((row) => row.some((cell) => cell === name)) ?? [];
  const wan = (yuan: string) => Number(yuan) / 10_000;

  test('the monitoring form says of every project what its page says, in cells of the workbook too', async () => {
    const { items } = await json<{ items: MonitoringForm[] }>('monitoring-form');
    const projects = await app.ok<Listing<Project>>('GET', '/projects');
    const book = await sheets('monitoring-form?format=xlsx');
    expect(items.map(({ project }) => project.code).sort()).toEqual(
      projects.items.map(({ code }) => code).sort(),
    );
    for (const [index, form] of items.entries()) {
      const page = await app.ok<ProjectWhole>('GET', `/projects/${form.project.code}`);
      const [total] = form.funds;
      expect(total).toMatchObject({
        of: 'total',
        original: page.originalBudget,
        budget: page.budget,
        spent: page.spent,
        rate: page.executionRate,
        forecast: page.forecast,
      });
      expect(form.indicators.map(({ name, value }) => [name, value])).toEqual(
        page.indicators.map(({ name, last }) => [name, last?.value ?? null]),
      );
      const money = rowOf(book[index], '年度资金总额');
      expect([money[4], money[7], money[12]]).toEqual([
        wan(page.originalBudget),
        wan(page.spent),
        wan(page.forecast),
      ]);
      for (const { name, printed, value } of form.indicators) {
        const row = rowOf(book[index], name);
        expect([row[3], row[4] ?? null]).toEqual([printed, value]);
      }
    }
  });

  test('what a person has to write is empty, and an acknowledged cause stands in its column', async () => {
    const [alert] = await alertsOf(app, `&project=${software}&kind=INDICATOR_MISSED`);
    if (!alert) throw new Error('there is no missed indicator');
    await app.ok('POST', `/alerts/${alert.id}/acknowledge`, {
      owner: '张敏',
      cause: '人员保障',
      measure: '增派一人回访',
      promisedOn: '2023-12-31',
    });
    const { items } = await json<{ items: MonitoringForm[] }>(`monitoring-form?project=${software}`);
    const about = items[0]?.indicators.find(({ cause }) => cause !== null);
    expect(about).toMatchObject({
      cause: '人员保障',
      reason: null,
      measure: '增派一人回访',
      expected: null,
      likelihood: null,
    });
    const [sheet] = await sheets(`monitoring-form?format=xlsx&project=${software}`);
    const row = rowOf(sheet, about?.name ?? '');
    const heads = rowOf(sheet, '人员保障');
    expect(row[heads.indexOf('人员保障')]).toBe('√');
    expect(row[heads.indexOf('经费保障')] ?? null).toBe(null);
    expect(row[heads.indexOf('原因说明')]).toBe('增派一人回访');
  });

  test('the self-evaluation adds up to the score of the project page, and has no grade before the year is over', async () => {
    const { items } = await json<{ items: SelfEvaluationForm[] }>(`self-evaluation?project=${software}`);
    const page = await app.ok<ProjectWhole>('GET', `/projects/${software}`);
    const [form] = items;
    expect([form?.total, form?.grade]).toEqual([page.score, null]);
    const points = [form?.execution.points, ...(form?.indicators ?? []).map((one) => one.points)];
    expect(points.reduce((sum, one) => sum + Number(one ?? 0), 0)).toBeCloseTo(100, 0);
    const [sheet] = await sheets(`self-evaluation?format=xlsx&project=${software}`);
    const total = rowOf(sheet, '总分（预估）');
    expect([total[6], total[7]]).toEqual([page.score?.judged, page.score?.earned]);
  });

  test('the summary has the figures of the overview', async () => {
    const { rows } = await json<SummaryReport>('summary');
    const overview = await app.ok<Overview>('GET', '/overview');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      projects: overview.projectCount,
      budget: overview.budget,
      spent: overview.spent,
      forecast: overview.forecast,
      rate: overview.executionRate,
      red: overview.lights.plan.red,
      rectifying: 1,
    });
  });

  test('the ranking goes by the share of the budget spent, and equal shares share a place', async () => {
    const { projects } = await json<RankingReport>('ranking');
    const rates = projects.map(({ rate }) => Number(rate));
    expect(rates).toEqual(rates.toSorted((a, b) => b - a));
    const nothing = projects.filter(({ spent }) => spent === '0.00');
    expect(new Set(nothing.map(({ place }) => place))).toEqual(
      new Set([projects.length - nothing.length + 1]),
    );
  });

  test('the ledger has what was taken in hand; the notice of a critical alert asks for rectification', async () => {
    const { items } = await json<RectificationLedger>('rectification-ledger');
    expect(items.map(({ owner, measure, state }) => [owner, measure, state])).toEqual([
      ['张敏', '增派一人回访', '已签收'],
    ]);
    const [alert] = await alertsOf(app, `&project=${software}&kind=SPEND_BEHIND`);
    if (!alert) throw new Error('there is no shortfall');
    const notice = await app.ok<AlertNotice>('GET', `/alerts/${alert.id}/notice`);
    expect([notice.kind, notice.title]).toEqual(['rectification', '整改通知书']);
    expect(notice.paragraphs.join()).toContain(alert.explanation.text);
    const document = Buffer.from(await file(`alerts/${alert.id}/notice?format=docx`));
    const { value } = await mammoth.extractRawText({ buffer: document });
    expect(value).toContain('整改通知书');
    expect(value).toContain(alert.explanation.text);
  });

  test('a document has the same table: its merged cells, and the line that says of when it is', async () => {
    const document = Buffer.from(await file(`reports/monitoring-form?format=docx&project=${software}`));
    const { value } = await mammoth.convertToHtml({ buffer: document });
    expect(value).toContain('rowspan="5"');
    expect(value).toContain('colspan="6"');
    expect(value).toContain('数据截至2023-07-15');
    expect(value).toContain('制表：');
  });

  test('a voucher known later changes the paper of today and not the one as it was known', async () => {
    const before = await json<{ made: { knownAt: string } } & SummaryReport>('summary?asOf=2023-06-30');
    await app.ok('POST', '/expenditures', {
      voucherNo: '补-1',
      projectCode: software,
      paidOn: '2023-06-20',
      amount: '1000.00',
    });
    const then = await json<SummaryReport>(`summary?asOf=2023-06-30&knownAt=${before.made.knownAt}`);
    const now = await json<SummaryReport>('summary?asOf=2023-06-30');
    expect(then.rows).toEqual(before.rows);
    expect(Number(now.rows[0]?.spent) - Number(before.rows[0]?.spent)).toBe(1000);
  });

  test('a project that is not there and a format that is none are said so', async () => {
    expect((await app.call('GET', '/reports/monitoring-form?project=nobody')).status).toBe(404);
    expect((await app.call('GET', '/reports/summary?format=pdf')).status).toBe(400);
  });
});

describe('the words of papers', () => {
  test.for(alertKinds)('%s is called as on the screens', (kind) => {
    expect(kindNames[kind]).toEqual({ zh: zh.kind[kind], en: en.kind[kind] });
  });

  test('severities too', () => {
    for (const severity of ['notice', 'watch', 'warning', 'critical'] as const)
      expect(severityNames[severity]).toEqual({ zh: zh.severity[severity], en: en.severity[severity] });
  });
});
