import { resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { found, show, windowOf } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { everyPage, pageOf } from '../support/every-page.ts';
import { mixedText, wordsOnPage } from '../support/mixed-text.ts';
import { type SampleJuly, startSampleJuly } from '../support/sample-july.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');

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

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  let context: BrowserContext;
  let page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    context = await windowOf(browser, language, july.app);
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

  test('nor have the wall, the sign-in and the welcome of an empty database', async () => {
    const wall = await context.newPage();
    await wall.goto(`${july.app.address}/wall`);
    await wall.locator('.wall-sentence').first().waitFor();
    const stranger = await windowOf(browser, language);
    const signIn = await stranger.newPage();
    await signIn.goto(july.app.address);
    await signIn.getByRole('textbox').first().waitFor();
    const fresh = await windowOf(browser, language, empty);
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
