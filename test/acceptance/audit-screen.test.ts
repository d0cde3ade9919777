import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminPassword, commitSamplePlan, startTestApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');

let at: TestDatabase;
let app: TestApp;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, { CLOCK: '2023-01-01' }, { dashboard });
  await commitSamplePlan(app);
  const user = { username: 'li', name: '李', grants: [{ role: 'finance' }] };
  const { user: made } = await app.ok<{ user: { id: string } }>('POST', '/users', user);
  await app.ok('PATCH', `/users/${made.id}`, { grants: [{ role: 'leader' }] });
  browser = await launchBrowser();
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  page.setDefaultTimeout(8_000);
  await page.goto(app.address);
  await page.getByLabel('用户名').fill('admin');
  await page.getByLabel('密码').fill(adminPassword);
  await page.getByRole('button', { name: '登录' }).click();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await at?.drop();
});

test('is found in the menu of whoever may see it, and narrowed by what the URL keeps', async () => {
  await page.getByRole('button', { name: /^用户菜单/ }).click();
  await page.getByRole('menuitem', { name: '审计记录' }).click();
  const rows = page.getByRole('table', { name: '审计记录' }).getByRole('row');
  await expect.poll(() => rows.count()).toBeGreaterThan(5);
  await page.getByRole('searchbox', { name: '搜索' }).fill('leader');
  await expect.poll(() => rows.count()).toBe(2);
  expect(new URL(page.url()).searchParams.get('q')).toBe('leader');
  await expect.poll(() => rows.nth(1).textContent()).toContain('系统管理');
});

test('a row opens into what was before and after', async () => {
  const table = page.getByRole('table', { name: '审计记录' });
  await table.getByRole('button').first().click();
  const sheet = page.getByRole('dialog');
  const change = sheet.getByRole('table', { name: '变化' });
  await expect.poll(() => change.textContent()).toContain('finance');
  expect(await change.textContent()).toContain('leader');
  expect(await sheet.textContent()).toContain('patch /api/v1/users/{id}');
});
