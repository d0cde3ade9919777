import { resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Meeting, MeetingAction } from '#shared/meeting.ts';
import { commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';

const dashboard = resolve(import.meta.dirname, '../../dist/client');
const fibre = '13052923P00533C10004D';

let at: TestDatabase;
let app: TestApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let id: string;
const troubles: string[] = [];

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, { CLOCK: '2023-01-01' }, { dashboard });
  await commitSamplePlan(app);
  await moveClock(app, '2023-04-10');
  const paid = { voucherNo: 'V-1', projectCode: fibre, paidOn: '2023-03-20', amount: '5000.00' };
  await app.ok('POST', '/expenditures', paid);
  await app.ok('POST', '/ledger/confirm', { coveredTo: '2023-04-10' });
  await moveClock(app, '2023-04-11');
  browser = await launchBrowser();
  ({ context, page } = await open(1280, 720));
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await at?.drop();
});

async function open(width: number, height: number) {
  const opened = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width, height },
    acceptDownloads: true,
  });
  await opened.addCookies([
    { name: 'duibiao_session', value: app.cookie.split('=')[1] ?? '', url: app.address },
  ]);
  const first = await opened.newPage();
  first.setDefaultTimeout(8_000);
  first.on('pageerror', (error) => troubles.push(String(error)));
  return { context: opened, page: first };
}

const dialog = () => page.getByRole('dialog');
const button = (name: string) => page.getByRole('button', { name, exact: true });
const stored = () => app.ok<Meeting>('GET', `/meetings/${id}`);
const taken = async () => (await stored()).items.filter(({ included }) => included);
const itemOf = async (project: string) =>
  (await taken()).find(({ kind, projectCode }) => kind === 'project' && projectCode === project);
/** Shows the slide of the fibre project. */
const toFibre = async () => {
  const items = await taken();
  const number = items.findIndex(({ kind, projectCode }) => kind === 'project' && projectCode === fibre) + 1;
  await page.goto(`${app.address}/meetings/${id}/present?item=${number}`);
  await page.getByText(`第${number}项 / 共${items.length}项`).waitFor();
};

test('a meeting is opened for the last node, with a word about what it will be', async () => {
  await page.goto(`${app.address}/meetings`);
  await page.getByText('还没有开过调度会').waitFor();
  await button('召开调度会').click();
  await dialog()
    .getByText(/议程将有\d+项/)
    .waitFor();
  await dialog().getByRole('button', { name: '3月底' }).waitFor();
  expect(await dialog().getByLabel('召开日期').inputValue()).toBe('2023-04-11');
  await dialog().getByRole('button', { name: '召开', exact: true }).click();
  await page.getByRole('heading', { name: '2023年3月底预算绩效调度会' }).waitFor();
  id = /meetings\/([^/?]+)/.exec(page.url())?.[1] ?? '';
  expect(await taken()).not.toHaveLength(0);
});

test('its agenda is put in order by the keyboard, and an item left out stays below the line', async () => {
  const [first, second] = await taken();
  const agenda = page.getByRole('grid', { name: '上会议题' });
  await agenda.getByRole('row').first().focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(async () => (await taken())[0]?.id).toBe(second?.id);
  expect((await taken())[1]?.id).toBe(first?.id);

  const count = (await taken()).length;
  await agenda.getByRole('row').last().getByRole('button', { name: '不上会' }).click();
  await expect.poll(async () => (await taken()).length).toBe(count - 1);
  await page.getByText('不上会（1）').waitFor();
  await button('列入').click();
  await expect.poll(async () => (await taken()).length).toBe(count);
});

test('when and where it is held is written down', async () => {
  await button('修改').click();
  await page.getByLabel('地点').fill('三楼会议室');
  await page.getByLabel('主持').fill('赵局长');
  await button('保存').click();
  await page.getByText('三楼会议室').waitFor();
  expect(await stored()).toMatchObject({ place: '三楼会议室', chair: '赵局长', heldOn: '2023-04-11' });
});

test('the owner sees what will be shown and says why; half a statement outlives a reload', async () => {
  const item = await itemOf(fibre);
  await page.goto(`${app.address}/meetings/${id}/items/${item?.id}`);
  await page.getByRole('heading', { name: item?.title }).waitFor();
  await page.getByText('责任人没有说明').waitFor();
  await button('提交说明').click();
  await page.getByText('请填写').waitFor();
  await page.getByLabel('原因说明').fill('运营商三月底才开票');
  await page.reload();
  expect(await page.getByLabel('原因说明').inputValue()).toBe('运营商三月底才开票');
  await page.getByText('制度保障', { exact: true }).click();
  await page.getByLabel('整改措施').fill('五月上旬支付');
  await page.getByLabel('承诺完成日').fill('5月10日');
  await button('提交说明').click();
  await page.getByText('已提交，会上将显示').waitFor();
  await page.getByRole('article').getByText('制度保障：运营商三月底才开票').waitFor();
  expect((await itemOf(fibre))?.statement).toMatchObject({
    measure: '五月上旬支付',
    promisedOn: '2023-05-10',
  });
});

test('it is presented by the keyboard alone: slides, vouchers, notes, time', async () => {
  await page.goto(`${app.address}/meetings/${id}`);
  await button('放映').click();
  const items = await taken();
  await page.getByText('封面', { exact: true }).waitFor();
  await page.keyboard.press('End');
  await page.getByText(`第${items.length}项 / 共${items.length}项`).waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.press('PageDown');
  await page.getByText(`第1项 / 共${items.length}项`).waitFor();
  await page.getByRole('heading', { name: items[0]?.title }).waitFor();

  await toFibre();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.keyboard.press('v');
  await page.getByRole('row', { name: 'V-1' }).getByText('0.50').waitFor();
  expect(asked.filter((url) => url.includes('expenditures'))).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });

  await page.keyboard.press('n');
  await page.keyboard.type('1 先请信息股');
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await itemOf(fibre))?.notes).toBe('1 先请信息股');
  expect((await itemOf(fibre))?.decision, 'a digit that is typed decides nothing').toBeNull();

  await page.keyboard.press('p');
  await page.getByText('已暂停').waitFor();
  await page.keyboard.press('p');
});

test('what is decided while the server is away is kept, over a reload, and reaches it once', async () => {
  await toFibre();
  await page.getByRole('figure', { name: '支出进度图' }).waitFor();
  await context.setOffline(true);
  // Offline the whole meeting goes on: every slide is there.
  await page.keyboard.press('Home');
  await page.getByRole('heading', { name: '2023年3月底预算绩效调度会' }).waitFor();
  const number = (await offlineNumber()) ?? 0;
  for (let step = 0; step < number; step++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('4');
  await page.keyboard.type('五月十日前支付一季度线路租金');
  await dialog().getByLabel('责任人').fill('张敏');
  await dialog().getByLabel('期限').fill('5月10日');
  await page.keyboard.press('Control+Enter');
  await dialog().getByText('待同步').waitFor();
  await page.getByText('未同步2条').waitFor();
  await page.keyboard.press('Escape');
  expect((await itemOf(fibre))?.decision).toBeNull();

  await context.setOffline(false);
  // The page may even be left: what waits is in the browser.
  await page.reload();
  await expect.poll(async () => (await itemOf(fibre))?.decision?.decision).toBe('rectify');
  await expect.poll(async () => (await itemOf(fibre))?.actions.length).toBe(1);
  expect((await itemOf(fibre))?.actions[0]).toMatchObject({
    what: '五月十日前支付一季度线路租金',
    who: '张敏',
    by: '2023-05-10',
  });
  await page.getByText('未同步').waitFor({ state: 'detached' });
  await expect
    .poll(() => page.evaluate("localStorage.getItem('duibiao.draft.meeting.admin.unsent')"))
    .toBe('');
});

/** The number of the fibre project's slide, from what the test knows and the page need not be asked for. */
async function offlineNumber() {
  const items = await taken();
  return items.findIndex(({ kind, projectCode }) => kind === 'project' && projectCode === fibre) + 1;
}

test('the answer that got lost on its way is asked for again, and the action stands once', async () => {
  await toFibre();
  let lost = 0;
  await page.route('**/actions', async (route) => {
    if (lost++ > 0) return route.continue();
    // It reaches the server; its answer does not reach the page.
    await route.fetch();
    return route.abort();
  });
  await page.keyboard.press('a');
  await page.keyboard.type('每月与运营商对账');
  await dialog().getByLabel('责任人').fill('李强');
  await page.keyboard.press('Enter');
  await expect.poll(() => lost).toBe(2);
  await page.getByText('未同步').waitFor({ state: 'detached' });
  await page.unroute('**/actions');
  expect((await itemOf(fibre))?.actions.map(({ who }) => who)).toEqual(['张敏', '李强']);
});

test('a decision in other words needs its words', async () => {
  await toFibre();
  await page.keyboard.press('5');
  await page.keyboard.press('Enter');
  await dialog().getByText('请写明处置内容').waitFor();
  await page.keyboard.type('并入信息化统一采购');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await itemOf(fibre))?.decision)
    .toMatchObject({ decision: 'other', text: '并入信息化统一采购' });
});

test('no slide is cut off, on a small projector or a large screen', async () => {
  for (const [width, height] of [
    [1280, 720],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (let slide = 0; slide <= (await taken()).length; slide++) {
      await page.goto(`${app.address}/meetings/${id}/present?item=${slide}`);
      await page.getByRole('article').waitFor();
      const sizes = (await page.evaluate(`(() => {
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
        const main = document.querySelector('.slide-main');
        return [scrollWidth - clientWidth, scrollHeight - clientHeight, main.scrollWidth - main.clientWidth];
      })()`)) as number[];
      expect(Math.max(...sizes), `slide ${slide} at ${width}`).toBeLessThanOrEqual(1);
    }
  }
  await page.setViewportSize({ width: 1280, height: 720 });
});

test('what is corrected later moves today’s figures and not the pack', async () => {
  const before = await stored();
  const late = { voucherNo: 'V-2', projectCode: fibre, paidOn: '2023-03-30', amount: '2000.00' };
  await app.ok('POST', '/expenditures', late);
  await page.goto(`${app.address}/meetings/${id}/compare?with=now`);
  const row = page.getByRole('table', { name: '项目变化' }).getByRole('row', { name: '光纤租赁' });
  await row.getByText('0.50').waitFor();
  await row.getByText('0.70').waitFor();
  expect((await stored()).items.map(({ project }) => project)).toEqual(
    before.items.map(({ project }) => project),
  );
});

test('it is closed, and leaves minutes, papers, and sheets to print', async () => {
  await page.goto(`${app.address}/meetings/${id}`);
  for (const name of ['会议纪要 Word', '汇报材料 Word', '汇报材料 Excel']) {
    const [file] = await Promise.all([page.waitForEvent('download'), button(name).click()]);
    expect(file.suggestedFilename()).toMatch(name.endsWith('Excel') ? /\.xlsx$/ : /\.docx$/);
  }
  await button('会议结束').click();
  await dialog()
    .getByText(/还有\d+项没有处置/)
    .waitFor();
  await dialog().getByRole('button', { name: '会议结束' }).click();
  await page.getByText('已结束', { exact: true }).waitFor();
  expect((await stored()).state).toBe('closed');
  expect(await button('会议结束').count()).toBe(0);

  await page.goto(`${app.address}/meetings/${id}/pack`);
  await page.getByRole('heading', { name: (await itemOf(fibre))?.title }).waitFor();
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
});

test('its actions live on: submitted, returned, submitted and closed, there and in the ledger of rectifications', async () => {
  await page.goto(`${app.address}/rectification`);
  const row = () =>
    page.getByRole('table', { name: '议定事项列表' }).getByRole('row', { name: '五月十日前支付' });
  const step = async (name: string, label: string, words: string) => {
    await row().getByRole('button', { name }).click();
    await dialog().getByLabel(label).fill(words);
    await dialog().getByRole('button', { name }).click();
    await dialog().waitFor({ state: 'detached' });
  };
  await row().getByText('还有29天').waitFor();
  await step('报结果', '办理结果', '已支付');
  await row().getByText('已报结果').waitFor();
  await step('退回', '退回意见', '请附凭证号');
  await row().getByText('意见：请附凭证号').waitFor();
  await page.goto(`${app.address}/meetings`);
  await step('报结果', '办理结果', '已支付，凭证V-9');
  await step('销号', '核实情况', '已核对');
  await row().waitFor({ state: 'detached' });
  const { items } = await app.ok<{ items: MeetingAction[] }>('GET', '/meeting-actions?state=closed');
  expect(items.map(({ what }) => what)).toEqual(['五月十日前支付一季度线路租金']);
});

test('nothing is wider than a phone', async () => {
  const { page: phone } = await open(390, 844);
  const item = (await stored()).items[0];
  for (const path of ['', `/${id}`, `/${id}/items/${item?.id}`, `/${id}/compare?with=now`, `/${id}/pack`]) {
    await phone.goto(`${app.address}/meetings${path}`);
    await phone.getByRole('heading').first().waitFor();
    const wide = await phone.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(wide, path).toBeLessThanOrEqual(1);
  }
  expect(troubles).toEqual([]);
});
