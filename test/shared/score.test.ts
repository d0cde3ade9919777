import { describe, expect, test } from 'vitest';
import type { Day } from '#shared/calendar.ts';
import { indicatorStandings } from '#shared/evaluate/results.ts';
import { figuresOf, showProject } from '#shared/figures.ts';
import { compare, over } from '#shared/fraction.ts';
import { costScheme, defaultProfile, type RuleProfile } from '#shared/profile.ts';
import { selfEvaluation, showScore } from '#shared/score.ts';
import {
  anIndicator,
  aSnapshot,
  aValue,
  fourSteps,
  lump,
  on,
  type SnapshotWords,
} from '../support/builders.ts';

/** `27.5 / 35.0`; `-` where nothing is judged yet. */
function score(day: Day, words: SnapshotWords, profile: RuleProfile = defaultProfile): string {
  const snapshot = aSnapshot(words);
  const standings = indicatorStandings(snapshot, profile, on(day));
  const shown = showScore(selfEvaluation(snapshot, profile, on(day), standings));
  return shown ? `${shown.earned} / ${shown.judged}` : '-';
}

const paid = (amount: string, day: Day = '2023-01-10') => ({ paid: [[day, amount]] as const });

const count = anIndicator('叫号系统数量', '≥1个');
const failures = anIndicator('叫号系统故障率', '≤5%');
const completion = anIndicator('更换完成率', '≥98%');
const cost = anIndicator('更换成本', '5万元', { level2: '成本指标' });
const effect = anIndicator('办事便捷率', '≥99%', { level1: '效益指标' });
const lasting = anIndicator('可持续影响率', '≥98%', { level1: '效益指标' });
const satisfied = anIndicator('满意度', '≥98%');
const deadline = anIndicator('项目完成时间', '12月底前');
const dated = anIndicator('时效', '6月份完成宣传片制作;9月份完成文本');
const graded = anIndicator('办事环境', '有效提升', { level1: '效益指标' });
const unread = anIndicator('非正常停机率', '接近于0');

describe('a project of the published plan', () => {
  const indicators = [count, failures, completion, cost, effect, lasting, satisfied];
  const days = Object.keys(fourSteps);
  const values = days.flatMap((day, at) => [
    aValue(count, day, at < 3 ? '0' : '1'),
    aValue(failures, day, '5%'),
    aValue(completion, day, ['24.5%', '49%', '73.5%', '98%'][at] ?? ''),
    ...(at % 2 === 0
      ? []
      : [aValue(effect, day, '99%'), aValue(lasting, day, '98%'), aValue(satisfied, day, '98%')]),
  ]);
  // October is no half-year: of the odd nodes only June and December hold benefits and satisfaction.
  const onPlan = { indicators, values, paid: days.map((day) => [day, '1.25'] as const) };

  // Four outputs at 12.5, two benefits at 15, one satisfaction at 10.
  // biome-ignore format: one case a line
  test.for([
    ['2023-03-30', '-',             'nothing is due'],
    ['2023-03-31', '27.5 / 35.0',   '2.5 of 10 for a quarter spent, 12.5 each for two outputs'],
    ['2023-06-30', '70.0 / 75.0',   '5 of 10, 25 for outputs, 30 for benefits, 10 for satisfaction'],
    ['2023-10-31', '72.5 / 75.0',   '7.5 of 10'],
    ['2023-12-31', '87.5 / 87.5',   'all but the cost, which may still be exceeded'],
    ['2024-01-01', '100.0 / 100.0', 'all of it'],
  ] as const)('on plan, scores on %s %s: %s', ([day, said]) => {
    expect(score(day, onPlan)).toBe(said);
  });

  test('shows its score in the row of the project', () => {
    const figures = (day: Day) => showProject(figuresOf(aSnapshot(onPlan), defaultProfile, on(day)), 'zh', 0);
    expect(figures('2023-03-31').score).toEqual({ earned: '27.5', judged: '35.0' });
    expect(figures('2023-03-30').score).toBeNull();
    expect(
      JSON.parse(JSON.stringify(figuresOf(aSnapshot(onPlan), defaultProfile, on('2023-03-31')))).score,
    ).toEqual({ earned: '27.5', judged: '35.0' });
  });

  test('scores by the other scheme: cost 20, outputs 40, benefits 20, satisfaction 10', () => {
    const profile = { ...defaultProfile, score: costScheme };
    // Three outputs at 13⅓ of which two are judged; 2.5 of 10 for execution.
    expect(score('2023-03-31', onPlan, profile)).toBe('29.2 / 36.7');
    expect(score('2023-12-31', onPlan, profile)).toBe('80.0 / 80.0');
    expect(score('2024-01-01', onPlan, profile)).toBe('100.0 / 100.0');
  });
});

describe('execution', () => {
  // biome-ignore format: one case a line
  test.for([
    ['2023-12-31', fourSteps, '5.00', '10.0 / 10.0', 'all spent'],
    ['2023-12-31', fourSteps, '4.00', '8.0 / 10.0',  'four fifths'],
    ['2023-12-31', fourSteps, '0',    '0.0 / 10.0',  'nothing'],
    ['2023-12-31', fourSteps, '6.00', '10.0 / 10.0', 'never more than 10'],
    ['2023-12-31', fourSteps, '-1',   '0.0 / 10.0',  'never less than 0'],
    ['2023-03-30', fourSteps, '1.00', '-',           'before the first node that asks for money'],
    ['2023-11-30', lump,      '2.00', '-',           'of a lump that is due in December'],
    ['2023-11-30', lump,      '5.00', '10.0 / 10.0', 'unless all of it is spent'],
  ] as const)('on %s of %j with %s 万元 is %s: %s', ([day, nodes, amount, said]) => {
    expect(score(day, { nodes, ...paid(amount) })).toBe(said);
  });
});

// A group that stands alone holds all 90 points; execution has all of its 10.
// biome-ignore format: one case a line
test.for([
  ['met',                                  satisfied, '98%',    '100.0 / 100.0'],
  ['positive: actual ÷ target',            satisfied, '49%',    '55.0 / 100.0'],
  ['a miss that is wide is scored as any', satisfied, '93.1%',  '95.5 / 100.0'],
  ['nothing',                              satisfied, '0%',     '10.0 / 100.0'],
  ['more than asked earns no more',        satisfied, '100%',   '100.0 / 100.0'],
  ['reverse: met',                         failures,  '5%',     '100.0 / 100.0'],
  ['reverse: half as much again',          failures,  '7.5%',   '55.0 / 100.0'],
  ['reverse: twice the target',            failures,  '10%',    '10.0 / 100.0'],
  ['reverse: beyond twice the target',     failures,  '20%',    '10.0 / 100.0'],
  ['by percentage: met',                   graded,    '85%',    '86.5 / 100.0'],
  ['by percentage: partly',                graded,    '部分达成', '73.0 / 100.0'],
  ['by percentage: all',                   graded,    '达成',   '100.0 / 100.0'],
  ['a target of 0 missed',                 anIndicator('停机率', '≤0%'), '0.5%', '10.0 / 100.0'],
] as const)('%s', ([_, indicator, typed, said]) => {
  const words = { ...paid('5.00'), indicators: [indicator], values: [aValue(indicator, '2023-06-30', typed)] };
  expect(score('2023-07-01', words)).toBe(said);
});

test('before the year ends a count is held against what is due by then', () => {
  const many = anIndicator('办件数量', '≥900件');
  const words = { ...paid('5.00'), indicators: [many], values: [aValue(many, '2023-06-30', '225')] };
  expect(score('2023-07-01', words)).toBe('55.0 / 100.0');
});

test('a miss that a small survey softens is scored by the printed rate', () => {
  const survey = { sample: 100, favourable: 97 };
  const words = {
    ...paid('5.00'),
    indicators: [satisfied],
    values: [aValue(satisfied, '2023-06-30', '97%', { survey })],
  };
  expect(score('2023-07-01', words)).toBe('99.1 / 100.0');
});

describe('the points of an empty group', () => {
  const met = (...indicators: (typeof count)[]) => ({
    ...paid('5.00'),
    indicators,
    values: [aValue(failures, '2023-06-30', '5%')],
  });
  // biome-ignore format: one case a line
  test.for([
    ['outputs alone',                              met(failures),                      '100.0 / 100.0'],
    ['outputs and benefits: 90 × 5/8',             met(failures, effect),              '66.3 / 66.3'],
    ['outputs and satisfaction: 90 × 5/6',         met(failures, satisfied),           '85.0 / 85.0'],
    ['all three: 50',                              met(failures, effect, satisfied),   '60.0 / 60.0'],
    ['two outputs of which one is judged',         met(failures, completion),          '55.0 / 55.0'],
    ['one that is to be read keeps its share',     met(failures, unread),              '55.0 / 55.0'],
    ['one without a target has none',              met(failures, anIndicator('生态', '/')), '100.0 / 100.0'],
    ['no indicators at all',                       met(),                              '10.0 / 10.0'],
  ] as const)('go to the others in proportion: %s', ([_, words, said]) => {
    expect(score('2023-07-01', words)).toBe(said);
  });
});

// biome-ignore format: one case a line
test.for([
  ['a value that is not approved', aValue(satisfied, '2023-06-30', '98%', { state: 'provisional' })],
  ['a value that was sent back',   aValue(satisfied, '2023-06-30', '98%', { state: 'returned' })],
] as const)('%s is not judged', ([_, value]) => {
  expect(score('2023-07-01', { ...paid('5.00'), indicators: [satisfied], values: [value] })).toBe('10.0 / 10.0');
});

test('a value stands while a newer one is missing', () => {
  const words = { ...paid('5.00'), indicators: [failures], values: [aValue(failures, '2023-03-31', '5%')] };
  expect(score('2023-07-11', words)).toBe('100.0 / 100.0');
});

describe("the cost that is the project's own money", () => {
  // biome-ignore format: one case a line
  test.for([
    ['2023-12-31', '4.00', '8.0 / 10.0',   'may still be exceeded'],
    ['2024-01-01', '4.00', '98.0 / 100.0', 'was not exceeded'],
    ['2023-06-30', '5.50', '91.0 / 100.0', 'is exceeded by a tenth'],
    ['2024-01-01', '7.50', '55.0 / 100.0', 'by half'],
    ['2024-01-01', '11.00', '10.0 / 100.0', 'more than twice over'],
  ] as const)('on %s with %s of 5.00 万元 scores %s: %s', ([day, amount, said]) => {
    expect(score(day, { ...paid(amount), indicators: [cost] })).toBe(said);
  });
});

describe('a milestone', () => {
  const says = (indicator: typeof deadline, ...list: [Day, string][]) => ({
    ...paid('5.00'),
    indicators: [indicator],
    values: list.map(([day, typed]) => aValue(indicator, day, typed)),
  });
  // biome-ignore format: one case a line
  test.for([
    ['is not judged before it is reported or missed', '2024-01-10', says(deadline),                              '10.0 / 10.0'],
    ['done in time earns all',                        '2023-12-31', says(deadline, ['2023-12-31', '2023-12-20']), '100.0 / 100.0'],
    ['done late earns nothing',                       '2024-01-05', says(deadline, ['2023-12-31', '2024-01-04']), '10.0 / 100.0'],
    ['missed earns nothing',                          '2024-01-11', says(deadline),                              '10.0 / 100.0'],
    ['of two, one done, is half judged',              '2023-07-01', says(dated, ['2023-06-30', '已完成']),        '55.0 / 55.0'],
    ['of two, one done and one missed, is half earned', '2023-10-11', says(dated, ['2023-06-30', '已完成']),      '55.0 / 100.0'],
  ] as const)('%s', ([_, day, words, said]) => {
    expect(score(day, words)).toBe(said);
  });
});

test('points are exact until they are shown', () => {
  const outputs = ['合格率', '及时率', '覆盖率'].map((name) => anIndicator(name, '≥90%'));
  const values = outputs.map((one) => aValue(one, '2023-06-30', '90%'));
  const snapshot = aSnapshot({ ...paid('5.00'), indicators: outputs, values });
  const standings = indicatorStandings(snapshot, defaultProfile, on('2023-07-01'));
  const { earned } = selfEvaluation(snapshot, defaultProfile, on('2023-07-01'), standings);
  expect(compare(earned, over(100))).toBe(0);
});
