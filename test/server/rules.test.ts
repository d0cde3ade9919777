import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Problem, ProjectWhole } from '#shared/api.ts';
import type { Progress } from '#shared/events.ts';
import type { ProjectSnapshot } from '#shared/project-snapshot.ts';
import type { BackTest, RulesOfScope, RuleVersionShown } from '#shared/rules-api.ts';
import { personWith } from '../support/accounts.ts';
import {
  alertsOf,
  clientOf,
  commitSamplePlan,
  moveClock,
  startTestApp,
  type TestApp,
} from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';
import { openWorkbook } from '../support/workbook.ts';

const fibre = '13052923P00533C10004D';
const everything = '&condition=firing,resolved';

onEachDatabase('the rules', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;

  beforeEach(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
  });
  afterEach(async () => {
    await app.stop();
    await at.drop();
  });

  const rules = (query = '') => app.ok<RulesOfScope>('GET', `/rules${query}`);
  const put = (scope: string, body: object) =>
    app.call<RuleVersionShown & Problem>('PUT', `/rules/${scope}`, body);
  const backTest = (body: object) => app.ok<BackTest>('POST', '/rules/backtest', body);
  const behind = async () =>
    (await alertsOf(app, `&kind=SPEND_BEHIND&project=${fibre}${everything}`)).map(
      ({ condition, severity, ruleVersion, endedByRules, resolvedBecause }) => ({
        condition,
        severity,
        ruleVersion,
        ...(endedByRules && { endedByRules }),
        ...(resolvedBecause && { resolvedBecause }),
      }),
    );
  /** The fibre project's 1.25 万元 of March, short by 12 percent, on the day it fires. */
  const shortBy12Percent = async () => {
    await commitSamplePlan(app);
    await moveClock(app, '2023-03-20');
    await app.ok('POST', '/expenditures', {
      voucherNo: 'V1',
      projectCode: fibre,
      paidOn: '2023-03-20',
      amount: '11000.00',
    });
    await moveClock(app, '2023-04-11');
  };

  test('are the defaults until somebody changes them, and say whose they are', async () => {
    await commitSamplePlan(app);
    const read = await rules();
    expect(read).toMatchObject({ version: 0, scope: 'all', changes: {}, history: [], layers: [] });
    expect(read.rules.spending).toEqual({
      warning: 10,
      critical: 20,
      clear: 5,
      least: '1000.00',
      graceWorkingDays: 5,
    });
    expect(new Set(Object.values(read.sources))).toEqual(new Set(['default']));
    expect(read.note).toContain('不是任何主管部门的规定');
    const fields = read.groups.flatMap((group) => group.fields);
    expect(fields.find(({ path }) => path === 'spending.warning')).toMatchObject({
      name: '预警线',
      unit: 'percent',
    });
  });

  test('put in force judge at once, and an alert keeps the version that raised it', async () => {
    await shortBy12Percent();
    expect(await behind()).toEqual([{ condition: 'firing', severity: 'warning', ruleVersion: 0 }]);

    const change = { changes: { spending: { critical: 12 } }, reason: '从严', revises: 0 };
    const made = await put('all', change);
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({
      version: 1,
      scope: 'all',
      state: 'in_force',
      effectiveOn: '2023-04-11',
      author: 'admin',
      reason: '从严',
    });
    expect(await behind()).toEqual([{ condition: 'firing', severity: 'critical', ruleVersion: 0 }]);

    // A line below which the shortfall lies now: the alert is over by the rules, and says so.
    const lenient = {
      changes: { spending: { warning: 30, critical: 40, clear: 13 } },
      reason: '放宽',
      revises: 1,
    };
    expect((await put(`project:${fibre}`, lenient)).body.version).toBe(2);
    expect(await behind()).toEqual([
      {
        condition: 'resolved',
        severity: 'critical',
        ruleVersion: 0,
        endedByRules: 2,
        resolvedBecause: 'plan_revised',
      },
    ]);
    const [alert] = await alertsOf(app, `&kind=SPEND_BEHIND&project=${fibre}&condition=resolved`);
    expect(alert?.explanation.text).toContain('按第2版规则不再预警');
    const whole = await app.ok<{ history: { what: string; detail?: object }[] }>(
      'GET',
      `/alerts/${alert?.id}`,
    );
    expect(whole.history.at(-1)).toMatchObject({ what: 'resolved', detail: { rules: 2 } });

    // Taken back: the next alert is a new episode, raised by what holds then.
    expect((await put(`project:${fibre}`, { changes: {}, reason: '恢复', revises: 2 })).status).toBe(200);
    expect((await behind()).find(({ condition }) => condition === 'firing')).toEqual({
      condition: 'firing',
      severity: 'critical',
      ruleVersion: 1,
    });
  });

  test('of a narrower scope win limit by limit, and each limit says where it comes from', async () => {
    await commitSamplePlan(app);
    await put('all', { changes: { spending: { warning: 12 } }, reason: '全局', revises: 0 });
    await put('department', { changes: { spending: { critical: 30 } }, reason: '部门', revises: 1 });
    await put(`project:${fibre}`, {
      changes: { spending: { clear: 3, warning: 12 } },
      reason: '项目',
      revises: 2,
    });
    const read = await rules(`?scope=project:${fibre}`);
    expect(read.rules.spending).toMatchObject({ warning: 12, critical: 30, clear: 3, graceWorkingDays: 5 });
    expect(read.sources).toMatchObject({
      'spending.warning': 'all',
      'spending.critical': 'department:435001',
      'spending.clear': `project:${fibre}`,
      'spending.graceWorkingDays': 'default',
    });
    // What is inherited anyway is not kept as one's own.
    expect(read.changes).toEqual({ spending: { clear: 3 } });
    expect(read.history.map(({ version, scope }) => [version, scope])).toEqual([
      [3, `project:${fibre}`],
      [2, 'department:435001'],
      [1, 'all'],
    ]);
    const { profile } = await app.ok<ProjectSnapshot>('GET', `/projects/${fibre}/snapshot`);
    expect(profile).toMatchObject({ version: 3, spending: { warning: 12, critical: 30, clear: 3 } });
    const { indicators } = await app.ok<ProjectWhole>('GET', `/projects/${fibre}`);
    const indicator = indicators[0]?.id ?? '';
    await put(`indicator:${indicator}`, {
      changes: { reporting: { withinDays: 20 } },
      reason: '指标',
      revises: 3,
    });
    const own = (await app.ok<ProjectSnapshot>('GET', `/projects/${fibre}/snapshot`)).profile.indicators?.[
      indicator
    ];
    expect(own?.reporting).toEqual({ withinDays: 20 });
  });

  test('come back as they were: on a past day, and as known at an instant', async () => {
    await shortBy12Percent();
    const light = async (query: string) =>
      (await app.ok<ProjectWhole>('GET', `/projects/${fibre}${query}`)).lights.plan.state;
    expect(await light('')).toBe('yellow');
    const before = new Date().toISOString();
    await moveClock(app, '2023-04-15');
    await put('all', { changes: { spending: { critical: 11 } }, reason: '从严', revises: 0 });
    expect(await light('')).toBe('red');
    expect(await light('?asOf=2023-04-14')).toBe('yellow');
    expect(await light(`?asOf=2023-04-15&knownAt=${before}`)).toBe('yellow');
    expect(await light('?asOf=2023-04-15')).toBe('red');
    expect((await rules('?asOf=2023-04-14')).rules.spending.critical).toBe(20);
    expect((await rules(`?knownAt=${before}`)).version).toBe(0);
  });

  test('may begin on a day to come, and change nothing before', async () => {
    await shortBy12Percent();
    const coming = {
      changes: { spending: { critical: 11 } },
      reason: '五月起',
      revises: 0,
      effectiveOn: '2023-05-01',
    };
    expect((await put('all', coming)).body.state).toBe('to_come');
    expect(await behind()).toMatchObject([{ severity: 'warning' }]);
    await moveClock(app, '2023-04-30');
    expect(await behind()).toMatchObject([{ severity: 'warning' }]);
    await moveClock(app, '2023-05-01');
    expect(await behind()).toMatchObject([{ severity: 'critical' }]);
    const back = await put('all', { changes: {}, reason: '不要了', revises: 1, effectiveOn: '2023-05-01' });
    expect(back.status).toBe(200);
    expect(await behind()).toMatchObject([{ severity: 'warning' }]);
  });

  test('that contradict each other are refused, each limit by its name, and nothing is stored', async () => {
    await commitSamplePlan(app);
    await put(`project:${fibre}`, { changes: { spending: { critical: 15 } }, reason: '从严', revises: 0 });
    // biome-ignore format: one case a line
    const cases: [string, object, number, string[], RegExp][] = [
      ['all', { changes: { spending: { warning: 25 } } },                        422, ['/changes/spending/warning'],   /预警线（25%）应低于严重线（20%）/],
      ['all', { changes: { spending: { warning: 16 } } },                        422, ['/changes/spending/warning'],   /光纤租赁.*自己的规则矛盾/],
      ['all', { changes: { spending: { clear: 10 } } },                          422, ['/changes/spending/clear'],     /解除线（10%）应低于预警线（10%）/],
      ['all', { changes: { spending: { warning: -1 } } },                        422, ['/changes/spending/warning'],   /./],
      ['all', { changes: { spending: { warning: 10.5 } } },                      422, ['/changes/spending/warning'],   /./],
      ['all', { changes: { spending: { graceWorkingDays: -1 } } },               422, ['/changes/spending/graceWorkingDays'], /./],
      ['all', { changes: { spending: { least: '0.001' } } },                     422, ['/changes/spending/least'],     /元/],
      ['all', { changes: { spending: { least: '-5' } } },                        422, ['/changes/spending/least'],     /不小于0/],
      ['all', { changes: { closing: { day: '02-30' } } },                        422, ['/changes/closing/day'],        /./],
      ['all', { changes: { rush: { share: 101 } } },                             422, ['/changes/rush/share'],         /./],
      ['all', { changes: { score: { execution: 20, groups: { cost: 0, output: 50, benefit: 30, satisfaction: 10 } } } }, 422, ['/changes/score'], /100/],
      ['all', { changes: { spending: { warnings: 5 } } },                        422, ['/changes/spending/warnings'],  /./],
      ['all', { changes: { spending: { warning: 8 } }, reason: ' ' },            422, ['/reason'],                     /./],
      ['all', { changes: { spending: { warning: 8 } }, effectiveOn: '2022-12-31' }, 422, ['/effectiveOn'],             /不能早于今天/],
      ['all', { changes: { spending: { warning: 8 } }, effectiveOn: '2025-01-01' }, 422, ['/effectiveOn'],             /最迟/],
      ['all', { changes: {} },                                                   422, ['/changes'],                    /没有可调整的/],
      ['all', { changes: { spending: { warning: 10 } } },                        422, ['/changes'],                    /没有可调整的/],
      ['all', { changes: { spending: { warning: 8 } }, revises: 0 },             409, [],                              /已是第1版/],
      ['project:NONE', { changes: { spending: { warning: 8 } } },                404, [],                              /没有这个/],
      ['everywhere', { changes: { spending: { warning: 8 } } },                  422, ['/scope'],                      /范围/],
    ];
    for (const [scope, body, status, pointers, says] of cases) {
      const refused = await put(scope, { reason: '试', revises: 1, ...body });
      const errors = refused.body.errors ?? [];
      const answered = [refused.status, errors.map(({ pointer }) => pointer)];
      expect(answered, JSON.stringify(body)).toEqual([status, pointers]);
      expect(`${refused.body.detail} ${errors.map(({ message }) => message).join(' ')}`).toMatch(says);
    }
    const { indicators } = await app.ok<ProjectWhole>('GET', `/projects/${fibre}`);
    const misplaced = await put(`indicator:${indicators[0]?.id}`, {
      changes: { spending: { warning: 8 } },
      reason: '试',
      revises: 1,
    });
    expect([misplaced.status, misplaced.body.errors?.[0]?.pointer]).toEqual([422, '/changes/spending']);
    expect((await rules()).version).toBe(1);
  });

  test('are changed by finance and managers only, and everybody else may read them', async () => {
    await commitSamplePlan(app);
    const change = { changes: { spending: { warning: 8 } }, reason: '从严', revises: 0 };
    for (const role of ['owner', 'leader', 'treasury', 'auditor', 'admin'] as const) {
      const person = await personWith({ address: app.address, url: at.url }, [role], `${role}-person`);
      expect((await person.call('PUT', '/rules/all', change)).status).toBe(403);
      expect((await person.call('POST', '/rules/backtest', { scope: 'all', changes: {} })).status).toBe(403);
      expect((await person.call('GET', '/rules')).status).toBe(200);
    }
    const manager = await personWith({ address: app.address, url: at.url }, ['manager'], 'boss');
    expect((await manager.ok<RuleVersionShown>('PUT', '/rules/all', change)).author).toBe('boss');
    expect((await clientOf(app.address, {}).call('GET', '/rules')).status).toBe(401);
  });

  test('sent twice under one key are put in force once', async () => {
    await commitSamplePlan(app);
    const change = { changes: { spending: { warning: 8 } }, reason: '从严', revises: 0 };
    const send = () => app.call<RuleVersionShown>('PUT', '/rules/all', change, { 'idempotency-key': 'once' });
    expect([await send(), await send()].map(({ status, body }) => [status, body.version])).toEqual([
      [200, 1],
      [200, 1],
    ]);
    expect((await rules()).history).toHaveLength(1);
  });

  test('switch on the remark about elapsed time, and move the closing day and the points', async () => {
    await commitSamplePlan(app);
    await moveClock(app, '2023-07-20');
    expect(await alertsOf(app, '&kind=PACE_BEHIND')).toEqual([]);
    await put('all', { changes: { pace: { enabled: true } }, reason: '要提示', revises: 0 });
    expect((await alertsOf(app, '&kind=PACE_BEHIND')).length).toBeGreaterThan(0);

    const cost = { execution: 10, groups: { cost: 20, output: 40, benefit: 20, satisfaction: 10 } };
    const more = { pace: { enabled: true }, closing: { day: '11-30' }, score: cost };
    await put('all', { changes: more, reason: '省里关账提前', revises: 1 });
    const { profile } = await app.ok<ProjectSnapshot>('GET', `/projects/${fibre}/snapshot`);
    expect(profile).toMatchObject({ closing: { day: '11-30' }, score: cost });
    await moveClock(app, '2023-10-31');
    const closing = await alertsOf(app, `&kind=LUMP_APPROACHING&project=${fibre}`);
    expect(closing.map(({ explanation }) => explanation.text).join()).toContain('2023-11-30关账');
  });

  test('tried on the past say what really happens when they are put in force, and store nothing', async () => {
    await app.stop();
    await at.drop();
    at = await fresh();
    app = await startTestApp(at.url);
    await app.ok('POST', '/setup/sample');
    await moveClock(app, '2023-07-15');
    const changes = {
      spending: { warning: 3, critical: 45, clear: 1 },
      pace: { enabled: true },
      joint: { points: 3 },
    };
    const state = async () =>
      new Map(
        (await alertsOf(app, '&condition=firing')).map((one) => [
          `${one.projectCode} ${one.kind} ${one.subject} ${one.period}`,
          one.severity,
        ]),
      );
    const before = await state();
    const tried = await backTest({ scope: 'all', changes });
    expect([await state(), (await rules()).version]).toEqual([before, 0]);

    await put('all', { changes, reason: '试行', revises: 0 });
    const after = await state();
    const keys = (change: string) =>
      tried.atOnce.items
        .filter((one) => one.change === change)
        .map((one) => `${one.projectCode} ${one.kind} ${one.subject} ${one.period}`)
        .toSorted();
    expect(keys('appears')).toEqual([...after.keys()].filter((key) => !before.has(key)).toSorted());
    expect(keys('vanishes')).toEqual([...before.keys()].filter((key) => !after.has(key)).toSorted());
    expect(keys('severity')).toEqual(
      [...after]
        .flatMap(([key, severity]) => (before.has(key) && before.get(key) !== severity ? key : []))
        .toSorted(),
    );
    expect(tried.atOnce.appears).toBeGreaterThan(0);
    expect(tried.text).toContain(`本次调整将新增${tried.atOnce.appears}条预警`);
  });

  test('are refused a trial of days to come, and tell how far a trial is', async () => {
    await commitSamplePlan(app);
    await moveClock(app, '2023-04-20');
    const late = await app.call('POST', '/rules/backtest', { scope: 'all', changes: {}, to: '2023-04-21' });
    expect(late.status).toBe(422);
    const wrong = { scope: 'all', changes: { spending: { warning: 30 } } };
    expect((await app.call('POST', '/rules/backtest', wrong)).status).toBe(422);

    const socket = app.socket();
    const told: Progress[] = [];
    socket.on('progress', (progress) => told.push(progress));
    await new Promise<void>((resolve) => socket.on('hello', () => resolve()));
    const id = '6f1c1c7e-8a55-4f0b-9d43-0c6f7d2f6a11';
    const tried = await backTest({ scope: 'all', changes: { spending: { warning: 8 } }, id });
    expect(tried).toMatchObject({ id, from: '2023-01-01', to: '2023-04-20', projects: 8 });
    await expect.poll(() => told.at(-1)).toMatchObject({ id, kind: 'backtest', total: 16 });
    socket.close();
  });

  test('tried on a past year list what living it under them would have raised', async () => {
    await commitSamplePlan(app);
    const changes = {
      spending: { warning: 30, critical: 60, clear: 20, graceWorkingDays: 8 },
      forecast: { watch: 99 },
      pace: { enabled: true },
    };
    const live = async () => {
      for (const [day, amount] of [
        ['2023-03-20', '9000.00'],
        ['2023-05-10', '3500.00'],
        ['2023-06-20', '4000.00'],
      ]) {
        await moveClock(app, day ?? '');
        await app.ok('POST', '/expenditures', {
          voucherNo: `V${day}`,
          projectCode: fibre,
          paidOn: day,
          amount,
        });
      }
      await moveClock(app, '2023-08-10');
      await app.ok('POST', '/ledger/confirm', { coveredTo: '2023-08-10' });
    };
    // From the first episode's first day to the last one's end.
    const lived = async () => {
      const courses = new Map<string, string>();
      const alerts = await alertsOf(app, `&project=${fibre}${everything}`);
      for (const one of alerts.toSorted((a, b) => a.episode - b.episode)) {
        const key = `${one.kind} ${one.subject} ${one.period}`;
        const since = courses.get(key)?.split(' ')[0] ?? one.since;
        courses.set(key, `${since} ${one.resolvedOn ?? ''}`);
      }
      return courses;
    };
    await live();
    const before = await lived();
    const { past } = await backTest({ scope: `project:${fibre}`, changes });
    await app.stop();
    await at.drop();
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    await commitSamplePlan(app);
    expect((await put(`project:${fibre}`, { changes, reason: '从年初起', revises: 0 })).status).toBe(200);
    await live();
    const after = await lived();
    const told = (side: 'before' | 'after') =>
      past.items
        .flatMap((one) =>
          one[side]
            ? `${one.kind} ${one.subject} ${one.period} ${one[side].since} ${one[side].until ?? ''}`
            : [],
        )
        .toSorted();
    const differ = (mine: Map<string, string>, other: Map<string, string>) =>
      [...mine].flatMap(([key, days]) => (other.get(key) === days ? [] : `${key} ${days}`)).toSorted();
    expect([told('before'), told('after')]).toEqual([differ(before, after), differ(after, before)]);
    expect(past.vanishes).toBeGreaterThan(0);
    expect(past.appears).toBeGreaterThan(0);
  });

  test('stop being tried when nobody waits for it any more', async () => {
    await commitSamplePlan(app);
    await moveClock(app, '2023-12-31');
    const given = new AbortController();
    const asked = fetch(`${app.address}/api/v1/rules/backtest`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...app.credentials },
      body: JSON.stringify({ scope: 'all', changes: { spending: { warning: 8 } } }),
      signal: given.signal,
    });
    setTimeout(() => given.abort(), 30);
    await expect(asked).rejects.toThrow();
    // Others are tried one after another: the next one is not kept waiting by what was given up.
    expect(
      (await backTest({ scope: `project:${fibre}`, changes: { spending: { warning: 8 } } })).projects,
    ).toBe(1);
  });

  test('are handed out as a workbook: each limit in force, where it comes from, and what it would be without', async () => {
    await commitSamplePlan(app);
    await put(`project:${fibre}`, { changes: { spending: { warning: 8 } }, reason: '从严', revises: 0 });
    const [head, ...rows] = await openWorkbook(app, `/rules?scope=project:${fibre}&format=xlsx`);
    expect(head).toEqual(['类别', '规则', '现行', '来自', '不单独设定时', '依据的版本']);
    const { groups } = await rules(`?scope=project:${fibre}`);
    expect(rows).toHaveLength(groups.flatMap(({ fields }) => fields).length);
    const own = rows.filter(([, , now, , without]) => now !== without);
    expect(own).toEqual([[groups[0]?.name, expect.any(String), '8%', '光纤租赁和短信机费用', '10%', 1]]);
    expect(new Set(rows.filter((row) => !own.includes(row)).map((row) => row[3]))).toEqual(
      new Set(['产品默认值']),
    );
  });
});
