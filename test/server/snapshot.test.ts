import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProjectWhole } from '#shared/api.ts';
import { showProject } from '#shared/figures.ts';
import type { ProjectSnapshot } from '#shared/project-snapshot.ts';
import { readProfile } from '#shared/shown-rules.ts';
import { readSnapshot, whatIf } from '#shared/what-if.ts';
import { commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { freshSqlite, type TestDatabase } from '../support/databases.ts';

const fibre = '13052923P00533C10004D';

let at: TestDatabase;
let app: TestApp;
beforeEach(async () => {
  at = await freshSqlite();
  app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
  await commitSamplePlan(app);
});
afterEach(async () => {
  await app.stop();
  await at.drop();
});

test('the snapshot of a project tries on the spot what the server then finds', async () => {
  await moveClock(app, '2023-04-12');
  const sent = await app.ok<ProjectSnapshot>('GET', `/projects/${fibre}/snapshot`);
  const snapshot = readSnapshot(sent);
  const payments = [{ day: '2023-04-12', amount: 1_150_001 }];
  const tried = whatIf(snapshot, readProfile(sent.profile), '2023-04-12', { payments, values: [] });
  if (!tried.ok) throw new Error('refused');
  expect(tried.value.cleared.map(({ kind }) => kind)).toContain('SPEND_BEHIND');

  const paid = { voucherNo: 'V1', projectCode: fibre, paidOn: '2023-04-12', amount: '11500.01' };
  await app.ok('POST', '/expenditures', paid);
  const { lights } = await app.ok<ProjectWhole>('GET', `/projects/${fibre}`);
  expect(showProject(tried.value.after, 'zh', 0).lights).toEqual(lights);
});

test('the snapshot is that of the day asked for, and of no project that is not there', async () => {
  await moveClock(app, '2023-04-12');
  const paid = { voucherNo: 'V1', projectCode: fibre, paidOn: '2023-04-10', amount: '100.00' };
  await app.ok('POST', '/expenditures', paid);
  const before = await app.ok<ProjectSnapshot>('GET', `/projects/${fibre}/snapshot?asOf=2023-04-09`);
  expect([before.asOf, before.spending]).toEqual(['2023-04-09', []]);
  const now = await app.ok<ProjectSnapshot>('GET', `/projects/${fibre}/snapshot`);
  expect(now.spending).toEqual([{ day: '2023-04-10', fund: 'fiscal', amount: '100.00' }]);
  expect((await app.call('GET', '/projects/NONE/snapshot')).status).toBe(404);
});
