import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { dashboardBrowser, openUntil, signedIn } from './dashboard-page.ts';
import { manyProjects } from './many-projects.ts';
import { projectCode } from './plans.ts';
import { atMost, median, notMeasured, type Result } from './result.ts';
import { judged, post, startOurs, type Target } from './servers.ts';

const [projects, loads] = [1_000, 5];
/** In an order that a voucher does not change. */
const table = '/projects?sort=name';
const rows = '.data-table.projects tbody tr[data-index]';
/** A page of the product with nothing on it. */
const [empty, nothing] = ['/nothing-here', '.page'];

/** Goal 10: a thousand projects in one table, in a real browser that has seen the page before. */
export async function tableRow(): Promise<Result[]> {
  const row = 'table';
  const browser = await dashboardBrowser();
  if (typeof browser === 'string')
    return [
      notMeasured({ row, figure: 'projects in one table', unit: 'ms', goal: '≤ 600 ms', note: browser }),
    ];
  const ours = await startOurs(await manyProjects(projects, 'behind'), { CLOCK: judged });
  try {
    const context = await signedIn(browser, ours);
    const times: number[] = [];
    // The first load fills the browser's cache; it is not counted.
    for (let n = 0; n <= loads; n += 1) {
      const page = await context.newPage();
      times.push(await openUntil(page, ours.address + table, rows));
      await page.close();
    }
    const heap = (await heapOf(context, ours, table, rows)) - (await heapOf(context, ours, empty, nothing));
    return [
      atMost(600, {
        row,
        figure: `${projects} projects, until rows show`,
        unit: 'ms',
        ours: median(times.slice(1)),
      }),
      atMost(25, { row, figure: 'heap over that of an empty page', unit: 'MB', ours: heap }),
      { ...(await redrawn(context, ours)), row },
    ];
  } finally {
    await browser.close();
    await ours.stop();
  }
}

/** The heap of a page that has settled, in MB, once the garbage is gone. */
async function heapOf(context: BrowserContext, ours: Target, path: string, shows: string): Promise<number> {
  const page = await context.newPage();
  await openUntil(page, ours.address + path, shows);
  await settle(page);
  const devtools = await context.newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await page.close();
  return usedSize / 1e6;
}

/** Everything loaded, the second page of rows too. */
async function settle(page: Page) {
  await page.waitForLoadState('networkidle');
  await wait(500);
}

/** How many rows of the table change in the document when one project does. */
async function redrawn(context: BrowserContext, ours: Target): Promise<Omit<Result, 'row'>> {
  const page = await context.newPage();
  await openUntil(page, ours.address + table, rows);
  await settle(page);
  const shown = await page.locator(`${rows} .note.block`).allTextContents();
  const project = shown.find((code) => code >= projectCode(0)) ?? '';
  await page.evaluate(watchRows);
  const voucher = { voucherNo: 'T1', projectCode: project, paidOn: '2023-04-19', amount: '12345.67' };
  await post(ours, ours.paths.single, JSON.stringify(voucher));
  await page.waitForFunction(() => ((window as { changed?: Set<unknown> }).changed?.size ?? 0) > 0);
  // What else might be drawn anew comes with the same answer.
  await settle(page);
  const changed = await page.evaluate(() => (window as { changed?: Set<unknown> }).changed?.size ?? 0);
  await page.close();
  return {
    figure: 'rows that change in the document when one project does',
    unit: '',
    ours: changed,
    goal: '1',
    held: changed === 1,
  };
}

/** Runs in the page, as text: keeps every row in which anything changes. */
const watchRows = `{
  window.changed = new Set();
  const body = document.querySelector('.data-table.projects tbody');
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      window.changed.add(element.closest('tr') ?? body);
    }
  }).observe(body, { subtree: true, childList: true, characterData: true, attributes: true });
}`;
