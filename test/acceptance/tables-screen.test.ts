import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Alert } from '#shared/alert.ts';
import type { Listing, Project } from '#shared/api.ts';
import { alertsOf, commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { rowsOfWorkbook } from '../support/workbook.ts';

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
  const { items } = await app.ok<Listing<Project>>('GET', '/projects');
  await moveClock(app, '2023-03-01');
  const pay = (projectCode: string, n: number) => ({
    ...{ voucherNo: `V-${String(n).padStart(3, '0')}`, projectCode, paidOn: '2023-02-01' },
    ...{ amount: `${n}.00`, purpose: n % 2 === 0 ? '线路租金' : '短信费', payee: '河北联通' },
  });
  const codes = items.map(({ code }) => code);
  const rows = Array.from({ length: 300 }, (_, n) => pay(codes[n % codes.length] ?? '', n + 1));
  await app.ok('POST', '/expenditures', { items: rows });
  await moveClock(app, '2023-04-11');
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  page.setDefaultTimeout(6_000);
  page.on('pageerror', (error) => troubles.push(String(error)));
  const [name = '', value = ''] = app.cookie.split('=');
  await page.context().addCookies([{ name, value, url: app.address }]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await app.stop();
  await at.drop();
});

const table = (name: string) => page.getByRole('table', { name });
const rowsOf = (name: string) => table(name).locator('tbody tr[data-index]');
const query = () => new URL(page.url()).searchParams;

test('search, filter and order stand in the URL and survive a reload', async () => {
  await page.goto(`${app.address}/expenditures`);
  await table('支付凭证列表').waitFor();
  await page.getByRole('searchbox').fill('线路');
  await page.getByText('共150笔').waitFor();
  await page.getByRole('columnheader', { name: '金额（元）' }).getByRole('button').click();
  await expect.poll(() => query().get('sort')).toBe('amount');
  await page.getByRole('columnheader', { name: '金额（元）' }).getByRole('button').click();
  const first = rowsOf('支付凭证列表').first();
  await first.getByText('V-300').waitFor();
  expect(await page.getByRole('columnheader', { name: '金额（元）' }).getAttribute('aria-sort')).toBe(
    'descending',
  );
  await page.reload();
  await first.getByText('V-300').waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe('线路');
  expect(Object.fromEntries(query())).toEqual({ q: '线路', sort: '-amount' });
  // The foot adds up every row, not only those that are drawn.
  await page.getByText('22,650.00').waitFor();
  expect(await rowsOf('支付凭证列表').count()).toBeLessThan(60);
  expect(await table('支付凭证列表').getAttribute('aria-rowcount')).toBe('151');
});

test('scrolling fetches what is further down', async () => {
  await page.goto(`${app.address}/expenditures?sort=voucherNo`);
  const box = page.getByRole('group', { name: '支付凭证列表' });
  await rowsOf('支付凭证列表').first().waitFor();
  const toEnd = async () => {
    await box.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    return await page.getByText('V-300').count();
  };
  await expect.poll(toEnd, { timeout: 10_000 }).toBe(1);
  expect(await rowsOf('支付凭证列表').last().getAttribute('aria-rowindex')).toBe('301');
});

test('the export holds every row that is shown, loaded or not', async () => {
  await page.goto(`${app.address}/expenditures?q=线路&sort=-amount`);
  await rowsOf('支付凭证列表').first().waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 xlsx' }).click(),
  ]);
  const rows = await rowsOfWorkbook(new Uint8Array(await readFile(await file.path())));
  expect(rows).toHaveLength(151);
  expect(rows[1]).toContain('V-300');
  expect(rows[150]).toContain('V-002');
});

test('a project is found by the initials of its name, wherever its name stands', async () => {
  await page.goto(`${app.address}/projects`);
  await expect.poll(() => rowsOf('项目列表').count()).toBe(8);
  await page.getByRole('searchbox').fill('gxzl');
  await expect.poll(() => rowsOf('项目列表').count()).toBe(1);
  await rowsOf('项目列表').getByText('光纤租赁和短信机费用').waitFor();
  await page.goto(`${app.address}/expenditures?q=guangxian`);
  await page.getByText('共38笔').waitFor();
  await page.getByRole('searchbox').fill('zzzz');
  await page.locator('main').getByText('没有符合条件的记录').waitFor();
  await page.getByRole('button', { name: '清除搜索和筛选' }).click();
  await page.getByText('共300笔').waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe('');
});

test('a project is chosen by typing its initials or its code, with the arrow keys and as a combobox says it', async () => {
  await page.goto(`${app.address}/expenditures`);
  const box = page.getByRole('combobox', { name: '项目' });
  await expect.poll(() => box.inputValue()).toBe('全部项目');
  await box.click();
  expect(await box.getAttribute('aria-expanded')).toBe('true');
  await page.keyboard.type('gxzl');
  await expect.poll(() => page.getByRole('option').count()).toBe(1);
  // The list may still be narrowing as the key comes; with one left, every press means that one.
  const active = async () => {
    await page.keyboard.press('ArrowDown');
    const id = (await box.getAttribute('aria-activedescendant')) ?? '';
    return id && page.locator(`[id="${id}"]`).textContent();
  };
  await expect.poll(active).toContain('光纤租赁和短信机费用');
  await page.keyboard.press('Enter');
  await expect.poll(() => query().get('project')).toBe(fibre);
  expect(await box.inputValue()).toBe('光纤租赁和短信机费用');
  // What finds nothing is no choice.
  await box.fill('水利');
  await page.getByText('没有符合的项目').waitFor();
  await page.keyboard.press('Tab');
  await expect.poll(() => box.inputValue()).toBe('光纤租赁和短信机费用');
  await box.fill(fibre.slice(-8).toLowerCase());
  await expect.poll(() => page.getByRole('option').count()).toBe(1);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '列出可选的' }).click();
  await page.getByRole('option', { name: '全部项目' }).click();
  await expect.poll(() => query().has('project')).toBe(false);
});

test('plan documents are a list like the others, kept in the URL', async () => {
  await page.goto(`${app.address}/imports`);
  await page.getByRole('button', { name: '绩效文本' }).click();
  await rowsOf('绩效文本').first().waitFor();
  await page.getByRole('columnheader', { name: '文件' }).getByRole('button').click();
  await expect.poll(() => Object.fromEntries(query())).toEqual({ of: 'plans', sort: 'file' });
  await page.getByRole('searchbox').fill('没有这个文件');
  await page.locator('.empty').getByText('没有符合条件的记录').waitFor();
  await page.getByRole('button', { name: '清除搜索和筛选' }).click();
  await rowsOf('绩效文本').first().waitFor();
});

test('the overview leads to all projects', async () => {
  await page.goto(app.address);
  await page.getByRole('link', { name: '全部8个项目' }).click();
  await page.getByRole('heading', { name: '项目', exact: false, level: 1 }).waitFor();
  await expect.poll(() => rowsOf('项目列表').count()).toBe(8);
});

test('alerts are triaged by keys: j leads into the list from anywhere, and only there do letters act on a row', async () => {
  await page.goto(`${app.address}/alerts?kind=SPEND_BEHIND`);
  await rowsOf('预警列表').first().waitFor();
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('data-index') ?? null);
  // The focus goes back to the row that the dialog came from.
  const leave = async () => {
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe('1');
  };
  await page.keyboard.press('x');
  await page.keyboard.press('a');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.keyboard.press('j');
  expect(await focused()).toBe('0');
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('2');
  await page.keyboard.press('k');
  expect(await focused()).toBe('1');
  await page.keyboard.press('x');
  await page.getByText('已选1条').waitFor();
  await page.keyboard.press('x');
  await page.getByText('已选1条').waitFor({ state: 'hidden' });
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: '快捷键' }).waitFor();
  await leave();
  await page.keyboard.press('a');
  await page.getByRole('dialog', { name: '签收并承诺' }).waitFor();
  await leave();
  await page.keyboard.press('s');
  await page.getByRole('dialog').getByText('将静默').waitFor();
  await leave();
  await page.keyboard.press('/');
  await page.keyboard.type('xa');
  expect(await page.getByRole('searchbox').inputValue()).toBe('xa');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.locator('main').getByText('没有符合条件的记录').waitFor();
  await page.getByRole('button', { name: '清除搜索和筛选' }).click();
  await rowsOf('预警列表').nth(1).waitFor();
  await rowsOf('预警列表').first().getByRole('link').focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/alerts\/[0-9a-f-]{36}/);
});

test('several are acknowledged at once; what was refused says why and stays chosen', async () => {
  await page.goto(`${app.address}/alerts?kind=SPEND_BEHIND&sort=project`);
  await rowsOf('预警列表').first().waitFor();
  const open = await alertsOf(app, '&kind=SPEND_BEHIND&sort=project');
  const count = open.length;
  expect(count).toBeGreaterThan(3);
  await page.getByRole('checkbox', { name: '选择已载入的全部' }).check();
  await page.getByText(`已选${count}条`).waitFor();
  await page.getByRole('button', { name: '批量签收' }).click();
  const dialog = page.getByRole('dialog', { name: '批量签收' });
  await dialog.getByText(`以下${count}条`).waitFor();
  await dialog.getByText('其他', { exact: true }).click();
  await dialog.getByLabel('措施').fill('月底前集中支付');
  // Somebody else takes one a moment before.
  const taken = open.find(({ projectCode }) => projectCode === fibre);
  const promise = { owner: '张敏', cause: '其他', measure: '付款', promisedOn: '2023-05-10' };
  await page.route(`**/alerts/${taken?.id}/acknowledge`, async (route) => {
    await app.ok('POST', `/alerts/${taken?.id}/acknowledge`, promise);
    await route.continue();
  });
  await dialog.getByRole('button', { name: /^签收\d+条$/ }).click();
  await dialog.getByText(`${count - 1}条已办理`).waitFor();
  await dialog.getByText('1条未办理').waitFor();
  await dialog.getByText('已经签收，承诺仍然有效').first().waitFor();
  await dialog
    .getByRole('button', { name: '取消' })
    .or(dialog.locator('form').getByRole('button', { name: '关闭' }))
    .click();
  await page.getByText('已选1条').waitFor();
  const after = await alertsOf(app, '&kind=SPEND_BEHIND');
  const states = after.map(({ handling }: Alert) => handling);
  expect(new Set(states)).toEqual(new Set(['acknowledged']));
  // Each by its own default: the next day on which it is measured.
  expect(after.filter(({ promisedOn }) => promisedOn === '2023-06-30')).toHaveLength(count - 1);
  await page.goto(`${app.address}/rectification`);
  await expect.poll(() => rowsOf('整改台账列表').count()).toBe(count);
});

test('a phone reads and acknowledges without scrolling sideways', async () => {
  const phone = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  const [name = '', value = ''] = app.cookie.split('=');
  await phone.context().addCookies([{ name, value, url: app.address }]);
  for (const path of [
    'projects',
    'alerts',
    'rectification',
    'expenditures',
    'indicators',
    'imports',
    'runs',
  ]) {
    await phone.goto(`${app.address}/${path}`);
    await phone.locator('.data-table tbody tr, .empty').first().waitFor();
    expect([path, await phone.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 390]);
  }
  await phone.close();
  expect(troubles).toEqual([]);
});
