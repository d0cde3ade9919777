import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Alert } from '#shared/alert.ts';
import type { EvaluationRun, Indicator, Listing, PlanImportRun, Project } from '#shared/api.ts';
import type { Expenditure } from '#shared/expenditure.ts';
import type { AlertCounts, ExpenditureTotals } from '#shared/tables.ts';
import { personWith } from '../support/accounts.ts';
import { commitSamplePlan, moveClock, startTestApp, type TestApp, type TestClient } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';
import { sendFile } from '../support/files.ts';
import { aPlan } from '../support/plans.ts';
import { openWorkbook } from '../support/workbook.ts';

const fibre = '13052923P00533C10004D';

onEachDatabase('a list that is more than a screen holds', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;
  let manager: TestClient;

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
    await commitSamplePlan(app);
    const codes = (await all<Project>('/projects')).map(({ code }) => code);
    const items = codes.flatMap((projectCode, at) => [
      {
        voucherNo: `T-${at}`,
        projectCode,
        paidOn: `2023-02-0${at + 1}`,
        amount: `${at + 1}0.00`,
        payee: '联通',
      },
      { voucherNo: `t-${9 - at}b`, projectCode, paidOn: '2023-02-28', amount: '10.00', purpose: '100%_线路' },
    ]);
    await moveClock(app, '2023-03-01');
    await app.ok('POST', '/expenditures', { items });
    await moveClock(app, '2023-04-12');
    manager = await personWith({ address: app.address, url: at.url }, ['manager'], 'boss');
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await at.drop();
  });

  /** Every row, page by page. */
  async function all<Row>(path: string, limit = 500): Promise<Row[]> {
    const rows: Row[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const sign = path.includes('?') ? '&' : '?';
      const next = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await app.ok<Listing<Row>>('GET', `${path}${sign}limit=${limit}${next}`);
      rows.push(...page.items);
      cursor = page.nextCursor;
    }
    return rows;
  }
  const ids = (rows: { id: unknown }[]) => rows.map(({ id }) => id);

  test.for(['gravity', '-gravity', 'since', '-project', 'kind', 'owner', 'promisedOn'])(
    'alerts by %s come page by page as they come at once, none twice and none left out',
    async (sort) => {
      for (const when of ['', '&asOf=2023-04-11']) {
        const path = `/alerts?condition=pending,firing,resolved&sort=${sort}${when}`;
        const whole = await all<Alert>(path);
        expect(whole.length).toBeGreaterThan(5);
        expect(ids(await all<Alert>(path, 2))).toEqual(ids(whole));
        expect(new Set(ids(whole)).size).toBe(whole.length);
      }
    },
  );

  test('the gravest alerts come first, whichever was opened last', async () => {
    const rank = { critical: 0, warning: 1, watch: 2, notice: 3 };
    const ranks = (await all<Alert>('/alerts?sort=gravity&condition=firing')).map(
      (one) => rank[one.severity],
    );
    expect(ranks).toEqual(ranks.toSorted());
    expect(new Set(ranks).size).toBeGreaterThan(1);
  });

  test.for(['voucherNo', '-paidOn', 'project', 'amount', '-amount'])(
    'vouchers by %s come page by page as they come at once',
    async (sort) => {
      for (const when of ['', `&knownAt=${new Date().toISOString()}`]) {
        const whole = await all<Expenditure>(`/expenditures?sort=${sort}${when}`);
        expect(whole).toHaveLength(16);
        expect(ids(await all<Expenditure>(`/expenditures?sort=${sort}${when}`, 3))).toEqual(ids(whole));
      }
    },
  );

  test('vouchers are ordered by their money, not by its letters', async () => {
    const amounts = (await all<Expenditure>('/expenditures?sort=-amount')).map(({ amount }) =>
      Number(amount),
    );
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
  });

  test('letters are found capital or small, and a sign is itself', async () => {
    const found = async (q: string) =>
      (await all<Expenditure>(`/expenditures?q=${encodeURIComponent(q)}`)).length;
    expect(await found('t-')).toBe(16);
    expect(await found('联通')).toBe(8);
    expect(await found('100%_')).toBe(8);
    expect(await found('%')).toBe(8);
    expect(await found('1%_')).toBe(0);
    expect(await found('光纤租赁')).toBe(2);
    expect(await found("'; drop")).toBe(0);
    // By pinyin, which the browser knows: the letters stand nowhere, the project is meant.
    expect(await all<Expenditure>(`/expenditures?q=gxzl&named=${fibre}`)).toHaveLength(2);
    expect(await all<Alert>(`/alerts?q=gxzl&named=${fibre}&kind=SPEND_BEHIND`)).toHaveLength(1);
    expect(await all<Project>(`/projects?q=gxzl&named=${fibre}`)).toHaveLength(1);
    expect((await all<Indicator>('/indicators?q=光纤')).length).toBeGreaterThan(0);
    const spelled = await all<Indicator>('/indicators?q=manyidu');
    expect(spelled.length).toBeGreaterThan(0);
    expect(spelled.every(({ name }) => name.includes('满意度'))).toBe(true);
    expect(await all<Indicator>('/indicators?q=MYD')).toEqual(spelled);
  });

  test('what is masked cannot be found by its letters', async () => {
    const found = await manager.ok<Listing<Expenditure>>(
      'GET',
      `/expenditures?q=${encodeURIComponent('联通')}`,
    );
    expect(found.items).toEqual([]);
    const totals = await manager.ok<ExpenditureTotals>(
      'GET',
      `/expenditures/totals?q=${encodeURIComponent('联通')}`,
    );
    expect(totals.count).toBe(0);
  });

  test('the totals are those of every row the filters leave', async () => {
    const totals = (query = '') => app.ok<ExpenditureTotals>('GET', `/expenditures/totals${query}`);
    expect(await totals()).toEqual({ count: 16, sum: '440.00', uncounted: 0 });
    expect(await totals('?paidFrom=2023-02-02&paidTo=2023-02-04')).toEqual({
      count: 3,
      sum: '90.00',
      uncounted: 0,
    });
    expect(await totals('?payment=refund')).toEqual({ count: 0, sum: '0.00', uncounted: 0 });
  });

  test('a workbook holds every row that the filters leave, in their order, and is recorded', async () => {
    const path = `/expenditures?format=xlsx&limit=1&sort=-amount&q=${encodeURIComponent('联通')}`;
    const rows = await openWorkbook(app, path);
    expect(rows).toHaveLength(9);
    expect(rows[0]).toContain('凭证号');
    expect(rows.slice(1).map((row) => row[9])).toEqual([80, 70, 60, 50, 40, 30, 20, 10]);
    const audit = await app.call<Listing<{ action: string; after: unknown }>>('GET', '/audit?action=export');
    expect(audit.body.items[0]).toMatchObject({ action: 'export', after: { rows: 8, sort: '-amount' } });
    // Payees as the reader sees them on the screen.
    expect(JSON.stringify(await openWorkbook(manager, '/expenditures?format=xlsx'))).not.toContain('"联通"');
    for (const list of ['projects', 'indicators', 'alerts', 'imports', 'evaluations', 'plan-imports'])
      expect((await openWorkbook(app, `/${list}?format=xlsx`)).length, list).toBeGreaterThan(
        list === 'imports' ? 0 : 1,
      );
  });

  test('plan documents and evaluations are searched, filtered and ordered page by page', async () => {
    for (const name of ['乙.txt', '甲 100%_草稿.txt', 'b.txt'])
      await sendFile(app, '/plan-imports', { content: aPlan(), name });
    const names = async (query: string, limit?: number) =>
      (await all<PlanImportRun>(`/plan-imports?${query}`, limit)).map(({ fileName }) => fileName);
    const drafts = await names('state=draft');
    expect(drafts).toEqual(['b.txt', '甲 100%_草稿.txt', '乙.txt']);
    expect(await names('state=draft', 1)).toEqual(drafts);
    expect(await names('state=draft&sort=at', 1)).toEqual(drafts.toReversed());
    expect((await names('sort=-file')).toReversed()).toEqual(await names('sort=file', 1));
    expect(await names(`q=${encodeURIComponent('100%_')}`)).toEqual(['甲 100%_草稿.txt']);
    expect(await names('q=ADMIN&state=committed')).toEqual([null]);
    const { total } = await app.ok<Listing<PlanImportRun>>('GET', '/plan-imports?limit=1&state=draft');
    expect(total).toBe(3);
    const days = (await all<EvaluationRun>('/evaluations?q=2023-04-12')).map(({ forDay }) => forDay);
    expect(days.length).toBeGreaterThan(0);
    expect(new Set(days)).toEqual(new Set(['2023-04-12']));
  });

  test('projects and indicators are filtered and ordered over all of them', async () => {
    const spent = (await all<Project>('/projects?sort=-spent', 3)).map((one) => Number(one.spent));
    expect(spent).toEqual([90, 80, 70, 60, 50, 40, 30, 20]);
    const red = await all<Project>('/projects?plan=red');
    expect(red.length).toBeGreaterThan(0);
    expect(red.every(({ lights }) => lights.plan.state === 'red')).toBe(true);
    const due = await all<Indicator>('/indicators?state=due,missing', 2);
    expect(due.length).toBeGreaterThan(0);
    expect(due.every(({ state }) => state === 'due' || state === 'missing')).toBe(true);
  });

  test('a wrong order, filter or place is refused, and named', async () => {
    for (const path of [
      '/alerts?sort=id',
      '/expenditures?fund=gold',
      '/alerts?sort=kind&cursor=x',
      '/projects?plan=pink',
    ])
      expect((await app.call('GET', path)).status, path).toBe(400);
  });

  test('the inbox knows what is mine, what nobody acknowledged and which promises are overdue', async () => {
    const counts = (who: TestClient = app) => who.ok<AlertCounts>('GET', '/alerts/counts');
    const before = await counts();
    expect(before.all).toBe((await all<Alert>('/alerts')).length);
    // Nobody owns these projects: they are for finance, and not for a manager.
    expect(before.mine).toBe(before.all);
    expect((await counts(manager)).mine).toBe(0);
    const [one] = await all<Alert>(`/alerts?project=${fibre}&kind=SPEND_BEHIND`);
    const promise = { owner: 'boss', cause: '制度保障', measure: '支付租金', promisedOn: '2023-04-14' };
    await app.ok('POST', `/alerts/${one?.id}/acknowledge`, promise);
    const mine = await manager.ok<Listing<Alert>>('GET', '/alerts?mine=true');
    expect(ids(mine.items)).toEqual([one?.id]);
    // The same address asked by another is another answer.
    expect(ids(await all<Alert>('/alerts?mine=true'))).not.toContain(one?.id);
    expect((await counts()).unacknowledged).toBe(before.unacknowledged - 1);
    expect(ids(await all<Alert>('/alerts?rectifying=true&condition=firing,resolved'))).toEqual([one?.id]);
    expect((await counts()).overdue).toBe(0);
    await moveClock(app, '2023-04-17');
    expect(ids(await all<Alert>('/alerts?promise=overdue'))).toEqual([one?.id]);
    expect((await counts()).overdue).toBe(1);
    // Looked back at, it was still in time, and theirs.
    expect(await all<Alert>('/alerts?promise=overdue&asOf=2023-04-13')).toEqual([]);
    const then = await manager.ok<Listing<Alert>>('GET', '/alerts?mine=true&asOf=2023-04-13');
    expect(ids(then.items)).toEqual([one?.id]);
  });

  test('takes no cursor but its own, in the same order', async () => {
    const cursor = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const { nextCursor } = await app.ok<Listing<Expenditure>>('GET', '/expenditures?sort=amount&limit=2');
    expect((await app.call('GET', `/expenditures?sort=amount&limit=2&cursor=${nextCursor}`)).status).toBe(
      200,
    );
    for (const [path, parts] of [
      ['/expenditures?sort=paidOn', nextCursor],
      ['/expenditures?sort=-amount', nextCursor],
      ['/expenditures?sort=amount', ['amount', 'abc', 1]],
      ['/expenditures?sort=amount', ['amount', 1.5, 1]],
      ['/expenditures?sort=amount', ['amount', 1e30, 1]],
      ['/expenditures?sort=amount', ['amount', 1, 'x']],
      ['/expenditures?sort=paidOn', ['paidOn', 'a\0', 1]],
      ['/alerts?sort=gravity', ['gravity', 'x', 'y']],
      ['/imports?sort=accepted', ['accepted', 'x', 1]],
      ['/evaluations?sort=ms', ['ms', 'x', 1]],
      ['/plan-imports?sort=file', ['file', 'x', 1]],
      ['/plan-imports?limit=1', 'x'],
    ] as const) {
      const given = typeof parts === 'string' ? parts : cursor(parts);
      expect([path, parts, (await app.call('GET', `${path}&cursor=${given}`)).status]).toEqual([
        path,
        parts,
        400,
      ]);
    }
  });

  test('finds letters that are neither Chinese nor English as they are written, and hands out files that can be read', async () => {
    const purpose = '二期Ⅱ标段Ａ座\uffff';
    const paid = { projectCode: fibre, paidOn: '2023-02-28', amount: '1.00' };
    await app.ok('POST', '/expenditures', { ...paid, voucherNo: 'X-1', purpose });
    for (const q of ['Ⅱ', 'Ａ', '二期'])
      expect(
        (await all<Expenditure>(`/expenditures?q=${encodeURIComponent(q)}`)).map((one) => one.voucherNo),
      ).toEqual(['X-1']);
    const sheet = JSON.stringify(
      await openWorkbook(app, `/expenditures?format=xlsx&q=${encodeURIComponent('Ⅱ')}`),
    );
    expect([sheet.includes('二期Ⅱ标段Ａ座'), sheet.includes('\uffff')]).toEqual([true, false]);
  });
});
