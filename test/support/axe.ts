import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Language } from '#shared/language.ts';
import type { TestClient } from './app.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A browser window of somebody who is signed in, or of a stranger, in a language. */
export async function windowOf(
  browser: Browser,
  language: Language,
  client?: Pick<TestClient, 'address' | 'cookie'>,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: language === 'en' ? 'en' : 'zh-CN',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  });
  await context.addInitScript(`localStorage.setItem('duibiao.language', '${language}')`);
  if (client) {
    const [, value = ''] = client.cookie.split('=');
    await context.addCookies([{ name: 'duibiao_session', value, url: client.address }]);
  }
  return context;
}

/** Goes there as a link does, without loading the page again, and waits until nothing is on its way. */
export async function show(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), path);
  await page.getByRole('heading').first().waitFor({ state: 'attached' });
  await expect.poll(() => page.locator('.waiting, .busy').count()).toBe(0);
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds in light, in the page or a part of it, and of colours also in dark: the rest is the same page. */
export async function found(page: Page, within?: string): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await audit(page, within, { runOnly: tags, rules: { 'target-size': { enabled: true } } });
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await audit(page, within, {
    runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
  });
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark.map((line) => `dark: ${line}`)];
}

async function audit(page: Page, within: string | undefined, options: unknown): Promise<string[]> {
  const where = within ? JSON.stringify(within) : 'document';
  return await page.evaluate(`axe.run(${where}, ${JSON.stringify({ ...(options as object), resultTypes: ['violations'] })})
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(
      ({ target, any, html }) => id + ' ' + target.join(' ') + ' ' + (any[0]?.message ?? '') + ' ' + html.slice(0, 160))))`);
}
