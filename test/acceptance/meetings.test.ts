import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Alert } from '#shared/alert.ts';
import type { Listing, Overview, ProjectWhole } from '#shared/api.ts';
import type {
  Meeting,
  MeetingAction,
  MeetingComparison,
  MeetingLine,
  MeetingPreview,
} from '#shared/meeting.ts';
import type { RectificationLedger } from '#shared/reports.ts';
import { personWith } from '../support/accounts.ts';
import { alertsOf, moveClock, startTestApp, type TestApp, type TestClient } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';

const software = '13052923P00A1KL100038';

onEachDatabase('review meetings', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;
  let leader: TestClient;
  let manager: TestClient;
  let june: Meeting;

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url);
    await app.ok('POST', '/setup/sample');
    leader = await personWith({ ...app, url: at.url }, ['leader'], 'leader', { name: '王局长' });
    manager = await personWith({ ...app, url: at.url }, ['manager'], 'manager', { name: '李副局长' });
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await at.drop();
  });

  /** The bytes of an answer, in a language. */
  async function bytes(client: TestClient, path: string, language = 'zh-CN'): Promise<string> {
    const response = await fetch(`${client.address}/api/v1${path}`, {
      headers: { ...client.credentials, 'accept-language': language },
    });
    expect(response.status).toBe(200);
    return await response.text();
  }
  const read = (id: string) => leader.ok<Meeting>('GET', `/meetings/${id}`);

  test('before the reports of a node are due, its ledger covered and its posting lag over, opening warns', async () => {
    await moveClock(app, '2023-07-04');
    const preview = await leader.ok<MeetingPreview>('POST', '/meetings?preview=true', { node: '2023-06-30' });
    expect(preview.warnings).toEqual([
      '6月底的完成值2023-07-10前报送都算及时，尚未报齐。',
      '凭证只确认到2023-05-31，6月底的支出可能不全。',
      '入账滞后期未满，6月底的支出缺口自2023-07-08起才判定。',
    ]);
    expect((await leader.ok<Listing<MeetingLine>>('GET', '/meetings')).items).toEqual([]);
  });

  test.for([
    [
      '2023-06-15',
      '2023-06-15既不是计划节点，也不是月末；计划节点为2023-03-31、2023-06-30、2023-10-31、2023-12-31。',
    ],
    ['2023-10-31', '节点2023-10-31还没有到（今天2023-07-04）。'],
    ['2022-06-30', '2022年没有绩效文本。'],
  ])('a meeting about %s is refused with what would be right', async ([node, detail]) => {
    const answer = await leader.call<{ detail: string }>('POST', '/meetings', { node });
    expect([answer.status, answer.body.detail]).toEqual([422, detail]);
  });

  test('opening twice under one key opens one meeting', async () => {
    await moveClock(app, '2023-07-15');
    const [first, second] = [
      await leader.call<Meeting>('POST', '/meetings', { node: '2023-06-30' }, { 'idempotency-key': 'once' }),
      await leader.call<Meeting>('POST', '/meetings', { node: '2023-06-30' }, { 'idempotency-key': 'once' }),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    const { items } = await leader.ok<Listing<MeetingLine>>('GET', '/meetings?year=2023');
    expect(items.map(({ id }) => id)).toEqual([first.body.id]);
    june = first.body;
  });

  test('the pack is what every screen says as of the node, judged and known as at the opening', async () => {
    const { asOf, today, knownAt } = june;
    expect([asOf, today, june.warnings]).toEqual(['2023-06-30', '2023-07-15', []]);
    const moment = `asOf=${asOf}&today=${today}&knownAt=${knownAt}`;
    expect(june.overview).toEqual(await leader.ok<Overview>('GET', `/overview?${moment}`));
    for (const { project, kind } of june.items) {
      if (kind !== 'project' || !project) continue;
      const { code } = project.project;
      const page = await leader.ok<ProjectWhole>('GET', `/projects/${code}?${moment}`);
      expect(page).toMatchObject({
        ...project.project,
        goals: project.goals,
        nodes: project.nodes,
        actual: project.actual,
        indicators: project.indicators,
      });
      const open = page.alerts.filter(({ condition }) => condition !== 'resolved');
      expect(project.alerts.map(({ id }) => id).sort()).toEqual(open.map(({ id }) => id).sort());
      const lines = await leader.ok<Listing<{ voucherNo: string }>>(
        'GET',
        `/projects/${code}/expenditures?${moment}`,
      );
      expect(project.vouchers.map(({ voucherNo }) => voucherNo)).toEqual(
        lines.items.map(({ voucherNo }) => voucherNo),
      );
      expect(project.voucherCount).toBe(lines.items.length);
      expect(project.forecast).toEqual([
        { day: asOf, amount: project.project.spent },
        { day: '2023-12-31', amount: project.project.forecast },
      ]);
    }
  });

  test('the agenda takes the weightiest deviation first, then what nobody reported; its titles are the news', async () => {
    expect(june.items.map(({ kind, title }) => [kind, title])).toEqual([
      [
        'project',
        '软件正版化设备保养维护费用：计划至2023-06-30累计支出5.00万元，节点日实际3.40万元，至2023-06-30实际3.40万元，仍少1.60万元',
      ],
      ['project', '政务外网费用：政务专网故障率：目标≤5%，2023-06-30填报期完成值6.2%，高出1.2个百分点'],
      [
        'project',
        '政务服务办公费（2+2+3 服务体系）：增强办事群众对 24 小时政务大厅的满意程度：目标≥99%，2023-06-30填报期完成值98.5%，低0.5个百分点，但样本不足以认定未达标',
      ],
      ['missing', '1个项目共6项完成值应报未报'],
      ['good', expect.stringMatching(/^\d个项目达标、兑现承诺或完成整改$/)],
    ]);
    const missing = june.items.flatMap((one) => one.missing);
    expect(missing.flatMap(({ indicators }) => indicators)).toHaveLength(
      june.overview?.reported.missing ?? -1,
    );
    const english = JSON.parse(await bytes(leader, `/meetings/${june.id}`, 'en')) as Meeting;
    expect(english.items[0]?.title).toContain('Planned by 2023-06-30: 5.00; spent by that day: 3.40');
  });

  test('the agenda is put in another order; an order that leaves an item out is refused', async () => {
    const ids = june.items.map(({ id }) => id);
    const [first = '', second = ''] = ids;
    const short = await leader.call<{ detail: string }>('PATCH', `/meetings/${june.id}`, { order: [first] });
    expect([short.status, short.body.detail]).toEqual([
      422,
      `order 须列出全部${ids.length}项议程，每项一次。`,
    ]);
    const order = [second, first, ...ids.slice(2)];
    const words = {
      place: '三楼会议室',
      chair: '王局长',
      recorder: '办公室 赵',
      attendees: '各股室',
      heldOn: '2023-07-18',
    };
    const changed = await leader.ok<Meeting>('PATCH', `/meetings/${june.id}`, {
      ...{ order, ...words },
      included: { [ids.at(-2) ?? '']: false },
    });
    expect(changed.items.map(({ id }) => id)).toEqual([
      ...order.filter((id) => id !== ids.at(-2)),
      ids.at(-2),
    ]);
    expect(changed).toMatchObject({ ...words, counts: { items: ids.length - 1 } });
    await leader.ok('PATCH', `/meetings/${june.id}`, { order: ids, included: { [ids.at(-2) ?? '']: true } });
  });

  test('a decision, a statement and actions are taken while the meeting is open', async () => {
    const [item] = june.items;
    const about = `/meetings/${june.id}/items/${item?.id}`;
    // Nobody who has an account is the owner: finance does the owner's work.
    const statement = {
      cause: '经费保障',
      explanation: '拨款晚到',
      measure: '九月补付',
      promisedOn: '2023-09-15',
    };
    await app.ok('PUT', `${about}/statement`, statement);
    const wordless = await leader.call('PUT', `${about}/decision`, { decision: 'other', text: null });
    expect(wordless.status).toBe(422);
    await leader.ok('PUT', `${about}/decision`, { decision: 'rectify', text: '九月底前补足' });
    await leader.ok('PUT', `${about}/notes`, { notes: '先问拨款' });
    const past = await leader.call('POST', `${about}/actions`, {
      what: '补付',
      who: 'admin',
      by: '2023-07-14',
    });
    expect(past.status).toBe(422);
    for (const [what, by] of [
      ['付清二季度线路租金', '2023-07-31'],
      ['与供应商商定付款日', '2023-08-31'],
      ['写明原因', '2023-09-30'],
    ])
      await leader.ok('POST', `${about}/actions`, { what, who: 'admin', by });
    const held = (await read(june.id)).items[0];
    expect(held).toMatchObject({
      statement: { ...statement, by: 'admin' },
      decision: { decision: 'rectify', text: '九月底前补足', by: '王局长' },
      notes: '先问拨款',
      actions: [{ what: '付清二季度线路租金', state: 'open', daysLeft: 16, dueWithin: null }, {}, {}],
    });
    const auditor = await personWith({ ...app, url: at.url }, ['auditor'], 'auditor');
    expect((await auditor.ok<Meeting>('GET', `/meetings/${june.id}`)).items[0]?.notes).toBe('');
  });

  test('a correction, a revision of the plan and new rules change the screens, and not a byte of the pack', async () => {
    const paths = [`/meetings/${june.id}`, '/meetings'];
    const texts = async () =>
      await Promise.all(paths.flatMap((path) => [bytes(leader, path), bytes(leader, path, 'en')]));
    const before = await texts();
    const overview = await leader.ok<Overview>('GET', '/overview?asOf=2023-06-30&today=2023-07-15');
    const voucher = { voucherNo: 'LATE-1', projectCode: software, paidOn: '2023-06-29', amount: '16000.00' };
    await app.ok('POST', '/expenditures', voucher);
    const budget = { budget: '90000.00', effectiveOn: '2023-06-01', reason: '压减' };
    await app.ok('POST', `/projects/${software}/adjustments`, budget);
    await app.ok('PUT', '/rules/all', { changes: { spending: { warning: 6 } }, reason: '从严', revises: 0 });
    const after = await leader.ok<Overview>('GET', '/overview?asOf=2023-06-30&today=2023-07-15');
    expect([after.spent, after.budget]).not.toEqual([overview.spent, overview.budget]);
    expect(await texts()).toEqual(before);
    const now = await leader.ok<MeetingComparison>('GET', `/meetings/${june.id}/comparison?with=now`);
    expect([now.total?.before.spent, now.total?.after.spent]).toEqual([overview.spent, after.spent]);
    expect(now.projects.find(({ code }) => code === software)).toMatchObject({
      before: { spent: '34000.00', planLight: 'red' },
      after: { spent: '50000.00' },
      change: 'better',
    });
    expect(now.closed.map(({ text }) => text).join()).toContain('计划至2023-06-30累计支出5.00万元');
  });

  describe('an action', () => {
    let first: MeetingAction;

    test('reminds 7, 3 and 1 days before its day and is overdue after it, told to who looks at meetings', async () => {
      const socket = leader.socket();
      const told: string[][] = [];
      socket.on('changed', ({ topics }) => told.push(topics));
      await new Promise((connected) => socket.on('hello', connected));
      await moveClock(app, '2023-07-23');
      told.length = 0;
      await moveClock(app, '2023-07-24');
      await expect.poll(() => told.flat()).toContain('meetings');
      const open = async () =>
        (await leader.ok<Listing<MeetingAction>>('GET', '/meeting-actions?state=open')).items;
      expect((await open())[0]).toMatchObject({ daysLeft: 7, dueWithin: 7, overdue: false });
      await moveClock(app, '2023-08-02');
      [first] = (await open()) as [MeetingAction];
      expect(first).toMatchObject({ daysLeft: -2, dueWithin: null, overdue: true });
      expect(first.history.map(({ what, note }) => [what, note])).toEqual([
        ['decided', null],
        ['reminded', '7'],
        ['reminded', '3'],
        ['reminded', '1'],
        ['overdue', null],
      ]);
      socket.close();
    });

    test('is submitted by who is named, returned, submitted again, and closed by another', async () => {
      const path = `/meeting-actions/${first.id}`;
      const early = await manager.call('POST', `${path}/close`, { note: '好' });
      expect(early.status).toBe(409);
      const stranger = await manager.call('POST', `${path}/submit`, { result: '已付' });
      expect(stranger.status).toBe(403);
      await app.ok('POST', `${path}/submit`, { result: '已付一半' });
      await manager.ok('POST', `${path}/return`, { reason: '须付清' });
      await app.ok('POST', `${path}/submit`, { result: '已付清' });
      const closed = await manager.ok<MeetingAction>('POST', `${path}/close`, { note: '凭证已核' });
      expect(closed).toMatchObject({ state: 'closed', result: '已付清', answer: '凭证已核', overdue: false });
      expect(closed.history.map(({ what, by }) => [what, by]).slice(-4)).toEqual([
        ['submitted', 'admin'],
        ['returned', '李副局长'],
        ['submitted', 'admin'],
        ['closed', '李副局长'],
      ]);
      const mine = await app.ok<Listing<MeetingAction>>(
        'GET',
        '/meeting-actions?mine=true&state=open,returned',
      );
      expect(mine.items.map(({ what }) => what)).toEqual(['与供应商商定付款日', '写明原因']);
    });

    test('who submits does not close, where somebody else may', async () => {
      const actions = await leader.ok<Listing<MeetingAction>>('GET', '/meeting-actions?state=open');
      const second = actions.items[0];
      const change = { who: '李副局长' };
      await leader.ok('PATCH', `/meeting-actions/${second?.id}`, change);
      await manager.ok('POST', `/meeting-actions/${second?.id}/submit`, { result: '已商定' });
      const other = await personWith({ ...app, url: at.url }, ['manager'], 'manager2');
      const own = await manager.call('POST', `/meeting-actions/${second?.id}/close`, { note: '好' });
      expect(own.status).toBe(403);
      await other.ok('POST', `/meeting-actions/${second?.id}/close`, { note: '属实' });
    });
  });

  test('what was decided stands in the rectification ledger, with the meeting it comes from', async () => {
    const ledger = await leader.ok<RectificationLedger>('GET', '/reports/rectification-ledger');
    const decided = ledger.items.filter(({ origin }) => origin === 'meeting');
    expect(decided.map(({ kind, text, state, resolvedOn }) => [kind, text, state, resolvedOn])).toEqual([
      ['2023年6月底预算绩效调度会', '写明原因', '办理中', null],
      ['2023年6月底预算绩效调度会', '付清二季度线路租金', '已办结', '2023-08-02'],
      ['2023年6月底预算绩效调度会', '与供应商商定付款日', '已办结', '2023-08-02'],
    ]);
    const then = await leader.ok<RectificationLedger>('GET', '/reports/rectification-ledger?asOf=2023-07-20');
    expect(then.items.map(({ state }) => state)).toEqual(['办理中', '办理中', '办理中']);
  });

  test('a closed meeting takes nothing more', async () => {
    const closed = await leader.ok<Meeting>('POST', `/meetings/${june.id}/close`);
    expect(closed).toMatchObject({ state: 'closed', closedBy: '王局长', may: { hold: false } });
    const about = `/meetings/${june.id}/items/${june.items[0]?.id}`;
    for (const [method, path, body] of [
      ['PATCH', `/meetings/${june.id}`, { place: '别处' }],
      ['PUT', `${about}/decision`, { decision: 'cancel', text: null }],
      ['PUT', `${about}/statement`, { cause: null, explanation: '补充', measure: null, promisedOn: null }],
      ['POST', `${about}/actions`, { what: '再办', who: 'admin', by: '2023-12-31' }],
      ['POST', `/meetings/${june.id}/close`, undefined],
    ] as const) {
      const client = path.endsWith('statement') ? app : leader;
      const { status } = await client.call(method, path, body);
      expect([method, path, status]).toEqual([method, path, 409]);
    }
  });

  describe('the next meeting', () => {
    let october: Meeting;

    beforeAll(async () => {
      const [behind] = await alertsOf(app, '&kind=INDICATOR_MISSED');
      await app.ok('POST', `/alerts/${(behind as Alert).id}/acknowledge`, {
        ...{ owner: '张敏', cause: '其他', measure: '回访', promisedOn: '2023-09-01' },
      });
      await moveClock(app, '2023-11-20');
      october = await leader.ok<Meeting>('POST', '/meetings', { node: '2023-10-31' });
    }, 60_000);

    test('opens with what is still owed', () => {
      expect(october.previous?.id).toBe(june.id);
      expect(october.items[0]).toMatchObject({
        kind: 'action',
        title: '上次议定未完成：写明原因（admin，2023-09-30，已逾期）',
        projectCode: software,
        action: { what: '写明原因', overdue: true },
      });
      const good = october.items.flatMap((one) => one.good);
      expect(good).toContain('议定事项“付清二季度线路租金”已完成并核实（admin）');
    });

    test('is compared with the one before: better, worse, new, over, and who kept what was promised', async () => {
      const compared = await leader.ok<MeetingComparison>('GET', `/meetings/${october.id}/comparison`);
      expect([compared.with, compared.before.asOf, compared.after.asOf]).toEqual([
        'previous',
        '2023-06-30',
        '2023-10-31',
      ]);
      expect(compared.total?.before).toMatchObject({
        spent: june.overview?.spent,
        plan: june.overview?.lights.plan,
        shortfall: june.overview?.shortfall,
      });
      expect(compared.total?.after).toMatchObject({
        spent: october.overview?.spent,
        results: october.overview?.lights.results,
      });
      const was = new Set(june.items.flatMap((one) => one.project?.alerts ?? []).map(({ id }) => id));
      const is = new Set(october.items.flatMap((one) => one.project?.alerts ?? []).map(({ id }) => id));
      for (const { id } of compared.closed) expect(is.has(id)).toBe(false);
      for (const { id } of compared.opened) expect(was.has(id)).toBe(false);
      expect(compared.promises).toEqual([
        { who: 'admin', kept: 0, missed: 2, open: 0 },
        { who: '张敏', kept: 0, missed: 1, open: 0 },
        { who: '李副局长', kept: 1, missed: 0, open: 0 },
      ]);
    });

    test('the first meeting of a year has none before it', async () => {
      const { status } = await leader.call('GET', `/meetings/${june.id}/comparison?with=previous`);
      expect(status).toBe(404);
    });
  });
});
