import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samplePlan } from '#db/sample/plan-2023.ts';
import { adminPassword, moveClock, startTestApp, type TestApp } from '../support/app.ts';
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
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  page.on('pageerror', (error) => troubles.push(String(error)));
  // A page that was not reloaded still has this mark at the end.
  await page.addInitScript(
    'window.loads = (Number(sessionStorage.loads) || 0) + 1; sessionStorage.loads = window.loads',
  );
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await at?.drop();
});

test('a clerk signs in, imports the plan, looks it over and puts it in force', async () => {
  await page.goto(app.address);
  await page.getByLabel('用户名').fill('admin');
  await page.getByLabel('密码').fill('not the password');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByText('用户名或密码不对').waitFor();
  await page.getByLabel('密码').fill(adminPassword);
  await page.getByRole('button', { name: '登录' }).click();

  await page.getByRole('heading', { name: '从哪里开始' }).waitFor();
  await page.getByText('去导入').click();
  await page.getByLabel('绩效文本全文').fill(samplePlan);
  await page.getByRole('button', { name: '读取' }).click();
  await page.getByText('8个项目，56项指标，16项部门整体指标').waitFor();
  await page.getByText('光纤租赁和短信机费用').first().waitFor();
  await page.getByRole('button', { name: '提交生效' }).click();
  await expect.poll(async () => (await app.ok<{ total: number }>('GET', '/projects')).total).toBe(8);
});

test('the same plan again is refused on screen, with what is safe', async () => {
  await page.goto(`${app.address}/import`);
  await page.getByLabel('绩效文本全文').fill(samplePlan);
  await page.getByRole('button', { name: '读取' }).click();
  await page.getByRole('button', { name: '提交生效' }).click();
  await page.getByText('已经生效，没有重复写入').first().waitFor();
});

test('an alert comes and goes on the open overview without reloading', async () => {
  await moveClock(app, '2023-04-10');
  await page.goto(app.address);
  const feed = page.getByRole('list', { name: '动态' });
  await page.getByRole('heading', { name: '动态' }).waitFor();
  const loads = await page.evaluate('window.loads');

  const pay = (voucherNo: string, amount: string, more = {}) =>
    app.ok('POST', '/expenditures', { voucherNo, projectCode: fibre, paidOn: '2023-04-07', amount, ...more });
  await pay('A-1', '50000.01');
  const over = feed.getByRole('listitem').filter({ hasText: '超出0.01元' });
  await over.waitFor({ timeout: 5000 });
  await page.getByRole('region', { name: '通知' }).getByText('超出0.01元').waitFor({ timeout: 5000 });
  await pay('A-2', '-50000.01', { reverses: 'A-1' });
  await over.filter({ hasText: '已解除' }).waitFor({ timeout: 5000 });

  // The posting lag is over: five projects are behind, and the missing money of one comes.
  await moveClock(app, '2023-04-11');
  const behind = feed
    .getByRole('listitem')
    .filter({ hasText: '光纤租赁和短信机费用' })
    .filter({ hasText: '支出滞后' });
  await page.goto(`${app.address}/alerts?project=${fibre}&kind=SPEND_BEHIND`);
  const inList = page.getByRole('row').filter({ hasText: '仍少1.25万元' });
  await inList.first().waitFor({ timeout: 5000 });
  await pay('A-3', '12500.00');
  await inList.first().waitFor({ state: 'hidden', timeout: 5000 });
  await page.goto(app.address);
  await behind.filter({ hasText: '已解除' }).waitFor({ timeout: 5000 });
  expect(loads).toBeGreaterThan(0);
});

test('the project page shows its curve, nodes, indicators and vouchers, and follows what comes in', async () => {
  await page.goto(`${app.address}/projects/${fibre}`);
  await page.getByRole('heading', { name: '光纤租赁和短信机费用' }).waitFor();
  await page.getByText('A-3').first().waitFor();
  await page.getByText('固定电话使用数量及光纤数量').first().waitFor();
  const loads = await page.evaluate('window.loads');
  await app.ok('POST', '/expenditures', {
    voucherNo: 'A-4',
    projectCode: fibre,
    paidOn: '2023-04-11',
    amount: '10.00',
  });
  await page.getByText('A-4').first().waitFor({ timeout: 5000 });
  expect(await page.evaluate('window.loads')).toBe(loads);
});

test('the drawing is fetched after the figures stand on the screen, and moves none of them', async () => {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
  await context.addCookies([
    { name: 'duibiao_session', value: app.cookie.split('=')[1] ?? '', url: app.address },
  ]);
  const fresh = await context.newPage();
  await fresh.addInitScript(`window.shifts = [];
    new PerformanceObserver((list) => window.shifts.push(...list.getEntries()))
      .observe({ type: 'layout-shift', buffered: true });`);
  const figures = await hold(fresh, '**/api/v1/projects*');
  const drawing = await hold(fresh, '**/SpendingChart*.js');
  await fresh.goto(app.address);
  // Longer than any wait for an idle moment: the table has not come, so nothing else is asked for.
  await fresh.waitForTimeout(3_500);
  expect([figures.asked(), drawing.asked()]).toEqual([1, 0]);
  figures.letGo();
  await fresh.locator('.overview-projects tbody tr').first().waitFor();
  await expect.poll(drawing.asked).toBe(1);
  const shifts = () => fresh.evaluate<number>('window.shifts.length');
  const before = await shifts();
  drawing.letGo();
  await fresh.locator('.curve .end-label').first().waitFor();
  expect(await shifts()).toBe(before);
  await context.close();
});

test('a clerk enters a voucher; a bad one is refused beside its cell and nothing typed is lost', async () => {
  await page.goto(`${app.address}/entry`);
  await page.getByLabel('第1行 凭证号').fill('A-5');
  await page.getByLabel(/^第1行 金额/).fill('12.345');
  await page
    .getByRole('button', { name: /存入|保存|提交/ })
    .first()
    .click();
  await page.getByText('没有写入任何数据').first().waitFor();
  expect(await page.getByLabel('第1行 凭证号').inputValue()).toBe('A-5');
});

test('every screen renders in both languages without an error', async () => {
  for (const language of ['zh-CN', 'en']) {
    const context = await browser.newContext({ locale: language, viewport: { width: 390, height: 844 } });
    await context.addCookies([
      { name: 'duibiao_session', value: app.cookie.split('=')[1] ?? '', url: app.address },
    ]);
    await context.addInitScript(
      `localStorage.setItem('duibiao.language', '${language === 'en' ? 'en' : 'zh'}')`,
    );
    const other = await context.newPage();
    other.on('pageerror', (error) => troubles.push(String(error)));
    for (const path of [
      '/',
      `/projects/${fibre}`,
      '/alerts',
      '/expenditures',
      '/indicators',
      '/entry',
      '/import',
      '/import/vouchers',
      '/import/values',
      '/imports',
      '/runs',
      '/meetings',
    ]) {
      await other.goto(app.address + path);
      await other.getByRole('heading').first().waitFor();
      expect(await other.evaluate('document.documentElement.lang')).toBe(language);
      const wide = await other.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(wide, `${path} in ${language} scrolls sideways on a phone`).toBeLessThanOrEqual(1);
    }
    await context.close();
  }
  expect(troubles).toEqual([]);
});

/** Keeps the answers to an address back until they are let go, and counts who asked. */
async function hold(where: Page, address: string) {
  let asked = 0;
  let letGo = () => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await where.route(address, async (route) => {
    asked += 1;
    await free;
    await route.continue();
  });
  return { asked: () => asked, letGo };
}
