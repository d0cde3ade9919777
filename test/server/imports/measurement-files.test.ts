import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportOutcome, ImportProblem } from '#shared/imports.ts';
import { moveClock, startTestApp, type TestApp } from '../../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../../support/databases.ts';
import { sendFile } from '../../support/files.ts';

interface Due {
  id: string;
  projectCode: string;
  projectName: string;
  name: string;
  target: { kind: string; unit: string };
  nextDue: string | null;
}

onEachDatabase('files of measured values', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;
  let percents: Due[];

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url);
    await app.ok('POST', '/setup/sample');
    await moveClock(app, '2023-04-05');
    const { items } = await app.ok<{ items: Due[] }>('GET', '/indicators?limit=500');
    // Names that one project has once, so that a file can name them.
    const once = items.filter(
      ({ projectCode, name }) =>
        items.filter((one) => one.projectCode === projectCode && one.name === name).length === 1,
    );
    percents = once.filter(
      ({ target, nextDue }) => target.kind === 'number' && target.unit === '%' && nextDue === '2023-03-31',
    );
  });
  afterAll(async () => {
    await app.stop();
    await at.drop();
  });
  const values = async () =>
    (await app.ok<{ items: { value: string }[] }>('GET', '/measurements?limit=500')).items;

  test('a half-filled workbook is taken: percents, merged projects and defaults; what is empty is counted', async () => {
    const ofProject = (code: string) => percents.filter(({ projectCode }) => projectCode === code);
    const mine =
      percents
        .map(({ projectCode }) => ofProject(projectCode))
        .find((all) => all.length >= 3)
        ?.slice(0, 3) ?? [];
    expect(mine.length).toBe(3);
    const before = (await values()).length;
    const rows = mine.map(({ projectName, name }, index) => [
      index === 0 ? projectName : null,
      name,
      [0.985, '97.5%', null][index] ?? null,
    ]);
    const content = await writeXlsx({
      sheets: [
        {
          name: '填报',
          rows: [['2023年完成值填报'], ['项目名称', '三级指标', '完成值'], ...rows],
          merges: [{ startRow: 2, startCol: 0, endRow: 4, endCol: 0 }],
          cells: new Map([['2,2', { value: 0.985, style: { numFmt: '0.0%' } }]]),
        },
      ],
    });
    const fields = { period: '2023-03-31', measuredOn: '2023-04-01' };
    const send = (query = '') =>
      sendFile<ImportOutcome>(app, `/imports/measurements${query}`, { content, name: '完成值.xlsx', fields });
    expect(await send('?dryRun=true')).toMatchObject({
      status: 200,
      body: { accepted: 2, table: { skipped: { blank: 1 } } },
    });
    expect((await values()).length).toBe(before);
    expect(await send()).toMatchObject({
      status: 201,
      body: { kind: 'measurements', accepted: 2, known: 0 },
    });
    expect((await values()).map(({ value }) => value)).toEqual(expect.arrayContaining(['98.5%', '97.5%']));
    expect(await send()).toMatchObject({ status: 200, body: { accepted: 0, known: 2 } });
  });

  test('a value that cannot be, and a reporting day that is none, are named with what would be right', async () => {
    const [one, other] = percents.slice(0, 2).reverse();
    const content = [
      '项目编码,指标名称,填报期,实际完成值,统计日期',
      `${one?.projectCode},${one?.name},3月底,0.97,2023-04-01`,
      `${other?.projectCode},${other?.name},2023-04-30,97%,2023-04-01`,
      `${other?.projectCode},没有的指标,2023年3月底,97%,2023-04-01`,
    ].join('\n');
    const { status, body } = await sendFile<ImportProblem>(app, '/imports/measurements', { content });
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([
      {
        row: 2,
        column: '实际完成值',
        code: 'ambiguous_percent',
        value: '0.97',
        message: expect.stringContaining('百分号'),
      },
      {
        row: 3,
        column: '填报期',
        code: 'not_a_reporting_day',
        message: expect.stringContaining('2023-03-31'),
      },
      { row: 4, column: '指标名称', code: 'unknown_indicator' },
    ]);
  });

  test('without a column or a default for the reporting day, it is asked for', async () => {
    const content = `项目编码,指标名称,完成值\nP,x,1\n`;
    const { body } = await sendFile<ImportProblem>(app, '/imports/measurements', { content });
    expect(body).toMatchObject({ code: 'columns_unknown', missing: ['period', 'measuredOn'] });
  });
});
