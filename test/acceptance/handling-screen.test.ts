import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Alert } from '#shared/alert.ts';
import { alertsOf, commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');
const fibre = '13052923P00533C10004D';

let at: TestDatabase;
let app: TestApp;
let browser: Browser;
let page: Page;
let alert: Alert;
const troubles: string[] = [];

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, { CLOCK: '2023-01-01' }, { dashboard });
  await commitSamplePlan(app);
  await moveClock(app, '2023-04-10');
  await app.ok('POST', '/ledger/confirm', { coveredTo: '2023-04-10' });
  await moveClock(app, '2023-04-11');
  const [found] = await alertsOf(app, `&project=${fibre}&kind=SPEND_BEHIND`);
  if (!found) throw new Error('there is no alert');
  alert = found;
  browser = await launchBrowser();
  page = await open(1440, 900);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await at?.drop();
});

async function open(width: number, height: number) {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width, height } });
  await context.addCookies([
    { name: 'duibiao_session', value: app.cookie.split('=')[1] ?? '', url: app.address },
  ]);
  const opened = await context.newPage();
  opened.setDefaultTimeout(6_000);
  opened.on('pageerror', (error) => troubles.push(String(error)));
  return opened;
}

const dialog = () => page.getByRole('dialog');
const story = () => page.getByRole('list', { name: '经过' });
const menu = async (item: string) => {
  await page.getByRole('button', { name: '其他操作' }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

test('an alert is acknowledged from its page, by the keyboard alone', async () => {
  await page.goto(`${app.address}/alerts/${alert.id}`);
  const next = page.getByRole('button', { name: '签收并承诺' });
  await next.waitFor();
  await next.focus();
  await page.keyboard.press('Enter');
  await dialog().waitFor();
  // What was forgotten is said beside its field, and nothing is sent.
  await dialog().getByRole('button', { name: '签收' }).click();
  await dialog().getByText('请填写').first().waitFor();
  expect(await dialog().getByLabel('承诺完成日').inputValue()).toBe('2023-06-30');

  await dialog().getByLabel('责任人').fill('张敏');
  await dialog().getByLabel('责任人').press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  await page.keyboard.type('五月上旬支付一季度线路租金');
  await dialog().getByLabel('承诺完成日').fill('5月10日');
  await page.keyboard.press('Enter');
  await dialog().waitFor({ state: 'detached' });
  await story()
    .getByText('张敏签收，承诺2023年5月10日前完成。原因：制度保障。措施：五月上旬支付一季度线路租金')
    .waitFor();
  await page.getByText('督办', { exact: true }).waitFor();
});

test('its result is submitted; while it fires it can only be returned', async () => {
  await page.getByRole('button', { name: '报整改结果' }).click();
  await dialog().getByLabel('整改结果').fill('已支付1.25万元');
  await dialog().getByRole('button', { name: '报整改结果' }).click();
  await story().getByText('报整改结果：已支付1.25万元').waitFor();
  await page.getByRole('button', { name: '退回' }).waitFor();
  expect(await page.getByRole('button', { name: '销号' }).count()).toBe(0);
});

test('the ledger of rectifications lists it with its promise', async () => {
  await page.goto(`${app.address}/rectification`);
  const row = page.getByRole('table', { name: '整改台账列表' }).getByRole('row').nth(1);
  await row.getByText('张敏').waitFor();
  await row.getByText('还有29天').waitFor();
  await row.getByRole('link').click();
});

test('it recovers before one’s eyes, and is closed', async () => {
  await page.getByRole('button', { name: '退回' }).waitFor();
  const voucher = { voucherNo: 'F-1', projectCode: fibre, paidOn: '2023-04-11', amount: '12500.00' };
  await app.ok('POST', '/expenditures', voucher);
  await page.getByRole('button', { name: '销号' }).click({ timeout: 5000 });
  await dialog().getByLabel('核实情况').fill('已核对支付凭证');
  await dialog().getByRole('button', { name: '销号' }).click();
  await story().getByText('销号：已核对支付凭证（同一人办理，无第二人）').waitFor();
  await story().getByText('解除，承诺兑现：已恢复').waitFor();
  expect(await page.getByRole('button', { name: '其他操作' }).count()).toBe(0);
});

test('another alert is silenced, after a look at what that hides', async () => {
  const [other] = (await alertsOf(app, '&kind=SPEND_BEHIND')).filter(
    ({ projectCode }) => projectCode !== fibre,
  );
  await page.goto(`${app.address}/alerts/${other?.id}`);
  await menu('静默通知');
  await dialog().getByText('将静默1条').waitFor();
  await dialog().getByText('所有项目的同类预警').click();
  await dialog()
    .getByText(/将静默[2-9]条/)
    .waitFor();
  await dialog().getByLabel('静默至').fill('2023-07-31');
  await dialog().getByText('最迟到下一节点2023-06-30').waitFor();
  await dialog().getByLabel('静默至').fill('4月20日');
  await dialog().getByLabel('理由').fill('月底集中支付');
  await dialog().getByRole('button', { name: '开始静默' }).click();
  await page.getByText('通知已静默').first().waitFor();
  await story().getByText('通知静默至2023年4月20日：月底集中支付').waitFor();
  await menu('结束静默');
  await story().getByText('静默提前结束，恢复通知').waitFor();
});

test('every dialog fits a phone without scrolling, sideways or down', async () => {
  const phone = await open(390, 844);
  const [other] = (await alertsOf(app, '&kind=SPEND_BEHIND')).filter(
    ({ projectCode }) => projectCode !== fibre,
  );
  await phone.goto(`${app.address}/alerts/${other?.id}`);
  const fits = async () => {
    const box = await phone.getByRole('dialog').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) + (box?.height ?? 999)).toBeLessThanOrEqual(844);
    await phone.keyboard.press('Escape');
  };
  await phone.getByRole('button', { name: '签收并承诺' }).click();
  await phone.getByRole('dialog').waitFor();
  await fits();
  for (const item of ['认可', '静默通知']) {
    await phone.getByRole('button', { name: '其他操作' }).click();
    await phone.getByRole('menuitem', { name: item }).click();
    await phone.getByRole('dialog').waitFor();
    await phone.waitForTimeout(300);
    await fits();
  }
  for (const path of ['/alerts', '/rectification', '/closing', `/alerts/${alert.id}`, `/projects/${fibre}`]) {
    await phone.goto(app.address + path);
    await phone.getByRole('heading').first().waitFor();
    const wide = await phone.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(wide, path).toBeLessThanOrEqual(1);
  }
});

test('a project is handed over on its page, and its alerts are the other one’s from then on', async () => {
  await page.goto(`${app.address}/projects/${fibre}`);
  const owner = page.getByRole('region', { name: '责任人' });
  await owner.getByRole('button', { name: '移交' }).click();
  await dialog().getByLabel('移交给').fill('李强');
  const submit = dialog().getByRole('button', { name: '移交' });
  expect(await submit.isDisabled()).toBe(true);
  await dialog().getByLabel('原因').fill('岗位调整');
  await submit.click();
  await dialog().waitFor({ state: 'detached' });
  await owner.getByText('移交 李强').waitFor();
  expect(await owner.getByText('岗位调整').textContent()).toContain('admin');
  expect(await app.ok('GET', `/projects/${fibre}`)).toMatchObject({ owner: '李强' });
});

test('a project is finished on its page, and the year is closed with a word about each', async () => {
  await page.goto(`${app.address}/projects/${fibre}`);
  await page.getByRole('button', { name: '申报完结' }).click();
  await dialog().getByText('已支出1.25万元，结余3.75万元').waitFor();
  await dialog().getByLabel('完结理由').fill('合同已履行完毕');
  await dialog().getByRole('button', { name: '申报' }).click();
  await page.getByText('待财务批准').waitFor();
  await page.getByRole('button', { name: '批准完结' }).click();
  await page.getByText('已完结：admin于2023年4月11日批准，结余3.75万元').waitFor();

  await moveClock(app, '2024-01-15');
  await app.ok('POST', '/ledger/confirm', { coveredTo: '2023-12-31' });
  await page.goto(app.address);
  await page.getByText('2024年还没有生效的计划，正在显示2023年').waitFor();
  await page.getByRole('link', { name: '去结账' }).click();
  await page.getByRole('button', { name: '结账', exact: true }).click();
  await dialog()
    .getByText(/条预警随之解除/)
    .waitFor();
  await dialog().getByRole('button', { name: '结账', exact: true }).click();
  await page.getByText('2023年已由admin于2024年1月15日结账').waitFor();
  await page.getByText('2023年已结账，只供查看').first().waitFor();
  expect(await alertsOf(app, '&year=2023')).toEqual([]);
  expect(troubles).toEqual([]);
});
