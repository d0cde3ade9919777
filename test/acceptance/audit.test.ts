import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '#server/http/operations.ts';
import type { YearClosing } from '#shared/api.ts';
import type { AuditChain, AuditEntry } from '#shared/audit.ts';
import { nothingWritten } from '#shared/paper-texts.ts';
import type { AccessRules, MySession, Token, User } from '#shared/people.ts';
import { adminPassword, clientOf, moveClock, signIn, startTestApp, type TestClient } from '../support/app.ts';
import { freshSqlite, onEachDatabase, type TestDatabase } from '../support/databases.ts';
import { sendFile } from '../support/files.ts';
import { codeOf, goingOn, invite, ownPassword, trySignIn } from '../support/people.ts';
import { aPlan } from '../support/plans.ts';
import { startServerProcess } from '../support/processes.ts';
import { type CallerName, mark, type TwoDepartments, twoDepartments } from '../support/two-departments.ts';

/** What is asked without anything being stored, and an import that has ended cannot be cancelled: no row. */
const storesNothing = [
  'post /api/v1/targets/parse',
  'post /api/v1/rules/backtest',
  'delete /api/v1/imports/{id}',
];

onEachDatabase('the trail of a year', (fresh) => {
  let at: TestDatabase;
  let world: TwoDepartments;
  const covered = new Set<string>();
  let seen = 0;

  beforeAll(async () => {
    at = await fresh();
    world = await twoDepartments(at.url);
    seen = (await newest())[0]?.number ?? 0;
  }, 120_000);
  afterAll(async () => {
    await world?.stop();
    await at?.drop();
  });

  const trail = async (query = '') =>
    (await world.clients.auditor.ok<{ items: AuditEntry[] }>('GET', `/audit?${query}`)).items;
  const newest = () => trail('limit=20');

  /** The rows that were added since the last look. */
  async function added(): Promise<AuditEntry[]> {
    const rows = (await newest()).filter(({ number }) => number > seen);
    seen = Math.max(seen, ...rows.map(({ number }) => number));
    return rows;
  }

  /** Does something that is accepted, and holds that it left a row that says who did what. */
  async function does<Body = unknown>(
    who: CallerName | 'admin0',
    name: string,
    path: string,
    body?: unknown,
    client: TestClient = who === 'admin0' ? world.app : world.clients[who],
  ): Promise<{ body: Body; row: AuditEntry; headers: Headers }> {
    await added();
    const [method = ''] = name.split(' ');
    const answered = await client.call<Body>(method.toUpperCase(), path, body);
    expect([name, answered.status, answered.body]).toEqual([
      name,
      expect.toSatisfy(isSuccess),
      answered.body,
    ]);
    const row = (await added()).find(({ route }) => route === name);
    expect([name, row?.who, row?.refused]).toEqual([name, names[who] ?? who, null]);
    expect(row).toMatchObject({ address: expect.stringMatching(/127\.0\.0\.1|::1/) });
    covered.add(name);
    return { ...answered, row: row as AuditEntry };
  }
  const isSuccess = (status: number) => status >= 200 && status < 300;
  const names: Partial<Record<CallerName | 'admin0', string>> = {
    ...{ section_head: 'head', other_owner: 'other', finance_b: 'finance-b', admin: 'second-admin' },
    admin0: 'admin',
  };
  const v1 = '/api/v1';

  test('has who signs in and out, and what they do to their own account', async () => {
    const { address } = world.app;
    const credentials = { username: 'other', password: adminPassword };
    const stranger = clientOf(address, {});
    const begun = await does('other_owner', `post ${v1}/session`, '/session', credentials, stranger);
    expect(begun.row).toMatchObject({ action: 'sign_in', roles: 'owner', after: null });
    const one = goingOn(address, begun);
    await does('other_owner', `patch ${v1}/me`, '/me', { preferences: { sounds: true } }, one);
    const setUp = await does<{ secret: string }>(
      'other_owner',
      `post ${v1}/me/second-factor`,
      '/me/second-factor',
      { password: adminPassword },
      one,
    );
    const code = codeOf(setUp.body.secret, -1);
    const path = '/me/second-factor/confirm';
    const confirmed = await does('other_owner', `post ${v1}${path}`, path, { code }, one);
    const two = goingOn(address, confirmed);
    const password = { password: adminPassword };
    await does('other_owner', `post ${v1}/me/recovery-codes`, '/me/recovery-codes', password, two);
    const removing = '/me/second-factor/remove';
    await does('other_owner', `post ${v1}${removing}`, removing, password, two);
    await signIn(address, adminPassword, 'other');
    const { items } = await two.ok<{ items: MySession[] }>('GET', '/me/sessions');
    const other = items.find(({ current }) => !current)?.id;
    await does('other_owner', `delete ${v1}/me/sessions/{id}`, `/me/sessions/${other}`, undefined, two);
    await signIn(address, adminPassword, 'other');
    await does('other_owner', `delete ${v1}/me/sessions`, '/me/sessions', undefined, two);
    const next = { current: adminPassword, next: ownPassword };
    const changed = await does('other_owner', `post ${v1}/session/password`, '/session/password', next, two);
    await does('other_owner', `delete ${v1}/session`, '/session', undefined, goingOn(address, changed));
    const said = JSON.stringify(await trail('who=other&limit=100'));
    for (const secret of [adminPassword, ownPassword, setUp.body.secret, code])
      expect(said).not.toContain(secret);
  });

  test('has every change of rights and settings, before and after', async () => {
    const user = { username: 'latecomer', name: '新人', grants: [{ role: 'leader' }] };
    const made = await does<{ user: User; password: string }>('admin', `post ${v1}/users`, '/users', user);
    const { id } = made.body.user;
    expect(made.row).toMatchObject({ subject: 'latecomer', action: 'administer', roles: 'admin' });
    expect(JSON.stringify(made.row)).not.toContain(made.body.password);
    const change = { grants: [{ role: 'auditor' }] };
    const { row } = await does('admin', `patch ${v1}/users/{id}`, `/users/${id}`, change);
    expect(row).toMatchObject({
      subject: 'latecomer',
      before: { grants: [{ role: 'leader' }] },
      after: { grants: [{ role: 'auditor' }] },
    });
    await does('admin', `post ${v1}/users/{id}/password`, `/users/${id}/password`, {});
    await does('admin', `delete ${v1}/users/{id}/second-factor`, `/users/${id}/second-factor`);
    await does('admin', `delete ${v1}/users/{id}/sessions`, `/users/${id}/sessions`);
    const token = { name: 'feed', scopes: ['ingest'] };
    const given = await does<{ token: Token; secret: string }>(
      'admin',
      `post ${v1}/tokens`,
      '/tokens',
      token,
    );
    expect(given.row).toMatchObject({ subject: 'feed', after: { scopes: ['ingest'] } });
    const gone = await does('admin', `delete ${v1}/tokens/{id}`, `/tokens/${given.body.token.id}`);
    expect(gone.row.subject).toBe('feed');
    const rules = await world.clients.admin.ok<AccessRules>('GET', '/access-rules');
    const access = await does('admin', `put ${v1}/access-rules`, '/access-rules', {
      ...rules,
      idleMinutes: 45,
    });
    expect(access.row).toMatchObject({
      before: { idleMinutes: rules.idleMinutes },
      after: { idleMinutes: 45 },
    });
    const judging = { changes: { spending: { critical: 12 } }, reason: '试行', revises: 0 };
    await does('finance', `put ${v1}/rules/{scope}`, '/rules/all', judging);
    const kept = await does('admin', `put ${v1}/audit/retention`, '/audit/retention', { months: 36 });
    expect(kept.row).toMatchObject({ before: { months: null }, after: { months: 36 } });
  });

  test('has the plans, the money and the values', async () => {
    const { finance, owner } = world.clients;
    const text = aPlan({ department: '435003 丙局本级', codes: 'C', name: '丙项目' });
    const read = await does<{ id: string }>('finance', `post ${v1}/plan-imports`, '/plan-imports', text);
    const draft = `/plan-imports/${read.body.id}`;
    const corrections = [{ pointer: '/projects/0/name', value: '丙改名' }];
    await does('finance', `patch ${v1}/plan-imports/{id}`, draft, { corrections });
    const commit = await does('finance', `post ${v1}/plan-imports/{id}/commit`, `${draft}/commit`, {});
    expect(commit.row).toMatchObject({ action: 'import', after: { planVersion: 1 } });
    const less = { budget: '70000.00', effectiveOn: '2023-04-11', reason: '压减' };
    const cut = await does(
      'finance',
      `post ${v1}/projects/{code}/adjustments`,
      '/projects/C001/adjustments',
      less,
    );
    expect(cut.row).toMatchObject({
      projects: ['C001'],
      before: { budget: 8_000_000 },
      after: { budget: 7_000_000 },
    });

    const paid = { projectCode: 'A001', paidOn: '2023-03-05', amount: '1.00', payee: '某某商贸有限公司' };
    const posting = `post ${v1}/expenditures`;
    const posted = await does('finance', posting, '/expenditures', { ...paid, voucherNo: 'T-1' });
    expect(posted.row).toMatchObject({
      action: 'post_vouchers',
      projects: ['A001'],
      after: { voucherNo: 'T-1' },
    });
    expect(JSON.stringify(posted.row)).not.toContain('某某商贸有限公司');
    const items = ['T-2', 'T-3'].map((voucherNo) => ({ ...paid, voucherNo }));
    const batch = await does('ingest', posting, '/expenditures', { items }, world.clients.ingest);
    expect(batch.row).toMatchObject({
      kind: 'machine',
      roles: 'ingest',
      after: { items: 2, first: ['T-2', 'T-3'] },
    });
    await finance.ok('POST', '/expenditures', { items });
    // Sent again it changes nothing; that it was sent is known all the same.
    expect((await added()).map(({ route }) => route)).toEqual([posting]);

    const confirming = `/expenditures/corrections/${world.things.correction}/confirm`;
    await does('manager', `post ${v1}/expenditures/corrections/{id}/confirm`, confirming, {});
    await finance.ok('POST', '/expenditures', {
      ...paid,
      amount: '2.00',
      voucherNo: 'T-1',
      corrects: 'T-1',
      reason: '错',
    });
    const open = await finance.ok<{ items: { id: string }[] }>(
      'GET',
      '/expenditures/corrections?state=proposed',
    );
    const withdrawing = `/expenditures/corrections/${open.items[0]?.id}/withdraw`;
    await does('finance', `post ${v1}/expenditures/corrections/{id}/withdraw`, withdrawing, {
      reason: '不改了',
    });

    const { measurement } = world.things;
    await does('finance', `post ${v1}/measurements/{id}/approve`, `/measurements/${measurement}/approve`, {});
    const value = {
      projectCode: 'A001',
      indicator: `${mark}数量`,
      period: '2023-06-30',
      value: '1',
      measuredOn: '2023-04-10',
    };
    await does('owner', `post ${v1}/measurements`, '/measurements', value);
    const values = await owner.ok<{ items: { id: number }[] }>('GET', '/measurements?period=2023-06-30');
    const mine = `/measurements/${values.items[0]?.id}`;
    const proof = { url: 'https://example.com/x', name: '合同' };
    const proven = await does<{ id: string }>(
      'owner',
      `post ${v1}/measurements/{id}/evidence`,
      `${mine}/evidence`,
      proof,
    );
    expect(proven.row).toMatchObject({ subject: '合同', projects: ['A001'] });
    const taking = `${mine}/evidence/${proven.body.id}`;
    await does('owner', `delete ${v1}/measurements/{id}/evidence/{evidenceId}`, taking, { reason: '附错了' });
    await does('finance', `post ${v1}/measurements/{id}/return`, `${mine}/return`, { reason: '补材料' });
    await does('finance', `post ${v1}/ledger/confirm`, '/ledger/confirm', { coveredTo: '2023-03-31' });
  });

  test('has a file by its counts and its digest', async () => {
    const files = {
      expenditures: '凭证号,项目编码,支付日期,金额\nF-1,A001,2023-03-02,1.00\n',
      measurements: `项目编码,指标,填报期,完成值,测量日期\nA001,${mark}数量,2023-10-31,1,2023-04-01\n`,
    };
    for (const [kind, content] of Object.entries(files)) {
      await added();
      const who = kind === 'expenditures' ? 'finance' : 'owner';
      const sent = await sendFile(world.clients[who], `/imports/${kind}`, { content });
      expect([kind, sent.status]).toEqual([kind, 201]);
      const [done, begun] = await added();
      const route = `post ${v1}/imports/${kind}`;
      expect(begun).toMatchObject({ who, route, after: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
      expect(done).toMatchObject({
        who,
        route,
        subject: begun?.subject,
        after: { accepted: 1, state: 'done' },
      });
      covered.add(route);
    }
  });

  test('has meetings, what was written into forms, and the links of walls', async () => {
    const { meeting, item, action } = world.things;
    const about = `/meetings/${meeting}`;
    const ofItem = async (who: CallerName, name: string, body: object, method = 'put') =>
      await does<{ id: string }>(
        who,
        `${method} ${v1}/meetings/{id}/items/{item}/${name}`,
        `${about}/items/${item}/${name}`,
        body,
      );
    const opened = await does<{ id: string }>('manager', `post ${v1}/meetings`, '/meetings', {
      node: '2023-03-31',
      title: '补开',
    });
    expect(opened.row).toMatchObject({ action: 'hold_meeting' });
    await does('manager', `patch ${v1}/meetings/{id}`, about, { place: '二楼会议室' });
    await ofItem('owner', 'statement', {
      cause: null,
      explanation: '合同未签',
      measure: null,
      promisedOn: null,
    });
    await ofItem('manager', 'decision', { decision: 'rectify', text: null });
    await ofItem('manager', 'notes', { notes: '先问合同' });
    const more = await ofItem(
      'manager',
      'actions',
      { what: '签合同', who: '李四', by: '2023-04-20' },
      'post',
    );
    const other = `/meeting-actions/${more.body.id}`;
    await does('manager', `patch ${v1}/meeting-actions/{id}`, other, { by: '2023-04-21' });
    await does('manager', `delete ${v1}/meeting-actions/{id}`, other);
    const acted = (who: CallerName, name: string, body: object) =>
      does(who, `post ${v1}/meeting-actions/{id}/${name}`, `/meeting-actions/${action}/${name}`, body);
    await acted('owner', 'submit', { result: '已签' });
    await acted('manager', 'return', { reason: '附合同' });
    await acted('owner', 'submit', { result: '已附' });
    await acted('manager', 'close', { note: '属实' });
    await does('manager', `post ${v1}/meetings/{id}/close`, `/meetings/${opened.body.id}/close`);

    const { items } = await world.clients.owner.ok<{ items: { id: string; name: string }[] }>(
      'GET',
      '/indicators?project=A001',
    );
    const indicator = items.find(({ name }) => name === `${mark}数量`)?.id;
    const [texts, year] = ['/projects/A001', '/years/2023/reporting-days'];
    await does('owner', `put ${v1}/projects/{code}/monitoring-texts`, `${texts}/monitoring-texts`, {
      indicators: [{ ...nothingWritten, id: indicator, note: '按合同' }],
    });
    await does('owner', `put ${v1}/projects/{code}/self-evaluation-texts`, `${texts}/self-evaluation-texts`, {
      indicators: [{ id: indicator, reason: '已完成' }],
    });
    const whole = 'self-evaluation-texts';
    await does('manager', `put ${v1}/departments/{code}/${whole}`, `/departments/435001/${whole}`, {
      goals: '已完成',
    });
    await does('finance', `post ${v1}/years/{year}/reporting-days`, year, { month: 7 });
    await does('finance', `delete ${v1}/years/{year}/reporting-days/{month}`, `${year}/7`);

    const link = await does<{ token: Token; secret: string }>(
      'manager',
      `post ${v1}/wall-links`,
      '/wall-links',
      { name: '大厅' },
    );
    expect(JSON.stringify(link.row)).not.toContain(link.body.secret);
    await added();
    const stranger = clientOf(world.app.address, {});
    await stranger.ok('POST', '/session/wall', { secret: link.body.secret });
    expect(await added()).toMatchObject([
      { action: 'sign_in', route: `post ${v1}/session/wall`, who: '大厅' },
    ]);
    covered.add(`post ${v1}/session/wall`);
    await does('manager', `delete ${v1}/wall-links/{id}`, `/wall-links/${link.body.token.id}`);
  });

  test('has the handling of alerts, of projects and of the year', async () => {
    const { alert } = world.things;
    const move = (who: CallerName, name: string, body: object) =>
      does(who, `post ${v1}/alerts/{id}/${name}`, `/alerts/${alert}/${name}`, body);
    const promise = { owner: '张', cause: '其他', measure: '抓紧', promisedOn: '2023-04-20' };
    const { row } = await move('owner', 'acknowledge', promise);
    expect(row).toMatchObject({
      projects: ['A001'],
      before: { state: 'open' },
      after: { state: 'acknowledged' },
    });
    await move('owner', 'rectify', {});
    await move('owner', 'submit', { result: '已支付' });
    await move('manager', 'return', { reason: '不实' });
    await move('leader', 'accept', { reason: '客观原因', until: '2023-06-30' });

    const silence = { reason: '盘点', matchers: { project: 'A002' }, ends: '2023-04-20' };
    const made = await does<{ id: string }>('finance', `post ${v1}/silences`, '/silences', silence);
    await does('finance', `delete ${v1}/silences/{id}`, `/silences/${made.body.id}`);
    const finish = '/projects/A001/finish';
    await does('owner', `post ${v1}/projects/{code}/finish`, finish, { reason: '办完了' });
    await does('finance', `post ${v1}/projects/{code}/finish/approve`, `${finish}/approve`, {});
    await does('finance', `delete ${v1}/projects/{code}/finish`, finish);
    const over = await does('owner', `post ${v1}/projects/{code}/handovers`, '/projects/A001/handovers', {
      to: '王五',
      reason: '调岗',
    });
    expect(over.row).toMatchObject({ before: { owner: `${mark}张敏` }, after: { owner: '王五' } });
    await does('finance', `post ${v1}/evaluations`, '/evaluations', {});
    const moved = await does('finance', `put ${v1}/clock`, '/clock', { today: '2023-04-12' });
    expect((await trail('action=move_clock&limit=2')).at(-1)).toMatchObject({
      before: { today: '2023-04-11' },
      after: { today: '2023-04-12' },
    });
    expect(moved.row.at.slice(0, 4)).not.toBe('2023');
  });

  test('has the closing of the year', { timeout: 120_000 }, async () => {
    const { finance } = world.clients;
    await moveClock(finance, '2024-01-20');
    const closing = await finance.ok<YearClosing>('GET', '/years/2023/close');
    const conclusions = closing.projects
      .filter(({ required }) => required)
      .map(({ code }) => ({ projectCode: code, conclusion: '结转下年' }));
    await does('finance', `post ${v1}/years/{year}/close`, '/years/2023/close', { conclusions });
  });

  test('has every operation that stores something', () => {
    const writing = operations
      .filter(({ method }) => method !== 'get')
      .map(({ method, path }) => `${method} ${path}`);
    // Closing takes an alert that fires no more, and is written as the other moves are; the sample begins below.
    // These departments have no indicators of their own: the texts of those are held with the forms of a department.
    const elsewhere = [
      `post ${v1}/alerts/{id}/close`,
      `post ${v1}/setup/sample`,
      `put ${v1}/departments/{code}/monitoring-texts`,
    ];
    expect([...covered, ...elsewhere].sort()).toEqual(
      writing.filter((name) => !storesNothing.includes(name)).sort(),
    );
  });

  test('has what was refused, and who tried to sign in', async () => {
    const { address } = world.app;
    await added();
    await world.clients.owner.call('PUT', '/rules/all', { changes: {}, reason: '无', revises: 1 });
    await world.clients.owner.call('GET', '/users');
    await clientOf(address, {}).call('POST', '/session', {
      username: 'finance',
      password: 'guess-of-a-word',
    });
    await clientOf(address, {}).call('POST', '/session', { username: 'my-secret-word', password: 'x' });
    await clientOf(address, {}).call('GET', '/users');
    const rows = (await added()).reverse();
    expect(rows.map(({ who, action, subject, refused }) => [who, action, subject, refused])).toEqual([
      ['owner', 'set_rules', 'all', 'not_yours'],
      ['owner', 'administer', null, 'not_yours'],
      ['', 'sign_in', 'finance', 'wrong_password'],
      ['', 'sign_in', '?', 'wrong_password'],
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/guess-of-a-word|my-secret-word/);
    expect((await trail('outcome=refused&limit=1'))[0]).toMatchObject({ refused: 'wrong_password' });
  });

  test('takes what a page asks before its reader has a password of their own for no attempt', async () => {
    const { app } = world;
    const { password } = await invite(app, 'halfway', ['owner']);
    const entered = await trySignIn(app.address, { username: 'halfway', password });
    const halfway = goingOn(app.address, entered);
    await added();
    expect((await halfway.call('GET', '/overview')).status).toBe(403);
    expect((await halfway.call('GET', '/projects')).status).toBe(403);
    expect((await halfway.call('POST', '/expenditures', {})).status).toBe(403);
    const rows = await added();
    expect(rows.map(({ who, refused }) => [who, refused])).toEqual([['halfway', 'password_change_required']]);
  });

  test('has every file that is handed out', async () => {
    const { finance, auditor } = world.clients;
    await added();
    for (const path of [
      '/reports/ranking?format=xlsx',
      '/imports/templates/expenditures.xlsx?year=2023',
      `/imports/${world.things.run}/rejected.xlsx`,
    ]) {
      const response = await fetch(`${world.app.address}/api/v1${path}`, { headers: finance.credentials });
      expect([path, response.status]).toEqual([path, 200]);
      await response.arrayBuffer();
    }
    await finance.ok('GET', '/reports/ranking');
    const { measurement, evidence } = world.things;
    await finance.call('GET', `/measurements/${measurement}/evidence/${evidence}`);
    const exported = await auditor.call('GET', '/audit/export.xlsx?who=finance');
    expect(exported.status).toBe(200);
    const rows = await added();
    expect(rows.map(({ action, route }) => [action, route.replace('get /api/v1', '')]).reverse()).toEqual([
      ['export', '/reports/ranking'],
      ['export', '/imports/templates/expenditures.xlsx'],
      ['export', '/imports/{id}/rejected.xlsx'],
      ['export', '/measurements/{id}/evidence/{evidenceId}'],
      ['export', '/audit/export.xlsx'],
    ]);
  });

  test('is searched by person, action, project, day, outcome and words, page by page', async () => {
    const of = async (query: string) => (await trail(`limit=500&${query}`)).map((row) => row);
    expect((await of('who=owner')).every(({ who }) => who === 'owner')).toBe(true);
    const both = await of('action=sign_in,sign_out');
    expect(new Set(both.map(({ action }) => action))).toEqual(new Set(['sign_in', 'sign_out']));
    const a001 = await of('project=A001');
    expect(a001.length).toBeGreaterThan(5);
    expect(a001.every(({ projects }) => projects.includes('A001'))).toBe(true);
    expect(new Set((await of('q=T-2')).map(({ route }) => route))).toEqual(
      new Set([`post ${v1}/expenditures`]),
    );
    expect(await of('to=2023-12-31')).toEqual([]);
    expect((await of('from=2023-12-31')).length).toBeGreaterThan(20);
    const first = await world.clients.auditor.ok<{ items: AuditEntry[]; nextCursor: string }>(
      'GET',
      '/audit?limit=3',
    );
    const second = await trail(`limit=3&cursor=${first.nextCursor}`);
    const numbers = [...first.items, ...second].map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 6 }, (_, index) => (numbers[0] ?? 0) - index));
    const chain = await world.clients.auditor.ok<AuditChain>('GET', '/audit/chain');
    expect(chain).toMatchObject({ prunedTo: 0, retention: { months: 36 } });
    expect((await world.clients.finance.call('GET', '/audit')).status).toBe(403);
  });
});

describe('the trail of other beginnings', { timeout: 60_000 }, () => {
  test('has that the sample was begun, and who made the first account', async () => {
    const at = await freshSqlite();
    const app = await startTestApp(at.url);
    await app.ok('POST', '/setup/sample');
    const { items } = await app.ok<{ items: AuditEntry[] }>('GET', '/audit');
    expect(items.map(({ who, kind, route }) => [who, kind, route])).toEqual([
      ['admin', 'person', 'post /api/v1/setup/sample'],
      ['admin', 'person', 'post /api/v1/session'],
      ['ADMIN_PASSWORD', 'product', 'start'],
    ]);
    await app.stop();
    await at.drop();
  });

  test('is whole after the server was killed before it sealed', async () => {
    const at = await freshSqlite();
    const server = await startServerProcess({ DATABASE_URL: at.url });
    const client = await signIn(server.address);
    for (let turn = 0; turn < 5; turn += 1)
      await client.ok('PATCH', '/me', { preferences: { sounds: turn % 2 === 0 } });
    server.child.kill('SIGKILL');
    await server.ended;
    const app = await startTestApp(at.url);
    await expect
      .poll(async () => (await app.ok<AuditChain>('GET', '/audit/chain')).newest?.number ?? 0, {
        timeout: 8_000,
      })
      .toBeGreaterThanOrEqual(7);
    const { items } = await app.ok<{ items: AuditEntry[] }>('GET', '/audit?action=own_account');
    expect(items.map(({ after }) => after)).toEqual(
      [true, false, true, false, true].map((sounds) => ({ preferences: { sounds } })),
    );
    await app.stop();
    await at.drop();
  });
});
