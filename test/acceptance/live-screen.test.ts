import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Overview } from '#shared/api.ts';
import { commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');
const fibre = '13052923P00533C10004D';

let at: TestDatabase;
let app: TestApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const troubles: string[] = [];

async function signedIn(): Promise<BrowserContext> {
  const made = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  await made.addCookies([
    { name: 'duibiao_session', value: app.cookie.split('=')[1] ?? '', url: app.address },
  ]);
  return made;
}

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, { CLOCK: '2023-01-01' }, { dashboard });
  await commitSamplePlan(app);
  await moveClock(app, '2023-04-05');
  browser = await launchBrowser();
  context = await signedIn();
  page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await at?.drop();
});

const pay = (voucherNo: string, amount: string, more = {}) =>
  app.ok('POST', '/expenditures', { voucherNo, projectCode: fibre, paidOn: '2023-04-03', amount, ...more });
const title = () => page.title();

describe('the tab', () => {
  test('says which page it is, a project by its name', async () => {
    await page.goto(app.address);
    await expect.poll(title).toBe('总览 · 对标');
    await page.goto(`${app.address}/projects/${fibre}`);
    await expect.poll(title).toBe('光纤租赁和短信机费用 · 对标');
    await page.goto(`${app.address}/nowhere`);
    await expect.poll(title).toBe('没有这个页面 · 对标');
  });

  test('counts the critical alerts that nobody has acknowledged', async () => {
    await page.goto(app.address);
    await pay('T-1', '60000.00');
    await expect.poll(title, { timeout: 5_000 }).toBe('(1) 总览 · 对标');
    const { items } = await app.ok<{ items: { id: string }[] }>(
      'GET',
      '/alerts?severity=critical&muted=false',
    );
    await app.ok('POST', `/alerts/${items[0]?.id}/acknowledge`, {
      ...{ owner: '张', cause: '其他', measure: '追回', promisedOn: '2023-04-30' },
    });
    await expect.poll(title, { timeout: 5_000 }).toBe('总览 · 对标');
    await pay('T-2', '-60000.00', { reverses: 'T-1' });
  });
});

describe('figures on the screen', () => {
  test('are marked for a moment when they change by themselves, and not where one looks at another day', async () => {
    await page.goto(app.address);
    const spent = page.locator('.summary .moved').first();
    await spent.waitFor();
    expect(await page.locator('[data-moved]').count()).toBe(0);
    await pay('M-1', '1000.00');
    await page.locator('.summary [data-moved]').first().waitFor({ timeout: 5_000 });
    await expect.poll(() => page.locator('[data-moved]').count(), { timeout: 5_000 }).toBe(0);
    await page.evaluate(`window.marked = 0; new MutationObserver(() => window.marked += 1)
      .observe(document.body, { subtree: true, attributeFilter: ['data-moved'] })`);
    await page.getByRole('slider').focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByText(/正在查看3月31日的情况/).waitFor();
    await expect.poll(() => spent.textContent()).toBe('0.00万元');
    expect(await page.evaluate('window.marked')).toBe(0);
  });

  test('are those of now after the network was away, without a word from the socket', async () => {
    await page.goto(app.address);
    const spent = page.locator('.summary .moved').first();
    await expect.poll(() => spent.textContent()).toBe('0.10万元');
    await page.getByText('实时').waitFor();
    // What is said to the page from now on is lost, as in a sleep; the connection looks as if it were open.
    await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
    await context.setOffline(true);
    await pay('M-2', '1000.00');
    await context.setOffline(false);
    await page.evaluate(`window.dispatchEvent(new Event('online'))`);
    await expect.poll(() => spent.textContent(), { timeout: 5_000 }).toBe('0.20万元');
  });
});

test('the system tells of a critical alert while the page is out of sight, where that was asked for and allowed', async () => {
  const other = await signedIn();
  const fresh = await other.newPage();
  await fresh.addInitScript(`window.told = []; window.asked = 0;
    class Notification {
      static permission = 'default';
      static requestPermission() { window.asked += 1; Notification.permission = 'granted'; return Promise.resolve('granted'); }
      constructor(title, { body, tag }) { window.told.push({ title, body, tag, self: this }); }
      close() {}
    }
    window.Notification = Notification;
    window.isHidden = false;
    Object.defineProperty(document, 'hidden', { get: () => window.isHidden });`);
  await fresh.goto(`${app.address}/me`);
  const choice = fresh.getByRole('radiogroup', { name: '浏览器通知' });
  await choice.waitFor();
  expect(await fresh.evaluate('window.asked')).toBe(0);
  await choice.getByText('开', { exact: true }).click();
  await expect.poll(() => fresh.evaluate('window.asked')).toBe(1);
  await fresh.getByText('实时').waitFor();

  // Projects of their own: what comes and goes three times would no longer be told.
  const { items } = await app.ok<{ items: { code: string; name: string }[] }>('GET', '/projects');
  const [first, second] = items.filter(({ code }) => code !== fibre);
  await pay('N-1', '900000.00', { projectCode: first?.code });
  await fresh.getByRole('region', { name: '通知' }).getByText('超预算').first().waitFor({ timeout: 5_000 });
  expect(await fresh.evaluate('window.told.length')).toBe(0);
  await fresh.evaluate('window.isHidden = true');
  await pay('N-3', '900000.00', { projectCode: second?.code });
  const told = () => fresh.evaluate<string[]>('window.told.map(({ title }) => title)');
  await expect
    .poll(told, { timeout: 5_000 })
    .toContainEqual(expect.stringContaining(`超预算 · ${second?.name}`));
  await fresh.evaluate('window.told.at(-1).self.onclick()');
  await fresh.waitForURL(/\/alerts\/[0-9a-f-]{36}$/);
  await pay('N-2', '-900000.00', { reverses: 'N-1', projectCode: first?.code });
  await pay('N-4', '-900000.00', { reverses: 'N-3', projectCode: second?.code });
  await other.close();
});

describe('a chart', { timeout: 30_000 }, () => {
  test('is taken along as a picture that opens, and as the very figures of the API', async () => {
    await page.goto(app.address);
    await page.locator('.curve .end-label').first().waitFor();
    const [picture] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /下载“.*计划、实际与全年预计.*”的图片/ }).click(),
    ]);
    expect(picture.suggestedFilename()).toBe('巨鹿县行政审批局本级-计划、实际与全年预计-2023-04-05.png');
    const png = readFileSync(await picture.path());
    expect(png.subarray(0, 8)).toEqual(Buffer.from('89504e470d0a1a0a', 'hex'));
    const shown = await page.evaluate<{ width: number; height: number; corner: number[]; ink: number }>(
      `(async () => {
        const image = new Image();
        image.src = 'data:image/png;base64,${png.toString('base64')}';
        await image.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [image.width, image.height];
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, image.width, image.height);
        let ink = 0;
        for (let at = 0; at < data.length; at += 4) if (data[at] + data[at + 1] + data[at + 2] < 600) ink += 1;
        return { width: image.width, height: image.height, corner: [...data.slice(0, 4)], ink };
      })()`,
    );
    expect(shown.corner).toEqual([255, 255, 255, 255]);
    expect(shown.width).toBeGreaterThan(900);
    // Letters, steps and areas: a picture of nothing has none.
    expect(shown.ink).toBeGreaterThan(3_000);

    const [figures] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /下载“.*计划、实际与全年预计.*”的数据/ }).click(),
    ]);
    const csv = readFileSync(await figures.path(), 'utf8');
    const rows = csv
      .replace('\uFEFF', '')
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(rows[0]).toEqual(['日期', '计划（元）', '实际（元）', '预计（元）']);
    const { series } = await app.ok<Overview>('GET', '/overview');
    const column = (index: number) => new Map(rows.slice(1).map((row) => [row[0], row[index]]));
    for (const [index, points] of [
      [1, series.planned],
      [2, series.actual],
      [3, series.forecast],
    ] as const)
      for (const { day, amount } of points) expect([day, column(index).get(day)]).toEqual([day, amount]);
  });

  test('says what it draws to whoever does not see it', async () => {
    await page.goto(`${app.address}/projects/${fibre}`);
    const table = page.getByRole('table', { name: '图中的数据' });
    await table.waitFor();
    const rows = (await table.getByRole('row').allTextContents()).map((text) => text.replaceAll(/\s/g, ''));
    expect(rows).toContainEqual('2023年3月31日1.250.00无');
  });
});

describe('what is coming', { timeout: 30_000 }, () => {
  test.for([
    ['', '.waiting-overview', '.overview-projects tbody tr'],
    [`/projects/${fibre}`, '.waiting-project', '.project-head h1'],
  ] as const)(
    'is framed in its shape at %s, and moves nothing when it is there',
    async ([path, frame, there]) => {
      const other = await signedIn();
      const slow = await other.newPage();
      await slow.addInitScript(`window.shift = 0;
      new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shift += one.value; })
        .observe({ type: 'layout-shift', buffered: true });`);
      await slow.route('**/api/v1/**', async (route) => {
        await new Promise((done) => setTimeout(done, 700));
        await route.continue().catch(() => undefined);
      });
      await slow.goto(`${app.address}${path}`);
      await slow.locator(frame).waitFor();
      await slow.locator(there).first().waitFor();
      await slow.locator('.curve .end-label').first().waitFor();
      await slow.waitForTimeout(1_500);
      expect(await slow.evaluate<number>('window.shift')).toBeLessThan(0.01);
      await other.close();
    },
  );
});

test('all this leaves nothing in the console', () => {
  expect(
    troubles.filter((text) => !/ERR_INTERNET_DISCONNECTED|WebSocket|Failed to load resource/.test(text)),
  ).toEqual([]);
});
