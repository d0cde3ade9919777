import { resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { show, windowOf } from '../support/axe.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { everyPage, pageOf } from '../support/every-page.ts';
import { fibre, network } from '../support/opened/sample-codes.ts';
import { leaveWork } from '../support/opened/work-left.ts';
import { type SampleJuly, startSampleJuly } from '../support/sample-july.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');

let at: TestDatabase;
let july: SampleJuly;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  at = await freshSqlite();
  july = await startSampleJuly(at.url, dashboard);
  await leaveWork(july);
  await july.app.ok('PATCH', '/me', { preferences: { toured: true } });
  browser = await launchBrowser();
  context = await windowOf(browser, 'zh', july.app);
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(july.app.address);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await july?.app.stop();
  await at?.drop();
});

/** What a meeting is shown on a wall is a slide, and its pack is paper. */
const pages = everyPage.filter((path) => !/\/(present|pack)\b/.test(path));
const addressOf = (path: string) => pageOf(july, path);

describe('from the keyboard', () => {
  test.each(pages)('on %s the focus is always seen, under nothing, and goes on', async (path) => {
    await show(page, addressOf(path));
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const faults: string[] = [];
    let before = '';
    for (let press = 0; press < 60; press += 1) {
      await page.keyboard.press('Tab');
      const { at: now, fault } = await page.evaluate(focusFault);
      if (now === '') break;
      // A day is typed in parts, each of which Tab comes to.
      if (now === before && !now.startsWith('INPUT date')) faults.push(`stays on ${now}`);
      if (fault) faults.push(`${fault}: ${now}`);
      before = now;
    }
    expect(before, 'something takes the focus').not.toBe('');
    expect([...new Set(faults)]).toEqual([]);
  });

  test('the day is moved without dragging: by a press on the line, and by keys', async () => {
    await show(page, '/');
    const line = page.getByRole('slider');
    const box = await line.boundingBox();
    if (!box) throw new Error('the time line is not there');
    await page.mouse.click(box.x + box.width / 4, box.y + 12);
    await page.getByText(/正在查看/).waitFor();
    await page.getByRole('button', { name: '回到今天' }).click();
    await line.press('ArrowLeft');
    await expect.poll(() => new URL(page.url()).searchParams.get('asOf')).toBe('2023-06-30');
    await line.press('PageDown');
    await expect.poll(() => new URL(page.url()).searchParams.get('asOf')).toBe('2023-06-29');
    await line.press('End');
  });

  test('a click beside a dialog closes it until something is typed in it', async () => {
    await show(page, addressOf('/projects/{project}'));
    const open = page.getByRole('button', { name: '移交' });
    const dialog = page.getByRole('dialog');
    await open.click();
    await dialog.waitFor();
    await page.mouse.click(4, 4);
    await dialog.waitFor({ state: 'detached' });
    await open.click();
    await dialog.getByLabel('原因').fill('岗位调整');
    await page.mouse.click(4, 4);
    expect(await dialog.getByLabel('原因').inputValue()).toBe('岗位调整');
    await dialog.getByRole('button', { name: '关闭' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  test('cancelling to sign out leaves the menu closed', async () => {
    await page.evaluate(() => localStorage.setItem('duibiao.draft.vouchers.admin.2023', '[1]'));
    await page.getByRole('button', { name: /用户菜单/ }).click();
    await page.getByRole('menuitem', { name: '退出' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByRole('menu').count()).toBe(0);
    await page.evaluate(() => localStorage.clear());
  });
});

describe('for whoever hears the page', () => {
  const voice = () => page.locator('.shell > [role=status]').textContent();

  test('a page that comes is named in the tab and aloud, and the focus is not lost', async () => {
    await show(page, addressOf('/projects/{project}'));
    await page.locator('main .alert-story a, main section a[href^="/alerts/"]').first().click();
    await page.getByRole('heading', { name: '经过' }).waitFor();
    await expect.poll(voice).toBe('一条预警');
    await expect.poll(() => page.title()).toMatch(/一条预警/);
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  test('how many rows a filter leaves is said, also where it leaves none', async () => {
    await show(page, '/alerts');
    const search = page.getByRole('searchbox');
    await search.fill('软件');
    await expect.poll(voice).toMatch(/^共\d行$/);
    await search.fill('没有这样的');
    await expect.poll(voice).toBe('没有符合条件的记录。');
    await search.fill('');
    await expect.poll(voice).toMatch(/^共\d+行$/);
  });

  test('another page of the same kind is named again', async () => {
    await show(page, `/projects/${network}`);
    await expect.poll(voice).toBe('项目');
    const spoken = await page.locator('.shell > [role=status] > *').elementHandle();
    await show(page, `/projects/${fibre}`);
    // What stays as it is would not be spoken.
    await expect.poll(() => spoken?.evaluate((text) => text.isConnected)).toBe(false);
    expect(await voice()).toBe('项目');
  });

  test('where a press gives no focus, as in Safari, a closed dialog leaves it to the page', async () => {
    await show(page, addressOf('/projects/{project}'));
    const dialog = page.getByRole('dialog');
    const open = page.getByRole('button', { name: '移交' });
    await open.click();
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => open.evaluate((button) => button === document.activeElement)).toBe(true);
    // A dialog that comes at once is one of several in a row, and goes back to what opened the first.
    await page.waitForTimeout(200);
    await open.evaluate((button: HTMLElement) => {
      button.blur();
      button.click();
    });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  test('the document says its language, and changes it with the texts', async () => {
    const lang = () => page.evaluate(() => document.documentElement.lang);
    expect(await lang()).toBe('zh-CN');
    await page.getByRole('button', { name: /用户菜单/ }).click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await expect.poll(lang).toBe('en');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /User menu/ }).click();
    await page.getByRole('menuitemradio', { name: '中文' }).click();
    await expect.poll(lang).toBe('zh-CN');
    await page.keyboard.press('Escape');
  });
});

describe('for whoever sees it otherwise', () => {
  test('nothing moves for whoever wants no motion', async () => {
    await show(page, '/');
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter(({ playState }) => playState === 'running')
        .map(({ effect }) => (effect as KeyframeEffect).target?.className),
    );
    expect(moving).toEqual([]);
  });

  test('in colours of the system the lights keep their shapes and stand out', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    await show(page, '/projects');
    const marks = await page.evaluate(() => {
      const paper = getComputedStyle(document.body).backgroundColor;
      return [...document.querySelectorAll('main .mark')].map((mark) => ({
        shape: mark.innerHTML.replace(/<title>.*<\/title>/, ''),
        light: mark.getAttribute('class'),
        isSeen: getComputedStyle(mark).color !== paper,
      }));
    });
    await page.emulateMedia({ forcedColors: 'none' });
    expect(marks.length).toBeGreaterThan(8);
    expect(marks.filter(({ isSeen }) => !isSeen)).toEqual([]);
    const lights = new Set(marks.map(({ light }) => light));
    expect(new Set(marks.map(({ shape }) => shape)).size).toBe(lights.size);
  });

  test.each([320, 720])(
    'at a width of %i nothing but tables has to be moved sideways',
    async (width) => {
      await page.setViewportSize({ width, height: 800 });
      const faults: string[] = [];
      for (const path of pages) {
        await show(page, addressOf(path));
        const wide = await page.evaluate(overflowing);
        if (wide.length > 0) faults.push(`${path}: ${wide.slice(0, 3).join(' ')}`);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
      expect(faults).toEqual([]);
    },
    120_000,
  );
});

/** Which element has the focus, and what is wrong with how it is seen; runs in the page. */
function focusFault(): { at: string; fault?: string } {
  const now = document.activeElement;
  if (!(now instanceof HTMLElement) || now === document.body) return { at: '' };
  const box = now.getBoundingClientRect();
  const at = `${now.tagName} ${now.getAttribute('type') ?? ''} ${now.id} ${now.className} ${now.textContent?.trim().slice(0, 30)} ${Math.round(box.x)},${Math.round(box.y)}`;
  // What is meant for the ear, such as a file's own field, shows its focus on what stands for it.
  const shown = now.closest('.visually-hidden') ? (now.parentElement ?? now) : now;
  const style = getComputedStyle(shown);
  const hasRing = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1;
  if (!hasRing) return { at, fault: 'no ring' };
  const { left, top, right, bottom } = shown.getBoundingClientRect();
  if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth)
    return { at, fault: 'out of sight' };
  const x = (Math.max(0, left) + Math.min(innerWidth, right)) / 2;
  const y = (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2;
  const above = document.elementFromPoint(x, y);
  const isCovered =
    above &&
    !shown.contains(above) &&
    !above.contains(shown) &&
    above.closest('.foot, .header, .bulk-bar, thead');
  return isCovered ? { at, fault: `under ${above.className || above.tagName}` } : { at };
}

/** What makes the page wider than its window; tables scroll in a box of their own. Runs in the page. */
function overflowing(): string[] {
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = [...document.querySelectorAll('main *, header *')].filter((one) => {
    const { right } = one.getBoundingClientRect();
    return right > clientWidth + 1 && !one.closest('.scroll, .nav, .data-box, .visually-hidden');
  });
  return wide.map(
    (one) => `${one.tagName.toLowerCase()}.${String(one.getAttribute('class') ?? '').replaceAll(' ', '.')}`,
  );
}
