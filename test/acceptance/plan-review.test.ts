import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samplePlan } from '#db/sample/plan-2023.ts';
import type { PlanImport, PlanImportWhole } from '#shared/api.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { brokenPlans } from '../support/broken-plans.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';
import { wordsOnPage } from '../support/mixed-text.ts';
import { aPlan } from '../support/plans.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');

let at: TestDatabase;
let app: TestApp;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, { CLOCK: '2023-01-01' }, { dashboard });
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const [, value = ''] = app.cookie.split('=');
  await context.addCookies([{ name: 'duibiao_session', value, url: app.address }]);
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => troubles.push(String(error)));
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await at?.drop();
});

const read = (text: string) => app.ok<PlanImport>('POST', '/plan-imports', text);
const stored = (id: string) => app.ok<PlanImportWhole>('GET', `/plan-imports/${id}`);
const focused = (attribute: string) =>
  page.evaluate<string | null>(`document.activeElement.getAttribute('${attribute}')`);
const progress = () => page.locator('.review-progress');

test('questions are worked through from the keyboard, and the commit opens with the last that blocks', async () => {
  const { id, questions } = await read(aPlan({ projects: 2, target: '二98%' }));
  const [first, second] = questions;
  await page.goto(`${app.address}/import/${id}`);
  await progress().getByText('还有2个问题，提交前须回答').waitFor();
  const commit = page.getByRole('button', { name: '提交生效' });
  expect(await commit.isDisabled()).toBe(true);
  await page.getByRole('heading', { name: '提交前还要回答2个问题' }).waitFor();

  await page.keyboard.press('n');
  await expect.poll(() => focused('data-item')).toBe(first?.id);
  await page.locator('.source .cell.found', { hasText: '二98%' }).waitFor();
  await page.keyboard.press('1');
  await progress().getByText('还有1个问题，提交前须回答').waitFor();
  expect((await stored(id)).questions[0]?.answer).toBe(first?.choices?.[0]);
  // The item stays where it was, has the focus, and says who answered.
  expect(await focused('data-item')).toBe(first?.id);
  await page.locator('.work-detail').getByText('admin').waitFor();

  await page.keyboard.press('n');
  await expect.poll(() => focused('data-item')).toBe(second?.id);
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: new RegExp(`^回答 ${second?.subject}`) }).fill('约98个');
  await page.keyboard.press('Enter');
  await page.locator('.work-detail').getByText('没有写入任何数据').waitFor();
  expect((await stored(id)).questions[1]?.answer).toBeUndefined();
  // What was typed is still there, and so is the focus.
  expect(await page.evaluate('document.activeElement.value')).toBe('约98个');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('≥97%');
  await page.keyboard.press('Enter');
  await progress().getByText('没有未决事项').waitFor();
  await expect.poll(() => commit.isDisabled()).toBe(false);

  // Answering again is how an answer is undone.
  await page.keyboard.press('k');
  await expect.poll(() => focused('data-item')).toBe(first?.id);
  await page.keyboard.press('2');
  await expect
    .poll(async () => (await stored(id)).questions[0]?.answer)
    .toBe(first?.choices?.[1] ?? 'a second choice');
});

test('an unsure reading is confirmed, alike ones with it, or put right in place', async () => {
  const { id } = await read(samplePlan);
  await page.goto(`${app.address}/import/${id}?show=open`);
  await progress().getByText('8项理解待确认').waitFor();
  await page.getByRole('button', { name: /^把握不足 更换叫号系统成本/ }).click();
  await page.keyboard.press('e');
  await page
    .getByLabel('指标值', { exact: true })
    .or(page.getByLabel('目标', { exact: true }))
    .fill('≤7万元');
  await page.locator('.understood').getByText('≤ 7万元').waitFor();
  await page.keyboard.press('Enter');
  await progress().getByText('7项理解待确认').waitFor();
  expect(await focused('data-item')).toBe('/projects/0/indicators/3');
  expect((await stored(id)).reading.projects[0]?.indicators[3]).toMatchObject({
    printed: '≤7万元',
    target: { operator: '<=', value: '7', confidence: 'high' },
  });

  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await expect.poll(async () => await progress().textContent()).not.toContain('待确认');
  const { reading } = await stored(id);
  const unsure = reading.projects.flatMap(({ indicators }) =>
    indicators.filter(({ target }) => target.confidence !== 'high'),
  );
  expect(unsure).toEqual([]);
});

test('a cell of the source leads to its figure, and the figure is put right from there', async () => {
  const { id, reading } = await read(samplePlan.replaceAll('2023', '2024'));
  await page.goto(`${app.address}/import/${id}`);
  await page.getByLabel('按项目名称或编码筛选').fill('光纤');
  const name = '光纤租赁和短信机费用';
  const index = reading.projects.findIndex((project) => project.name === name);
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.locator('.source .asked .cell.found', { hasText: name }).waitFor();
  await page.locator('.source').getByRole('button', { name: '2.50', exact: true }).first().click();
  await expect.poll(() => focused('data-pointer')).toBe(`/projects/${index}/nodes/1/cumulative`);
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('6月底 累计').fill('两万');
  expect(await dialog.getByRole('button', { name: '保存' }).isDisabled()).toBe(true);
  await dialog.getByLabel('6月底 累计').fill('2.60');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  const figure = page.locator(`[data-pointer="/projects/${index}/nodes/1/cumulative"]`);
  await figure.getByText('2.60').waitFor();
  expect(await figure.getAttribute('title')).toContain('admin');
  await page.getByRole('button', { name: /更正记录/ }).click();
  await page.getByRole('row', { name: new RegExp(`admin ${name} 6月底 26000.00`) }).waitFor();
  expect(troubles).toEqual([]);
});

test('whoever reads English is asked in English, and finds Chinese only where the document is quoted', async () => {
  await page.evaluate(() => localStorage.setItem('duibiao.language', 'en'));
  for (const [name, text] of Object.entries(brokenPlans)) {
    const { id, questions } = await read(text);
    await page.goto(`${app.address}/import/${id}`);
    await page.getByRole('heading', { name: 'Questions, unsure readings, notes' }).waitFor();
    const asked = questions.find(({ blocks }) => blocks);
    if (asked) await page.locator(`[data-item="${asked.id}"]`).click();
    const mixed = (await wordsOnPage(page)).filter((words) =>
      (words.replace(/“[^”]*”|\([^()]*\)/g, '').match(/[\u3400-\u9fff]+/g) ?? []).some(
        (run) => !text.includes(run),
      ),
    );
    expect(mixed, name).toEqual([]);
  }
  expect(troubles).toEqual([]);
});
