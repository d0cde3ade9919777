import { expect, test } from 'vitest';
import { samplePlan } from '#db/sample/plan-2023.ts';
import { answerQuestion, correctField, settleQuestions } from '#server/intake/documents/change-reading.ts';
import { planProblems } from '#server/intake/documents/plan-problems.ts';
import { readPlan } from '#server/intake/documents/read-plan.ts';

const plan = readPlan(samplePlan);
if (!plan.ok) throw new Error(plan.message.zh);
const { reading, questions } = plan;
const [fuzzy = '', relative = ''] = questions.map(({ id }) => id);

function corrected(pointer: string, value: unknown) {
  const changed = correctField(reading, pointer, value);
  if (!changed.ok) throw new Error(changed.message.zh);
  return changed.reading;
}

// biome-ignore format: one case a line
test.for([
  ['≤1%',     { operator: '<=', value: '1',  unit: '%', direction: 'reverse',  confidence: 'high' }],
  ['=0%',     { operator: '=',  value: '0',  unit: '%', direction: 'reverse',  confidence: 'high' }],
] as const)('接近于0 answered with %s becomes that target', ([answer, target]) => {
  const answered = answerQuestion(reading, questions, fuzzy, answer, 2023);
  expect(answered.ok && answered.reading.departmentIndicators.find(({ printed }) => printed === '接近于0')?.target).toMatchObject(target);
});

test('an answer may be given again', () => {
  const first = answerQuestion(reading, questions, relative, '≥90%', 2023);
  if (!first.ok) throw new Error(first.message.zh);
  const second = answerQuestion(first.reading, first.questions, relative, '≥95%', 2023);
  expect(second).toMatchObject({ ok: true, questions: [{ id: fuzzy }, { answer: '≥95%' }] });
});

test('无法判断 is an answer that leaves the indicator unjudged', () => {
  const answered = answerQuestion(reading, questions, fuzzy, '无法判断', 2023);
  expect(answered).toMatchObject({ ok: true, questions: [{ answer: { zh: '无法判断' } }, {}] });
  expect(answered.ok && answered.reading).toEqual(reading);
});

// biome-ignore format: one case a line
test.for([
  ['prose/1/1', '≤1%',       'question_unknown'],
  ['',          '≤1%',       'question_unknown'],
  [fuzzy,       '接近于0',   'answer_unreadable'],
  [fuzzy,       '看情况约3', 'answer_unreadable'],
] as const)('question %s does not take %s: %s', ([id, answer, code]) => {
  expect(answerQuestion(reading, questions, id, answer, 2023)).toMatchObject({ ok: false, code });
});

test('a corrected printed target is read anew, and its conflict with the prose with it', () => {
  const at = reading.projects[0]?.indicators.findIndex(({ name }) => name === '更换叫号系统完成率');
  const changed = corrected(`/projects/0/indicators/${at}/printed`, '≥100%');
  expect(changed.projects[0]?.indicators[2]).toMatchObject({
    printed: '≥100%',
    target: { value: '100', confidence: 'high' },
  });
  expect(
    changed.departmentIndicators.find(({ linkedTo }) => linkedTo === '更换叫号系统完成率')?.conflict,
  ).toBe(false);
  expect(changed.notes.filter(({ code }) => code === 'prose_conflict')).toHaveLength(2);
});

test('corrected nodes are judged as the plan’s', () => {
  const nodes = [
    { day: '2023-06-30', cumulative: '90000.00' },
    { day: '2023-12-31', cumulative: '70000.00' },
  ];
  expect(planProblems(corrected('/projects/0/nodes', nodes)).map(({ code }) => code)).toEqual([
    'nodes_fall',
    'nodes_exceed_budget',
    'nodes_end_below_budget',
  ]);
  expect(planProblems(corrected('/projects/0/nodes', []))).toMatchObject([{ code: 'no_nodes' }]);
  expect(planProblems(corrected('/projects/0/indicators', []))).toMatchObject([{ code: 'no_indicators' }]);
});

// biome-ignore format: one case a line
test.for([
  ['/projects/0/budget',                        '八万',       '/projects/0/budget'],
  ['/projects/0/budget',                        '-1.00',      '/projects/0/budget'],
  ['/projects/0/code',                          '',           '/projects/0/code'],
  ['/projects/0/code',                          '13052923P00533C10004D', '/projects/0/code'],
  ['/projects/0/name',                          7,            '/projects/0/name'],
  ['/projects/0/nodes/1/day',                   '2023-02-30', '/projects/0/nodes/1/day'],
  ['/projects/0/nodes/1/day',                   '2023-12-31', '/projects/0/nodes/2'],
  ['/projects/0/indicators/0/printed',          '约三个',     '/projects/0/indicators/0/printed'],
  ['/projects/0/indicators/0/target/operator',  '~',          '/projects/0/indicators/0/target/operator'],
  ['/projects/0/indicators/0/target/value',     'viele',      '/projects/0/indicators/0/target'],
  ['/projects/8/name',                          'x',          '/projects/8/name'],
  ['/projects/-1/name',                         'x',          '/projects/-1/name'],
  ['/projects/length',                          0,            '/projects/length'],
  ['/__proto__/polluted',                       true,         '/__proto__/polluted'],
  ['/nothing',                                  'x',          '/nothing'],
  ['',                                          {},           ''],
] as const)('%s does not take %j, and says where', ([pointer, value, where]) => {
  const changed = correctField(reading, pointer, value);
  expect(changed).toMatchObject({ ok: false, message: { zh: expect.stringContaining(where) } });
});

test('a correction settles the question about what it corrects', () => {
  const at = reading.departmentIndicators.findIndex(({ printed }) => printed === '接近于0');
  const pointer = `/departmentIndicators/${at}/printed`;
  expect(settleQuestions(corrected(pointer, '≤1%'), questions, pointer)).toMatchObject([
    { answer: { zh: '已更正' } },
    {},
  ]);
});
