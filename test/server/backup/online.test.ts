import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { restoreBackup } from '#server/backup/restore.ts';
import { takeBackup } from '#server/backup/take.ts';
import { commitSamplePlan, moveClock, startTestApp, type TestApp } from '../../support/app.ts';
import { allRows, backupFolder, differencesIn, taken } from '../../support/backups.ts';
import { onEachDatabase, type TestDatabase } from '../../support/databases.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const fibre = '13052923P00533C10004D';

onEachDatabase('a backup while vouchers come in', (fresh) => {
  const backups = backupFolder();
  let source: TestDatabase;
  let target: TestDatabase;
  let app: TestApp;

  beforeAll(async () => {
    [source, target] = await Promise.all([fresh(), fresh()]);
    app = await startTestApp(source.url, { CLOCK: '2023-01-10' });
    await commitSamplePlan(app);
    await moveClock(app, '2023-04-20');
  });
  afterAll(async () => {
    await app.stop();
    await Promise.all([source.drop(), target.drop()]);
    backups.drop();
  });

  test('holds one moment: all that was answered before it, nothing by half, and totals that are the ledger', async () => {
    let [sent, isOver] = [0, false];
    const answered: string[] = [];
    const feed = async () => {
      while (!isOver) {
        sent += 1;
        const voucherNo = `N${sent}`;
        await app.ok('POST', '/expenditures', {
          items: [1, 2, 3].map((line) => ({
            ...{ voucherNo, line, projectCode: fibre, paidOn: `2023-03-0${line}`, amount: '1.25' },
          })),
        });
        answered.push(voucherNo);
      }
    };
    const feeds = [feed(), feed(), feed()];
    await expect.poll(() => answered.length).toBeGreaterThan(20);
    const before = [...answered];
    const file = backups.at('busy.backup.gz');
    const { head } = await takeBackup(source.url, file, taken);
    const during = answered.length - before.length;
    isOver = true;
    await Promise.all(feeds);
    expect(during).toBeGreaterThan(0);

    const { end } = await restoreBackup(target.url, file, taken.now);
    const { expenditure = [], change = [] } = await allRows(target.url);
    const lines = expenditure.flatMap((row) => /"(N\d+)"/.exec(row)?.[1] ?? []);
    for (const voucherNo of new Set(lines))
      expect(lines.filter((line) => line === voucherNo)).toHaveLength(3);
    expect(lines).toEqual(expect.arrayContaining(before));
    expect(end.rows.expenditure).toBe(lines.length);
    const seqs = change.map((row) => Number(/\[.*?,(\d+)\]$/.exec(row)?.[1])).sort((a, b) => a - b);
    expect(seqs.at(-2)).toBe(head.seq);
    expect(await differencesIn(target.url)).toEqual([]);
  });
});
