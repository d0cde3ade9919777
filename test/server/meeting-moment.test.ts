import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Alert } from '#shared/alert.ts';
import type { Meeting } from '#shared/meeting.ts';
import { moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';

const software = '13052923P00A1KL100038';

let at: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url);
  await app.ok('POST', '/setup/sample');
  await moveClock(app, '2023-07-15');
}, 60_000);
afterAll(async () => {
  await app.stop();
  await at.drop();
});

test('what was paid after the node is in the alert of today, and in no figure and no sentence of the meeting', async () => {
  const paid = { paidOn: '2023-07-11', amount: '3000.00', projectCode: software, voucherNo: 'L-1' };
  await app.ok('POST', '/expenditures', paid);
  const { items } = await app.ok<Meeting>('POST', '/meetings', { node: '2023-06-30' });
  const item = items.find(({ projectCode }) => projectCode === software);
  const short = item?.project?.alerts.find(({ kind }) => kind === 'SPEND_BEHIND');
  expect([item?.project?.project.spent, item?.project?.project.shortfall]).toEqual(['34000.00', '16000.00']);
  expect(short?.explanation.text).toContain('至2023-06-30实际3.40万元，仍少1.60万元');
  expect(item?.title).toContain('少1.60万元');
  const today = await app.ok<Alert>('GET', `/alerts/${short?.id}`);
  expect(today.explanation.text).toContain('至2023-07-15实际3.70万元，仍少1.30万元');
});

test('what the minutes of a closed meeting tell of is not rewritten in the one before that is still open', async () => {
  const first = await app.ok<Meeting>('POST', '/meetings', { node: '2023-06-30', title: '一' });
  const item = first.items[0]?.id;
  const action = { what: '补签合同', who: '张敏', by: '2023-08-01' };
  const added = await app.ok<{ id: string }>('POST', `/meetings/${first.id}/items/${item}/actions`, action);
  const path = `/meeting-actions/${added.id}`;
  expect((await app.call('PATCH', path, { by: '2023-08-02' })).status).toBe(200);
  const second = await app.ok<Meeting>('POST', '/meetings', { node: '2023-06-30', title: '二' });
  await app.ok('POST', `/meetings/${second.id}/close`);
  for (const [method, body] of [
    ['PATCH', { what: '别的' }],
    ['DELETE', undefined],
  ] as const)
    expect(await app.call(method, path, body)).toMatchObject({ status: 409, body: { code: 'minuted' } });
});
