import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { mixedText, wordsOnPage } from '../support/mixed-text.ts';
import { type SampleJuly, startSampleJuly } from '../support/sample-july.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let at: TestDatabase;
let july: SampleJuly;
let browser: Browser;

beforeAll(async () => {
  at = await freshSqlite();
  july = await startSampleJuly(at.url, dashboard);
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await july?.app.stop();
  await at?.drop();
});

const year = 'year=2023';
const pages = [
  '/',
  `/?asOf=2023-03-31&${year}`,
  '/projects',
  '/projects/{project}',
  '/alerts',
  '/alerts/{alert}',
  '/rectification',
  '/expenditures',
  '/indicators',
  '/entry',
  '/entry/measurements',
  '/entry/ledger',
  '/import',
  '/import/vouchers',
  '/import/values',
  '/imports',
  '/imports/{run}',
  '/import/{review}',
  '/papers',
  '/papers/{project}/monitoring',
  '/papers/{project}/self-evaluation',
  '/meetings',
  '/meetings/{meeting}',
  '/meetings/{meeting}/items/{item}',
  '/meetings/{meeting}/compare',
  '/meetings/{meeting}/pack',
  '/meetings/{meeting}/present',
  '/meetings/{meeting}/present?item=1',
  '/rules',
  '/runs',
  '/closing',
  '/people',
  '/tokens',
  '/audit',
  '/me',
  '/no-such-page',
];

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  let context: BrowserContext;
  let page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    context = await open(language);
    await context.addCookies([
      { name: 'duibiao_session', value: july.app.cookie.split('=')[1] ?? '', url: july.app.address },
    ]);
    page = await context.newPage();
    page.on('pageerror', (error) => troubles.push(String(error)));
    await page.goto(july.app.address);
  });
  afterAll(async () => {
    await context?.close();
  });

  test.each(pages)(
    '%s has nothing that axe finds, light or dark, and no words of the other language',
    async (path) => {
      await show(
        page,
        path.replaceAll(/\{(\w+)\}/g, (_, name: keyof SampleJuly) => String(july[name])),
      );
      const faults = await found(page);
      expect.soft(faults, faults.join('\n')).toEqual([]);
      const mixed = mixedText(await wordsOnPage(page), language, july.said);
      expect.soft(mixed, mixed.join('\n')).toEqual([]);
      expect(troubles.splice(0)).toEqual([]);
    },
  );
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
