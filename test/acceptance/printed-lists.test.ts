import { resolve } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { aPlan } from '../support/plans.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');
const count = 3_200;

let at: TestDatabase;
let app: TestApp;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, { CLOCK: '2023-01-01' }, { dashboard });
  const { id } = await app.ok<{ id: string }>('POST', '/plan-imports', aPlan({ projects: 2 }));
  await app.ok('POST', `/plan-imports/${id}/commit`);
  await moveClock(app, '2023-03-01');
  const items = Array.from({ length: count }, (_, n) => ({
    ...{ voucherNo: `V-${String(n + 1).padStart(4, '0')}`, projectCode: n % 8 === 0 ? 'A001' : 'A002' },
    ...{ paidOn: '2023-02-01', amount: '1.00', purpose: n % 2 === 0 ? '线路租金' : '短信费' },
  }));
  await app.ok('POST', '/expenditures', { items });
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  page.setDefaultTimeout(10_000);
  const [name = '', value = ''] = app.cookie.split('=');
  await page.context().addCookies([{ name, value, url: app.address }]);
  // A browser without a printer: that printing was asked for is all there is to see.
  await page.addInitScript(() => {
    Object.assign(window, { asked: 0 });
    window.print = () => Object.assign(window, { asked: 1 });
  });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await at?.drop();
});

const rows = () => page.getByRole('table', { name: '支付凭证列表' }).locator('tbody tr[data-index]');

/** The sheets of paper as their words, and how many rows stood in the page while it was printed. */
async function printed(): Promise<{ sheets: string[]; drawn: number }> {
  await page.evaluate(() => {
    window.addEventListener(
      'beforeprint',
      () => Object.assign(window, { drawn: document.querySelectorAll('tr[data-index]').length }),
      { once: true },
    );
  });
  const file = await page.pdf({ preferCSSPageSize: true });
  const drawn = await page.evaluate<number>('window.drawn');
  const paper = await getDocument({ data: new Uint8Array(file), verbosity: 0 }).promise;
  const sheets: string[] = [];
  for (let number = 1; number <= paper.numPages; number += 1) {
    const { items } = await (await paper.getPage(number)).getTextContent();
    // A PDF may name a character by its radical.
    sheets.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replaceAll(/[\u2e80-\u2fdf]/g, (radical) => radical.normalize('NFKC')),
    );
  }
  return { sheets, drawn };
}

test('Ctrl+P fetches what is not loaded, and paper has every row that the filters leave under a head on every sheet', async () => {
  await page.goto(`${app.address}/expenditures?project=A001&q=线路&sort=voucherNo`);
  await rows().first().waitFor();
  expect(await rows().count()).toBeLessThan(60);
  await page.keyboard.press('Control+p');
  await expect.poll(() => page.evaluate('window.asked'), { timeout: 20_000 }).toBe(1);
  const { sheets, drawn } = await printed();
  expect(drawn).toBe(count / 8);
  const all = sheets.join('');
  expect(all.match(/V-\d{4}/g)).toHaveLength(count / 8);
  expect(all).toContain('V-3193');
  for (const sheet of sheets.slice(0, -1)) expect(sheet).toMatch(/凭证号.*付款日.*金额/);
  // Whose it is, of which day, and what was chosen.
  expect(sheets[0]).toContain('某局本级');
  expect(sheets[0]).toContain('截至2023年3月1日');
  expect(sheets[0]).toMatch(/搜索“线路”；项目：示例项目1；按凭证号升序/);
  // The sum stands once, and nothing is there to be clicked.
  expect(all.split('合计')).toHaveLength(2);
  expect(all).not.toMatch(/整改台账|导出 xlsx|录入凭证/);
  // The screen is as it was.
  await expect.poll(() => rows().count()).toBeLessThan(60);
});

test('of a list that is too long for paper the sheet says how many rows are left out, and where all are', async () => {
  await page.goto(`${app.address}/expenditures?sort=voucherNo`);
  await rows().first().waitFor();
  await page.keyboard.press('Control+p');
  await expect.poll(() => page.evaluate('window.asked'), { timeout: 20_000 }).toBe(1);
  // What stands in the page while it is on its way to paper; a hundred sheets would tell the same, later.
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  expect(await rows().count()).toBe(3_000);
  expect(await page.locator('.paper-note').innerText()).toContain('纸上为前3000行，其余200行未印');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  await expect.poll(() => rows().count()).toBeLessThan(60);
}, 60_000);

test('a print from the menu has what is loaded, and says what is not', async () => {
  await page.goto(`${app.address}/expenditures?sort=voucherNo&q=短信`);
  await rows().first().waitFor();
  const { sheets, drawn } = await printed();
  expect(drawn).toBeGreaterThanOrEqual(100);
  expect(sheets[0]).toContain(`纸上为前${drawn}行，其余${count / 2 - drawn}行未印`);
});
