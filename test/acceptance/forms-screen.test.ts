import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DepartmentMonitoringForm, MonitoringForm, SelfEvaluationForm } from '#shared/reports.ts';
import { moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');
const software = '13052923P00A1KL100038';

let at: TestDatabase;
let app: TestApp;
let browser: Browser;

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, {}, { dashboard });
  await app.ok('POST', '/setup/sample');
  await moveClock(app, '2023-07-15');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await at?.drop();
});

async function open(path: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
  await context.addCookies([
    { name: 'duibiao_session', value: app.cookie.split('=')[1] ?? '', url: app.address },
  ]);
  const page = await context.newPage();
  page.setDefaultTimeout(6_000);
  await page.goto(`${app.address}${path}`);
  return page;
}

const formOf = async () => {
  const { items } = await app.ok<{ items: MonitoringForm[] }>(
    'GET',
    `/reports/monitoring-form?project=${software}`,
  );
  return items[0] as MonitoringForm;
};

test('a clerk fills the monitoring form by keyboard, is held back until the cause stands, and saves', async () => {
  const page = await open(`/projects/${software}`);
  await page.getByRole('link', { name: '填写监控表' }).click();
  const table = page.getByRole('table', { name: '项目支出绩效目标执行监控表' });
  const [first, second] = (await formOf()).indicators;
  if (!first || !second) throw new Error('the project has no two indicators');
  const cell = (name: string, column: string) => table.getByRole('textbox', { name: `${name} ${column}` });
  await cell(first.name, '全年预计完成情况').focus();
  await page.keyboard.type('98%');
  await page.keyboard.press('Enter');
  await page.keyboard.type('照常');
  await table.getByRole('combobox', { name: `${first.name} 完成目标可能性` }).selectOption('有可能');
  const save = page.getByRole('button', { name: '保存' });
  await page.getByText('还须填写原因和措施').waitFor();
  expect(await save.isDisabled()).toBe(true);
  await table.getByRole('radio', { name: `${first.name} 经费保障` }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await cell(first.name, '改进措施').focus();
  await page.keyboard.type('增派一人');
  await page.getByLabel('全年预计执行数（万元）').fill('8.50');
  await page.keyboard.press('Control+Enter');
  await page.getByText('已保存3处。').waitFor();
  const form = await formOf();
  expect(form.indicators.slice(0, 2)).toMatchObject([
    { expected: '98%', likelihood: 'possible', cause: '人员保障', measure: '增派一人' },
    { expected: '照常', likelihood: null, cause: null },
  ]);
  expect(form.funds[0]?.forecast).toBe('85000.00');
  await page.reload();
  expect(await cell(first.name, '全年预计完成情况').inputValue()).toBe('98%');
});

test('what was typed and not saved is found again', async () => {
  const page = await open(`/papers/${software}/monitoring`);
  const [, , third] = (await formOf()).indicators;
  const note = page.getByRole('textbox', { name: `${third?.name} 备注` });
  await note.fill('待核');
  await page.reload();
  await page.getByText('找回了上次没有保存的内容').waitFor();
  expect(await note.inputValue()).toBe('待核');
  await page.getByRole('button', { name: '放弃改动' }).click();
  expect(await note.inputValue()).toBe('');
});

test('the goals of the self-evaluation are written, and finance adds a reporting day', async () => {
  const page = await open(`/papers/${software}/self-evaluation`);
  await page.getByRole('textbox', { name: '实际完成情况' }).fill('全部完成');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存1处。').waitFor();
  const { items } = await app.ok<{ items: SelfEvaluationForm[] }>(
    'GET',
    `/reports/self-evaluation?project=${software}`,
  );
  expect(items[0]?.achieved).toBe('全部完成');
  await page.goto(`${app.address}/papers`);
  await page.getByRole('button', { name: /增设月底/ }).click();
  await page.getByRole('option', { name: '8月底' }).click();
  await page.getByText('admin于2023年7月15日增设').waitFor();
  const { items: days } = await app.ok<{ items: { day: string }[] }>('GET', '/years/2023/reporting-days');
  expect(days.map(({ day }) => day)).toEqual(['2023-08-31']);
});

test('the form of the department is written where no project measures, and leads to the project elsewhere', async () => {
  const wholeOf = async () => {
    const { items } = await app.ok<{ items: DepartmentMonitoringForm[] }>(
      'GET',
      '/reports/department-monitoring-form',
    );
    return items[0]?.indicators ?? [];
  };
  const page = await open('/papers');
  await page.getByRole('link', { name: '填写部门整体绩效目标执行监控表' }).click();
  const table = page.getByRole('table', { name: '部门整体绩效目标执行监控表' });
  const cell = (name: string, column: string) => table.getByRole('textbox', { name: `${name} ${column}` });
  const indicators = await wholeOf();
  const [own, next] = indicators.filter(({ linked }) => linked === null);
  const linked = indicators.find((one) => one.linked !== null);
  if (!own || !linked) throw new Error('the plan has not both kinds of indicators');
  expect(await cell(linked.name, '备注').getAttribute('readonly')).not.toBeNull();
  await cell(own.name, '1–7月执行情况').fill('已办结96%');
  await cell(own.name, '备注').focus();
  await page.keyboard.type('待核');
  await page.keyboard.press('Enter');
  if (next) {
    const focused = await page.evaluate('document.activeElement.getAttribute("aria-label")');
    expect(focused, 'what is only read is passed over').toBe(`${next.name} 备注`);
  }
  await page.keyboard.press('Control+Enter');
  await page.getByText('已保存1处。').waitFor();
  expect((await wholeOf()).find(({ id }) => id === own.id)).toMatchObject({
    value: '已办结96%',
    note: '待核',
  });
  await table.getByRole('link', { name: `${linked.linked?.name} ${linked.linked?.printed}：到` }).click();
  await page.getByRole('table', { name: '项目支出绩效目标执行监控表' }).waitFor();
  await page.goto(`${app.address}/papers/department/self-evaluation`);
  await page.getByRole('textbox', { name: '实际完成情况' }).fill('年度目标全部完成');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存1处。').waitFor();
});
