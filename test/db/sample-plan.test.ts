import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { samplePlan } from '#db/sample/plan-2023.ts';
import { planProblems } from '#server/intake/documents/plan-problems.ts';
import { readPlan } from '#server/intake/documents/read-plan.ts';

const published = new URL('../../../shared/plan/julu-2023.txt', import.meta.url);

function read(text: string) {
  const plan = readPlan(text);
  if (!plan.ok) throw new Error(plan.message.zh);
  return plan;
}

/** A plan without where its lines stand and without its prose. */
function figures({ reading }: ReturnType<typeof read>) {
  return {
    department: reading.department,
    year: reading.year,
    projects: reading.projects.map(({ line: _, purpose: __, goals, indicators, ...rest }) => ({
      ...rest,
      goals: goals.length,
      indicators: indicators.map(({ line: _line, ...indicator }) => indicator),
    })),
    departmentIndicators: reading.departmentIndicators.map(({ line: _, ...indicator }) => indicator),
    notes: reading.notes.map(({ code, message }) => ({ code, message })),
  };
}

test('the sample plan holds 8 projects, 56 indicators and 16 in prose, and none of its questions blocks', () => {
  const { reading, questions } = read(samplePlan);
  expect(reading.projects).toHaveLength(8);
  expect(reading.projects.flatMap(({ indicators }) => indicators)).toHaveLength(56);
  expect(reading.departmentIndicators).toHaveLength(16);
  expect(questions.map(({ blocks }) => blocks)).toEqual([false, false]);
  expect(planProblems(reading)).toEqual([]);
});

describe.runIf(existsSync(published))('beside the published plan', () => {
  const text = existsSync(published) ? readFileSync(published, 'utf8') : '';

  test('the sample reads to the same figures and the same notes', () => {
    expect(figures(read(samplePlan))).toEqual(figures(read(text)));
  });

  test('the sample borrows none of its sentences', () => {
    const { projects } = read(text).reading;
    const names = projects.flatMap(({ indicators }) => indicators.map(({ name }) => name));
    for (const { purpose, goals } of projects) {
      for (const sentence of [purpose, ...goals.filter((goal) => !names.includes(goal))])
        expect(samplePlan).not.toContain(sentence);
    }
  });
});
