import { resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitSamplePlan, startTestApp, type TestApp } from '../support/app.ts';
import { found, show, windowOf } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { mixedText, wordsOnPage } from '../support/mixed-text.ts';
import { bare, opened } from '../support/opened/all.ts';
import type { Opened } from '../support/opened/opened.ts';
import { alertsByState, leaveWork } from '../support/opened/work-left.ts';
import { startSampleJuly } from '../support/sample-july.ts';
import { saying } from '../support/say.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');
/** The secret of an authenticator looks like words by chance. */
const isSecret = /^([A-Z2-7]{4} ?)+$/;
const layer = {
  modal: '.sheet, .popover.tour',
  menu: '.popover',
  panel: '.panel',
  part: undefined,
} as const;

let at: TestDatabase;
let emptyAt: TestDatabase;
let app: TestApp;
let empty: TestApp;
let browser: Browser;
let places: Record<string, unknown>;
let said: string;

beforeAll(async () => {
  at = await freshSqlite();
  emptyAt = await freshSqlite();
  const july = await startSampleJuly(at.url, dashboard);
  app = july.app;
  said = july.said + (await leaveWork(july));
  places = { ...july, ...(await alertsByState(app)) };
  empty = await startTestApp(emptyAt.url, { CLOCK: '2023-01-01' }, { dashboard });
  await commitSamplePlan(empty);
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await empty?.stop();
  await at?.drop();
  await emptyAt?.drop();
});

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  const say = saying(language);
  let context: BrowserContext;
  let page: Page;
  let early: BrowserContext;
  let fresh: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    context = await windowOf(browser, language, app);
    await app.ok('PATCH', '/me', { preferences: { toured: false } });
    await context.addInitScript(rememberOpener);
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => troubles.push(String(error)));
    await page.goto(app.address);
    early = await windowOf(browser, language, empty);
    fresh = await early.newPage();
    await fresh.goto(empty.address);
  });
  afterAll(async () => {
    await context?.close();
    await early?.close();
  });

  test.each(opened)('$name: axe finds nothing, no mixed words, and the keyboard can leave', async (one) => {
    // Away first, so that nothing of the state before is still there.
    await show(page, '/no-such-page');
    await show(page, addressOf(one));
    await one.open(page, say);
    const within = layer[one.kind];
    if (within) await page.locator(within).first().waitFor();
    const faults = await found(page, within);
    expect.soft(faults, faults.join('\n')).toEqual([]);
    const ofFile = new Set(one.said);
    const words = (await wordsOnPage(page)).filter((word) => !ofFile.has(word) && !isSecret.test(word));
    const mixed = mixedText(words, language, said);
    expect.soft(mixed, mixed.join('\n')).toEqual([]);
    expect(troubles.splice(0)).toEqual([]);
    if (within) await leaveByKeyboard(page, one.kind, within);
    await one.leave?.(page);
  });

  test.each(bare)('%s has nothing that axe finds before anything has happened', async (path) => {
    await show(fresh, path);
    const faults = await found(fresh);
    expect.soft(faults, faults.join('\n')).toEqual([]);
    const mixed = mixedText(await wordsOnPage(fresh), language, said);
    expect.soft(mixed, mixed.join('\n')).toEqual([]);
  });
});

function addressOf({ path }: Opened): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(places[name]));
}

/** Keeps in mind which element of the page itself had the focus last. */
function rememberOpener(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element && !target.closest('.veil, .popover, .panel, main#main:focus'))
      (window as unknown as { opener_?: Element }).opener_ = target;
  });
}

/** The focus is inside, Tab does not leave a modal, Escape closes, and the focus is where it was. */
async function leaveByKeyboard(page: Page, kind: Opened['kind'], within: string): Promise<void> {
  const isInside = () => page.evaluate((where) => Boolean(document.activeElement?.closest(where)), within);
  await expect.poll(isInside, { message: 'the focus goes in' }).toBe(true);
  if (kind === 'modal') {
    for (const key of [...Array.from({ length: 8 }, () => 'Tab'), ...Array(10).fill('Shift+Tab')]) {
      await page.keyboard.press(key);
      expect(await isInside(), `${key} stays inside`).toBe(true);
    }
  }
  await page.evaluate(() => {
    const kept = window as unknown as { opener_?: Element; wanted_?: Element };
    kept.wanted_ = kept.opener_;
  });
  await page.keyboard.press('Escape');
  await page.locator(within).first().waitFor({ state: 'detached' });
  const back = () =>
    page.evaluate(() => {
      const { wanted_: opener } = window as unknown as { wanted_?: Element };
      const now = document.activeElement;
      // What is gone cannot have the focus: then the page goes on from its main part.
      const wanted = opener?.isConnected ? opener : document.querySelector('#main, .present-slide');
      return now === wanted
        ? 'back'
        : `${now?.outerHTML.slice(0, 120)}, not ${wanted?.outerHTML.slice(0, 120)}`;
    });
  await expect.poll(back, { message: 'the focus returns', timeout: 3_000 }).toBe('back');
}
