import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openDb } from '#db/open.ts';
import { sealAll } from '#server/audit/sealer.ts';
import { leftOut } from '#server/backup/format.ts';
import { restoreBackup } from '#server/backup/restore.ts';
import { takeBackup } from '#server/backup/take.ts';
import type { Listing } from '#shared/api.ts';
import type { Evidence, Measurement } from '#shared/measurement.ts';
import {
  clientOf,
  commitSamplePlan,
  moveClock,
  startTestApp,
  type TestApp,
  type TestClient,
} from '../../support/app.ts';
import { allRows, backupFolder, differencesIn, taken } from '../../support/backups.ts';
import { freshPostgres, freshSqlite, type TestDatabase } from '../../support/databases.ts';
import { sendFile } from '../../support/files.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const fibre = '13052923P00533C10004D';
const hall = '13052923P006L0N10002F';
const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(70_000), Buffer.from('\n%%EOF\n')]);
const kinds = { sqlite: freshSqlite, postgres: freshPostgres };

describe.for([
  ['sqlite', 'sqlite'],
  ['postgres', 'postgres'],
  ['sqlite', 'postgres'],
  ['postgres', 'sqlite'],
] as const)('a backup of %s restored into %s', ([from, to]) => {
  const backups = backupFolder();
  const file = backups.at('all.backup.gz');
  let source: TestDatabase;
  let target: TestDatabase;
  let app: TestApp;
  let token: string;
  let evidence: string;
  let before: Record<string, string[]>;

  beforeAll(async () => {
    [source, target] = await Promise.all([kinds[from](), kinds[to]()]);
    app = await startTestApp(source.url, { CLOCK: '2023-01-10' });
    ({ token, evidence } = await halfAYear(app));
    await sealed(source.url);
    before = await allRows(source.url);
    await takeBackup(source.url, file, taken);
    await restoreBackup(target.url, file, taken.now);
  });
  afterAll(async () => {
    await app.stop();
    await Promise.all([source.drop(), target.drop()]);
    backups.drop();
  });

  test('has every row of every table, but who is signed in; and goes on counting far ahead', async () => {
    const after = await allRows(target.url);
    expect(before.session).not.toEqual([]);
    for (const name of leftOut) expect(after[name]).toEqual([]);
    const news = (after.change ?? []).filter((row) => !before.change?.includes(row));
    expect([news.length, after.change?.length]).toEqual([1, (before.change?.length ?? 0) + 1]);
    const others = Object.keys(before).filter((name) => ![...leftOut, 'change', 'clock'].includes(name));
    for (const name of others) expect([name, after[name]]).toEqual([name, before[name]]);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    const filled = others.filter((name) => before[name]?.length);
    expect(filled).toEqual(
      expect.arrayContaining(['account', 'api_token', 'alert', 'evidence_bytes', 'expenditure', 'standing']),
    );
  });

  test('keeps totals that are what the ledgers say', async () => {
    expect(await differencesIn(target.url)).toEqual([]);
  });

  test('answers as before, lets the same people and tokens in, and goes on from there', async () => {
    const restored = await startTestApp(target.url, { CLOCK: '2023-01-10' });
    try {
      const paths = ['/overview', '/projects', `/projects/${fibre}`, '/alerts?limit=500', '/measurements'];
      for (const path of [...paths, `/projects/${fibre}/expenditures`, '/users']) {
        const [was, is] = await Promise.all([app.call('GET', path), restored.call('GET', path)]);
        expect([path, is.status, whenSeen(is.body)]).toEqual([path, 200, whenSeen(was.body)]);
      }
      const sent = await fetch(`${restored.address}/api/v1${evidence}`, { headers: restored.credentials });
      expect(Buffer.from(await sent.arrayBuffer())).toEqual(pdf);
      const machine = clientOf(restored.address, { authorization: `Bearer ${token}` });
      expect(await machine.ok('GET', '/session')).toMatchObject({ username: 'finance-system' });
      expect((await clientOf(restored.address, app.credentials).call('GET', '/session')).status).toBe(401);

      const seq = async (client: TestClient) => (await client.ok<{ seq: number }>('GET', '/system')).seq;
      const [lost, now] = [await seq(app), await seq(restored)];
      expect(now).toBeGreaterThan(lost + 1_000_000);
      expect(await restored.ok('GET', `/changes?since=${lost}`)).toMatchObject({
        items: expect.arrayContaining([
          expect.objectContaining({ topics: expect.arrayContaining(['overview', 'alerts']) }),
        ]),
      });
      const again = { voucherNo: 'V1', projectCode: fibre, paidOn: '2023-03-02', amount: '100.00' };
      const payee = '甲\u2028乙';
      expect(await restored.ok('POST', '/expenditures', { ...again, payee })).toMatchObject({ known: 1 });
      const more = { voucherNo: 'V9', projectCode: fibre, paidOn: '2023-03-07', amount: '1.00' };
      expect((await restored.call('POST', '/expenditures', more)).status).toBe(201);
      expect(await differencesIn(target.url)).toEqual([]);
    } finally {
      await restored.stop();
    }
  });
});

/** The trail is chained a moment after what it tells of: a backup meant to be compared waits for that. */
async function sealed(url: string): Promise<void> {
  const db = await openDb({ url, timeZone: 'Asia/Shanghai' });
  await sealAll(db);
  await db.close();
}

/** Signing in is all that differs between the two: who asks was seen since. */
function whenSeen(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body, (key, value) => (key === 'lastSeenAt' ? null : value)));
}

/** Half a year of plan, vouchers, values, evidence, people and alerts. */
async function halfAYear(client: TestClient): Promise<{ token: string; evidence: string }> {
  await commitSamplePlan(client);
  await moveClock(client, '2023-04-20');
  const paid = { projectCode: fibre, paidOn: '2023-03-02' };
  const items = [
    { ...paid, voucherNo: 'V1', amount: '100.00', payee: '甲\u2028乙' },
    { ...paid, voucherNo: 'V2', amount: '50.50', purpose: '"光纤"\\线\n二期' },
    { ...paid, voucherNo: 'V3', paidOn: '2023-03-05', amount: '7.00', fundSource: 'other' },
  ];
  await client.ok('POST', '/expenditures', { items });
  await moveClock(client, '2023-07-15');
  await client.ok('POST', '/measurements', {
    projectCode: hall,
    indicator: '活动参与者满意度',
    period: '2023-06-30',
    value: '98.5%',
    measuredOn: '2023-07-02',
  });
  const grants = [{ role: 'auditor' }];
  await client.ok('POST', '/users', { username: 'wang', name: '王审', grants });
  const { secret } = await client.ok<{ secret: string }>('POST', '/tokens', {
    name: 'finance-system',
    scopes: ['read', 'ingest'],
  });
  const values = await client.ok<Listing<Measurement>>('GET', '/measurements?limit=1');
  const id = values.items[0]?.id;
  const { body } = await sendFile<Evidence>(client, `/measurements/${id}/evidence`, {
    content: pdf,
    name: '满意度报告.pdf',
  });
  return { token: secret, evidence: `/measurements/${id}/evidence/${body.id}` };
}
