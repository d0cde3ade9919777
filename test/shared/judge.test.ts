import { describe, expect, test } from 'vitest';
import { over, show } from '#shared/fraction.ts';
import { answersToSettle, judge, withinWilson } from '#shared/judge.ts';
import type { PlannedIndicator, ProjectPlan } from '#shared/plan.ts';
import { anIndicator, aPlan, fourSteps, typedValue } from '../support/builders.ts';

/** The verdict in few words: `met`, `missed critical 7.1%`, `short 50.0%`. Gaps are in percent. */
function verdict(
  indicator: PlannedIndicator,
  typed: string,
  {
    period = '2023-12-31',
    plan = aPlan(),
    survey,
  }: Partial<{ period: string; plan: ProjectPlan; survey: { sample: number; favourable: number } }> = {},
): string {
  const { is, critical, gap } = judge(plan, indicator, typedValue(indicator, typed), period, survey);
  const share = gap && `${show({ n: gap.n * 100n, d: gap.d }, 1)}%`;
  return [is, critical && 'critical', share].filter(Boolean).join(' ');
}

/** A target whose reading is corrected, as a person may. */
function corrected(
  indicator: PlannedIndicator,
  reading: Partial<PlannedIndicator['target']>,
): PlannedIndicator {
  return { ...indicator, target: { ...indicator.target, ...reading } };
}

// At the year's end, when every target is judged in full.
// biome-ignore format: one case a line
test.for([
  // target        indicator    value       verdict                  because
  ['≥98%',         '合格率',    '98.00%',   'met',                   'equality passes'],
  ['≥98%',         '合格率',    '97.99%',   'missed 0.0%',           'a hundredth of a point less does not'],
  ['≥98%',         '合格率',    '93.01%',   'missed 5.1%',           'less than 5 points short'],
  ['≥98%',         '合格率',    '93%',      'missed critical 5.1%',  '5 points short is wide'],
  ['≥98%',         '合格率',    '91%',      'missed critical 7.1%',  '7 points short is wide'],
  ['≥20%',         '绿化率',    '18%',      'missed critical 10.0%', 'a gap of 10 % and 2 points'],
  ['≥20%',         '绿化率',    '18.01%',   'missed 10.0%',          'a gap a little under 10 %'],
  ['≥5%',          '增长率',    '4.01%',    'missed 19.8%',          'a gap of 19.8 % but less than a point'],
  ['≥5%',          '增长率',    '4%',       'missed critical 20.0%', 'a gap of 20 % and a point'],
  ['≥5%',          '增长率',    '-1%',      'missed critical 120.0%', 'below zero'],
  ['≤5%',          '故障率',    '5.0%',     'met',                   'equality passes'],
  ['≤5%',          '故障率',    '5.9%',     'missed 18.0%',          'a gap of 18 % but less than a point'],
  ['≤5%',          '故障率',    '6%',       'missed critical 20.0%', 'a gap of 20 % and a point'],
  ['≤5%',          '故障率',    '0%',       'met',                   'less of a bad thing'],
  ['大于99%',      '缴费效率',  '99%',      'missed 0.0%',           'more than is more than'],
  ['大于99%',      '缴费效率',  '99.01%',   'met',                   'and a little more is enough'],
  ['<24小时',      '维护及时性', '24小时',  'missed 0.0%',           'less than is less than'],
  ['<24小时',      '维护及时性', '26.4小时', 'missed critical 10.0%', '10 % of a plain number is wide'],
  ['<24小时',      '维护及时性', '26.3小时', 'missed 9.6%',          'less is not'],
  ['≥900件',       '办件数量',  '900件',    'met',                   'equality passes'],
  ['≥900件',       '办件数量',  '811件',    'missed 9.9%',           'a gap below 10 %'],
  ['≥900件',       '办件数量',  '810件',    'missed critical 10.0%', 'a gap of 10 %'],
  ['≥900件',       '办件数量',  '0件',      'missed critical 100.0%', 'nothing at all'],
  ['10辆',         '车辆数量',  '11辆',     'met',                   '= on a count is met from the target up'],
  ['10辆',         '车辆数量',  '10辆',     'met',                   'and at it'],
  ['10辆',         '车辆数量',  '9辆',      'missed critical 10.0%', 'and missed below it'],
  ['90%',          '稳定率',    '95%',      'met',                   '= on a rate is met from the target up'],
  ['90%',          '稳定率',    '89%',      'missed 1.1%',           'and missed below it'],
  ['80M',          '风炮射程',  '80M',      'met',                   '= elsewhere is met when equal'],
  ['80M',          '风炮射程',  '100M',     'missed critical 25.0%', 'and missed above'],
  ['80M',          '风炮射程',  '76M',      'missed 5.0%',           'as below'],
  ['≤0.5万元',     '办公成本',  '0.5万元',  'met',                   'a ceiling reached is not exceeded'],
  ['≤0.5万元',     '办公成本',  '5000.01元', 'missed 0.0%',          'a 分 more is'],
  ['≥0.97比例',    '在线率',    '0.97',     'met',                   'a ratio is a rate: equality passes'],
  ['≥0.97比例',    '在线率',    '0.93',     'missed 4.1%',           '4 points short'],
  ['≥0.97比例',    '在线率',    '0.92',     'missed critical 5.2%',  '5 points short is wide'],
  ['≤0.02比例',    '丢包率',    '0.025',    'missed 25.0%',          'half a point, whatever the gap'],
] as const)('%s for %s: %s is %s, because %s', ([printed, name, typed, said]) => {
  expect(verdict(anIndicator(name, printed), typed)).toBe(said);
});

// biome-ignore format: one case a line
test.for([
  ['8个',  'missed critical 20.0%', 'short of the lower bound, of which it is the gap'],
  ['10个', 'met',                   'the lower bound'],
  ['15个', 'met',                   'between'],
  ['20个', 'met',                   'the upper bound'],
  ['21个', 'missed 5.0%',           'beyond the upper bound, of which it is the gap'],
  ['22个', 'missed critical 10.0%', 'further beyond'],
] as const)('of 10 to 20, %s is %s: %s', ([typed, said]) => {
  const between = { operator: 'between', value: '10', upper: '20', unit: '个' } as const;
  expect(verdict(corrected(anIndicator('培训数量', '≥10个'), between), typed)).toBe(said);
});

test('a miss is told with the bound that it missed', () => {
  const between = { operator: 'between', value: '10', upper: '20', unit: '个' } as const;
  const indicator = corrected(anIndicator('培训数量', '≥10个'), between);
  const { expected } = judge(aPlan(), indicator, typedValue(indicator, '25个'), '2023-12-31');
  expect(expected && show(expected, 0)).toBe('20');
});

// biome-ignore format: one case a line
test.for([
  ['0%',   'met',                    'none is none'],
  ['0.5%', 'missed 100.0%',          'anything is a gap of 100 %, but half a point is not wide'],
  ['1%',   'missed critical 100.0%', 'a point is'],
] as const)('a target of 0: %s is %s, because %s', ([typed, said]) => {
  expect(verdict(anIndicator('停机率', '≤0%'), typed)).toBe(said);
});

test('a target of 0 on a plain number is missed by 100 %', () => {
  expect(verdict(anIndicator('安全事故起数', '≤0起'), '1起')).toBe('missed critical 100.0%');
});

// biome-ignore format: one case a line
test.for([
  ['3%', 'met',                   'less of a bad thing is met'],
  ['5%', 'met',                   'so is as much'],
  ['8%', 'missed critical 60.0%', 'more of it is a miss, never met from the target up'],
] as const)('a failure rate of = 5%%: %s is %s, because %s', ([typed, said]) => {
  expect(verdict(anIndicator('故障率', '=5%'), typed)).toBe(said);
});

// biome-ignore format: one case a line
test.for([
  ['100%',       'met'],
  ['80%',        'met'],
  ['79.9%',      'missed 0.1%'],
  ['60%',        'missed 25.0%'],
  ['59.9%',      'missed critical 25.1%'],
  ['达成',       'met'],
  ['部分达成',   'missed 12.5%'],
  ['未达成',     'missed critical 100.0%'],
] as const)('有效提升: %s is %s', ([typed, said]) => {
  expect(verdict(anIndicator('办事效率', '有效提升'), typed)).toBe(said);
});

describe('counts and amounts of output grow over the year', () => {
  // ≥900件: by the completed months, 900 × months ÷ 12; ≥10个: floored.
  // biome-ignore format: one case a line
  test.for([
    ['≥900件',     '2023-03-31', '225件',  'met',        'a quarter by the end of March'],
    ['≥900件',     '2023-03-31', '224件',  'short 0.4%', 'behind, and only that: it is not missed yet'],
    ['≥900件',     '2023-06-30', '0件',    'short 100.0%', 'nothing at mid-year is short, not missed'],
    ['≥900件',     '2023-10-31', '750件',  'met',        'ten twelfths by the end of October'],
    ['≥900件',     '2023-12-31', '899件',  'missed 0.1%', 'the whole by the end of the year'],
    ['≥10个',      '2023-06-30', '5个',    'met',        'half of ten'],
    ['≥10个',      '2023-03-31', '2个',    'met',        'a quarter of ten is 2.5: half a thing is not asked'],
    ['≥10个',      '2023-03-31', '1个',    'short 50.0%', 'two are asked'],
    ['≥10个',      '2023-10-31', '8个',    'met',        'ten twelfths of ten are 8.33, floored'],
    ['≥1个',       '2023-03-31', '0个',    'early',      'nothing is expected of a single one'],
    ['≥1个',       '2023-10-31', '0个',    'early',      'not in October either'],
    ['≥1个',       '2023-10-31', '1个',    'early',      'whatever was reported'],
    ['≥1个',       '2023-12-31', '0个',    'missed critical 100.0%', 'at the end it is'],
    ['≥10平方米',  '2023-03-31', '2.5平方米', 'met',     'what is measured is not floored'],
    ['≥10平方米',  '2023-03-31', '2.4平方米', 'short 4.0%', 'less than 2.5'],
  ] as const)('%s by %s: %s is %s, because %s', ([printed, period, typed, said]) => {
    expect(verdict(anIndicator('维修数量', printed), typed, { period })).toBe(said);
  });

  test('they are due in full at the end of the year, also where the money ends before', () => {
    const plan = aPlan({ nodes: { '2023-03-31': '1', '2023-06-30': '3', '2023-09-30': '5' } });
    const indicator = anIndicator('办件数量', '≥900件');
    expect(verdict(indicator, '675件', { plan, period: '2023-09-30' })).toBe('met');
    expect(verdict(indicator, '674件', { plan, period: '2023-09-30' })).toBe('short 0.1%');
  });

  test('one with a day of its own is due in full on it', () => {
    const indicator = corrected(anIndicator('办件数量', '≥900件'), { date: '2023-06-30' });
    expect(verdict(indicator, '899件', { period: '2023-06-30' })).toBe('missed 0.1%');
    expect(verdict(indicator, '225件', { period: '2023-03-31' })).toBe('met');
  });
});

describe('a rate of completion grows with the plan of the money', () => {
  const early = { '2023-03-31': '0', '2023-06-30': '2.00', '2023-10-31': '5.00', '2023-12-31': '5.00' };
  // biome-ignore format: one case a line
  test.for([
    [fourSteps, '2023-03-31', '24.5%', 'met',         'a quarter of 98 % with a quarter of the money'],
    [fourSteps, '2023-03-31', '24.4%', 'short 0.4%',  'behind'],
    [fourSteps, '2023-10-31', '73.5%', 'met',         'three quarters'],
    [fourSteps, '2023-12-31', '97.9%', 'missed 0.1%', 'all of it at the end'],
    [early,     '2023-03-31', '0%',    'early',       'nothing before any money is planned'],
    [early,     '2023-03-31', '50%',   'early',       'whatever was reported'],
    [early,     '2023-06-30', '39.2%', 'met',         '40 % of 98 %'],
    [early,     '2023-10-31', '97%',   'missed 1.0%', 'all of it where the plan first reaches 100 %'],
    [early,     '2023-10-31', '98%',   'met',         'and equality passes'],
  ] as const)('with %j by %s: %s is %s, because %s', ([nodes, period, typed, said]) => {
    expect(verdict(anIndicator('更换叫号系统完成率', '≥98%'), typed, { plan: aPlan({ nodes }), period })).toBe(said);
  });
});

// biome-ignore format: one case a line
test.for([
  ['≥99%', '满意度', '98%', 'missed 1.0%'],
  ['≤4%',  '故障率', '4%',  'met'],
  ['≥99%', '缴费及时率', '99%', 'met'],
] as const)('a level is never prorated: %s for %s, %s in March is %s', ([printed, name, typed, said]) => {
  expect(verdict(anIndicator(name, printed), typed, { period: '2023-03-31' })).toBe(said);
});

describe('a survey softens a miss', () => {
  // Wilson: with p = 0.98 and n = 100, |p̂ − p| ≤ 1.96·√(0.98·0.02/100) = 0.02744.
  // biome-ignore format: one case a line
  test.for([
    [ 96, 100, '96%', 'doubtful 2.0%', '2 points are within 2.744'],
    [ 95, 100, '95%', 'missed 3.1%',   '3 points are not'],
    [960, 1000, '96%', 'missed 2.0%',  'a larger survey says it for certain: 0.868 points'],
    [ 98, 100, '98%', 'met',           'a pass stays a pass'],
    [ 90, 100, '90%', 'missed critical 8.2%', 'far outside'],
  ] as const)('%i of %i, %s against 98%% is %s: %s', ([favourable, sample, typed, said]) => {
    expect(verdict(anIndicator('满意度', '≥98%'), typed, { survey: { sample, favourable } })).toBe(said);
  });

  test('of a ratio as of a percentage', () => {
    const survey = { sample: 100, favourable: 96 };
    expect(verdict(anIndicator('在线率', '≥0.98比例'), '0.96', { survey })).toBe('doubtful 2.0%');
  });

  test('an empty survey softens nothing', () => {
    expect(withinWilson({ sample: 0, favourable: 0 }, { n: 98n, d: 100n })).toBe(false);
  });
});

describe('a survey', () => {
  const satisfied = anIndicator('满意度', '≥98%');
  const judged = (typed: string, sample: number, favourable: number) =>
    judge(aPlan(), satisfied, typedValue(satisfied, typed), '2023-06-30', { sample, favourable });
  // biome-ignore format: one case a line
  test.for([
    ['98%',   50,   49,   true,      'the target is the rate itself: no sample is large enough'],
    ['98.5%', 200,  197,  true,      'within the interval'],
    ['99%',   1000, 990,  undefined, 'clear of it'],
    ['100%',  100,  100,  true,      '2 points above, with a hundred answers'],
    ['100%',  188,  188,  true,      '1.96² × 0.98 × 0.02 ÷ 0.02² = 188.2 answers: one too few'],
    ['100%',  189,  189,  undefined, 'enough'],
  ] as const)('that passes with %s of %i answers stays a pass; few: %s %s', ([typed, sample, favourable, few]) => {
    const { is, fewAnswers } = judged(typed, sample, favourable);
    expect([is, fewAnswers]).toEqual(['met', few]);
  });

  // biome-ignore format: one case a line
  test.for([
    [{ sample: 100, favourable: 97 },  over(98, 100), 753],
    [{ sample: 10, favourable: 5 },    over(9, 10),   3],
    [{ sample: 100, favourable: 98 },  over(98, 100), undefined],
    [{ sample: 0, favourable: 0 },     over(98, 100), undefined],
  ] as const)('of %o against %o is settled by %s answers', ([survey, target, answers]) => {
    expect(answersToSettle(survey, target)).toBe(answers);
  });

  test('at just so many answers is settled, and at one fewer is not', () => {
    const p = over(98, 100);
    const at = (sample: number) => ({ sample: sample * 100, favourable: sample * 97 });
    const needed = answersToSettle(at(1), p) ?? 0;
    expect(withinWilson(at(Math.ceil(needed / 100)), p)).toBe(false);
    expect(withinWilson(at(Math.floor(needed / 100)), p)).toBe(true);
  });
});

test('limits of a profile move what is critical and what words reach', () => {
  const rate = anIndicator('合格率', '≥98%');
  const words = anIndicator('办事效率', '有效提升', { level1: '效益指标' });
  const results = { criticalGap: 20, criticalGapPoints: 1, criticalPoints: 8, tooLow: 130 };
  const limits = { results, graded: { reached: 90, partly: 50 } };
  const judged = (indicator: PlannedIndicator, typed: string) => {
    const { is, critical } = judge(
      aPlan(),
      indicator,
      typedValue(indicator, typed),
      '2023-12-31',
      undefined,
      limits,
    );
    return `${is} ${critical}`;
  };
  expect([judged(rate, '90.01%'), judged(rate, '90%')]).toEqual(['missed false', 'missed true']);
  expect([judged(words, '90%'), judged(words, '85%'), judged(words, '49%')]).toEqual([
    'met false',
    'missed false',
    'missed true',
  ]);
});

test('the interval of a survey holds its own bounds', () => {
  // 1.96² × 0.5 × 0.5 ÷ 2500 = 0.0196², which is 49 answers of 2500.
  expect(withinWilson({ sample: 2500, favourable: 1299 }, over(1, 2))).toBe(true);
  expect(withinWilson({ sample: 2500, favourable: 1300 }, over(1, 2))).toBe(false);
});

test('without a budget nothing is prorated by the plan', () => {
  const plan = aPlan({ nodes: { '2023-06-30': '0', '2023-12-31': '0' } });
  expect(verdict(anIndicator('安装完成率', '≥98%'), '97%', { period: '2023-03-31', plan })).toBe(
    'missed 1.0%',
  );
});
