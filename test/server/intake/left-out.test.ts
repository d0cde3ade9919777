import { describe, expect, test } from 'vitest';
import { answerQuestion, correctField, settleQuestions } from '#server/intake/documents/change-reading.ts';
import { readPlan } from '#server/intake/documents/read-plan.ts';
import type { Question, Reading } from '#shared/reading.ts';
import { aPlan } from '../../support/plans.ts';
import { toldQuestions } from '../../support/told.ts';

interface Draft {
  reading: Reading;
  questions: Question[];
}

function read(text: string, options = {}): Draft {
  const plan = readPlan(text, options);
  if (!plan.ok) throw new Error(plan.message.zh);
  return plan;
}

function answered({ reading, questions }: Draft, id: string, answer: string): Draft {
  const next = answerQuestion(reading, questions, id, answer, reading.year);
  if (!next.ok) throw new Error(next.message.zh);
  return next;
}

function refused({ reading, questions }: Draft, id: string, answer: string) {
  const next = answerQuestion(reading, questions, id, answer, reading.year);
  return next.ok ? undefined : next.code;
}

const open = ({ questions }: Draft) => questions.filter(({ blocks, answer }) => blocks && !answer);
const amounts = ({ reading }: Draft) =>
  reading.projects.map(({ budget, fiscal, nodes }) => [
    budget,
    fiscal,
    ...nodes.map(({ cumulative }) => cumulative),
  ]);

describe('a project without a code', () => {
  const text = aPlan({ projects: 2 }).replace('项目编码\tA001\t\t项目名称', '项目名称');
  const prose = '二、分项绩效目标\n（一）示例项目1\n绩效指标：设备数量达到2个。\n';
  const plan = read(text.replace('单位：万元', `${prose}单位：万元`));

  test('is read, and asked for its code', () => {
    expect(plan.reading.projects).toMatchObject([
      { code: '', name: '示例项目1', budget: '80000.00' },
      { code: 'A002' },
    ]);
    expect(open(plan)).toMatchObject([{ id: 'code/7', blocks: true, line: 7, subject: '示例项目1' }]);
  });

  test('gets it from the answer, and its prose is linked then', () => {
    const done = answered(plan, 'code/7', ' B-7 ');
    expect(done.reading.projects[0]?.code).toBe('B-7');
    expect(done.reading.departmentIndicators).toMatchObject([
      { projectCode: 'B-7', linkedTo: '设备数量', conflict: true },
    ]);
    expect(open(done)).toEqual([]);
    expect(answered(done, 'code/7', 'B8').reading.projects[0]?.code).toBe('B8');
  });

  test.for(['A002', '', '编码', 'A'.repeat(41)])('does not get %j, which is taken or no code', (code) => {
    expect(refused(plan, 'code/7', code)).toBe('answer_unreadable');
  });

  test('may be corrected elsewhere before, and its code as a field', () => {
    const budget = correctField(plan.reading, '/projects/0/budget', '80001');
    expect(budget.ok).toBe(true);
    const code = correctField(plan.reading, '/projects/0/code', 'C1');
    expect(
      code.ok && settleQuestions(code.reading, plan.questions, '/projects/0/code')[0]?.answer,
    ).toMatchObject({
      zh: '已更正',
    });
    expect(correctField(plan.reading, '/projects/1/code', '').ok).toBe(false);
  });

  test('has its questions under its name, and under its code once it has one', () => {
    const asked = read(
      aPlan({ figures: '\t1\t\t2\t3\t4\t' }).replace('项目编码\tA001\t\t项目名称', '项目名称'),
    );
    expect(open(asked).map(({ subject }) => subject)).toEqual(['示例项目1', '示例项目1/nodes']);
    expect(open(answered(asked, 'code/4', 'A1')).map(({ subject }) => subject)).toEqual(['A1/nodes']);
  });
});

test('a project without a name is asked for it', () => {
  const plan = read(aPlan().replace('示例项目1', ''));
  expect(open(plan)).toMatchObject([{ id: 'name/4', subject: 'A001' }]);
  expect(answered(plan, 'name/4', '供暖费').reading.projects[0]?.name).toBe('供暖费');
});

describe('a document without the unit of its money', () => {
  const plan = read(aPlan({ projects: 3 }).replace('单位：万元', ''));

  test('asks once for all its tables', () => {
    expect(toldQuestions(open(plan))).toMatchObject([{ id: 'unit/4', choices: ['万元', '元'] }]);
    expect(open(plan)[0]?.message.zh).toContain('3个项目');
  });

  test('is in 元 where that is the answer, in 万元 where that is, as often as it changes', () => {
    const yuan = answered(plan, 'unit/4', '元');
    expect(amounts(yuan)).toEqual(Array(3).fill(['8.00', '8.00', '2.00', '4.00', '6.00', '8.00']));
    const wan = answered(yuan, 'unit/4', '万元');
    expect(amounts(wan)).toEqual(
      Array(3).fill(['80000.00', '80000.00', '20000.00', '40000.00', '60000.00', '80000.00']),
    );
    expect(open(wan)).toEqual([]);
    expect(refused(plan, 'unit/4', '美元')).toBe('answer_unreadable');
  });

  test('takes no other answer about money before, and scales none given after', () => {
    const doubtful = read(aPlan({ figures: '\t1\t\t2\t3\t4\t' }).replace('单位：万元', ''));
    expect(refused(doubtful, 'nodes/4', '2023-12-31 8.00元')).toBe('unit_first');
    expect(correctField(doubtful.reading, '/projects/0/budget', '9')).toMatchObject({ code: 'unit_first' });
    const yuan = answered(doubtful, 'unit/4', '元');
    expect(yuan.questions.find(({ id }) => id === 'nodes/4')?.choices?.[0]).toEqual({
      zh: expect.stringContaining('2023-03-31 1.00元'),
      en: expect.stringContaining('2023-03-31 1.00;'),
    });
    const planned = answered(yuan, 'nodes/4', '2023-12-31 8.00元');
    expect(amounts(answered(planned, 'unit/4', '万元'))).toEqual([['8.00', '8.00', '8.00']]);
  });

  test('asks nothing where every amount names its unit, or only one unit can be meant', () => {
    const whole = aPlan({ figures: '\t2.00万元\t\t4万元\t60000元\t8.00万元\t' }).replace('单位：万元', '');
    const own = read(whole.replaceAll('8.00\t', '8.00万元\t'));
    expect(open(own)).toEqual([]);
    const fine = read(
      aPlan({ figures: '\t2.0005\t\t4\t6\t8\t' }).replace('单位：万元', '').replaceAll('8.00\t', '8.0000\t'),
    );
    expect(open(fine)).toEqual([]);
    expect(fine.reading.notes.map(({ code }) => code)).toContain('unit_inferred');
    expect(amounts(fine)[0]?.[0]).toBe('80000.00');
  });
});

describe('a document without its year', () => {
  const text = aPlan({ target: '12月底' }).replace('2023年', '');

  test('asks for it, with the years that it names to choose from', () => {
    const plan = read(text.replace('买设备', '2022年已买，2024年再买，2024年付清'));
    expect(toldQuestions(open(plan))).toMatchObject([{ id: 'year/1', choices: ['2024年', '2022年'] }]);
    expect(plan.reading.year).toBe(2024);
    expect(read(text, { supposedYear: 2026 }).reading.year).toBe(2026);
  });

  test('moves its nodes and deadlines into the year of the answer', () => {
    const done = answered(read(text.replace('6月底', '2月底')), 'year/1', '2024年');
    const [project] = done.reading.projects;
    expect(done.reading.year).toBe(2024);
    expect(project?.indicators[0]?.target.date).toBe('2024-12-31');
    const header = read(text.replace('3月底', '2月底'));
    const nodes = answered(header, 'year/1', '2024').reading.projects[0]?.nodes;
    expect(nodes?.map(({ day }) => day)).toEqual(['2024-02-29', '2024-06-30', '2024-10-31', '2024-12-31']);
    expect(refused(header, 'year/1', '去年')).toBe('answer_unreadable');
  });

  test('keeps what was answered meanwhile', () => {
    const plan = read(text.replace('12月底\t请示', '12月前\t请示'));
    const confirmed = answered(answered(plan, 'target/11', '11月底'), 'year/1', '2025');
    expect(confirmed.reading.projects[0]?.indicators[0]?.target).toMatchObject({
      date: '2025-11-30',
      confidence: 'high',
    });
    expect(open(confirmed)).toEqual([]);
  });

  test('moves as a whole where the year is corrected as a field', () => {
    const plan = read(aPlan({ target: '12月底' }));
    const moved = correctField(plan.reading, '/year', 2024);
    expect(moved.ok && moved.reading.projects[0]).toMatchObject({
      nodes: [{ day: '2024-03-31' }, {}, {}, { day: '2024-12-31' }],
      indicators: [{ target: { date: '2024-12-31' } }],
    });
  });

  test('has it asked where its titles name two', () => {
    const plan = read(`某局2022年部门预算\n${aPlan()}`);
    expect(open(plan)).toMatchObject([{ id: 'year/1' }]);
  });
});

test('a department without a code may be given one', () => {
  const plan = read(aPlan({ department: '' }));
  expect(plan.questions).toMatchObject([{ id: 'department/1', blocks: false }]);
  const done = answered(plan, 'department/1', '435001 某局本级');
  expect(done.reading.department).toEqual({ code: '435001', name: '某局本级' });
  expect(done.reading.notes.map(({ code }) => code)).not.toContain('department_code_missing');
});
