import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlanImport, ProjectWhole } from '#shared/api.ts';
import { adminPassword, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { aPlan } from '../support/plans.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');

let at: TestDatabase;
let app: TestApp;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, { CLOCK: '2023-01-01' }, { dashboard });
  const { id } = await app.ok<PlanImport>('POST', '/plan-imports', aPlan());
  await app.ok('POST', `/plan-imports/${id}/commit`);
  await moveClock(app, '2023-07-15');
  const about = { projectCode: 'A001', indicator: '设备数量', period: '2023-06-30', value: '1' };
  await app.ok('POST', '/measurements', { ...about, measuredOn: '2023-06-30', approved: true });
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  page.on('pageerror', (error) => troubles.push(String(error)));
  await page.goto(app.address);
  await page.getByLabel('用户名').fill('admin');
  await page.getByLabel('密码').fill(adminPassword);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('link', { name: '示例项目1' }).first().waitFor();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await at?.drop();
});

test('finance adjusts a budget on the project page: nodes move in proportion, a wrong one is said at once', async () => {
  await page.goto(`${app.address}/projects/A001`);
  await page.getByRole('button', { name: '调整预算' }).click();
  await page.getByLabel('调整后预算数（万元）').fill('5');
  await page.getByLabel('生效日').fill('9.1');
  await page.getByLabel('调整原因').fill('年中调剂');
  await expect.poll(() => page.getByRole('textbox', { name: '10月底' }).inputValue()).toBe('4.50');
  await page.getByRole('textbox', { name: '12月底' }).fill('4.9');
  await page.getByText('最后一个节点12月底应等于预算5.00万元').waitFor();
  await page.getByRole('button', { name: '按比例重算' }).click();
  await page.getByRole('button', { name: '调整', exact: true }).click();
  await page.getByText('2023年9月1日起执行').waitFor();
  const { versions } = await app.ok<ProjectWhole>('GET', '/projects/A001');
  expect(versions).toMatchObject([{ inForce: true }, { effectiveOn: '2023-09-01', reason: '年中调剂' }]);
});

test('a revised document shows what differs, asks what an indicator is called now, and goes in force with a reason', async () => {
  const text = aPlan({ budget: '6.00', figures: '\t2.00\t\t4.00\t5.00\t6.00\t', indicator: '采购设备数量' });
  const { id } = await app.ok<PlanImport>('POST', '/plan-imports', text);
  await page.goto(`${app.address}/import/${id}`);
  await page.getByText('预算 5.00 → 6.00 万元').waitFor();
  const differences = page.getByRole('table', { name: '示例项目1', exact: true });
  expect(await differences.getByRole('row', { name: '12月底 5.00 6.00' }).count()).toBe(1);
  // The guess is filled in; a person only has to agree.
  const called = page.getByRole('listitem').filter({ hasText: '已报1个值' }).getByRole('button');
  expect(await called.textContent()).toContain('采购设备数量');
  expect(await page.getByRole('button', { name: '提交生效' }).isDisabled()).toBe(true);
  await page.getByLabel('修订原因').fill('批复下达');
  await page.getByRole('button', { name: '提交生效' }).click();
  await page.getByText('为第3版计划').waitFor();
  const { indicators } = await app.ok<ProjectWhole>('GET', '/projects/A001?asOf=2023-09-01');
  expect(indicators).toMatchObject([{ name: '采购设备数量', last: { value: '1' } }]);
});

test('the screens met no trouble', () => {
  expect(troubles).toEqual([]);
});
