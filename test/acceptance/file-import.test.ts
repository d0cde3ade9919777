import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Listing } from '#shared/api.ts';
import type { Expenditure } from '#shared/expenditure.ts';
import { commitSamplePlan, startTestApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');
const fibre = '13052923P00533C10004D';
const header = '支付凭证号,支付日期,项目编码,金额（万元）,收款人';
const voucher = (number: string, amount: string, day = '2023-03-15') =>
  `${number},${day},${fibre},${amount},联通公司`;

let at: TestDatabase;
let app: TestApp;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, { CLOCK: '2023-04-05' }, { dashboard });
  await commitSamplePlan(app);
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const [, value = ''] = app.cookie.split('=');
  await context.addCookies([{ name: 'duibiao_session', value, url: app.address }]);
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => troubles.push(String(error)));
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await at?.drop();
});

const vouchers = async () => (await app.ok<Listing<Expenditure>>('GET', '/expenditures')).items;
const choose = async (name: string, text: string) => {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
};
const fact = (term: string) => page.locator('.facts div', { hasText: term }).locator('dd');

test('a list with bad rows is checked first; the good rows are stored and the bad ones taken home', async () => {
  const rows = [
    voucher('W-1', '0.10'),
    voucher('W-2', '八万'),
    voucher('W-3', '0.20'),
    voucher('W-4', '1', '2023-02-30'),
  ];
  await page.goto(`${app.address}/entry`);
  await page.getByRole('link', { name: '从文件导入' }).click();
  await choose('三月.csv', ['一季度支付明细', header, ...rows, '合计,,,0.30,'].join('\n'));
  await page.getByText('2行有误，其余2行可以导入。还没有写入任何数据').waitFor();
  expect(await fact('将存入').textContent()).toBe('2');
  expect(await fact('金额合计').textContent()).toBe('0.30万元');
  await page.getByRole('row', { name: /4 金额（万元） 八万/ }).waitFor();
  await page.getByRole('row', { name: /光纤租赁和短信机费用.* 2 0.30/ }).waitFor();
  expect(await vouchers()).toEqual([]);

  await page.getByRole('button', { name: '支付日期 1' }).click();
  await page.getByRole('row', { name: /4 金额（万元） 八万/ }).waitFor({ state: 'hidden' });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载有误的行（Excel）' }).click(),
  ]);
  expect(
    readFileSync(await download.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');

  // With rows left out nobody can say that the ledger is complete.
  expect(await page.getByRole('checkbox', { name: '凭证已完整至' }).count()).toBe(0);
  await page.getByRole('button', { name: '跳过有误的2行，导入其余2行' }).click();
  await page.getByText('已存入2行').waitFor();
  expect((await vouchers()).map(({ voucherNo }) => voucherNo).toSorted()).toEqual(['W-1', 'W-3']);
});

test('the same rows again are said to be known, and are not offered a second time', async () => {
  await page.goto(`${app.address}/import/vouchers`);
  await choose('三月再次.csv', [header, voucher('W-1', '0.10'), voucher('W-3', '0.20')].join('\n'));
  await page.getByText('全部2行原已在账').waitFor();
  expect(await page.getByRole('button', { name: /全部导入|跳过/ }).count()).toBe(0);
});

const odd = (number: string) => `甲,乙,丙,丁\n${number},2023/3/20,光纤租赁和短信机费用,"1,000.00"`;

test('headers that say nothing are mapped by a person, from the keyboard', async () => {
  await page.goto(`${app.address}/import/vouchers`);
  await choose('怪表头.csv', odd('Q-1'));
  await page.getByRole('heading', { name: '请指明各列的含义' }).waitFor();
  const check = page.getByRole('button', { name: '按此核对' });
  expect(await check.isDisabled()).toBe(true);
  // From the keyboard: the first question has the focus.
  for (const letter of ['A', 'B', 'D']) {
    await page.keyboard.type(letter);
    await page.keyboard.press('Tab');
  }
  await page.getByText('还缺：项目编码或项目名称').waitFor();
  await page
    .getByRole('combobox', { name: '项目名称', exact: true })
    .selectOption({ label: 'C · 丙 · 光纤租赁和短信机费用' });
  await check.click();
  await page.getByRole('checkbox', { name: '凭证已完整至' }).check();
  await page.getByRole('textbox', { name: '凭证已完整至' }).fill('2023/3/31');
  await page.getByRole('button', { name: '全部导入（1行）' }).click();
  await page.getByText('已存入1行').waitFor();
  expect(await app.ok('GET', '/ledger')).toMatchObject({ coveredTo: '2023-03-31' });
  const mapped = (await vouchers()).find(({ voucherNo }) => voucherNo === 'Q-1');
  expect(mapped).toMatchObject({ amount: '1000.00', projectCode: fibre });
});

test('the mapping is remembered: the next file like it needs no question', async () => {
  await page.getByRole('button', { name: '另导入一份' }).click();
  await choose('怪表头2.csv', odd('Q-2'));
  await page.getByRole('button', { name: '全部导入（1行）' }).waitFor();
});

test('a column taken for the wrong thing is put right, and the file is checked again', async () => {
  const text = `凭证号,日期,项目编码,金额,实付\nR-1,2023-03-21,${fibre},999.00,888.00`;
  await page.goto(`${app.address}/import/vouchers`);
  await choose('两个金额.csv', text);
  await page.locator('.facts').waitFor();
  await page.getByLabel('“实付”列的含义').selectOption('amount');
  await page.getByRole('button', { name: '按改后的列重新核对' }).click();
  await expect.poll(() => page.getByText('0.09').first().getAttribute('title')).toContain('888.00');
});

test('an import that is called off leaves nothing, and the checked file stands as it was', async () => {
  const before = await vouchers();
  await page.goto(`${app.address}/import/vouchers`);
  await choose('取消.csv', [header, voucher('C-1', '0.01')].join('\n'));
  const storing = page.getByRole('button', { name: '全部导入（1行）' });
  await storing.waitFor();
  // The upload hangs on its way, as on a slow line.
  await page.route('**/api/v1/imports/expenditures*', () => {});
  await storing.click();
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: '取消' }).click();
  await page.getByText('已取消，没有写入任何数据').waitFor();
  expect(await vouchers()).toEqual(before);
  await page.unroute('**/api/v1/imports/expenditures*');
  await storing.click();
  await page.getByText('已存入1行').waitFor();
});

test('a file that is no table is refused with what is safe, and another can be chosen', async () => {
  await page.goto(`${app.address}/import/vouchers`);
  await choose('空.csv', '');
  await page.getByRole('alert').getByText('没有写入任何数据').waitFor();
  await page.getByText('选择文件', { exact: true }).waitFor();
});

test('values come from a file, for a reporting day that the file does not name', async () => {
  await page.goto(`${app.address}/import/values`);
  await page.getByLabel('填报期').selectOption('2023-03-31');
  await choose(
    '完成值.csv',
    '项目名称,指标名称,完成值,测量日期\n光纤租赁和短信机费用,固定电话使用数量及光纤数量,1,2023-03-30',
  );
  await page.getByRole('button', { name: '全部导入（1行）' }).click();
  await page.getByText('已存入1行').waitFor();
  expect(await app.ok('GET', '/measurements')).toMatchObject({
    items: [{ period: '2023-03-31', measuredOn: '2023-03-30' }],
  });
});

test('every file is listed with who, when and what came of it; one leads to its bad rows', async () => {
  await page.goto(`${app.address}/imports`);
  const list = page.getByRole('table', { name: '导入记录' });
  await list.getByRole('row', { name: /三月.csv 支付凭证 .* admin .*已存入 2 0 2/ }).waitFor();
  expect(await list.getByText('只核对').count()).toBe(0);
  await page.getByRole('checkbox', { name: /也列出只核对/ }).check();
  await list.getByText('只核对').first().waitFor();
  await list.getByRole('link', { name: '三月.csv' }).last().click();
  await page.getByRole('heading', { name: '三月.csv' }).waitFor();
  await page.getByRole('row', { name: /八万/ }).waitFor();
  expect(troubles).toEqual([]);
});
