import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RulesOfScope } from '#shared/rules-api.ts';
import { personWith } from '../support/accounts.ts';
import { alertsOf, commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');
const fibre = '13052923P00533C10004D';

let at: TestDatabase;
let app: TestApp;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, { CLOCK: '2023-01-01' }, { dashboard });
  await commitSamplePlan(app);
  await moveClock(app, '2023-03-20');
  const paid = { voucherNo: 'V1', projectCode: fibre, paidOn: '2023-03-20', amount: '11500.00' };
  await app.ok('POST', '/expenditures', paid);
  await moveClock(app, '2023-04-12');
  browser = await launchBrowser();
  page = await open(app.cookie, 1440, 900);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await at?.drop();
});

async function open(cookie: string, width: number, height: number) {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width, height } });
  const value = cookie.split('=')[1] ?? '';
  await context.addCookies([{ name: 'duibiao_session', value, url: app.address }]);
  const opened = await context.newPage();
  opened.setDefaultTimeout(8_000);
  opened.on('pageerror', (error) => troubles.push(String(error)));
  return opened;
}

const limit = (group: string, name: string) =>
  page.getByRole('group', { name: group }).getByRole('textbox', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });

test('a contradiction is said beside its field before anything is sent', async () => {
  await page.goto(`${app.address}/`);
  await page.getByRole('navigation').getByRole('link', { name: '规则' }).click();
  await page.getByText('不是任何主管部门的规定').waitFor();
  await limit('支出滞后', '预警线').fill('25');
  await page.getByText('预警线（25%）应低于严重线（20%）').waitFor();
  expect(await button('看看影响').isDisabled()).toBe(true);
});

test('what a change does is listed before it can be put in force, and then happens', async () => {
  expect((await alertsOf(app, `&kind=SPEND_BEHIND&project=${fibre}`)).length).toBe(0);
  await limit('支出滞后', '预警线').fill('8');
  await button('看看影响').click();
  await page.getByText('本次调整将新增1条预警、取消0条', { exact: false }).waitFor();
  await page.getByRole('status').getByText('支出滞后 · 光纤租赁和短信机费用').first().waitFor();

  // A draft that was changed since must be tried again.
  await limit('支出滞后', '解除线').fill('4');
  await button('看看影响').click();
  await page.getByText('本次调整将新增1条预警', { exact: false }).waitFor();
  await button('生效').click();
  await page.getByText('请填写调整理由。').waitFor();
  await page.getByLabel('调整理由').fill('年中从严');
  await button('生效').click();
  await page.getByText('第1版已生效，有关项目已重新判定。').waitFor();

  const row = page.getByRole('row').filter({ hasText: '年中从严' });
  await row.getByText('支出滞后（本单位计划）：预警线').waitFor();
  const [alert] = await alertsOf(app, `&kind=SPEND_BEHIND&project=${fibre}`);
  expect(alert?.ruleVersion).toBe(1);
  await page.goto(`${app.address}/alerts/${alert?.id}`);
  await page.getByRole('link', { name: '依据规则第1版' }).click();
  await page.getByText('规则最新为第1版').waitFor();
});

test('a project shows what it inherits and from where, and gives a limit of its own back', async () => {
  await page.goto(`${app.address}/rules?scope=project:${fibre}`);
  await page.getByText('全部项目：8%').waitFor();
  await limit('支出滞后', '宽限期').fill('8');
  await page.getByRole('button', { name: '宽限期按上级' }).click();
  expect(await limit('支出滞后', '宽限期').inputValue()).toBe('');
  await page.getByText('改动任意一项后').waitFor();
});

test('somebody else was quicker: nothing is stored, and what was typed stays', async () => {
  await limit('支出滞后', '宽限期').fill('6');
  await button('看看影响').click();
  await page.getByLabel('调整理由').fill('单独放宽');
  const change = { changes: { rush: { share: 30 } }, reason: '另一个人', revises: 1 };
  await page.route('**/api/v1/rules?**', (route) => route.abort());
  await app.ok('PUT', '/rules/all', change);
  await button('生效').click();
  await page.getByText('规则已是第2版（admin）', { exact: false }).waitFor();
  expect(await limit('支出滞后', '宽限期').inputValue()).toBe('6');
  await page.unroute('**/api/v1/rules?**');
  expect((await app.ok<RulesOfScope>('GET', `/rules?scope=project:${fibre}`)).changes).toEqual({});
});

test('who may not change them reads them, also on a telephone', async () => {
  const auditor = await personWith({ address: app.address, url: at.url }, ['auditor'], 'auditor');
  const phone = await open(auditor.cookie, 390, 844);
  await phone.goto(`${app.address}/rules`);
  await phone.getByText('只读：规则由财务或分管领导调整。').waitFor();
  expect(await phone.getByRole('textbox').first().isDisabled()).toBe(true);
  expect(await phone.getByRole('button', { name: '看看影响' }).count()).toBe(0);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(troubles).toEqual([]);
});
