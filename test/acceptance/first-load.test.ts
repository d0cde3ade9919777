import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personWith } from '../support/accounts.ts';
import { windowOf } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { type SampleJuly, startSampleJuly } from '../support/sample-july.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');

let at: TestDatabase;
let sample: SampleJuly;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  at = await freshSqlite();
  sample = await startSampleJuly(at.url, dashboard);
  browser = await launchBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const [name = '', value = ''] = sample.app.cookie.split('=');
  await context.addCookies([{ name, value, url: sample.app.address }]);
  await context.addInitScript(noteShifts);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await sample?.app.stop();
  await at?.drop();
});

/** Runs in the page, as text: adds up what moved without anybody having touched it. */
const noteShifts = `{
  window.shifted = 0;
  window.moved = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (hadRecentInput) continue;
      window.shifted += value;
      window.moved.push(...sources.map(({ node }) => (node?.parentElement?.className ?? '') + ' > ' + (node?.className ?? node?.nodeName)));
    }
  }).observe({ type: 'layout-shift', buffered: true });
}`;

/** A page, what it asked before anything was answered, and what only after that. */
interface Loaded {
  page: Page;
  early: string[];
  late: string[];
}

/** Loads a page while the API holds its tongue, until it asks no more; then lets it hear everything. */
async function load(path: string): Promise<Loaded> {
  const page = await context.newPage();
  const held: Route[] = [];
  const early: string[] = [];
  const late: string[] = [];
  let isHeld = true;
  await page.route('**/api/v1/**', async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const asked = decodeURIComponent((pathname + search).replace('/api/v1/', ''));
    (isHeld ? early : late).push(asked);
    if (isHeld) held.push(route);
    else await route.continue();
  });
  await page.goto(sample.app.address + path, { waitUntil: 'commit' });
  await quiet(() => held.length);
  isHeld = false;
  await Promise.all(held.map((route) => route.continue()));
  await page.locator('h1').first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  await quiet(() => late.length, 0);
  return { page, early, late };
}

/** Waits until a count has not changed for a while, and is more than nothing. */
async function quiet(count: () => number, least = 1) {
  let before = -1;
  while (before !== count() || before < least) {
    before = count();
    await wait(400);
  }
}

/** Every kind of page, and what it has to know something to ask for. */
const pages: [path: () => string, late: RegExp[]][] = [
  [() => '/', []],
  [() => '/?asOf=2023-06-30', []],
  [() => '/projects?sort=name', []],
  [() => `/projects/${sample.project}`, []],
  [() => '/alerts', []],
  [() => '/alerts?inbox=unacknowledged&severity=critical', []],
  [() => `/alerts/${sample.alert}`, [/^projects\/.*\/expenditures/, /^measurements/]],
  [() => '/rectification', []],
  [() => '/expenditures?q=软件', []],
  [() => '/expenditures?q=ruanjian', [/^expenditures\?/, /^expenditures\/totals/]],
  [() => '/indicators', []],
  [() => '/runs', []],
  [() => '/rules', []],
  [() => '/entry', []],
  [() => '/entry/measurements', [/^years\/2023\/reporting-days/]],
  [() => '/entry/ledger', []],
  [() => '/imports', []],
  [() => '/imports?of=plans', []],
  [() => '/me', []],
  [() => '/audit', []],
  [() => '/people', []],
  // Whoever makes links for walls may not see the tokens of machines.
  [() => '/tokens', [/^tokens$/, /^departments$/]],
  [() => '/papers', [/^years\/2023\/reporting-days/]],
  [() => `/papers/${sample.project}/monitoring`, []],
  [() => '/closing', [/^years\/2023\/close/]],
  [() => '/meetings', []],
  [() => `/meetings/${sample.meeting}`, []],
  [() => `/meetings/${sample.meeting}/items/${sample.item}`, []],
  [() => '/wall', []],
];

test('a page asks everything it begins with before anything is answered, and nothing twice', async () => {
  const wrong: Record<string, string[]> = {};
  for (const [path, named] of pages) {
    const { page, early, late } = await load(path());
    const unnamed = late.filter((asked) => !named.some((one) => one.test(asked)));
    const twice = early.filter((one, at) => early.indexOf(one) !== at);
    if (unnamed.length + twice.length > 0) wrong[path()] = [...unnamed, ...twice];
    await page.close();
  }
  expect(wrong).toEqual({});
}, 240_000);

test('no page that somebody is led to asks what they are refused, for that would stand in the trail', async () => {
  const of = { address: sample.app.address, url: at.url };
  const menus = { owner: [], finance: ['/closing'], manager: ['/tokens', '/runs'], auditor: ['/audit'] };
  for (const role of ['owner', 'finance', 'manager', 'auditor'] as const) {
    const { cookie } = await personWith(of, [role], `led-${role}`);
    const led = await windowOf(browser, 'zh', { address: of.address, cookie });
    const page = await led.newPage();
    const refused: string[] = [];
    page.on('response', (answer) => answer.status() === 403 && refused.push(`${page.url()} ${answer.url()}`));
    await page.goto(of.address);
    const nav = page.locator('.nav a');
    await nav.first().waitFor();
    const shown = await nav.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    for (const path of [...shown, ...menus[role], '/me']) {
      await page.goto(of.address + path, { waitUntil: 'networkidle' });
      await page.locator('h1').first().waitFor({ state: 'attached' });
    }
    expect(shown.length).toBeGreaterThan(3);
    expect(refused, role).toEqual([]);
    await led.close();
  }
}, 240_000);

test('nothing moves while a page loads', async () => {
  const shown = ['/', '/projects', '/alerts', `/projects/${sample.project}`, '/wall'];
  for (const path of shown) {
    const { page } = await load(path);
    // What comes after the first paint, such as the large chart, is here as well.
    await wait(700);
    const { shifted, moved } = (await page.evaluate(
      '({ shifted: window.shifted, moved: window.moved })',
    )) as { shifted: number; moved: string[] };
    expect(shifted, `${path}: ${moved.join(', ')}`).toBeLessThan(0.02);
    await page.close();
  }
}, 120_000);

test('the overview and what stands around every page load nothing of the component kit', async () => {
  const { page } = await load('/');
  await page.locator('.recharts-surface').first().waitFor();
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  const scripts = loaded.filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(2);
  expect(scripts.filter((name) => name.includes('/kit-'))).toEqual([]);
  await page.close();
}, 60_000);
