import { describe, expect, test } from 'vitest';
import { answerQuestion } from '#server/intake/documents/change-reading.ts';
import { readPlan } from '#server/intake/documents/read-plan.ts';
import type { Said, Told } from '#shared/language.ts';
import { readTarget } from '#shared/target.ts';
import { brokenPlans, doubtfulTargets } from '../../support/broken-plans.ts';
import { toldQuestions } from '../../support/told.ts';

const chinese = /[\u3400-\u9fff]/;

/** English of which every Chinese word is quoted, or stands in brackets behind what it means. */
function isEnglish(text: string): boolean {
  return text !== '' && !chinese.test(text.replace(/“[^”]*”|\([^()]*\)/g, ''));
}

function read(text: string) {
  const plan = readPlan(text);
  if (!plan.ok) throw new Error(plan.message.zh);
  return plan;
}

function sentencesOf({ reading, questions }: ReturnType<typeof read>): Said[] {
  const targets = [
    ...reading.projects.flatMap(({ indicators }) => indicators),
    ...reading.departmentIndicators,
  ];
  return [
    ...questions.map(({ message }) => message),
    ...reading.notes.map(({ message }) => message),
    ...targets.flatMap(({ target }) => target.notes),
  ];
}

describe.each(Object.entries(brokenPlans))('a plan with %s', (_, text) => {
  const plan = read(text);

  test('says everything in Chinese and in English', () => {
    for (const { zh, en } of sentencesOf(plan)) {
      expect(zh).toMatch(chinese);
      expect(en).toSatisfy(isEnglish);
    }
    for (const { id, subject, choices = [] } of plan.questions) {
      if (typeof subject === 'object') expect(subject.en).toSatisfy(isEnglish);
      // What a target may have meant is written as it would be printed.
      if (!/^(?:target|prose)\//.test(id))
        expect(choices.filter((choice) => !isTold(choice, isEnglish))).toEqual([]);
    }
  });

  test('takes a choice in either language for the same answer', () => {
    for (const { id } of plan.questions) {
      const [zh, en] = (['zh', 'en'] as const).map(
        (language) => toldQuestions(plan.questions, language).find((one) => one.id === id)?.choices ?? [],
      );
      expect(en?.map((answer) => answerQuestion(plan.reading, plan.questions, id, answer, 2023))).toEqual(
        zh?.map((answer) => answerQuestion(plan.reading, plan.questions, id, answer, 2023)),
      );
    }
  });
});

test('the broken plans between them are asked and told everything', () => {
  const plans = Object.values(brokenPlans).map(read);
  const kinds = plans.flatMap(({ questions }) => questions.map(({ id }) => id.split('/')[0]));
  expect([...new Set(kinds)].toSorted()).toEqual(
    'budget code department name nodes prose target unit units year'.split(' '),
  );
  const codes = plans.flatMap(({ reading }) => reading.notes.map(({ code }) => code));
  expect([...new Set(codes)].toSorted()).toEqual([
    ...['budget_of_several', 'cell_repaired', 'department_code_missing', 'draft', 'fiscal_assumed'],
    ...['list_conflict', 'list_unmatched', 'no_indicators', 'node_carried', 'nodes_unit_inferred'],
    ...['operator_assumed', 'prose_conflict', 'row_joined', 'rows_skipped', 'several_departments'],
    ...['table_repeated', 'unit_inferred', 'year_inferred'],
  ]);
});

test.each(doubtfulTargets)('what is doubtful about %s of %s is said in both languages', (value, name) => {
  const { notes } = readTarget({ level2: '数量指标', name, value, year: 2023 });
  expect(notes).not.toEqual([]);
  for (const { zh, en } of notes) {
    expect(zh).toMatch(chinese);
    expect(en).toSatisfy(isEnglish);
  }
});

test('an answer may name yuan in English', () => {
  const { reading, questions } = read(brokenPlans['a budget in words'] ?? '');
  const id = questions.find((one) => one.id.startsWith('budget/'))?.id ?? '';
  const answered = answerQuestion(reading, questions, id, '80,000 yuan', 2023);
  expect(answered.ok && answered.reading.projects[0]?.budget).toBe('80000.00');
});

function isTold(told: Told, holds: (text: string) => boolean): boolean {
  return typeof told === 'string' ? !chinese.test(told) : holds(told.en);
}
