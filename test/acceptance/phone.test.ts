import { resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Alert } from '#shared/alert.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { everyPage, pageOf } from '../support/every-page.ts';
import { type SampleJuly, startSampleJuly } from '../support/sample-july.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');
const width = 390;

let at: TestDatabase;
let july: SampleJuly;
let browser: Browser;

beforeAll(async () => {
  at = await freshSqlite();
  july = await startSampleJuly(at.url, dashboard);
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await july?.app.stop();
  await at?.drop();
});

async function phone(language: 'zh' | 'en'): Promise<BrowserContext> {
  const viewport = { width, height: 844 };
  const context = await browser.newContext({
    viewport,
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
  });
  await context.addInitScript(`localStorage.setItem('duibiao.language', '${language}')`);
  const [name = '', value = ''] = july.app.cookie.split('=');
  await context.addCookies([{ name, value, url: july.app.address }]);
  return context;
}

async function show(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), path);
  await page.getByRole('heading').first().waitFor({ state: 'attached' });
  await expect.poll(() => page.locator('.waiting, .busy').count()).toBe(0);
}

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    context = await phone(language);
    page = await context.newPage();
    page.setDefaultTimeout(8_000);
    await page.goto(july.app.address);
  });
  afterAll(async () => {
    await context?.close();
  });

  test.each(everyPage)('%s does not scroll sideways', async (path) => {
    await show(page, pageOf(july, path));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
});

describe('with a thumb', () => {
  let page: Page;

  beforeAll(async () => {
    const context = await phone('zh');
    page = await context.newPage();
    page.setDefaultTimeout(8_000);
  });
  afterAll(async () => {
    await page?.context().close();
  });

  const rows = () => page.getByRole('table', { name: '预警列表' }).locator('tbody tr[data-index]');

  test('the filters are one button, and what is chosen is taken away by a touch', async () => {
    await page.goto(`${july.app.address}/alerts`);
    await rows().first().waitFor();
    const all = await rows().count();
    expect(await page.getByRole('button', { name: '严重' }).count()).toBe(0);
    // The first alert begins in the upper two thirds of the screen.
    expect((await rows().first().boundingBox())?.y).toBeLessThan(560);
    await page.getByRole('button', { name: '筛选', exact: true }).tap();
    const sheet = page.getByRole('dialog', { name: '筛选' });
    await sheet.getByRole('button', { name: '关注' }).tap();
    await expect.poll(() => new URL(page.url()).searchParams.get('severity')).toBe('watch');
    await sheet.getByRole('button', { name: /^查看\d+行$/ }).tap();
    await sheet.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '筛选 (1)' }).waitFor();
    await expect.poll(() => rows().count()).toBeLessThan(all);
    await page.getByRole('button', { name: '取消条件：关注' }).tap();
    await expect.poll(() => rows().count()).toBe(all);
    expect(new URL(page.url()).searchParams.has('severity')).toBe(false);
  });

  test('an alert is read and acknowledged: the row says what, since when and whose, the form fits', async () => {
    const row = rows().filter({ hasText: '政务专网故障率' }).first();
    const words = await row.textContent();
    expect(words).toMatch(/开始/);
    expect(words).toMatch(/严重.*高出1\.2个百分点/);
    expect(words).toContain('财务');
    await row.getByRole('link').first().tap();
    await page.waitForURL(/\/alerts\/[0-9a-f-]{36}/);
    const next = page.getByRole('button', { name: '签收并承诺' });
    await next.waitFor();
    // The next step is in sight before anything is scrolled.
    expect((await next.boundingBox())?.y).toBeLessThan(844);
    await next.tap();
    const form = page.getByRole('dialog', { name: '签收并承诺' });
    const day = form.getByLabel('承诺完成日');
    expect(await day.getAttribute('type')).toBe('date');
    const box = await form.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= width && box.height <= 844).toBe(true);
    for (const button of await form.locator('button, label.chip, input:not([type=radio]), textarea').all()) {
      const { height = 0 } = (await button.boundingBox()) ?? {};
      if (height > 1) expect(height, await button.innerText()).toBeGreaterThanOrEqual(32);
    }
    await form.getByText('人员保障').tap();
    await form.getByLabel('整改措施').fill('本周内增派两人办理支付');
    await form.getByRole('button', { name: '签收' }).tap();
    await form.waitFor({ state: 'detached' });
    const id = new URL(page.url()).pathname.split('/').at(-1);
    const alert = await july.app.ok<Alert>('GET', `/alerts/${id}`);
    expect(alert.handling).toBe('acknowledged');
    expect(alert.measure).toBe('本周内增派两人办理支付');
  });
});
