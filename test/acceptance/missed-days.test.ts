import { expect, test } from 'vitest';
import { alertsOf, commitSamplePlan, startTestApp } from '../support/app.ts';
import { onEachDatabase } from '../support/databases.ts';

onEachDatabase('a server that was away for months', (fresh) => {
  test('runs every missed day before it is ready, and each alert begins on its own day', async () => {
    const at = await fresh();
    const first = await startTestApp(at.url, {}, { now: () => new Date('2023-02-01T03:00:00Z') });
    await commitSamplePlan(first);
    await first.stop();

    const second = await startTestApp(at.url, {}, { now: () => new Date('2023-05-04T03:00:00Z') });
    const ready = await fetch(`${second.address}/readyz`);
    expect(ready.status).toBe(200);
    const alerts = await alertsOf(second);
    // 31 March and five working days more; 31 March and ten days more.
    const days = new Set(alerts.map(({ kind, since }) => `${kind} ${since}`));
    expect(days).toContain('SPEND_BEHIND 2023-04-11');
    expect(alerts.filter(({ since }) => since === '2023-05-04')).toEqual([]);
    await second.stop();
    await at.drop();
  });
});
