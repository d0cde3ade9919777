import { readXlsx, type Sheet } from 'hucre';
import mammoth from 'mammoth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Listing, YearClosing } from '#shared/api.ts';
import type { AuditEntry } from '#shared/audit.ts';
import type { DepartmentMonitoringTexts, DepartmentSelfEvaluationTexts } from '#shared/department-texts.ts';
import type { DepartmentMonitoringForm, DepartmentSelfEvaluationForm } from '#shared/reports.ts';
import { moveClock, startTestApp, type TestApp } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';

onEachDatabase('texts of the forms of a department', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;
  let path: string;
  let own: string;

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url);
    await app.ok('POST', '/setup/sample');
    await moveClock(app, '2023-07-15');
    const { department } = await form();
    path = `/departments/${department.code}/monitoring-texts`;
    own = `/departments/${department.code}/self-evaluation-texts`;
  });
  afterAll(async () => {
    await app.stop();
    await at.drop();
  });

  const reported = async <Form>(name: string, query: string) => {
    const { items } = await app.ok<{ items: Form[] }>('GET', `/reports/${name}?${query}`);
    return items[0] as Form;
  };
  const form = (query = '') => reported<DepartmentMonitoringForm>('department-monitoring-form', query);
  const evaluation = (query = '') =>
    reported<DepartmentSelfEvaluationForm>('department-self-evaluation', query);
  const file = async (name: string, format: string) => {
    const response = await fetch(`${app.address}/api/v1/reports/${name}?format=${format}`, {
      headers: app.credentials,
    });
    return new Uint8Array(await response.arrayBuffer());
  };
  const texts = () => app.ok<DepartmentMonitoringTexts>('GET', path);
  const which = async (isLinked: boolean) => {
    const found = (await texts()).indicators.find(({ linked }) => (linked !== null) === isLinked);
    if (!found) throw new Error('the plan has no such indicator');
    return found;
  };
  const now = async () =>
    (await app.ok<{ made: { knownAt: string } }>('GET', '/reports/department-monitoring-form')).made.knownAt;
  const nothing = { expected: null, cause: null, reason: null, measure: null, likelihood: null, note: null };

  test('what is written of an indicator that nobody measures stands in form, workbook and document', async () => {
    const { id, name } = await which(false);
    const text = {
      value: '已办结96%',
      expected: '99%',
      cause: '人员保障',
      reason: '窗口人手不足',
      measure: '增派一人',
      likelihood: 'possible',
      note: '已报分管领导',
    };
    const sent = { indicators: [{ id, ...text }] };
    expect(await app.ok('PUT', path, sent)).toEqual({ stored: 1 });
    expect(await app.ok('PUT', path, sent), 'the same words again are not stored').toEqual({ stored: 0 });
    const { indicators, mayWrite } = await texts();
    expect([mayWrite, indicators.find((one) => one.id === id)]).toEqual([
      true,
      expect.objectContaining({ ...text, linked: null, written: expect.objectContaining({ by: 'admin' }) }),
    ]);
    expect((await form()).indicators.find((one) => one.id === id)).toMatchObject(text);
    const [sheet] = (await readXlsx(await file('department-monitoring-form', 'xlsx'))).sheets;
    const row = rowOf(sheet, name);
    const heads = rowOf(sheet, '人员保障');
    expect([row[4], row[5], row[heads.indexOf('人员保障')], row[11], row[12], row[13]]).toEqual([
      '已办结96%',
      '99%',
      '√',
      '窗口人手不足；措施：增派一人',
      '有可能',
      '已报分管领导',
    ]);
    const buffer = Buffer.from(await file('department-monitoring-form', 'docx'));
    const { value } = await mammoth.extractRawText({ buffer });
    for (const words of ['已办结96%', '窗口人手不足；措施：增派一人', '已报分管领导'])
      expect(value).toContain(words);
  });

  test('a text is of its month, and a later one leaves the paper as it was known', async () => {
    const { id } = await which(false);
    const knownAt = await now();
    await app.ok('PUT', path, { indicators: [{ id, ...nothing, value: '97%' }] });
    const of = async (query = '') => (await form(query)).indicators.find((one) => one.id === id);
    expect(await of()).toMatchObject({ value: '97%', cause: null });
    expect(await of(`knownAt=${knownAt}`)).toMatchObject({ value: '已办结96%', cause: '人员保障' });
    expect(await of('asOf=2023-06-30')).toMatchObject({ value: null });
    await app.ok('PUT', `${path}?asOf=2023-06-30`, { indicators: [{ id, ...nothing, value: '90%' }] });
    expect(await of('asOf=2023-06-12')).toMatchObject({ value: '90%' });
    expect(await of()).toMatchObject({ value: '97%' });
  });

  test('what is wrong is refused by the name of its indicator, and nothing is stored', async () => {
    const { id, name } = await which(false);
    const linked = await which(true);
    const before = await texts();
    const refused = async (one: object, query = '') => {
      const { status, body } = await app.call('PUT', `${path}${query}`, {
        indicators: [{ ...nothing, value: null, ...one }],
      });
      expect(status).toBe(422);
      return JSON.stringify(body);
    };
    for (const likelihood of ['possible', 'impossible']) {
      const unexplained = await refused({ id, likelihood, cause: '其他' });
      expect(unexplained).toContain(name);
      expect(unexplained).toContain('/indicators/0/measure');
      expect(await refused({ id, likelihood, measure: '增派' })).toContain('/indicators/0/cause');
    }
    const elsewhere = await refused({ id: linked.id, note: '写错了地方' });
    expect(elsewhere).toContain('linked_indicator');
    expect(elsewhere).toContain(linked.name);
    expect(await refused({ id: 'nobody' })).toContain('unknown_indicator');
    expect(await refused({ id }, '?asOf=2023-08-01')).toContain('not_yet');
    const there = await app.call('PUT', '/departments/999999/monitoring-texts', { indicators: [] });
    expect(there.status).toBe(404);
    expect(await texts()).toEqual(before);
  });

  test('a linked indicator has the texts of its project', async () => {
    const { id, linked } = await which(true);
    const project = `/projects/${linked?.project.code}/monitoring-texts`;
    const { indicators } = await app.ok<DepartmentMonitoringTexts>('GET', project);
    const there = indicators.find(({ name }) => name === linked?.name);
    await app.ok('PUT', project, { indicators: [{ id: there?.id, ...nothing, note: '见项目' }] });
    expect((await texts()).indicators.find((one) => one.id === id)).toMatchObject({
      note: '见项目',
      written: null,
    });
  });

  test('the self-evaluation takes what became of the goals, the values and the deviations', async () => {
    const { id, name } = await which(false);
    const knownAt = await now();
    const sent = { goals: '年度目标全部完成', indicators: [{ id, value: '98%', reason: '已整改' }] };
    const once = async () => {
      const response = await fetch(`${app.address}/api/v1${own}`, {
        method: 'PUT',
        headers: {
          ...app.credentials,
          'Content-Type': 'application/json',
          'Idempotency-Key': 'department-once',
        },
        body: JSON.stringify(sent),
      });
      return await response.json();
    };
    expect(await once()).toEqual({ stored: 2 });
    expect(await once(), 'sent again, the first answer').toEqual({ stored: 2 });
    const after = await evaluation();
    expect(after.achieved).toBe('年度目标全部完成');
    expect(after.indicators.find((one) => one.id === id)).toMatchObject({ value: '98%', reason: '已整改' });
    const before = await evaluation(`knownAt=${knownAt}`);
    expect([before.achieved, before.indicators.find((one) => one.id === id)?.value]).toEqual([null, null]);
    const [sheet] = (await readXlsx(await file('department-self-evaluation', 'xlsx'))).sheets;
    const row = rowOf(sheet, name);
    expect([row[5], row[8]]).toEqual(['98%', '已整改']);
    expect(rowOf(sheet, '年度目标全部完成')).not.toEqual([]);
    await app.ok('PUT', own, { indicators: [] });
    expect(await app.ok<DepartmentSelfEvaluationTexts>('GET', own)).toMatchObject({
      goals: '年度目标全部完成',
      goalsWritten: { by: 'admin' },
    });
  });

  test('every write leaves its row in the trail, with what stood before', async () => {
    const { items } = await app.ok<Listing<AuditEntry>>(
      'GET',
      '/audit?action=write_department_papers&limit=100',
    );
    const code = path.split('/')[2];
    const done = items.filter(({ refused }) => refused === null);
    expect(done.map(({ subject }) => subject).toSorted()).toEqual([
      `department ${code} monitoring 2023-06-30`,
      `department ${code} monitoring 2023-07-31`,
      `department ${code} monitoring 2023-07-31`,
      `department ${code} self-evaluation 2023-12-31`,
    ]);
    expect(JSON.stringify(done.map(({ before }) => before))).toContain('已办结96%');
  });

  test('nothing is written into the forms of a closed year', async () => {
    await moveClock(app, '2024-01-20');
    const closing = await app.ok<YearClosing>('GET', '/years/2023/close');
    const conclusions = closing.projects.map(({ code }) => ({
      projectCode: code,
      conclusion: '财政收回',
      note: '无',
    }));
    await app.ok('POST', '/years/2023/close', { conclusions });
    const refused = await app.call('PUT', `${own}?year=2023`, { goals: '补写' });
    expect([refused.status, refused.body]).toEqual([409, expect.objectContaining({ code: 'year_closed' })]);
    const { mayWrite } = await app.ok<DepartmentSelfEvaluationTexts>('GET', `${own}?year=2023`);
    expect(mayWrite).toBe(false);
  });
});

function rowOf(sheet: Sheet | undefined, name: string) {
  return sheet?.rows.find((row) => row.some((cell) => cell === name)) ?? [];
}
