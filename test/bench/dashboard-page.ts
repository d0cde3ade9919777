import { existsSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import type { Target } from './servers.ts';

/** A real browser where there is one and a built dashboard to show; else why nothing can be measured in it. */
export async function dashboardBrowser(): Promise<Browser | string> {
  if (!existsSync('dist/client/index.html')) return 'no dashboard built';
  return await launchBrowser().catch(() => 'no browser starts here');
}

/** A browser profile of its own, signed in to a server. */
export async function signedIn(browser: Browser, { address, sockets }: Target): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
  const [name, value] = (sockets.cookie ?? '').split('=');
  await context.addCookies([{ name: name ?? '', value: value ?? '', url: address }]);
  return context;
}

/** Opens a page and answers when something on it showed, in ms since the navigation began, on the page's own clock. */
export async function openUntil(page: Page, url: string, shows: string): Promise<number> {
  // Runs in the page, as text.
  await page.addInitScript(`{
    const look = () => {
      if (document.querySelector(${JSON.stringify(shows)})?.checkVisibility()) window.readyAt ??= performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }`);
  await page.goto(url, { waitUntil: 'commit' });
  const shown = await page.waitForFunction(() => (window as { readyAt?: number }).readyAt);
  return (await shown.jsonValue()) ?? Number.NaN;
}
