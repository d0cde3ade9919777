import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { everyPage, pageOf } from '../support/every-page.ts';
import { mixedText, wordsOnPage } from '../support/mixed-text.ts';
import { type SampleJuly, startSampleJuly } from '../support/sample-july.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let at: TestDatabase;
let july: SampleJuly;
let empty: TestApp;
let emptyAt: TestDatabase;
let browser: Browser;

beforeAll(async () => {
  at = await freshSqlite();
  emptyAt = await freshSqlite();
  empty = await startTestApp(emptyAt.url, {}, { dashboard });
  july = await startSampleJuly(at.url, dashboard);
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await july?.app.stop();
  await at?.drop();
  await empty?.stop();
  await emptyAt?.drop();
});

/** Where something opens over the page, and the button that opens it. */
const dialogs = [
  ['/', { zh: '用户菜单', en: 'User menu' }],
  ['/?tour', { zh: '看一看', en: 'Show me' }],
  ['/alerts?condition=firing', { zh: '快捷键', en: 'Keys' }],
  ['/meetings', { zh: '召开调度会', en: 'Open a meeting' }],
  ['/tokens', { zh: '新建令牌', en: 'New token' }],
  ['/people', { zh: '新建账号', en: 'New account' }],
] as const;

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  let context: BrowserContext;
  let page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    context = await open(language);
    await context.addCookies([
      { name: 'duibiao_session', value: july.app.cookie.split('=')[1] ?? '', url: july.app.address },
    ]);
    await july.app.ok('PATCH', '/me', { preferences: { toured: false } });
    page = await context.newPage();
    page.on('pageerror', (error) => troubles.push(String(error)));
    await page.goto(july.app.address);
  });
  afterAll(async () => {
    await context?.close();
  });

  test.each(everyPage)(
    '%s has nothing that axe finds, light or dark, and no words of the other language',
    async (path) => {
      await show(page, pageOf(july, path));
      const faults = await found(page);
      expect.soft(faults, faults.join('\n')).toEqual([]);
      const mixed = mixedText(await wordsOnPage(page), language, july.said);
      expect.soft(mixed, mixed.join('\n')).toEqual([]);
      expect(troubles.splice(0)).toEqual([]);
    },
  );

  test.each(dialogs)('what opens on %s has nothing that axe finds either', async (path, opener) => {
    await show(page, path);
    await page.getByRole('button', { name: opener[language] }).first().click();
    await page.locator('[role=dialog], [role=menu]').first().waitFor();
    const faults = await found(page);
    expect.soft(faults, faults.join('\n')).toEqual([]);
    const mixed = mixedText(await wordsOnPage(page), language, july.said);
    expect.soft(mixed, mixed.join('\n')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('[role=dialog], [role=menu]').first().waitFor({ state: 'detached' });
  });

  test('nor have the wall, the sign-in and the welcome of an empty database', async () => {
    const wall = await context.newPage();
    await wall.goto(`${july.app.address}/wall`);
    await wall.locator('.wall-sentence').first().waitFor();
    const stranger = await open(language);
    const signIn = await stranger.newPage();
    await signIn.goto(july.app.address);
    await signIn.getByRole('textbox').first().waitFor();
    const fresh = await open(language);
    const [, value = ''] = empty.cookie.split('=');
    await fresh.addCookies([{ name: 'duibiao_session', value, url: empty.address }]);
    const welcome = await fresh.newPage();
    await welcome.goto(empty.address);
    await welcome.getByRole('heading', { level: 1 }).waitFor();
    for (const each of [wall, signIn, welcome]) {
      const faults = await found(each);
      expect.soft(faults, `${each.url()} ${faults.join('\n')}`).toEqual([]);
      const mixed = mixedText(await wordsOnPage(each), language, july.said);
      expect.soft(mixed, `${each.url()} ${mixed.join('\n')}`).toEqual([]);
    }
    await wall.close();
    await stranger.close();
    await fresh.close();
  });
});

async function open(language: 'zh' | 'en'): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: language === 'en' ? 'en' : 'zh-CN',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  });
  await context.addInitScript(`localStorage.setItem('duibiao.language', '${language}')`);
  return context;
}

/** Goes there as a link does, without loading the page again, and waits until nothing is on its way. */
async function show(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), path);
  await page.getByRole('heading').first().waitFor({ state: 'attached' });
  await expect.poll(() => page.locator('.waiting, .busy').count()).toBe(0);
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds in light, and of colours also in dark: the rest is the same page. */
async function found(page: Page): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await audit(page, { runOnly: tags });
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await audit(page, {
    runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
  });
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark.map((line) => `dark: ${line}`)];
}

async function audit(page: Page, options: unknown): Promise<string[]> {
  return await page.evaluate(`axe.run(document, ${JSON.stringify({ ...(options as object), resultTypes: ['violations'] })})
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(
      ({ target, any, html }) => id + ' ' + target.join(' ') + ' ' + (any[0]?.message ?? '') + ' ' + html.slice(0, 160))))`);
}
