import { resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminPassword, commitSamplePlan, startTestApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { codeOf, ownPassword } from '../support/people.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');

let at: TestDatabase;
let app: TestApp;
let browser: Browser;
let admin: Page;
let clerk: Page;
const troubles: string[] = [];
let [handedOut, secret, recoveryCode] = ['', '', ''];

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, { CLOCK: '2023-01-01' }, { dashboard });
  await commitSamplePlan(app);
  browser = await launchBrowser();
  admin = await open(await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } }));
  clerk = await open(await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 844 } }));
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await at?.drop();
});

async function open(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  page.on('pageerror', (error) => troubles.push(String(error)));
  // What the policy of the page refuses is said in its console.
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) troubles.push(message.text());
  });
  await page.goto(app.address);
  return page;
}

async function enter(page: Page, username: string, password: string) {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

test('an admin asks for a second factor of owners and makes an account', async () => {
  await enter(admin, 'admin', adminPassword);
  await admin.getByRole('heading', { name: '动态' }).waitFor();
  await admin.getByRole('button', { name: /用户菜单/ }).click();
  await admin.getByRole('menuitem', { name: '用户' }).click();
  await admin.getByRole('button', { name: '登录规定' }).click();
  await admin.getByRole('button', { name: '项目负责人' }).click();
  await admin.getByRole('button', { name: '保存' }).click();
  await admin.getByRole('dialog').waitFor({ state: 'detached' });

  await admin.getByRole('button', { name: '新建账号' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('姓名').fill('张敏');
  await dialog.getByLabel('用户名').fill('admin');
  await dialog.getByRole('combobox', { name: '另外指定的项目' }).fill('光纤');
  await admin.getByRole('option', { name: /光纤租赁/ }).click();
  await dialog.getByRole('button', { name: '新建' }).click();
  await dialog.getByText('用户名“admin”已有人用').waitFor();
  await dialog.getByLabel('用户名').fill('zhangmin');
  await dialog.getByLabel('用户名').press('Enter');
  await admin.getByRole('heading', { name: '临时密码' }).waitFor();
  handedOut = (await dialog.locator('code').textContent()) ?? '';
  expect(handedOut).toMatch(/^[A-Z2-9-]{19}$/);
  await dialog.getByRole('button', { name: '已记下，关闭' }).click();
  const row = admin.getByRole('row', { name: /张敏/ });
  await row.getByText('待改密码').waitFor();
  await row.getByText('未设两步验证').waitFor();
  await row.getByText('光纤租赁').waitFor();
});

test('the newcomer must choose a password, and is told what is wrong with one', async () => {
  await enter(clerk, 'zhangmin', handedOut);
  await clerk.getByText('这是临时密码').waitFor();
  await clerk.getByLabel('当前密码').fill(handedOut);
  await clerk.getByLabel('新密码', { exact: true }).fill('zhangmin2023!');
  await clerk.getByLabel('再输一次新密码').fill('zhangmin2023!');
  await clerk.getByRole('button', { name: '保存新密码' }).click();
  await clerk.getByText('名称之外至少还要有6个字符').waitFor();
  await clerk.getByLabel('新密码', { exact: true }).fill(ownPassword);
  await clerk.getByLabel('再输一次新密码').fill(ownPassword);
  await clerk.getByRole('button', { name: '保存新密码' }).click();
});

test('then sets up the second factor that the role needs, and is in', async () => {
  await clerk.getByText('您的角色要求两步验证').waitFor();
  await clerk.getByLabel('当前密码').fill(ownPassword);
  await clerk.getByRole('button', { name: '开始设置' }).click();
  await clerk.getByRole('img', { name: /二维码/ }).waitFor();
  secret = ((await clerk.locator('code.secret').textContent()) ?? '').replaceAll(' ', '');
  await clerk.getByLabel('验证器上的六位数字').fill('000000');
  await clerk.getByRole('button', { name: '确认' }).click();
  await clerk.getByText('验证码不对或已用过').waitFor();
  await clerk.getByLabel('验证器上的六位数字').fill(codeOf(secret, -1));
  await clerk.getByRole('button', { name: '确认' }).click();
  const codes = clerk.getByRole('list', { name: '备用码' }).getByRole('listitem');
  await codes.first().waitFor();
  expect(await codes.count()).toBe(10);
  recoveryCode = (await codes.first().textContent()) ?? '';
  await clerk.getByRole('button', { name: '已保存好，继续' }).click();
  await clerk.getByRole('heading', { name: '动态' }).waitFor();
  await admin.getByRole('row', { name: /张敏/ }).getByText('两步验证', { exact: true }).waitFor();
});

test('signs in on another computer with a code, and sees both', async () => {
  const other = await open(await browser.newContext({ locale: 'zh-CN' }));
  await enter(other, 'zhangmin', ownPassword);
  await other.getByLabel(/验证器上的六位数字/).fill(codeOf(secret));
  await other.getByRole('button', { name: '登录' }).click();
  await other.getByRole('heading', { name: '动态' }).waitFor();

  await clerk.goto(`${app.address}/me`);
  const sessions = clerk.getByRole('list', { name: '已登录的设备' }).getByRole('listitem');
  await expect.poll(() => sessions.count()).toBe(2);
  await clerk.getByRole('button', { name: '退出其他所有设备' }).click();
  await expect.poll(() => sessions.count()).toBe(1);
  await other.getByRole('button', { name: /用户菜单/ }).waitFor();
  await other.goto(`${app.address}/alerts`);
  await other.getByLabel('用户名').waitFor();
  // Without the phone, a recovery code.
  await enter(other, 'zhangmin', ownPassword);
  await other.getByLabel(/验证器上的六位数字/).fill(recoveryCode.toLowerCase());
  await other.getByRole('button', { name: '登录' }).click();
  await other.getByRole('button', { name: /用户菜单/ }).waitFor();
  await other.close();
});

test('is shown the way out as soon as the account is disabled', async () => {
  await admin.getByRole('button', { name: '管理 张敏' }).click();
  await admin.getByRole('button', { name: '停用' }).click();
  await admin.getByRole('button', { name: '确定停用' }).click();
  await admin.getByRole('row', { name: /张敏/ }).getByText('已停用').waitFor();
  await clerk.goto(`${app.address}/me`);
  await clerk.getByLabel('用户名').waitFor();
  await enter(clerk, 'zhangmin', ownPassword);
  await clerk.getByText('账号已停用').waitFor();
});

test('a token is made on screen, shown once, and revoked', async () => {
  await admin.goto(`${app.address}/tokens`);
  await admin.getByRole('button', { name: '新建令牌' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('名称').fill('财务系统');
  await dialog.getByLabel('最后有效日').fill('2999/12/31');
  await dialog.getByLabel('最后有效日').press('Enter');
  await admin.getByText('只显示这一次').waitFor();
  const token = (await dialog.locator('code').textContent()) ?? '';
  expect(token).toMatch(/^dbt_/);
  const use = () => fetch(`${app.address}/api/v1/session`, { headers: { authorization: `Bearer ${token}` } });
  expect((await use()).status).toBe(200);
  await dialog.getByRole('button', { name: '已记下，关闭' }).click();
  await admin.getByRole('button', { name: '撤销 财务系统' }).click();
  await dialog.getByRole('button', { name: '撤销' }).click();
  await admin.getByText('还没有令牌').waitFor();
  expect((await use()).status).toBe(401);
});

test('no page failed, and none asked for what its policy refuses', () => {
  expect(troubles).toEqual([]);
});
