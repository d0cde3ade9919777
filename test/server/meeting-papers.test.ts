import { readXlsx, type Sheet } from 'hucre';
import mammoth from 'mammoth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chineseNumber } from '#server/reports/minutes-letter.ts';
import { lightNames } from '#server/reports/words.ts';
import type { Meeting, MeetingMinutes, MeetingPack } from '#shared/meeting.ts';
import { parseYuan, toWan } from '#shared/money.ts';
import { moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';

onEachDatabase("a meeting's papers", (fresh) => {
  let at: TestDatabase;
  let app: TestApp;
  let pack: MeetingPack;
  let meeting: Meeting;

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url);
    await app.ok('POST', '/setup/sample');
    await moveClock(app, '2023-04-15');
    const april = await app.ok<Meeting>('POST', '/meetings', { node: '2023-03-31' });
    const about = `/meetings/${april.id}/items/${april.items[0]?.id}/actions`;
    await app.ok('POST', about, { what: '理顺付款流程', who: '张敏', by: '2023-05-31' });
    await app.ok('POST', about, { what: '补报完成值', who: 'admin', by: '2023-06-30' });
    await app.ok('POST', `/meetings/${april.id}/close`);
    await moveClock(app, '2023-07-15');
    const { id, items } = await app.ok<Meeting>('POST', '/meetings', { node: '2023-06-30' });
    await app.ok('PATCH', `/meetings/${id}`, {
      ...{ heldOn: '2023-07-18', place: '三楼会议室', chair: '王局长', recorder: '赵强' },
      attendees: '各股室负责人、财务',
    });
    const project = items.find(({ kind }) => kind === 'project');
    const item = `/meetings/${id}/items/${project?.id}`;
    const statement = {
      cause: '经费保障',
      explanation: '拨款晚到',
      measure: '九月补付',
      promisedOn: '2023-09-15',
    };
    await app.ok('PUT', `${item}/statement`, statement);
    await app.ok('PUT', `${item}/decision`, { decision: 'rectify', text: '九月底前补足支出' });
    await app.ok('POST', `${item}/actions`, { what: '付清二季度线路租金', who: '张敏', by: '2023-07-31' });
    pack = await app.ok<MeetingPack>('GET', `/meetings/${id}/pack`);
    meeting = pack.meeting;
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await at.drop();
  });

  async function file(path: string, language = 'zh'): Promise<Buffer> {
    const response = await fetch(`${app.address}/api/v1/meetings/${meeting.id}/${path}`, {
      headers: { ...app.credentials, 'accept-language': language },
    });
    expect([response.status, response.headers.get('content-disposition')]).toEqual([
      200,
      expect.stringContaining('attachment'),
    ]);
    const bytes = Buffer.from(await response.arrayBuffer());
    return bytes;
  }
  /** The cells below the heads, as they were written. */
  const rowsOf = (sheets: readonly Sheet[], name: string) => {
    const sheet = sheets.find((one) => one.name === name);
    if (!sheet) throw new Error(`no sheet ${name}`);
    // The title, the line above, and the heads; below stands when and by whom it was made.
    return sheet.rows.slice(3, -1).map((row) => [...row]);
  };
  const wan = (yuan: string) => Number(yuan) / 10_000;
  const filled = (cell: unknown) => (cell === '' ? null : (cell ?? null));

  /** The tables of a document, each as rows of the words of its cells. */
  async function tablesOf(buffer: Buffer): Promise<string[][][]> {
    const { value } = await mammoth.convertToHtml({ buffer });
    const words = (html: string) =>
      html
        .replaceAll(/<[^>]+>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&');
    return [...value.matchAll(/<table>(.*?)<\/table>/gs)].map(([, table = '']) =>
      [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
        [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell = '']) => words(cell)),
      ),
    );
  }

  test('every figure of the workbook is that of the frozen pack', async () => {
    const { sheets } = await readXlsx(await file('pack?format=xlsx'));
    expect(sheets.map(({ name }) => name)).toEqual(['总体情况', '议程', '项目', '指标', '议定事项']);
    const overview = new Map(rowsOf(sheets, '总体情况').map(([name, value]) => [String(name), value]));
    const frozen = meeting.overview;
    if (!frozen) throw new Error('the overview is missing');
    expect(Object.fromEntries(overview)).toMatchObject({
      项目数: frozen.projectCount,
      '预算（万元）': wan(frozen.budget),
      '计划支出（万元）': wan(frozen.planned),
      '实际支出（万元）': wan(frozen.spent),
      '少支出（万元）': wan(frozen.shortfall),
      '全年预计（万元）': wan(frozen.forecast),
      应报完成值: frozen.reported.of,
      已报: frozen.reported.done,
      达标: frozen.reported.met,
      '预警：严重': frozen.alerts.critical,
      [`本单位计划 ${lightNames.red.zh}`]: frozen.lights.plan.red,
    });
    expect(overview.get('预算执行率')).toBeCloseTo(Number(frozen.executionRate), 4);
    expect(rowsOf(sheets, '项目').map((row) => row.map(filled))).toEqual(
      pack.projects.map((one, index) => [
        String(index + 1),
        one.name,
        one.owner,
        ...[one.budget, one.planned, one.spent, one.shortfall].map(wan),
        expect.closeTo(Number(one.executionRate), 4),
        wan(one.forecast),
        lightNames[one.lights.plan.state].zh,
        lightNames[one.lights.results.state].zh,
        `${one.reported.done}/${one.reported.of}`,
        one.openAlerts,
      ]),
    );
    const packs = [
      ...new Map(
        meeting.items.flatMap(({ project }) => (project ? [[project.project.code, project]] : [])),
      ).values(),
    ];
    expect(rowsOf(sheets, '指标').map((row) => row.slice(0, 6).map(filled))).toEqual(
      packs.flatMap((one) =>
        (one as NonNullable<Meeting['items'][number]['project']>).indicators.map((indicator) => [
          indicator.projectName,
          indicator.name,
          indicator.printed,
          indicator.last?.period ?? null,
          indicator.last?.value ?? null,
          indicator.text,
        ]),
      ),
    );
    expect(rowsOf(sheets, '议程').map((row) => row[2])).toEqual(meeting.items.map(({ title }) => title));
    expect(rowsOf(sheets, '议定事项').map((row) => [row[2], row[3], row[4], row[5]])).toEqual([
      ['理顺付款流程', '张敏', '2023-05-31', '办理中'],
      ['补报完成值', 'admin', '2023-06-30', '办理中'],
      ['付清二季度线路租金', '张敏', '2023-07-31', '办理中'],
    ]);
  });

  test('every figure of the document is that of the frozen pack', async () => {
    const tables = await tablesOf(await file('pack?format=docx'));
    const projects = tables.filter((rows) => rows[0]?.includes('全年预计'));
    const words = (one: MeetingPack['projects'][number]) => [
      one.name,
      one.owner ?? '',
      ...[one.budget, one.planned, one.spent, one.shortfall].map((yuan) => toWan(parseYuan(yuan) ?? 0)),
    ];
    // One for each item, and the annex with all.
    const ofItems = meeting.items.flatMap(({ project }) => (project ? [project] : []));
    expect(projects.slice(0, -1).map((rows) => rows[1]?.slice(0, 4))).toEqual(
      ofItems.map(({ project }) => words(project).slice(2)),
    );
    expect(
      projects
        .at(-1)
        ?.slice(1)
        .map((row) => row.slice(1, 7)),
    ).toEqual(pack.projects.map(words));
    const nodes = tables.filter((rows) => rows[0]?.[0] === '节点').map((rows) => rows.slice(1));
    const node = ({ day, cumulative, spent }: { day: string; cumulative: string; spent: string | null }) => [
      day,
      toWan(parseYuan(cumulative) ?? 0),
      spent === null ? '' : toWan(parseYuan(spent) ?? 0),
    ];
    expect(nodes.map((rows) => rows.map((row) => row.slice(0, 3)))).toEqual([
      meeting.overview?.nodes.map(node),
      ...ofItems.map((one) => one.nodes.map(node)),
    ]);
    const { value } = await mammoth.extractRawText({ buffer: await file('pack?format=docx') });
    for (const { alerts } of ofItems)
      for (const { explanation } of alerts) expect(value).toContain(explanation.text);
    for (const { title } of meeting.items) expect(value).toContain(title);
    expect(value).toContain('数据截至2023-06-30，按2023-07-15判定');
  });

  test('the minutes say who met, what was decided of each item, and what became of earlier decisions', async () => {
    const minutes = await app.ok<MeetingMinutes>('GET', `/meetings/${meeting.id}/minutes`);
    expect(minutes).toMatchObject({ draft: true, chair: '王局长', heldOn: '2023-07-18' });
    const buffer = await file('minutes?format=docx');
    const { value } = await mammoth.extractRawText({ buffer });
    for (const text of [
      '2023年6月底预算绩效调度会纪要',
      '时间：2023年7月18日',
      '地点：三楼会议室',
      '主持：王局长',
      '参会：各股室负责人、财务',
      '记录：赵强',
      '一、总体情况',
      ...minutes.overall,
      '二、逐项议定',
      '议定：限期整改：九月底前补足支出',
      '责任人说明：原因：经费保障，拨款晚到；措施：九月补付；承诺2023年9月15日前完成（admin）',
      '三、上次议定事项落实情况',
      '共2件，已办结0件。',
      '主持人签字：',
    ])
      expect(value).toContain(text);
    const tables = await tablesOf(buffer);
    expect(tables.map((rows) => rows.slice(1))).toEqual([
      [['1', '付清二季度线路租金', '张敏', '2023-07-31']],
      minutes.previous.map((one, index) => [
        String(index + 1),
        expect.stringContaining(one.what),
        one.who,
        one.by,
        one.state,
        one.result ?? '',
      ]),
    ]);
    expect(minutes.previous.map(({ state }) => state)).toEqual(['办理中', '办理中']);
  });

  test('in English the papers say the same figures', async () => {
    const { sheets } = await readXlsx(await file('pack?format=xlsx', 'en'));
    expect(sheets.map(({ name }) => name)).toEqual([
      'Overview',
      'Agenda',
      'Projects',
      'Indicators',
      'Actions',
    ]);
    expect(rowsOf(sheets, 'Projects').map((row) => row[5])).toEqual(
      pack.projects.map(({ spent }) => wan(spent)),
    );
    await file('pack?format=docx', 'en');
    const { value } = await mammoth.extractRawText({ buffer: await file('minutes?format=docx', 'en') });
    expect(value).toContain('II. What was decided');
  });

  test('once the meeting is closed its minutes stand, whatever becomes of the actions', async () => {
    await app.ok('POST', `/meetings/${meeting.id}/close`);
    const minutes = await app.ok<MeetingMinutes>('GET', `/meetings/${meeting.id}/minutes`);
    expect(minutes.draft).toBe(false);
    await moveClock(app, '2023-08-01');
    const owed = meeting.items.flatMap(({ action }) => action ?? []).find(({ who }) => who === 'admin');
    await app.ok('POST', `/meeting-actions/${owed?.id}/submit`, { result: '已补报' });
    await app.ok('POST', `/meeting-actions/${owed?.id}/close`, { note: '已核' });
    expect(await app.ok<MeetingMinutes>('GET', `/meetings/${meeting.id}/minutes`)).toEqual(minutes);
    // There being nobody else, who submitted closed it, and it says so.
    const { items } = await app.ok<{ items: { id: string; history: { alone: boolean }[] }[] }>(
      'GET',
      '/meeting-actions',
    );
    expect(items.find(({ id }) => id === owed?.id)?.history.at(-1)?.alone).toBe(true);
  });
});

test.for([
  [1, '一'],
  [10, '十'],
  [12, '十二'],
  [20, '二十'],
  [61, '六十一'],
  [100, '100'],
] as const)('the heading %i is numbered %s', ([number, text]) => {
  expect(chineseNumber(number)).toBe(text);
});
