import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Listing, ProjectWhole } from '#shared/api.ts';
import type { Measurement } from '#shared/measurement.ts';
import { personWith } from '../support/accounts.ts';
import { commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');
const fibre = '13052923P00533C10004D';
const hall = '13052923P006L0N10002F';

let at: TestDatabase;
let app: TestApp;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, { CLOCK: '2023-01-01' }, { dashboard });
  await commitSamplePlan(app);
  await moveClock(app, '2023-07-05');
  browser = await launchBrowser();
  page = await signedIn(app.cookie);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await at?.drop();
});

async function signedIn(cookie: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
  await context.addCookies([
    { name: 'duibiao_session', value: cookie.split('=')[1] ?? '', url: app.address },
  ]);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app.address });
  const opened = await context.newPage();
  opened.setDefaultTimeout(10_000);
  opened.on('pageerror', (error) => troubles.push(String(error)));
  return opened;
}
const newest = async (indicator: string) =>
  (await app.ok<Listing<Measurement>>('GET', `/measurements?project=${hall}&limit=500`)).items.filter(
    (one) => one.indicator === indicator,
  );
const cell = (name: string) => page.getByRole('textbox', { name, exact: true });
const pasteInto = (where: ReturnType<typeof cell>, text: string) =>
  where.evaluate((input, pasted) => {
    const data = new DataTransfer();
    data.setData('text', pasted);
    input.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);

test('a clerk fills the grid from the keyboard and by pasting a block; a bad cell says so and nothing is lost', async () => {
  await page.goto(`${app.address}/entry/measurements?project=${hall}`);
  await cell('自助服务机及设备终端机数量 3月底').focus();
  await pasteInto(cell('自助服务机及设备终端机数量 3月底'), '1\t1\n3.1%\t2.8%');
  expect(await cell('自助服务机及设备终端机故障率 6月底').inputValue()).toBe('2.8%');
  // Enter goes down, the arrow to the right once the caret stands at the end.
  await cell('自助服务机及设备终端机故障率 3月底').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('0.97');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('98%');
  await page.getByRole('button', { name: '报送 6项' }).click();
  await page.getByText('是0.97%还是97%', { exact: false }).first().waitFor();
  await page.getByText('没有写入任何数据').first().waitFor();
  expect(await newest('自助服务机及设备终端机完成率')).toEqual([]);

  // Called to the door: what was typed is still there.
  await page.reload();
  await page.getByText('上次没有报送的6项还在').waitFor();
  expect(await cell('自助服务机及设备终端机完成率 3月底').inputValue()).toBe('0.97');
  await cell('自助服务机及设备终端机完成率 3月底').fill('97%');
  await page.getByRole('button', { name: '报送 6项' }).click();
  await page.getByText('已报送6项').waitFor();
  expect((await newest('自助服务机及设备终端机完成率')).map(({ value }) => value).sort()).toEqual([
    '97%',
    '98%',
  ]);
});

test('a value goes with its file, is returned with a reason, comes back, and is approved with others', async () => {
  const name = '活动参与者满意度';
  await cell(`${name} 6月底`).fill('95%');
  await page.getByLabel('样本量').fill('200');
  await page.getByLabel('满意份数').fill('190');
  const pdf = Buffer.from('%PDF-1.7\n%%EOF\n');
  await page
    .getByRole('complementary')
    .locator('input[type=file]')
    .setInputFiles({ name: '问卷汇总.pdf', mimeType: 'application/pdf', buffer: pdf });
  await page.getByRole('button', { name: '报送 1项' }).click();
  await page.getByText('已报送1项').waitFor();
  await expect.poll(async () => (await newest(name))[0]?.evidence[0]?.name).toBe('问卷汇总.pdf');

  await page.getByRole('button', { name: `退回 ${name}` }).click();
  await page.getByLabel('退回理由').fill('问卷不足300份');
  await page.getByRole('dialog').getByRole('button', { name: '退回' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await cell(`${name} 6月底`).focus();
  await page.getByText('admin退回：问卷不足300份').waitFor();
  await cell(`${name} 6月底`).fill('96%');
  await page.getByRole('button', { name: '报送 1项' }).click();
  await page.getByText('已报送1项').waitFor();

  // The sentence may still be that of the first sending: all are chosen once the list has the new value.
  await page.getByRole('table', { name: '待审定的完成值' }).getByText('96%').waitFor();
  await page.getByLabel('全选').check();
  await page.getByRole('button', { name: /审定所选\d项/ }).click();
  await page.getByText('没有待审定的完成值').waitFor();
  expect((await newest(name))[0]).toMatchObject({ value: '96%', state: 'approved' });
});

test('what was approved changes only with a reason, and the old stays in the history', async () => {
  const name = '活动参与者满意度';
  await cell(`${name} 6月底`).fill('97%');
  await page.keyboard.press('Control+Enter');
  await page.getByText('请写明更正原因').first().waitFor();
  expect((await newest(name))[0]?.value).toBe('96%');
  await page.getByLabel('更正原因').fill('漏计一个大厅');
  await page.keyboard.press('Control+Enter');
  await page.getByText('已报送1项').waitFor();
  await cell(`${name} 6月底`).focus();
  await page.getByText('审定之前仍按96%评判').waitFor();
  await page.getByRole('complementary').getByRole('button', { name: '经过' }).click();
  const story = page.getByRole('dialog');
  await story.getByText('漏计一个大厅').waitFor();
  await story.getByText('问卷不足300份', { exact: false }).waitFor();
  await page.keyboard.press('Escape');
});

test('a voucher is taken back and corrected on screen, and another person confirms', async () => {
  await app.ok('POST', '/expenditures', {
    voucherNo: 'E-1',
    projectCode: fibre,
    paidOn: '2023-06-20',
    amount: '5000',
  });
  const spent = async () => (await app.ok<ProjectWhole>('GET', `/projects/${fibre}`)).spent;
  await page.goto(`${app.address}/expenditures`);
  await page.getByRole('button', { name: 'E-1', exact: true }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: '退回' }).click();
  await sheet.getByLabel('本凭证号').fill('E-2');
  await sheet.getByLabel('退回金额（元）').fill('5000.01');
  await sheet.getByLabel('原因').fill('对方退款');
  await sheet.getByRole('button', { name: '退回' }).click();
  await sheet.getByText('只剩5000.00元可冲减').first().waitFor();
  await sheet.getByLabel('退回金额（元）').fill('1000');
  await sheet.getByRole('button', { name: '退回' }).click();
  await sheet.getByText('-1,000.00').waitFor();
  expect(await spent()).toBe('4000.00');

  await sheet.getByRole('button', { name: '更正' }).click();
  await sheet.getByLabel('金额（元）').fill('4500');
  await sheet.getByLabel('原因').fill('金额看错一位');
  await sheet.getByRole('button', { name: '提出更正' }).click();
  await sheet.getByText('更正待确认').waitFor();
  expect(await spent()).toBe('4000.00');

  const { cookie } = await personWith({ address: app.address, url: at.url }, ['finance'], '王会计');
  const second = await signedIn(cookie);
  await second.goto(`${app.address}/expenditures`);
  await second.getByText('金额看错一位').waitFor();
  await second.getByRole('button', { name: '确认 E-1' }).click();
  await second.getByText('已更正').waitFor();
  expect(await spent()).toBe('3500.00');
});

test('a sheet to fill in is downloaded under a name that says what it is', async () => {
  await page.goto(`${app.address}/entry/measurements`);
  await page.getByRole('button', { name: '下载应报表' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog').getByRole('button', { name: '下载' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('完成值填报表-2023-06-30.xlsx');
  expect(troubles).toEqual([]);
});

test('whoever signs out with something typed and not sent is asked whether it goes from this computer', async () => {
  const { cookie } = await personWith({ address: app.address, url: at.url }, ['finance'], '李会计');
  const clerk = await signedIn(cookie);
  await clerk.goto(`${app.address}/entry/vouchers`);
  await clerk.getByLabel('凭证号').first().fill('没录完');
  const drafts = () =>
    clerk.evaluate(() =>
      Object.keys(localStorage).filter((key) => key.includes('draft') && localStorage.getItem(key)),
    );
  await expect.poll(drafts).toHaveLength(1);
  await clerk.getByRole('button', { name: /李会计/ }).click();
  await clerk.getByRole('menuitem', { name: '退出' }).click();
  await clerk.getByRole('dialog').getByText('有1份录入草稿没有提交').waitFor();
  await clerk.getByRole('button', { name: '清除草稿，退出' }).click();
  await clerk.getByLabel('密码').waitFor();
  expect(await drafts()).toEqual([]);
});

test('what is thrown away can be taken back, and a pasted kind that is none is kept for a person to choose', async () => {
  const clerk = await signedIn(app.cookie);
  await clerk.goto(`${app.address}/entry/vouchers`);
  const first = clerk.getByLabel('第1行 凭证号');
  const throwAway = clerk.getByRole('button', { name: '删除第1行' });
  const takeBack = clerk.getByRole('button', { name: '撤销清除' });
  await pasteInto(first, '凭证号\t金额\t类别\nW-1\t100\t预拨\nW-2\t200\t支付');
  const kind = clerk.getByRole('combobox', { name: '第1行 类别' });
  expect(await kind.inputValue()).toBe('预拨');
  await clerk.getByText('“预拨”不是其中一项，请选择。').waitFor();
  await kind.selectOption('支付');
  await clerk.getByText('“预拨”不是其中一项，请选择。').waitFor({ state: 'detached' });
  await throwAway.click();
  expect(await first.inputValue()).toBe('W-2');
  await takeBack.click();
  expect(await first.inputValue()).toBe('W-1');
  await clerk.reload();
  await clerk.getByRole('button', { name: '放弃' }).click();
  expect(await first.inputValue()).toBe('');
  await takeBack.click();
  expect(await first.inputValue()).toBe('W-1');
  // Once something else is typed there is nothing to take back.
  await throwAway.click();
  await first.fill('W-3');
  await takeBack.waitFor({ state: 'detached' });
  await clerk.context().close();
});
