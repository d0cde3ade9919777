import { resolve } from 'node:path';
import { test } from 'vitest';
import { moveClock, startTestApp } from './support/app.ts';
import { launchBrowser } from './support/browser.ts';
import { freshSqlite } from './support/databases.ts';

const fibre = '13052923P00533C10004D';
const hall = '13052923P006L0N10002F';
test('shots', async () => {
  const at = await freshSqlite();
  const app = await startTestApp(at.url, {}, { dashboard: resolve('dist/client') });
  await app.ok('POST', '/setup/sample');
  await moveClock(app, '2023-07-05');
  const v = (b: object) =>
    app.ok('POST', '/measurements', {
      projectCode: hall,
      indicator: '活动参与者满意度',
      period: '2023-06-30',
      measuredOn: '2023-07-02',
      ...b,
    });
  await v({ value: '98.5%', sampleSize: 200, favourable: 197, note: '问卷回收200份' });
  await v({
    value: '92%',
    indicator: '自助服务机及设备故障率',
    period: '2023-03-31',
    measuredOn: '2023-04-01',
  }).catch((e) => console.log(String(e)));
  const list = await app.ok<{ items: { id: number; indicator: string }[] }>('GET', '/measurements?limit=3');
  await app.ok('POST', `/measurements/${list.items[0]?.id}/evidence`, {
    url: 'https://www.julu.gov.cn/notice/1.html',
  });
  await app.ok('POST', `/expenditures`, {
    voucherNo: 'A-1',
    projectCode: fibre,
    paidOn: '2023-06-20',
    amount: '5000',
    payee: '联通',
    purpose: '光纤租金',
  });
  await app.ok('POST', `/expenditures`, {
    voucherNo: 'A-1',
    projectCode: fibre,
    paidOn: '2023-06-21',
    amount: '4500',
    corrects: 'A-1',
    reason: '金额看错一位',
  });
  const browser = await launchBrowser();
  for (const [lang, w, h, tag] of [
    ['zh', 1440, 900, 'zh-w'],
    ['zh', 390, 844, 'zh-n'],
    ['en', 1440, 900, 'en-w'],
  ] as const) {
    const context = await browser.newContext({ viewport: { width: w, height: h } });
    await context.addCookies([
      { name: 'duibiao_session', value: app.cookie.split('=')[1] ?? '', url: app.address },
    ]);
    await context.addInitScript(`localStorage.setItem('duibiao.language', '${lang}')`);
    const page = await context.newPage();
    page.on('pageerror', (e) => console.log(tag, String(e)));
    const shot = async (name: string, full = false) =>
      page.screenshot({ path: `/tmp/entry-work/${tag}-${name}.png`, fullPage: full });
    await page.goto(`${app.address}/entry/measurements`);
    await page.locator('.values').waitFor();
    const cells = page.locator(`.values .is-due input`);
    console.log(tag, 'due', await cells.count());
    await shot('grid');
    const first = page.locator('.values input').nth(1);
    await first.click();
    await page.keyboard.type('120');
    await page.keyboard.press('Enter');
    await page.keyboard.type('0.97');
    await page.keyboard.press('Enter');
    await page.locator('form .foot .primary').click();
    await page.waitForTimeout(800);
    await shot('grid-typed', true);
    await page.goto(`${app.address}/entry`);
    await page.locator('.grid').waitFor();
    await shot('vouchers');
    await page.goto(`${app.address}/expenditures`);
    await page.locator('.corrections').waitFor();
    await shot('ledger');
    await page.getByRole('button', { name: 'A-1', exact: true }).click();
    await page.waitForTimeout(600);
    await shot('sheet');
    await page.keyboard.press('Escape');
    await page.goto(`${app.address}/indicators`);
    await page.locator('.indicators').waitFor();
    await page.locator('.indicators button.link').first().click();
    await page.waitForTimeout(500);
    await shot('value-history');
    await context.close();
  }
  await browser.close();
  await app.stop();
  await at.drop();
}, 120000);
