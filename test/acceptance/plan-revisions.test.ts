import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Indicator, Overview, PlanImport, PlanImportWhole, Problem, ProjectWhole } from '#shared/api.ts';
import { alertsOf, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';
import { aPlan } from '../support/plans.ts';

type Plan = Parameters<typeof aPlan>[0];

onEachDatabase('a plan in force', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;

  /** Two projects of 8.00 万元 in steps of 2.00, in force from January; it is 15 July, and one has spent 2.00. */
  beforeEach(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    const { id } = await read({ projects: 2 });
    await app.ok('POST', `/plan-imports/${id}/commit`);
    await moveClock(app, '2023-03-31');
    await pay('1', 'A001', '20000.00');
    await report('设备数量', '2023-03-31', '1');
    await moveClock(app, '2023-07-15');
  });
  afterEach(async () => {
    await app.stop();
    await at.drop();
  });

  const read = (plan: Plan) => app.ok<PlanImport>('POST', '/plan-imports', aPlan(plan));
  const commit = async (plan: Plan, body: object = {}) => {
    const { id } = await read(plan);
    return await app.call<Problem>('POST', `/plan-imports/${id}/commit`, body);
  };
  const revised = { reason: '年中调整', effectiveOn: '2023-09-01' };
  const adjust = (code: string, body: object) =>
    app.call<Problem>('POST', `/projects/${code}/adjustments`, { ...revised, ...body });
  const pay = async (voucherNo: string, projectCode: string, amount: string) => {
    const { today } = await app.ok<{ today: string }>('GET', '/clock');
    await app.ok('POST', '/expenditures', { voucherNo, projectCode, paidOn: today, amount });
  };
  const report = async (indicator: string, period: string, value: string) => {
    const { today: measuredOn } = await app.ok<{ today: string }>('GET', '/clock');
    const about = { projectCode: 'A001', indicator, period, value, measuredOn, approved: true };
    await app.ok('POST', '/measurements', about);
  };
  const project = (code: string, query = '') => app.ok<ProjectWhole>('GET', `/projects/${code}${query}`);
  const codes = (problem: Problem) => problem.errors?.map(({ code }) => code);
  const resolved = async (kind: string) => {
    const alerts = await alertsOf(app, `&condition=resolved&kind=${kind}`);
    return alerts.map((alert) => [alert.projectCode, alert.period, alert.resolvedOn, alert.resolvedBecause]);
  };
  /** Everything that a day shows, to the digit. */
  const paper = async (query: string) => {
    const asked = ['/overview', '/projects', '/projects/A001', '/projects/A002', '/indicators'];
    return await Promise.all(asked.map((path) => app.ok('GET', `${path}?${query}`)));
  };

  describe('that is adjusted', () => {
    test('from a day to come shows every day before as it was, and every day after as it was known then', async () => {
      const before = await paper('asOf=2023-08-31');
      const june = await paper('asOf=2023-06-30&today=2023-07-15');
      const knownAt = new Date().toISOString();
      const october = await paper(`asOf=2023-10-31&knownAt=${knownAt}`);
      expect(october).toEqual(await paper('asOf=2023-10-31'));

      expect(await adjust('A001', { budget: '50000.00' })).toMatchObject({
        status: 201,
        body: {
          planVersion: 2,
          // 4.00 of 8.00 were to come and 1.00 is left: 4.00 + 2.00 × 1/4 at the end of October.
          nodes: [
            { day: '2023-03-31', cumulative: '20000.00' },
            { day: '2023-06-30', cumulative: '40000.00' },
            { day: '2023-10-31', cumulative: '45000.00' },
            { day: '2023-12-31', cumulative: '50000.00' },
          ],
        },
      });

      expect(await paper('asOf=2023-08-31')).toEqual(before);
      expect(await paper('asOf=2023-06-30&today=2023-07-15')).toEqual(june);
      expect(await paper(`asOf=2023-10-31&knownAt=${knownAt}`)).toEqual(october);
      expect(await project('A001', '?asOf=2023-10-31')).toMatchObject({
        originalBudget: '80000.00',
        budget: '50000.00',
        budgetBasis: 'adjusted',
        planned: '45000.00',
        executionRate: '0.4000',
      });
      expect(await app.ok<Overview>('GET', '/overview?asOf=2023-10-31')).toMatchObject({
        budget: '130000.00',
        planned: '105000.00',
        nodes: [{ cumulative: '40000.00' }, {}, { cumulative: '105000.00' }, { cumulative: '130000.00' }],
      });
    });

    test('is judged by the adjusted plan from its day on, without a write on that day', async () => {
      await adjust('A001', { budget: '20000.00' });
      await moveClock(app, '2023-08-31');
      expect(await project('A001')).toMatchObject({ budget: '80000.00', lights: { plan: { state: 'red' } } });
      expect(await resolved('SPEND_BEHIND')).not.toContainEqual(
        expect.arrayContaining(['A001', '2023-06-30']),
      );
      await moveClock(app, '2023-09-01');
      expect(await project('A001')).toMatchObject({
        budget: '20000.00',
        lights: { plan: { state: 'green' } },
      });
      expect(await resolved('SPEND_BEHIND')).toContainEqual([
        'A001',
        '2023-06-30',
        '2023-09-01',
        'plan_revised',
      ]);
    });

    test('from today on changes what is shown at once, and an alert that money clears later is recovered', async () => {
      const { body } = await adjust('A002', { budget: '60000.00', effectiveOn: '2023-07-15' });
      expect(body).toMatchObject({ nodes: [{}, {}, { cumulative: '50000.00' }, { cumulative: '60000.00' }] });
      expect(await project('A002')).toMatchObject({ budget: '60000.00', planned: '40000.00' });
      await pay('2', 'A002', '40000.00');
      await moveClock(app, '2023-11-15');
      const [alert] = await alertsOf(app, '&kind=SPEND_BEHIND&project=A002');
      expect(alert?.explanation).toMatchObject({ planned: '50000.00', gap: '10000.00' });
      await pay('3', 'A002', '10000.00');
      expect(await resolved('SPEND_BEHIND')).toContainEqual([
        'A002',
        '2023-10-31',
        '2023-11-15',
        'recovered',
      ]);
    });

    test('keeps its vouchers, values and versions, each version with what it changed', async () => {
      await adjust('A001', { budget: '50000.00' });
      await adjust('A002', { budget: '60000.00' });
      await moveClock(app, '2023-09-02');
      const { versions, indicators, departmentIndicators } = await project('A001');
      expect(versions).toMatchObject([
        { number: 1, effectiveOn: '2023-01-01', inForce: false, changes: null },
        {
          ...{ number: 2, effectiveOn: '2023-09-01', reason: '年中调整', author: 'admin', inForce: true },
          changes: { budget: { before: '80000.00', after: '50000.00' } },
        },
      ]);
      expect(indicators).toMatchObject([{ name: '设备数量', last: { value: '1' } }]);
      expect(departmentIndicators).toEqual([]);
    });

    test('never goes back behind its latest version, whichever project that touched', async () => {
      await adjust('A001', { budget: '50000.00' });
      const early = await adjust('A002', { budget: '50000.00', effectiveOn: '2023-08-31' });
      expect([early.status, early.body.code]).toEqual([422, 'before_version']);
    });

    test('by two at once who saw the same version is adjusted by one', async () => {
      const both = await Promise.all(
        ['50000.00', '60000.00'].map((budget) => adjust('A001', { budget, revises: 1 })),
      );
      expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
      expect((await project('A001')).versions).toHaveLength(2);
    });

    test('sent twice with one key is adjusted once', async () => {
      const send = () =>
        app.call(
          'POST',
          '/projects/A001/adjustments',
          { ...revised, budget: '50000.00' },
          { 'idempotency-key': 'k' },
        );
      expect((await send()).body).toEqual((await send()).body);
      expect((await project('A001')).versions).toHaveLength(2);
    });
  });

  describe('that is revised by a document', () => {
    const cut = { projects: 2, budget: '5.00', figures: '\t2.00\t\t4.00\t4.50\t5.00\t' };

    test('shows first what the document would change', async () => {
      const { id } = await read(cut);
      const { revises } = await app.ok<PlanImportWhole>('GET', `/plan-imports/${id}`);
      expect(revises).toMatchObject({ version: 1, effectiveOn: '2023-01-01', reported: [], department: [] });
      expect(revises?.changes[0]).toMatchObject({
        ...{ change: 'changed', code: 'A001', budget: { before: '80000.00', after: '50000.00' } },
        nodes: [
          { day: '2023-10-31', before: '60000.00', after: '45000.00' },
          { day: '2023-12-31', before: '80000.00', after: '50000.00' },
        ],
      });
      await app.ok('POST', `/plan-imports/${id}/commit`, revised);
      expect(await app.ok<PlanImportWhole>('GET', `/plan-imports/${id}`)).toMatchObject({ revises: null });
      const { id: another } = await app.ok<PlanImport>(
        'POST',
        '/plan-imports',
        aPlan({ department: '435002 某局分中心', codes: 'B' }),
      );
      expect(await app.ok<PlanImportWhole>('GET', `/plan-imports/${another}`)).toMatchObject({
        revises: null,
      });
    });

    test('needs a reason and a day, in the year and not before the version in force', async () => {
      const bare = await commit(cut);
      expect(bare.status).toBe(422);
      expect(bare.body.errors?.map(({ pointer }) => pointer)).toEqual(['/reason', '/effectiveOn']);
      expect((await commit(cut, { ...revised, effectiveOn: '2024-01-01' })).body.code).toBe('other_year');
      await adjust('A001', { budget: '70000.00' });
      const early = await commit(cut, { ...revised, effectiveOn: '2023-08-31' });
      expect([early.status, early.body.code]).toEqual([422, 'before_version']);
      expect(await commit(cut, revised)).toMatchObject({
        status: 200,
        body: { planVersion: 3, projects: 2 },
      });
    });

    test('leaves the days before it, and what was known before it, to the digit', async () => {
      const [june, knownAt] = [await paper('asOf=2023-08-31'), new Date().toISOString()];
      const december = await paper(`asOf=2023-12-31&knownAt=${knownAt}`);
      await commit({ ...cut, name: '改名', target: '≥2个' }, revised);
      expect(await paper('asOf=2023-08-31')).toEqual(june);
      expect(await paper(`asOf=2023-12-31&knownAt=${knownAt}`)).toEqual(december);
      const after = await project('A001', '?asOf=2023-09-01');
      expect(after).toMatchObject({ name: '改名1', budget: '50000.00', indicators: [{ printed: '≥2个' }] });
      expect(after.indicators[0]?.last?.value).toBe('1');
    });

    test('keeps nodes already past: the document must go on from them', async () => {
      const falling = { ...cut, figures: '\t1.00\t\t2.00\t3.50\t5.00\t' };
      const refused = await commit(falling, revised);
      expect([refused.status, codes(refused.body)]).toEqual([422, ['nodes_fall', 'nodes_fall']]);
      expect(refused.body.errors?.[0]?.message).toContain('10月底累计35000.00元');
      await commit({ ...cut, figures: '\t1.00\t\t2.00\t4.50\t5.00\t' }, revised);
      expect((await project('A001', '?asOf=2023-09-01')).nodes.map(({ cumulative }) => cumulative)).toEqual([
        '20000.00',
        '40000.00',
        '45000.00',
        '50000.00',
      ]);
    });

    test('is refused where a budget would fall below what was spent, named with both', async () => {
      const refused = await commit(
        { projects: 2, budget: '1.00', figures: '\t1.00\t\t1.00\t1.00\t1.00\t' },
        revised,
      );
      expect(codes(refused.body)).toEqual(['below_spent', 'below_spent']);
      expect(refused.body.errors?.[0]?.message).toMatch(/示例项目1.*10000\.00元.*20000\.00元/);
    });

    test('is refused where an indicator with values is gone, until a person says what it is called now', async () => {
      const renaming = { ...cut, indicator: '采购设备数量' };
      const { id } = await read(renaming);
      const { revises } = await app.ok<PlanImportWhole>('GET', `/plan-imports/${id}`);
      expect(revises?.reported).toMatchObject([{ projectCode: 'A001', name: '设备数量', values: 1 }]);
      expect(revises?.changes[0]?.indicators).toMatchObject([{}, { change: 'gone', maybe: '采购设备数量' }]);

      const refused = await commit(renaming, revised);
      expect([refused.status, codes(refused.body)]).toEqual([422, ['indicator_has_values']]);
      const [indicator] = (await app.ok<{ items: Indicator[] }>('GET', '/indicators?project=A001')).items;
      const wrong = { projectCode: 'A001', from: '设备数量', to: '没有的' };
      expect((await commit(renaming, { ...revised, renamed: [wrong] })).body.errors).toMatchObject([
        { pointer: '/renamed/0/to', code: 'unknown_indicator' },
      ]);
      const renamed = [{ projectCode: 'A001', from: '设备数量', to: '采购设备数量' }];
      expect((await commit(renaming, { ...revised, renamed })).status).toBe(200);
      await moveClock(app, '2023-09-01');
      const { items } = await app.ok<{ items: Indicator[] }>('GET', '/indicators?project=A001');
      expect(items).toMatchObject([{ id: indicator?.id, name: '采购设备数量', last: { value: '1' } }]);
    });

    test('is refused where a reporting day with values is gone, or a target of another kind would judge them', async () => {
      await report('设备数量', '2023-10-31', '1');
      const thirds = { ...cut, nodes: '3月底\t\t6月底\t9月底\t12月底' };
      expect(codes((await commit(thirds, revised)).body)).toEqual(['reporting_day_has_values']);
      expect(codes((await commit({ ...cut, target: '≥98%' }, revised)).body)).toEqual([
        'target_kind_has_values',
      ]);
    });

    test('brings in an indicator that owes from its day on, not before', async () => {
      const text = aPlan(cut).replaceAll(
        '\t≥1个\t请示\t',
        '\t≥1个\t请示\t\n\t质量指标\t合格率\t合格率\t≥90%\t请示\t',
      );
      const { id } = await app.ok<PlanImport>('POST', '/plan-imports', text);
      await app.ok('POST', `/plan-imports/${id}/commit`, { ...revised, effectiveOn: '2023-07-15' });
      const { indicators } = await project('A001');
      expect(indicators.find(({ name }) => name === '合格率')).toMatchObject({
        owedOn: ['2023-10-31', '2023-12-31'],
        state: 'not_due',
      });
      const [overdue] = await alertsOf(app, '&kind=DATA_OVERDUE&project=A001');
      expect(overdue?.explanation.text).not.toContain('合格率');
    });

    test('ends a project only if nothing hangs on it and a person says so; its alerts go with it', async () => {
      const first = { ...cut, projects: 1 };
      expect(codes((await commit(first, revised)).body)).toEqual(['project_gone']);
      const done = await commit(first, { ...revised, effectiveOn: '2023-07-15', ended: ['A002'] });
      expect(done.status).toBe(200);
      expect((await app.call('GET', '/projects/A002')).status).toBe(404);
      expect((await project('A002', '?asOf=2023-07-14')).budget).toBe('80000.00');
      expect(await app.ok('GET', '/overview')).toMatchObject({ projectCount: 1, budget: '50000.00' });
      expect(await resolved('SPEND_BEHIND')).toContainEqual([
        'A002',
        '2023-06-30',
        '2023-07-15',
        'plan_revised',
      ]);
      const voucher = { voucherNo: '9', projectCode: 'A002', paidOn: '2023-07-15', amount: '1.00' };
      expect((await app.call('POST', '/expenditures', voucher)).status).toBe(422);
      await moveClock(app, '2023-07-20');
      expect(await app.ok('GET', '/overview')).toMatchObject({ projectCount: 1 });
    });

    test('keeps a project that has spending, whatever is said', async () => {
      const without = aPlan({ ...cut, projects: 2 }).split('项目编码\tA001')[0] ?? '';
      const second = `${without}项目编码\tA002${aPlan({ ...cut, projects: 2 }).split('项目编码\tA002')[1]}`;
      const { id } = await app.ok<PlanImport>('POST', '/plan-imports', second);
      const refused = await app.call<Problem>('POST', `/plan-imports/${id}/commit`, {
        ...revised,
        ended: ['A001'],
      });
      expect([refused.status, codes(refused.body)]).toEqual([422, ['project_has_records']]);
    });

    test('brings in a project from its day on: not in the plan before, and judged from then', async () => {
      await commit({ ...cut, projects: 3 }, revised);
      expect((await app.call('GET', '/projects/A003')).status).toBe(404);
      expect(await app.ok('GET', '/overview')).toMatchObject({ projectCount: 2, budget: '160000.00' });
      await moveClock(app, '2023-09-01');
      expect(await app.ok('GET', '/overview')).toMatchObject({ projectCount: 3, budget: '150000.00' });
      expect(await project('A003')).toMatchObject({ originalBudget: '0.00', budgetBasis: 'adjusted' });
      expect(await alertsOf(app, '&project=A003')).toEqual([]);
      await moveClock(app, '2023-11-15');
      expect(await alertsOf(app, '&project=A003&kind=SPEND_BEHIND')).toMatchObject([
        { period: '2023-10-31' },
      ]);
    });

    test('by two at once who saw the same version is revised by one; the other looks again', async () => {
      const drafts = await Promise.all([read(cut), read({ ...cut, name: '另一份' })]);
      const both = await Promise.all(
        drafts.map(({ id }) => app.call<Problem>('POST', `/plan-imports/${id}/commit`, revised)),
      );
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      const lost = both.findIndex(({ status }) => status === 409);
      expect(both[lost]?.body.code).toBe('plan_in_force');
      const again = await app.call('POST', `/plan-imports/${drafts[lost]?.id}/commit`, {
        ...revised,
        revises: 2,
      });
      expect(again).toMatchObject({ status: 200, body: { planVersion: 3 } });
    });
  });
});

onEachDatabase('an adjustment that cannot be', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    const { id } = await app.ok<PlanImport>('POST', '/plan-imports', aPlan());
    await app.ok('POST', `/plan-imports/${id}/commit`);
    await moveClock(app, '2023-07-15');
    const voucher = { voucherNo: '1', projectCode: 'A001', paidOn: '2023-07-15', amount: '20000.00' };
    await app.ok('POST', '/expenditures', voucher);
  });
  afterAll(async () => {
    await app.stop();
    await at.drop();
  });

  const revised = { reason: '年中调整', effectiveOn: '2023-09-01' };

  // biome-ignore format: one case a line
  test.for([
      [{ budget: '19999.99' },                                   'below_spent',    'below what was spent'],
      [{ budget: '90000.00', other: '90000.01' },                'sources',        'sources that exceed the budget'],
      [{ budget: '80000.00' },                                   'nothing_changed', 'nothing'],
      [{ budget: '50000.00', effectiveOn: '2022-12-31' },        'not_found',      'another year'],
      [{ budget: '50000.00', nodes: [{ day: '2023-10-31', cumulative: '39999.99' }, { day: '2023-12-31', cumulative: '50000.00' }] }, 'nodes_fall', 'a node below the past'],
      [{ budget: '50000.00', nodes: [{ day: '2023-10-31', cumulative: '50000.01' }, { day: '2023-12-31', cumulative: '50000.01' }] }, 'nodes_above', 'a node above the budget'],
      [{ budget: '50000.00', nodes: [{ day: '2023-12-31', cumulative: '49999.99' }] }, 'nodes_below', 'an end below the budget'],
      [{ budget: '50000.00', nodes: [{ day: '2023-12-30', cumulative: '50000.00' }] }, 'not_a_node', 'a day that is no month-end'],
      [{ budget: '50000.00', nodes: [{ day: '2023-06-30', cumulative: '30000.00' }, { day: '2023-12-31', cumulative: '50000.00' }] }, 'node_past', 'a node already past'],
      [{ budget: '50000.00', reason: ' ' },                      'invalid',        'no reason'],
      [{ budget: '-1' },                                         'invalid',        'less than nothing'],
    ] as const)('refuses %j (%s): %s', async ([body, code]) => {
      const asked = { ...revised, ...body };
      const refused = await app.call<Problem>('POST', '/projects/A001/adjustments', asked);
      expect(refused.body.code).toBe(code);
      expect(refused.status).toBe(code === 'not_found' ? 404 : 422);
      expect((await app.ok<ProjectWhole>('GET', '/projects/A001')).versions).toHaveLength(1);
    });
});

onEachDatabase('a plan of a year gone by', (fresh) => {
  test('is closed and takes no revision', async () => {
    const at = await fresh();
    const app = await startTestApp(at.url, { CLOCK: '2024-03-01' });
    const { id } = await app.ok<PlanImport>('POST', '/plan-imports', aPlan());
    await app.ok('POST', `/plan-imports/${id}/commit`);
    const revised = { reason: '更正', effectiveOn: '2023-09-01' };
    const second = await app.ok<PlanImport>('POST', '/plan-imports', aPlan({ name: '改名' }));
    const refused = await app.call<Problem>('POST', `/plan-imports/${second.id}/commit`, revised);
    expect([refused.status, refused.body.code]).toEqual([409, 'year_closed']);
    const adjusted = await app.call<Problem>('POST', '/projects/A001/adjustments', {
      ...revised,
      budget: '90000.00',
    });
    expect([adjusted.status, adjusted.body.code]).toEqual([409, 'year_closed']);
    await app.stop();
    await at.drop();
  });
});
