import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { aPlan } from '../support/plans.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');

let at: TestDatabase;
let app: TestApp;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, { CLOCK: '2023-01-01' }, { dashboard });
  for (const plan of [
    aPlan({ projects: 120, department: '435001 甲局本级' }),
    aPlan({ department: '435002 乙局本级', codes: 'B', name: '乙项目' }),
  ]) {
    const { id } = await app.ok<{ id: string }>('POST', '/plan-imports', plan);
    await app.ok('POST', `/plan-imports/${id}/commit`);
  }
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  page.setDefaultTimeout(10_000);
  const [name = '', value = ''] = app.cookie.split('=');
  await page.context().addCookies([{ name, value, url: app.address }]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await at?.drop();
});

test('the overview reads money against results of every project, however few its table shows', async () => {
  await page.goto(app.address);
  await page.locator('.match-groups').getByText('未到判定').waitFor();
  expect(await page.locator('.match-groups li').last().locator('.figure').innerText()).toBe('121');
  expect(await page.locator('.overview-projects tbody tr').count()).toBe(100);
});

test('a department is found among the forms, however many projects come before its own', async () => {
  await page.goto(`${app.address}/papers/department/monitoring`);
  await page.locator('.page-head .choice-button').click();
  await page.getByRole('listbox').waitFor();
  expect(await page.getByRole('option').allInnerTexts()).toEqual(['甲局本级', '乙局本级']);
});
