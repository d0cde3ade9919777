import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Database, openDb } from '#db/open.ts';
import { createPlanCache } from '#server/evaluation/snapshots.ts';
import { overviewOf, presentOverview } from '#server/http/overview.ts';
import type { ReadingDays } from '#server/http/reading-days.ts';
import type { Sight } from '#server/sight.ts';
import { figuresOfYear } from '#server/year-figures.ts';
import { createYearIndex, type YearIndex } from '#server/year-index.ts';
import type { Listing, Overview, ProjectWhole, YearClosing } from '#shared/api.ts';
import { addDays } from '#shared/calendar.ts';
import type { Measurement } from '#shared/measurement.ts';
import { asOfOn } from '#shared/plan.ts';
import { personWith } from '../support/accounts.ts';
import { alertsOf, commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';
import { sendFile } from '../support/files.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const fibre = '13052923P00533C10004D';
const hall = '13052923P006L0N10002F';
const few = [fibre, hall];

/**
 * The index stands beside the server that writes, as another server's would: all it knows is what was committed.
 */
onEachDatabase('the overview from what is kept', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;
  let beside: Database;
  let years: YearIndex;
  let codes: string[];
  let sights: Sight[];
  let told = 0;
  const done = new Set<string>();

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    await commitSamplePlan(app);
    await moveClock(app, '2023-04-11');
    beside = await openDb({ url: at.url, timeZone: 'Asia/Shanghai' });
    years = createYearIndex(beside);
    const ids = await beside.read.selectFrom('project').select(['id', 'code']).orderBy('code').execute();
    codes = ids.map(({ code }) => code);
    const seen = ids.filter(({ code }) => few.includes(code)).map(({ id }) => id);
    sights = [sightOf('all', undefined), sightOf('few', seen)];
  });
  afterAll(async () => {
    await beside.close();
    await app.stop();
    await at.drop();
  });

  const same = async () => {
    const today = await beside.today();
    const asOf = asOfOn(2023, today);
    const language = told % 2 ? 'en' : 'zh';
    const days = { year: 2023, asOf, today, knownAt: undefined, past: undefined, language } as const;
    const now: ReadingDays = { ...days, isNow: true };
    for (const sight of sights) {
      const figures = await figuresOfYear(beside, createPlanCache(), now, sight);
      const computed = await overviewOf(beside, figures, now, sight);
      const kept = await presentOverview(beside, years, now, sight);
      expect(kept).toEqual(computed);
    }
    told += 1;
  };

  const voucher = (code: string, amount: string, more: object = {}) => ({
    voucherNo: `V${Math.random()}`,
    projectCode: code,
    paidOn: '2023-04-03',
    amount,
    ...more,
  });
  const pay = (...items: object[]) => app.ok('POST', '/expenditures', { items });
  /** What the walk may be refused, such as a budget below what is spent, it does without. */
  const write = async (method: string, path: string, body?: unknown) => {
    const { status } = await app.call(method, path, body);
    expect(status).toBeLessThan(500);
    if (status < 300) done.add(path.split('/').at(-1) ?? '');
  };
  const project = (code: string) => app.ok<ProjectWhole>('GET', `/projects/${code}?year=2023`);
  const report = async (code: string, value: string, approved: boolean) => {
    const { indicators } = await project(code);
    const indicator = indicators.find(({ target }) => target.kind === 'number' && target.unit === '%')?.id;
    const one = { projectCode: code, indicator, period: '2023-03-31', measuredOn: '2023-04-01', value };
    await write('POST', '/measurements', { ...one, approved });
  };

  test('says the same as computing it after every kind of write', async () => {
    await same();
    await pay(voucher(fibre, '12500.00', { voucherNo: 'A' }));
    await same();
    await pay(voucher(fibre, '-500.00', { reverses: 'A', kind: 'refund', paidOn: '2023-04-05' }));
    await same();
    await pay(voucher(fibre, '-2000.00', { reverses: 'A', kind: 'reversal' }));
    await same();
    await app.ok('POST', '/ledger/confirm', { coveredTo: '2023-04-10' });
    await same();
    await report(fibre, '90%', false);
    await same();
    const [alert] = await alertsOf(app, '&kind=SPEND_BEHIND');
    const taken = { owner: '张敏', cause: '人员保障', measure: '补齐人手', promisedOn: '2023-05-10' };
    await app.ok('POST', `/alerts/${alert?.id}/acknowledge`, taken);
    await same();
    const { items } = await app.ok<Listing<Measurement>>('GET', '/measurements');
    await app.ok('POST', `/measurements/${items[0]?.id}/approve`, {});
    await same();
    const less = { budget: '60000.00', effectiveOn: '2023-04-20', reason: '压减' };
    await app.ok('POST', `/projects/${fibre}/adjustments`, less);
    await same();
    await moveClock(app, '2023-04-21');
    await same();
    const { version } = await app.ok<{ version: number }>('GET', '/rules');
    const rules = { changes: { spending: { warning: 40, critical: 60 } }, reason: '放宽' };
    await app.ok('PUT', '/rules/all', { revises: version, effectiveOn: '2023-04-21', ...rules });
    await same();
    const head = '凭证号,项目编码,支付日期,金额\n';
    const lines = Array.from(
      { length: 6_000 },
      (_, n) => `F${n},${codes[n % 5]},2023-03-0${1 + (n % 7)},1.00`,
    );
    for (const some of [lines.slice(0, 3), lines.slice(3)]) {
      const content = head + some.join('\n');
      expect((await sendFile(app, '/imports/expenditures', { content })).status).toBe(201);
      await same();
    }
    await app.ok('POST', `/projects/${hall}/finish`, { reason: '合同已履行完毕' });
    await app.ok('POST', `/projects/${hall}/finish/approve`, {});
    await same();
    await personWith({ ...app, url: at.url }, ['owner'], 'zhang', { name: '张敏' });
    await app.ok('POST', `/projects/${fibre}/handovers`, { to: 'zhang', reason: '换岗' });
    await same();
    expect((await app.ok<Overview>('GET', '/overview')).bottom).toHaveLength(8);
  });

  test('says the same after any writes in any order, however many come between two looks', async () => {
    const code = fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7).map((n) => codes[n] ?? '');
    const amount = fc.integer({ min: 1, max: 9_000_000 }).map((fen) => (fen / 100).toFixed(2));
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.tuple(fc.constant('pay' as const), code, amount) },
      fc.tuple(fc.constant('report' as const), code, fc.constantFrom('10%', '97%', '100%')),
      fc.tuple(fc.constant('adjust' as const), code, amount),
      fc.tuple(fc.constant('move' as const), code, fc.constantFrom('1', '3', '9')),
      fc.tuple(fc.constant('rules' as const), code, fc.constantFrom('12', '30')),
      { weight: 3, arbitrary: fc.tuple(fc.constant('look' as const), code, amount) },
    );
    const take = async ([what, of, much]: [string, string, string]) => {
      const today = await beside.today();
      if (what === 'look') await same();
      if (what === 'pay') await write('POST', '/expenditures', voucher(of, much, { paidOn: today }));
      if (what === 'report') await report(of, much, true);
      if (what === 'adjust') {
        const change = { budget: much, effectiveOn: addDays(today, Number(much) % 2), reason: '调整' };
        await write('POST', `/projects/${of}/adjustments`, change);
      }
      if (what === 'move') await moveClock(app, addDays(today, Number(much)));
      if (what === 'rules') {
        const { version } = await app.ok<{ version: number }>('GET', '/rules');
        const changes = { spending: { warning: Number(much), critical: 60 } };
        await write('PUT', '/rules/all', { revises: version, effectiveOn: today, changes, reason: '试' });
      }
    };
    const steps = fc.array(step, { minLength: 12, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(steps, async (walk) => {
        for (const one of walk) await take(one);
        await same();
      }),
      { numRuns: 5, endOnFailure: true, seed: 20230411 },
    );
    expect([...done].sort()).toEqual(['adjustments', 'all', 'expenditures', 'measurements']);
  });

  test('leaves to be computed what time alone may have changed, and is right again once it was judged', async () => {
    const today = await beside.today();
    const days = { year: 2023, asOf: today, today, knownAt: undefined, past: undefined } as const;
    const [whole] = sights;
    const asked = { ...days, isNow: true, language: 'zh' } as const;
    expect((await years.columns(2023)).size).toBe(8);
    if (!whole) throw new Error('nobody looks');
    expect(await presentOverview(beside, years, asked, whole)).toBeDefined();
    const later = { ...asked, today: '2024-01-05', asOf: '2023-12-31' };
    expect(await presentOverview(beside, years, later, whole)).toBeUndefined();
    expect(await presentOverview(beside, years, { ...asked, isNow: false }, whole)).toBeUndefined();
  });

  test('says the same of a year that is closed', async () => {
    await moveClock(app, '2024-01-20');
    await same();
    const { projects } = await app.ok<YearClosing>('GET', '/years/2023/close');
    const conclusions = projects
      .filter(({ required }) => required)
      .map(({ code }) => ({ projectCode: code, conclusion: '结转下年' }));
    await app.ok('POST', '/years/2023/close', { conclusions });
    await same();
  });
});

function sightOf(key: string, projects: string[] | undefined): Sight {
  return {
    key,
    seen: projects && { projects, departments: [] },
    knows: (id) => !projects || projects.includes(id),
    knowsCode: () => true,
    knowsAnyOf: () => true,
    seesDepartment: () => !projects,
    isIn: () => true,
    reaches: () => false,
    payee: (payee) => payee,
  };
}
