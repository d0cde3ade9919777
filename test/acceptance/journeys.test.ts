import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personWith } from '../support/accounts.ts';
import { adminPassword } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { type SampleJuly, startSampleJuly } from '../support/sample-july.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');
const software = '软件正版化设备保养维护费用';

let at: TestDatabase;
let july: SampleJuly;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  at = await freshSqlite();
  july = await startSampleJuly(at.url, dashboard);
  await personWith({ address: july.app.address, url: at.url }, ['manager'], 'zhao');
  browser = await launchBrowser();
  page = await opened();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await july?.app.stop();
  await at?.drop();
});

async function opened(width = 1440, height = 900): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN' });
  const first = await context.newPage();
  first.setDefaultTimeout(10_000);
  first.on('pageerror', (error) => troubles.push(String(error)));
  return first;
}

async function signIn(where: Page): Promise<void> {
  await where.goto(july.app.address);
  await where.getByLabel('用户名').fill('zhao');
  await where.getByLabel('密码').fill(adminPassword);
  await where.getByRole('button', { name: '登录' }).click();
  await where.getByRole('heading', { name: '动态' }).waitFor();
}

/** Whether it stands within the window, as nothing was scrolled. */
const inSight = (where: Page, text: string | RegExp) =>
  where
    .getByText(text)
    .first()
    .evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= window.innerHeight;
    });
const scrolls = (where: Page) =>
  where.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement;
    return scrollHeight > window.innerHeight || scrollWidth > window.innerWidth;
  });
const line = () => page.getByRole('region', { name: '使用导览' });

test("a manager's thirty seconds: what is off, why, who has it and what comes next, two clicks deep", async () => {
  await signIn(page);
  // What is off, on both tracks, without a click and without scrolling.
  await page.locator('.overview-projects tbody tr').first().waitFor();
  expect(await scrolls(page)).toBe(false);
  expect(await inSight(page, /至6月底应支出27\.50万元，实际26\.21万元，少1\.29万元/)).toBe(true);
  expect(await inSight(page, /30项应报，24项已报/)).toBe(true);
  const first = page.locator('.overview-projects tbody tr').first();
  expect(await first.textContent()).toContain(software);

  // The first click: why, in a sentence with its arithmetic.
  await first.click();
  await page.getByRole('heading', { name: software }).waitFor();
  expect(await inSight(page, /仍少1\.50万元/)).toBe(true);

  // The second: who has it in hand, by what measure, until when, and what happens next.
  await page.getByRole('link', { name: '支出滞后' }).first().click();
  await page.getByText('七月下旬办理验收并支付第二期款').first().waitFor();
  for (const answer of ['张敏', /7月28日/, '七月下旬办理验收并支付第二期款'])
    expect(await inSight(page, answer)).toBe(true);
});

test('the tour is offered in one line, goes by the keyboard, leaves at Escape, and is not offered again', async () => {
  await page.getByRole('link', { name: '总览', exact: true }).click();
  await line().getByRole('button', { name: '看一看' }).click();
  const step = page.getByRole('dialog');
  await step.getByText('看哪一天').waitFor();
  await page.keyboard.press('Enter');
  await step.getByText('先读这两句').waitFor();
  await page.keyboard.press('Enter');
  await step.getByText('差得最多的排在最前').waitFor();
  await page.keyboard.press('Escape');
  await step.waitFor({ state: 'detached' });
  expect(await line().count()).toBe(0);

  // Kept with the account: another browser does not offer it either, but the menu has it.
  const other = await opened();
  await signIn(other);
  expect(await other.getByRole('button', { name: '看一看' }).count()).toBe(0);
  await other.getByRole('button', { name: /用户菜单/ }).click();
  await other.getByRole('menuitem', { name: '使用导览' }).click();
  await other.getByRole('dialog').getByText('看哪一天').waitFor();
  await other.context().close();
});

test('a project is printed on one page: ink on white, without what is there to be clicked', async () => {
  const dark = await browser.newContext({ locale: 'zh-CN', colorScheme: 'dark' });
  await dark.addCookies([
    { name: 'duibiao_session', value: july.app.cookie.split('=')[1] ?? '', url: july.app.address },
  ]);
  const paper = await dark.newPage();
  await paper.goto(`${july.app.address}/projects/${july.project}`);
  await paper.locator('.curve .end-label').first().waitFor();
  const pdf = (await paper.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  await paper.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await paper.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  );
  for (const hidden of ['.header', '.bands', '.button', '.vouchers'])
    expect(await paper.locator(hidden).first().isVisible(), hidden).toBe(false);
  for (const shown of ['.sentence', '.four-lights', '.curve svg', '.stories', '.indicators', '.print-line'])
    expect(await paper.locator(shown).first().isVisible(), shown).toBe(true);
  expect(await paper.locator('.print-line').textContent()).toMatch(
    /截至2023年7月12日.*凭证至2023年6月30日.*admin于.*打印/,
  );
  await dark.close();
});

test('on a phone the overview is read downwards and nothing of it or of an alert runs off the side', async () => {
  const phone = await opened(390, 844);
  await signIn(phone);
  expect(await phone.getByRole('button', { name: '看一看' }).count()).toBe(0);
  const wide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  expect(await phone.evaluate(wide)).toBeLessThanOrEqual(1);
  await phone.goto(`${july.app.address}/alerts/${july.alert}`);
  await phone.getByText('张敏').first().waitFor();
  expect(await phone.evaluate(wide)).toBeLessThanOrEqual(1);
  await phone.context().close();
  expect(troubles).toEqual([]);
});
