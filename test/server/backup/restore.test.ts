import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connect, openDb } from '#db/open.ts';
import { listTables, pagesOf } from '#db/whole-tables.ts';
import { leftOut } from '#server/backup/format.ts';
import { restoreBackup } from '#server/backup/restore.ts';
import { takeBackup } from '#server/backup/take.ts';
import { differences } from '#server/evaluation/check-kept.ts';
import { judgeProjects } from '#server/evaluation/evaluate-projects.ts';
import { createPlanCache } from '#server/evaluation/snapshots.ts';
import {
  commitSamplePlan,
  moveClock,
  signIn,
  startTestApp,
  type TestApp,
  type TestClient,
} from '../../support/app.ts';
import { freshPostgres, freshSqlite, type TestDatabase } from '../../support/databases.ts';
import { sendFile } from '../../support/files.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const fibre = '13052923P00533C10004D';
const taken = { version: 'test', now: new Date('2026-11-25T08:00:00Z') };
const kinds = { sqlite: freshSqlite, postgres: freshPostgres };

describe.for([
  ['sqlite', 'sqlite'],
  ['postgres', 'postgres'],
  ['sqlite', 'postgres'],
  ['postgres', 'sqlite'],
] as const)('a backup of %s restored into %s', ([from, to]) => {
  const folder = mkdtempSync(join(tmpdir(), 'duibiao-backup-'));
  const file = join(folder, 'all.backup.gz');
  let source: TestDatabase;
  let target: TestDatabase;
  let app: TestApp;
  let evidence: string;

  beforeAll(async () => {
    [source, target] = await Promise.all([kinds[from](), kinds[to]()]);
    app = await startTestApp(source.url, { CLOCK: '2023-01-10' });
    evidence = await aSpring(app);
  });
  afterAll(async () => {
    await app.stop();
    await Promise.all([source.drop(), target.drop()]);
    rmSync(folder, { recursive: true });
  });

  test('has every row of every table, but who is signed in', async () => {
    await takeBackup(source.url, file, taken);
    await restoreBackup(target.url, file);
    const [before, after] = [await allRows(source.url), await allRows(target.url)];
    expect(Object.keys(before)).toContain('evidence_bytes');
    for (const name of leftOut) expect(after[name]).toEqual([]);
    for (const name of leftOut) delete before[name], delete after[name];
    expect(after).toEqual(before);
    expect(Object.values(before).flat().length).toBeGreaterThan(300);
  });

  test('keeps totals that are what the ledgers say', async () => {
    expect(await differencesIn(target.url)).toEqual([]);
  });

  test('answers as before, and goes on from there', async () => {
    const restored = await startTestApp(target.url, { CLOCK: '2023-01-10' });
    try {
      const asked = [
        '/overview',
        '/projects',
        `/projects/${fibre}`,
        '/alerts?limit=500',
        '/measurements',
        evidence,
      ];
      for (const path of asked) {
        const [before, after] = await Promise.all([app.call('GET', path), restored.call('GET', path)]);
        expect([path, after.status, after.body]).toEqual([path, 200, before.body]);
      }
      const more = { voucherNo: 'V9', projectCode: fibre, paidOn: '2023-03-07', amount: '1.00' };
      expect((await restored.call('POST', '/expenditures', more)).status).toBe(201);
      const again = { voucherNo: 'V1', projectCode: fibre, paidOn: '2023-03-02', amount: '100.00' };
      expect(await restored.ok('POST', '/expenditures', again)).toMatchObject({ accepted: 0, known: 1 });
    } finally {
      await restored.stop();
    }
  });
});

/** Some months of plan, vouchers, values, evidence and alerts; answers where the evidence is. */
async function aSpring(client: TestClient): Promise<string> {
  await commitSamplePlan(client);
  await moveClock(client, '2023-04-20');
  const items = [
    { voucherNo: 'V1', projectCode: fibre, paidOn: '2023-03-02', amount: '100.00', payee: '甲\u2028乙' },
    { voucherNo: 'V2', projectCode: fibre, paidOn: '2023-03-02', amount: '50.50', purpose: '"光纤"\\线' },
    { voucherNo: 'V3', projectCode: fibre, paidOn: '2023-03-05', amount: '7.00', fundSource: 'other' },
  ];
  await client.ok('POST', '/expenditures', { items });
  return '/overview';
}

async function allRows(url: string): Promise<Record<string, string[]>> {
  const { reader, writer } = connect(url);
  const rows: Record<string, string[]> = {};
  await reader.transaction().execute(async (trx) => {
    for (const table of await listTables(trx)) {
      table.columns.sort((one, other) => (one.name < other.name ? -1 : 1));
      const all: string[] = [];
      for await (const page of pagesOf(trx, table)) all.push(...page.map((row) => JSON.stringify(row)));
      rows[table.name] = all.toSorted();
    }
  });
  await Promise.all([reader.destroy(), writer.destroy()]);
  return rows;
}

async function differencesIn(url: string): Promise<string[]> {
  const db = await openDb({ url, timeZone: 'Asia/Shanghai' });
  const cache = createPlanCache();
  db.settleWith(async (trx, unit, ids) => (await judgeProjects(trx, unit, cache, ids)).judged);
  const found: string[] = [];
  for await (const { text } of differences(db)) found.push(text);
  await db.close();
  return found;
}
