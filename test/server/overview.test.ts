import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Indicator, Listing, Overview, Project } from '#shared/api.ts';
import { personWith } from '../support/accounts.ts';
import { alertsOf, commitSamplePlan, moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';

const fibre = '13052923P00533C10004D';
const hall = '13052923P006L0N10002F';

onEachDatabase('the overview', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    await commitSamplePlan(app);
    await moveClock(app, '2023-04-11');
    await app.ok('POST', '/ledger/confirm', { coveredTo: '2023-04-10' });
    const paid = { paidOn: '2023-03-30', amount: '12500.00' };
    await app.ok('POST', '/expenditures', { ...paid, projectCode: fibre, voucherNo: 'P-1' });
  });
  afterAll(async () => {
    await app.stop();
    await at.drop();
  });

  const places = async (query = '') => {
    const { items } = await app.ok<Listing<Project>>('GET', `/projects${query}`);
    return Object.fromEntries(items.map(({ code, place }) => [code, place]));
  };

  test('ranks projects by what they spent of their budgets, and says who moved since the last node', async () => {
    expect((await places())[fibre]).toEqual({ now: 1, atNode: 1, of: 8 });
    expect((await places())[hall]).toEqual({ now: 2, atNode: 2, of: 8 });
    const late = { paidOn: '2023-04-05', amount: '200000.00', projectCode: hall, voucherNo: 'P-2' };
    const { body } = await app.call('POST', '/expenditures', late);
    expect(body).toMatchObject({ accepted: 1 });
    expect((await places())[hall]).toEqual({ now: 1, atNode: 2, of: 8 });
    expect((await places())[fibre]).toEqual({ now: 2, atNode: 1, of: 8 });
    // On the node itself nothing had moved since the node before, for there was none.
    expect((await places('?asOf=2023-03-31'))[fibre]).toEqual({ now: 1, atNode: null, of: 8 });
    const { bottom } = await app.ok<Overview>('GET', '/overview');
    expect(bottom.find(({ code }) => code === fibre)?.place).toEqual({ now: 2, atNode: 1, of: 8 });
  });

  test('names the projects that its sentences are about', async () => {
    const { sentences } = await app.ok<Overview>('GET', '/overview?asOf=2023-04-02');
    expect(sentences.money).toMatch(
      /^至3月底应支出16\.25万元，实际1\.25万元，少15\.00万元，在\S+等\d个项目。$/,
    );
  });

  test('says both amounts where other projects make up for part of what is short, and else what is asked next', async () => {
    const early = { paidOn: '2023-04-02', amount: '5000.00', projectCode: fibre, voucherNo: 'P-3' };
    await app.ok('POST', '/expenditures', early);
    const money = async (asOf: string) => (await app.ok<Overview>('GET', `/overview${asOf}`)).sentences.money;
    expect(await money('?asOf=2023-04-02')).toMatch(
      /^至3月底应支出16\.25万元，实际1\.75万元，少14\.50万元：\S+等\d个项目合计少15\.00万元，其余项目超前0\.50万元。$/,
    );
    expect(await money('')).toMatch(
      /^至3月底应支出16\.25万元，实际21\.75万元；仍低于计划的是\S+；6月底应支出27\.50万元，还差5\.75万元。$/,
    );
  });

  test('leads from every count of values to a list of as many', async () => {
    const { items } = await app.ok<Listing<Indicator>>('GET', '/indicators?limit=200');
    const [rate, count] = [
      items.find(({ projectCode, printed }) => projectCode === fibre && /^≤.*%/.test(printed)),
      items.find(({ projectCode, printed }) => projectCode === fibre && /^≥\d+\s*[^%\d]/.test(printed)),
    ];
    for (const [indicator, value] of [
      [rate?.id, '9%'],
      [count?.id, '0'],
    ]) {
      const about = { projectCode: fibre, period: '2023-03-31', measuredOn: '2023-03-31', source: '台账' };
      expect(await app.ok('POST', '/measurements', { indicator, value, ...about })).toMatchObject({
        accepted: 1,
      });
    }
    const { reported, sentences } = await app.ok<Overview>('GET', '/overview');
    const listed = async (duty: string) =>
      (await app.ok<Listing<Indicator>>('GET', `/indicators?duty=${duty}`)).total;
    expect(reported).toMatchObject({ done: 2, met: 0, missed: 1 });
    expect(await listed('met,missed,unjudged,unreported')).toBe(reported.of);
    expect(await listed('unreported')).toBe(reported.missing);
    expect([await listed('met'), await listed('missed'), await listed('unjudged')]).toEqual([0, 1, 1]);
    expect(sentences.results).toContain('，1项未到判定，');
  });

  test('names those whose results are in warning by nothing that was reported this time', async () => {
    const now = await app.ok<Overview>('GET', '/overview');
    // More was paid than the ceiling of its costs.
    expect(now.sentences.results).toMatch(/；绩效预警或严重的还有政务服务办公费（2\+2\+3 服务体系）。$/);
    expect(now).toEqual(await app.ok('GET', `/overview?knownAt=${new Date().toISOString()}`));
  });

  test('says whose a project is as soon as it is handed over, as known now and on any list', async () => {
    await app.ok('POST', `/projects/${hall}/handovers`, { to: '李强', reason: '调岗' });
    const owner = async (path: string) =>
      (await app.ok<Listing<Project>>('GET', path)).items.find(({ code }) => code === hall)?.owner;
    expect([await owner('/projects'), await owner(`/projects?q=${encodeURIComponent('李强')}`)]).toEqual([
      '李强',
      '李强',
    ]);
    const now = await app.ok<Overview>('GET', '/overview');
    expect(now.bottom.find(({ code }) => code === hall)?.owner).toBe('李强');
    expect(now).toEqual(await app.ok('GET', `/overview?knownAt=${new Date().toISOString()}`));
  });

  test('stays with the account that it was handed to, whatever it is called later', async () => {
    const owner = await personWith({ address: app.address, url: at.url }, ['owner'], 'zhao', {
      name: '赵明',
    });
    await app.ok('POST', `/projects/${hall}/handovers`, { to: 'zhao', reason: '轮岗' });
    const { items } = await app.ok<Listing<{ id: string; username: string }>>('GET', '/users?q=zhao');
    await app.ok('PATCH', `/users/${items[0]?.id}`, { name: '赵明远' });
    expect((await owner.call('GET', `/projects/${hall}`)).status).toBe(200);
  });

  test('counts the causes of what has to be handled, on any day', async () => {
    const causes = async (query = '') => (await app.ok<Overview>('GET', `/overview${query}`)).causes;
    const [none] = await causes();
    expect(none).toEqual({ cause: null, count: expect.any(Number) });
    const [alert] = await alertsOf(app, '&kind=SPEND_BEHIND');
    await moveClock(app, '2023-04-12');
    const taken = { owner: '张敏', cause: '人员保障', measure: '补齐人手', promisedOn: '2023-05-10' };
    await app.ok('POST', `/alerts/${alert?.id}/acknowledge`, taken);
    const unsaid = { cause: null, count: (none?.count ?? 0) - 1 };
    expect(await causes()).toEqual([unsaid, { cause: '人员保障', count: 1 }]);
    expect(await causes('?asOf=2023-04-12')).toEqual(await causes());
    expect(await causes('?asOf=2023-04-11')).toEqual([none]);
  });
});
