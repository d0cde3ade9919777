import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type App, startApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { adminPassword, clientOf, moveClock, signIn, type TestClient } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { aPlan } from '../support/plans.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');
/** Those that the storms go over; the others stay calm, since what comes and goes too often is no longer told. */
const stormy = 57;
const projects = 60;
const code = (at: number) => `A${String(at).padStart(3, '0')}`;

let at: TestDatabase;
let app: App;
let client: TestClient;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let port = 0;
let troubles: string[] = [];

/** The real server on the same port as before, so that a page comes back to it. */
async function start(version = 'test') {
  const config = readConfig({
    PORT: String(port),
    DATABASE_URL: at.url,
    ADMIN_PASSWORD: adminPassword,
    LOG_LEVEL: 'silent',
    CLOCK: '2023-01-01',
  });
  app = await startApp(config, pino({ level: 'silent' }), { version, dashboard });
  port = Number(new URL(app.address).port);
  client = await signIn(app.address);
}

const over = (one: number, voucherNo = `O-${one}`, amount = '90000.00') => ({
  ...{ voucherNo, projectCode: code(one), paidOn: '2023-04-01', amount },
});
/** Takes such a payment back. */
const back = (one: number, voucherNo = `O-${one}`) => ({
  ...over(one, `${voucherNo}-`, '-90000.00'),
  reverses: voucherNo,
});
const pay = (...items: object[]) => client.ok('POST', '/expenditures', { items });

async function aLink(name: string): Promise<{ id: string; address: string }> {
  const made = await client.ok<{ token: { id: string }; secret: string }>('POST', '/wall-links', { name });
  return { id: made.token.id, address: `${app.address}/wall#${made.secret}` };
}

/** A page that has fixed hours to itself: time passes when the test says so. */
async function open(address: string, options: { locale?: string; isFake?: boolean } = {}) {
  context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, ...options });
  page = await context.newPage();
  troubles = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  if (options.isFake !== false) await page.clock.install();
  await page.addInitScript('sessionStorage.loads = (Number(sessionStorage.loads) || 0) + 1');
  await page.goto(address);
}
const loads = () => page.evaluate<number>('Number(sessionStorage.loads)');
/**
 * What the browser itself writes of a server that is away is not ours; nor is what it writes of connections that no
 * server can answer in time, an hour being over in a second.
 */
const isOurs = (text: string) =>
  !/ERR_CONNECTION_REFUSED|WebSocket connection|Failed to load resource/.test(text);
/** Lets time pass on the page, and what the page then asks for come. */
async function pass(ms: number) {
  await page.clock.runFor(ms);
  await wait(60);
}
/** Lets time pass until something is as it should be. */
const until = (step: number, look: () => Promise<unknown>, expected: unknown, timeout: number) =>
  expect
    .poll(
      async () => {
        await pass(step);
        return await look();
      },
      { timeout },
    )
    .toBe(expected);
const scene = (name: string) => page.getByRole('region', { name, exact: true });
const takeover = () => page.getByRole('alert');

beforeAll(async () => {
  at = await freshSqlite();
  await start();
  browser = await launchBrowser();
  const { id } = await client.ok<{ id: string }>('POST', '/plan-imports', aPlan({ projects }));
  await client.ok('POST', `/plan-imports/${id}/commit`, {});
  await moveClock(client, '2023-04-05');
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await at?.drop();
});
afterEach(async () => {
  await context?.close();
});

describe('a wall let in by its link', { timeout: 60_000 }, () => {
  let link: { id: string; address: string };
  beforeEach(async () => {
    link = await aLink(`大厅${Math.random()}`);
    await open(link.address);
    await scene('资金').waitFor();
  });

  test('takes its secret out of the address, and shows three scenes in turn with how fresh they are', async () => {
    expect(page.url()).toBe(`${app.address}/wall`);
    expect(await page.evaluate<string>('document.cookie')).toBe('');
    expect(await page.title()).toBe('大屏 · 对标');
    for (const name of ['绩效', '预警', '资金']) {
      await pass(20_100);
      await scene(name).waitFor();
      for (const text of [/^实时$/, /评估$/, /凭证/, /练习环境，今天是2023年4月5日/])
        await page.getByText(text).waitFor();
    }
    expect(troubles).toEqual([]);
  });

  test('gives the screen to what is newly critical for ten seconds', async () => {
    await pay(over(59));
    await until(300, () => takeover().isVisible(), true, 10_000);
    await takeover().getByText('新的严重预警').waitFor();
    await takeover().getByText('示例项目59 · 超预算').waitFor();
    await pass(10_100);
    await takeover().waitFor({ state: 'detached' });
    await page.locator('.wall-scene').waitFor();
    await pay(back(59));
  });

  test('is closed within seconds of its link being revoked, says so, and comes back with a good one', async () => {
    await client.ok('DELETE', `/wall-links/${link.id}`);
    const closed = page.getByText('这块大屏没有登录，或大屏链接已到期、已撤销。');
    await until(60_000, () => closed.isVisible(), true, 15_000);
    const other = await aLink(`另一个${Math.random()}`);
    // The secret is behind the #: the page is loaded anew as it is on a screen that was restarted.
    await page.goto('about:blank');
    await page.goto(other.address);
    await scene('资金').waitFor();
  });

  test('opens nothing else: another page asks who is there', async () => {
    await page.goto(`${app.address}/people`);
    await page.getByLabel('用户名').waitFor();
  });
});

test('the wall left alone for a storm of alerts, hours, and a server that starts anew', {
  timeout: 180_000,
}, async () => {
  await open((await aLink('风暴')).address);
  await scene('资金').waitFor();
  // Of the same scene each time: each has its own number of marks and letters.
  const heap = async () => {
    await until(10_000, () => scene('资金').isVisible(), true, 30_000);
    const session = await context.newCDPSession(page);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
    await session.detach();
    return { usedSize, nodes, jsEventListeners };
  };
  const storm = async (round: string) => {
    const all = Array.from({ length: stormy }, (_, one) => one + 1);
    await pay(...all.map((one) => over(one, `S-${round}-${one}`)));
    for (let burst = 0; burst < 6; burst += 1) await pass(2_000);
    await pay(...all.map((one) => back(one, `S-${round}-${one}`)));
    for (let burst = 0; burst < 6; burst += 1) await pass(2_000);
  };
  // The first storm and the first hour fill what there is to fill.
  await storm('first');
  await pass(1_800_000);
  const before = await heap();
  const seen = new Set<string>();
  for (const round of ['a', 'b', 'c']) {
    await storm(round);
    await pass(3_600_000);
    for (let part = 0; part < 3; part += 1) {
      seen.add((await page.locator('.wall-scene').getAttribute('aria-label')) ?? 'taken');
      await pass(20_000);
    }
  }
  expect(seen).toEqual(new Set(['资金', '绩效', '预警']));
  const after = await heap();
  expect(after.usedSize / before.usedSize).toBeLessThan(1.15);
  expect(after.nodes / before.nodes).toBeLessThan(1.2);
  expect(after.jsEventListeners).toBeLessThanOrEqual(before.jsEventListeners + 5);
  expect(troubles.filter(isOurs)).toEqual([]);

  await app.stop();
  await until(5_000, () => page.getByText('连接中断，正在重连').isVisible(), true, 20_000);
  // The figures of before stay on the screen, and the round goes on.
  await pass(20_100);
  await page.locator('.wall-scene').waitFor();
  await start();
  await pay(over(60, 'R-7'));
  await until(5_000, () => page.getByText(/^实时$/).isVisible(), true, 20_000);
  // What became critical meanwhile was missed by the socket, and is told all the same.
  await until(1_000, () => takeover().isVisible(), true, 20_000);
  await takeover().getByText('示例项目60 · 超预算').waitFor();
  expect(await loads()).toBe(1);
  expect(troubles.filter(isOurs)).toEqual([]);
  await pay(back(60, 'R-7'));
});

test('a server of another version loads the wall anew, once', { timeout: 60_000 }, async () => {
  await open((await aLink('换版')).address);
  await scene('资金').waitFor();
  await app.stop();
  await start('a newer one');
  await until(5_000, () => loads(), 2, 30_000);
  await scene('资金').waitFor();
  await pass(120_000);
  expect(await loads()).toBe(2);
});

test('a person who is signed in has the wall too, and an admin makes and revokes links on the screen', {
  timeout: 60_000,
}, async () => {
  await open(app.address, { isFake: false, locale: 'zh-CN' });
  await page.getByLabel('用户名').fill('admin');
  await page.getByLabel('密码').fill(adminPassword);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: '动态' }).waitFor();
  await page.goto(`${app.address}/wall`);
  await scene('资金').waitFor();
  await page.goto(`${app.address}/tokens`);
  await page.getByRole('button', { name: '新建大屏链接' }).click();
  await page.getByLabel('放在哪里').fill('一楼大厅电视');
  await page.getByRole('dialog').getByRole('button', { name: '新建大屏链接' }).click();
  const shown = page.getByRole('dialog').locator('code');
  const address = (await shown.textContent()) ?? '';
  expect(address).toMatch(/^http:\/\/[^/]+\/wall#dbw_[\w-]{43}$/);
  await page.getByRole('button', { name: '已记下，关闭' }).click();
  const other = await browser.newContext();
  const wall = await other.newPage();
  await wall.goto(address);
  await wall.getByRole('region', { name: '资金' }).waitFor();
  await page.getByRole('button', { name: '撤销 一楼大厅电视' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤销' }).click();
  await page
    .getByText('还没有大屏链接')
    .or(page.getByRole('table', { name: '大屏链接' }))
    .first()
    .waitFor();
  await expect.poll(() => page.getByRole('rowheader', { name: '一楼大厅电视' }).count()).toBe(0);
  const cookies = await other.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  expect((await clientOf(app.address, { cookie }).call('GET', '/overview')).status).toBe(401);
  await other.close();
});
