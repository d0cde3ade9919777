import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { samplePlan } from '#db/sample/plan-2023.ts';
import { answerQuestion, correctField } from '#server/intake/documents/change-reading.ts';
import { planProblems } from '#server/intake/documents/plan-problems.ts';
import { readPlan } from '#server/intake/documents/read-plan.ts';
import { parseYuan, toYuan } from '#shared/money.ts';
import { planDocument, projectCode } from '../../bench/plans.ts';
import { toldQuestions } from '../../support/told.ts';

const published = new URL('../../../../shared/plan/julu-2023.txt', import.meta.url);

function read(text: string) {
  const plan = readPlan(text);
  if (!plan.ok) throw new Error(plan.message.zh);
  return plan;
}

const documents = [
  { which: 'our sample of it', text: samplePlan },
  ...(existsSync(published) ? [{ which: 'the document itself', text: readFileSync(published, 'utf8') }] : []),
];

describe.each(documents)('the published plan of 2023: $which', ({ text }) => {
  const { reading, questions } = read(text);
  const lineOf = (start: string) => text.split('\n').findIndex((line) => line.startsWith(start)) + 1;
  const project = (n: number) => reading.projects[n - 1];

  test('names its department and its year', () => {
    expect(reading.department).toEqual({ code: '435001', name: '巨鹿县行政审批局本级' });
    expect(reading.year).toBe(2023);
  });

  test('adds up to the department’s budget and to its plan at every node', () => {
    const sum = (amounts: string[]) => amounts.reduce((all, one) => all + (parseYuan(one) ?? 0), 0);
    expect(sum(reading.projects.map(({ budget }) => budget))).toBe(61_000_000);
    const byNode = ['2023-03-31', '2023-06-30', '2023-10-31', '2023-12-31'].map((day) =>
      sum(reading.projects.map(({ nodes }) => nodes.find((node) => node.day === day)?.cumulative ?? '')),
    );
    expect(byNode).toEqual([16_250_000, 27_500_000, 38_750_000, 61_000_000]);
  });

  test('carries the blank nodes of 政务外网费用 forward: 5/5/5/5, not 5/0/0/0', () => {
    expect(project(7)?.nodes.map(({ cumulative }) => cumulative)).toEqual(Array(4).fill('50000.00'));
    expect(reading.notes).toContainEqual(
      expect.objectContaining({ line: lineOf('\t5.00\t\t\t\t'), code: 'node_carried' }),
    );
  });

  test('puts lone figures under 12月底, where they stand', () => {
    for (const [n, amount] of [
      [1, '80000.00'],
      [4, '20000.00'],
      [5, '10000.00'],
    ] as const) {
      expect(project(n)?.nodes.map(({ cumulative }) => cumulative)).toEqual(['0.00', '0.00', '0.00', amount]);
    }
  });

  test('has seven indicators a project and sixteen in its prose', () => {
    expect(reading.projects.map(({ indicators }) => indicators.length)).toEqual(Array(8).fill(7));
    expect(reading.departmentIndicators).toHaveLength(16);
    expect(reading.departmentIndicators.every(({ projectCode }) => projectCode !== undefined)).toBe(true);
  });

  test('finds the purposes whose rows lost their first cells, and says what it repaired', () => {
    expect(reading.projects.every(({ purpose }) => purpose.length > 5)).toBe(true);
    const rows = reading.notes
      .filter(({ code }) => code === 'cell_repaired')
      .map(({ line }) => text.split('\n')[line - 1]);
    expect(rows).toEqual([
      expect.stringContaining('预算数\t1. 00'),
      expect.stringContaining('\t1. 00'),
      expect.stringContaining(project(7)?.purpose ?? ''),
      expect.stringContaining(project(8)?.purpose ?? ''),
    ]);
  });

  test('asks two questions, both of its prose, and none that blocks', () => {
    expect(questions.map(({ message }) => message.zh.split('：')[0])).toEqual([
      '“非正常停机率接近于0”',
      '“企业评审办事效率提高95%”',
    ]);
    const told = toldQuestions(questions);
    expect(told.every(({ blocks, choices }) => !blocks && choices?.includes('无法判断'))).toBe(true);
  });

  test('reports where prose and table disagree, and merges nothing', () => {
    const linked = reading.departmentIndicators.filter(({ linkedTo }) => linkedTo);
    expect(linked.map(({ name, linkedTo, conflict }) => [name, linkedTo, conflict])).toEqual([
      ['电话及网络交费效率', '电话及网络缴费效率', true],
      ['叫号系统安装完成率', '更换叫号系统完成率', true],
      ['加强企业评审完成率', '评估评审完成率', true],
    ]);
    expect(reading.notes.filter(({ code }) => code === 'prose_conflict')).toHaveLength(3);
  });

  test('is a sound plan', () => {
    expect(planProblems(reading)).toEqual([]);
  });

  test('reads the same with carriage returns and a byte-order mark', () => {
    expect(read(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual({ ok: true, reading, questions });
  });

  test('takes an answer in place of what was not certain', () => {
    const [first] = questions;
    const answered = answerQuestion(reading, questions, first?.id ?? '', '≤0.5%', 2023);
    expect(answered).toMatchObject({ ok: true, questions: [{ answer: '≤0.5%' }, {}] });
    const target = answered.ok && answered.reading.departmentIndicators[5]?.target;
    expect(target).toMatchObject({
      operator: '<=',
      value: '0.5',
      unit: '%',
      direction: 'reverse',
      confidence: 'high',
    });
    expect(reading.departmentIndicators[5]?.target.confidence).toBe('low');
  });

  test('corrects a field, and names one that would not be right', () => {
    const corrected = correctField(reading, '/projects/0/budget', '90000');
    expect(corrected.ok && corrected.reading.projects[0]?.budget).toBe('90000.00');
    expect(correctField(reading, '/projects/0/budget', '很多')).toMatchObject({
      ok: false,
      code: 'field_invalid',
      message: { zh: expect.stringContaining('/projects/0/budget') },
    });
    expect(correctField(reading, '/projects/99/budget', '1')).toMatchObject({
      ok: false,
      code: 'field_unknown',
    });
  });
});

test('a document of 1,200 projects is read like one of a few, each table in the unit that stands above it', () => {
  const count = 1_200;
  let table = 0;
  // Of each three tables the first is in 万元, the second says no unit and follows it, the third is in 元.
  const text = planDocument(count).replaceAll('单位：万元', () => {
    table += 1;
    return ['单位：万元', '', '单位：元'][(table - 1) % 3] ?? '';
  });
  const printed = [...text.matchAll(/预算数\t([\d.]+)\t/g)].map(([, figure = '']) => parseYuan(figure) ?? 0);
  const inYuan = printed.map((figure, n) => toYuan(n % 3 === 2 ? figure : figure * 10_000));
  const { reading, questions } = read(text);
  const { projects } = reading;
  expect(projects.map(({ code }) => code)).toEqual(Array.from({ length: count }, (_, n) => projectCode(n)));
  expect(projects.map(({ budget }) => budget)).toEqual(inYuan);
  expect(projects.map(({ nodes }) => nodes.at(-1)?.cumulative)).toEqual(inYuan);
  expect(new Set(projects.map(({ indicators }) => indicators.length))).toEqual(new Set([7]));
  expect(questions).toEqual([]);
  const lines = text.split('\n');
  expect(projects.filter(({ line, code }) => !lines[line - 1]?.includes(code))).toEqual([]);
});
