import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { EvaluationRun, Listing } from '#shared/api.ts';
import { startTestApp } from '../support/app.ts';
import { freshSqlite } from '../support/databases.ts';

test('the schedule rests once the welcome screen has made the database a training one', async () => {
  const at = await freshSqlite();
  const app = await startTestApp(at.url, { EVALUATE_CRON: '* * * * * *' });
  const ticks = async () => {
    const { items } = await app.ok<Listing<EvaluationRun>>('GET', '/evaluations');
    return items.filter(({ trigger }) => trigger === 'cron').map(({ forDay }) => forDay);
  };
  await expect.poll(async () => (await ticks()).length).toBeGreaterThan(0);
  await app.ok('POST', '/setup/sample');
  // Two ticks pass; that nothing happens at them cannot be polled for.
  await wait(2_200);
  expect((await ticks()).filter((day) => day.startsWith('2023'))).toEqual([]);
  await app.stop();
  await at.drop();
});
