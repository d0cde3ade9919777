import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDb } from '#db/open.ts';
import { listAlerts } from '#db/queries/alerts.ts';
import { listEvaluations } from '#db/queries/evaluations.ts';
import { recordRun } from '#server/evaluation/run.ts';
import { judgeStall } from '#server/evaluation/stall.ts';
import { noCounts } from '#server/evaluation/write-transitions.ts';
import { commitSamplePlan, startTestApp } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';

onEachDatabase('an evaluation that does not come', (fresh) => {
  let at: TestDatabase;
  let db: Database;

  const begin = async (environment: Record<string, string> = {}) => {
    const now = () => new Date('2023-03-01T01:00:00.000Z');
    const app = await startTestApp(at.url, environment, { now });
    await commitSamplePlan(app);
    await app.stop();
    db = await openDb({ url: at.url, timeZone: 'Asia/Shanghai', now });
  };
  beforeEach(async () => {
    at = await fresh();
  });
  afterEach(async () => {
    await db.close();
    await at.drop();
  });

  const look = (hours: number) =>
    db.write(async (trx, unit) => {
      const [good] = await listEvaluations(trx, { limit: 1, ok: true });
      await judgeStall(trx, unit, new Date(Date.parse(good?.finishedAt ?? '') + hours * 3_600_000));
    });
  const stalls = async () => {
    const conditions = ['firing', 'resolved'] as const;
    const alerts = await listAlerts(db.read, {
      year: 2023,
      conditions,
      kinds: ['EVALUATION_STALLED'],
      limit: 10,
    });
    return alerts.map(({ condition, severity, since, resolvedBecause }) =>
      [condition, severity, since, resolvedBecause ?? '-'].join(' '),
    );
  };

  test('is told after 26 hours, once, and ends with the next good run', async () => {
    await begin();
    await look(26);
    expect(await stalls()).toEqual([]);
    await look(26.001);
    await look(40);
    expect(await stalls()).toEqual(['firing critical 2023-03-01 -']);
    const startedAt = new Date();
    await recordRun(db, { trigger: 'cron', forDay: '2023-03-01', startedAt, counts: noCounts, error: null });
    expect(await stalls()).toEqual(['resolved critical 2023-03-01 recovered']);
  });

  test('is nothing in training, where somebody moves the day by hand', async () => {
    await begin({ CLOCK: '2023-03-01' });
    await look(100);
    expect(await stalls()).toEqual([]);
  });
});
