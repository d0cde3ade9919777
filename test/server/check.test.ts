import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Database, openDb } from '#db/open.ts';
import { type Difference, differences, putRight } from '#server/evaluation/check-kept.ts';
import { judgeProjects } from '#server/evaluation/evaluate-projects.ts';
import { createPlanCache } from '#server/evaluation/snapshots.ts';
import type { Project } from '#shared/api.ts';
import { commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const fibre = '13052923P00533C10004D';

onEachDatabase('what is kept, held against the ledgers', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;
  let db: Database;

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-10' });
    await commitSamplePlan(app);
    await moveClock(app, '2023-04-20');
    const items = [
      { voucherNo: 'V1', projectCode: fibre, paidOn: '2023-03-02', amount: '100.00' },
      { voucherNo: 'V2', projectCode: fibre, paidOn: '2023-03-02', amount: '50.50' },
      { voucherNo: 'V3', projectCode: fibre, paidOn: '2023-03-05', amount: '7.00', fundSource: 'other' },
    ];
    await app.ok('POST', '/expenditures', { items });
    await moveClock(app, '2023-05-03');
    db = await openDb({ url: at.url, timeZone: 'Asia/Shanghai' });
    const cache = createPlanCache();
    db.settleWith(async (trx, unit, ids) => (await judgeProjects(trx, unit, cache, ids)).judged);
  });
  afterAll(async () => {
    await db.close();
    await app.stop();
    await at.drop();
  });

  const found = async () => {
    const all: Difference[] = [];
    for await (const difference of differences(db)) all.push(difference);
    return all;
  };
  const said = async () => (await found()).map(({ text }) => text);
  const mend = async () => {
    for (const difference of await found()) await putRight(db, difference);
  };
  const project = () => app.ok<Project>('GET', `/projects/${fibre}?year=2023`);

  test('is found to be the same after a spring of plans, vouchers and days', async () => {
    expect(await said()).toEqual([]);
  });

  test('a total that was changed is said with project, source, day and both amounts, and rebuilt', async () => {
    const before = await project();
    await db.write((trx) =>
      trx
        .updateTable('spent_daily')
        .set({ amount_fen: 99 })
        .where('paid_on', '=', '2023-03-02')
        .where('fund_source', '=', 'fiscal')
        .execute(),
    );
    expect(await said()).toEqual([
      `project ${fibre}, fiscal, paid on 2023-03-02: 0.99 yuan is kept, the ledger adds up to 150.50`,
    ]);
    await mend();
    expect(await said()).toEqual([]);
    expect(await project()).toEqual(before);
  });

  test('a total that was lost, or that no voucher stands behind, is found too', async () => {
    await db.write(async (trx) => {
      await trx.deleteFrom('spent_daily').where('fund_source', '=', 'other').execute();
      const row = await trx.selectFrom('spent_daily').selectAll().executeTakeFirstOrThrow();
      await trx
        .insertInto('spent_daily')
        .values({ ...row, paid_on: '2023-04-01' })
        .execute();
    });
    expect(await said()).toEqual([
      expect.stringContaining('other, paid on 2023-03-05: 0.00 yuan is kept, the ledger adds up to 7.00'),
      expect.stringContaining('fiscal, paid on 2023-04-01: 150.50 yuan is kept, the ledger adds up to 0.00'),
    ]);
    await mend();
    expect(await said()).toEqual([]);
  });

  test('figures that were changed, and a day of the next look that is too late, are said and judged anew', async () => {
    const before = await project();
    await db.write(async (trx) => {
      const of = trx.selectFrom('standing').selectAll().where('figures', 'like', `%${fibre}%`);
      const { id, figures } = await of.executeTakeFirstOrThrow();
      const wrong = JSON.stringify({ ...(JSON.parse(figures) as object), spent: 123 });
      const row = { figures: wrong, next_check_on: '2023-12-30' };
      await trx.updateTable('standing').set(row).where('id', '=', id).execute();
    });
    const [told, ...others] = await said();
    expect(others).toEqual([]);
    expect(told).toMatch(new RegExp(`^project ${fibre}, judged on 2023-`));
    expect(told).toContain('the next look is kept for 2023-12-30, the ledgers ask for 2023-');
    expect(told).toContain('spent is kept as 1.23 yuan, the ledgers give 157.50 yuan');
    await mend();
    expect(await said()).toEqual([]);
    expect(await project()).toEqual(before);
  });

  test('an alert that was lost is raised again', async () => {
    await db.write(async (trx) => {
      const { id } = await trx
        .selectFrom('alert')
        .select('id')
        .where('kind', '=', 'SPEND_BEHIND')
        .where('resolved_at', 'is', null)
        .executeTakeFirstOrThrow();
      await trx.deleteFrom('alert_event').where('alert_id', '=', id).execute();
      await trx.deleteFrom('alert_handling').where('alert_id', '=', id).execute();
      await trx.deleteFrom('alert').where('id', '=', id).execute();
    });
    expect(await said()).toEqual([expect.stringContaining('an alert is due that is not open')]);
    await mend();
    expect(await said()).toEqual([]);
  });

  test('a project that lost what was found of it, or a ledger whose next look is wrong, is judged again', async () => {
    await db.write(async (trx) => {
      await trx.deleteFrom('standing').where('figures', 'like', `%${fibre}%`).execute();
      await trx
        .updateTable('standing')
        .set({ next_check_on: '2023-12-30' })
        .where('project_id', 'is', null)
        .execute();
    });
    expect(await said()).toEqual([
      `project ${fibre} of 2023: it was never judged`,
      expect.stringMatching(/^the ledger of 2023, judged on 2023-.*: the next look is kept for 2023-12-30/),
    ]);
    await mend();
    expect(await said()).toEqual([]);
  });

  test('the command says it beside the running server, ends with 1, and with --rebuild puts it right', async () => {
    const check = async (...words: string[]) => {
      const child = spawn(process.execPath, ['--import', 'tsx', 'server/cli.ts', 'check', ...words], {
        cwd: join(import.meta.dirname, '../..'),
        env: { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: at.url },
      });
      const [output, [status]] = await Promise.all([text(child.stdout), once(child, 'close')]);
      return { status: status as number, said: output.trim().split('\n') };
    };
    await db.write((trx) => trx.updateTable('spent_daily').set({ amount_fen: 1 }).execute());
    const [first, wrong] = [await project(), await check()];
    expect(wrong).toMatchObject({
      status: 1,
      said: { length: 3, 2: expect.stringContaining('2 difference(s)') },
    });
    expect(await check('--rebuild')).toMatchObject({
      status: 0,
      said: { 2: '2 difference(s) found and put right; 0 left.' },
    });
    expect(await check()).toEqual({ status: 0, said: ['Everything that is kept is what the ledgers say.'] });
    expect((await project()).spent).toBe('157.50');
    expect(first.spent).toBe('0.02');
  });
});
