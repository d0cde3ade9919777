import { describe, expect, test } from 'vitest';
import type { AlertKind } from '#shared/alert.ts';
import type { Day } from '#shared/calendar.ts';
import { owedDays } from '#shared/evaluate/duties.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import type { Facts } from '#shared/evaluate/finding.ts';
import { indicatorLight } from '#shared/evaluate/lights.ts';
import { indicatorStandings } from '#shared/evaluate/results.ts';
import { figuresOf } from '#shared/figures.ts';
import { defaultProfile } from '#shared/profile.ts';
import {
  anIndicator,
  aPlan,
  aSnapshot,
  aValue,
  fourSteps,
  lump,
  on,
  type SnapshotWords,
} from '../../support/builders.ts';

const count = anIndicator('叫号系统数量', '≥900件');
const failures = anIndicator('叫号系统故障率', '≤5%');
const effect = anIndicator('提高办事效率', '≥99%', { level1: '效益指标' });
const satisfied = anIndicator('满意度', '≥98%');
const deadline = anIndicator('项目完成时间', '12月底前');
const cost = anIndicator('建设成本', '5万元');
const officeCost = anIndicator('办公成本', '0.5万元');
const unread = anIndicator('非正常停机率', '接近于0');
const nothing = anIndicator('生态效益', '/');

const resultKinds: readonly AlertKind[] = [
  'INDICATOR_MISSED',
  'DATA_OVERDUE',
  'DEADLINE_SOON',
  'DEADLINE_MISSED',
];

/** What is off about results, but for what is at risk or too low: `DATA_OVERDUE values 2023-03-31 warning fires`. */
function resultsOn(day: Day, words: SnapshotWords): string[] {
  const { findings } = evaluate(aSnapshot(words), defaultProfile, on(day));
  return findings
    .filter(({ kind }) => resultKinds.includes(kind))
    .map(({ kind, subject, period, severity, strength }) =>
      [kind, subject, period, severity, strength].join(' '),
    );
}

function factsOn(day: Day, words: SnapshotWords): Facts | undefined {
  const { findings } = evaluate(aSnapshot(words), defaultProfile, on(day));
  return findings.find(({ kind }) => resultKinds.includes(kind))?.facts;
}

function whyOver(
  day: Day,
  words: SnapshotWords,
  [kind, subject, period]: readonly [Facts['kind'], string, Day],
) {
  return evaluate(aSnapshot(words), defaultProfile, on(day)).whyOver({ kind, subject, period });
}

function lightOn(day: Day, words: SnapshotWords) {
  const snapshot = aSnapshot(words);
  return indicatorStandings(snapshot, defaultProfile, on(day)).map(indicatorLight).join(' ');
}

function reportedOn(day: Day, words: SnapshotWords): string {
  const { of, done } = figuresOf(aSnapshot(words), defaultProfile, on(day)).reported;
  return `${done}/${of}`;
}

describe('what is owed', () => {
  const nodes = ['2023-03-31', '2023-06-30', '2023-10-31', '2023-12-31'];
  const halves = ['2023-06-30', '2023-12-31'];
  const dated = {
    ...deadline,
    target: anIndicator('时效', '6月份完成宣传片制作;9月份完成文本;11月完成专家评审').target,
  };
  // biome-ignore format: one case a line
  test.for([
    ['an output owes at every node',                           count,      {},                            undefined,    nodes],
    ['a rate of output too',                                   failures,   {},                            undefined,    nodes],
    ['a ceiling that is not the project\'s money is reported', officeCost, {},                            undefined,    nodes],
    ['benefits at half-years',                                 effect,     {},                            undefined,    halves],
    ['satisfaction at half-years',                             satisfied,  {},                            undefined,    halves],
    ['what is to be read first is reported all the same',      unread,     {},                            undefined,    nodes],
    ['a milestone on its own date',                            deadline,   {},                            undefined,    ['2023-12-31']],
    ['several dates, each',                                    dated,      {},                            undefined,    ['2023-06-30', '2023-09-30', '2023-11-30']],
    ['a ceiling that is the project\'s money never',           cost,       {},                            undefined,    []],
    ['what has no target never',                               nothing,    {},                            undefined,    []],
    ['from the first node with money',                         count,      { nodes: lump },               undefined,    ['2023-12-31']],
    ['or the first payment',                                   count,      { nodes: lump },               '2023-05-04', ['2023-06-30', '2023-10-31', '2023-12-31']],
    ['benefits within that span',                              effect,     { nodes: lump },               undefined,    ['2023-12-31']],
    ['a payment on the day itself',                            effect,     { nodes: lump },               '2023-06-30', halves],
    ['a milestone needs no money',                             deadline,   { nodes: lump },               undefined,    ['2023-12-31']],
    ['nothing that passed before the plan was in force',       count,      { inForceOn: '2023-07-01' },   undefined,    ['2023-10-31', '2023-12-31']],
    ['no milestone that passed either',                        deadline,   { inForceOn: '2024-01-10' },   undefined,    []],
    ['nothing where no money is planned',                      count,      { nodes: {} },                 undefined,    []],
  ] as const)('%s', ([_, indicator, words, paid, days]) => {
    expect(owedDays(aPlan(words), indicator, paid)).toEqual(days);
  });

  test('a month-end that finance added is owed by outputs, from the day on which it was added', () => {
    const july = (on: string) => ({ added: [{ day: '2023-07-31', on }] });
    const owed = (name: string, printed: string, on: string) =>
      owedDays(aPlan(july(on)), anIndicator(name, printed), undefined);
    const nodes = ['2023-03-31', '2023-06-30', '2023-10-31', '2023-12-31'];
    expect(owed('故障率', '≤5%', '2023-07-31')).toEqual(nodes.toSpliced(2, 0, '2023-07-31'));
    expect(owed('故障率', '≤5%', '2023-08-01')).toEqual(nodes);
    expect(owed('满意度', '≥90%', '2023-07-01')).toEqual(['2023-06-30', '2023-12-31']);
  });

  test('a milestone after the year is owed by another plan', () => {
    expect(owedDays(aPlan(), anIndicator('服务周期', '2023.07-2024.01'), undefined)).toEqual([]);
  });

  test('an indicator that a revision brought in owes from that day on, the day itself included', () => {
    const owed = (since: string) => owedDays(aPlan(), { ...anIndicator('故障率', '≤5%'), since }, undefined);
    expect(owed('2023-06-30')).toEqual(['2023-06-30', '2023-10-31', '2023-12-31']);
    expect(owed('2023-07-01')).toEqual(['2023-10-31', '2023-12-31']);
  });
});

describe('values that are not reported', () => {
  const indicators = [count, failures, satisfied, cost];
  // biome-ignore format: one case a line
  test.for([
    ['2023-03-31', [],                                                    '0/2', 'due'],
    ['2023-04-10', [],                                                    '0/2', 'the tenth day'],
    ['2023-04-11', ['DATA_OVERDUE values 2023-03-31 warning fires'],      '0/2', 'the eleventh'],
    ['2023-07-10', ['DATA_OVERDUE values 2023-03-31 warning fires'],      '0/3', 'until the next is overdue'],
    ['2023-07-11', ['DATA_OVERDUE values 2023-06-30 warning fires'],      '0/3', 'satisfaction is due as well'],
    ['2023-11-11', ['DATA_OVERDUE values 2023-06-30 warning fires', 'DATA_OVERDUE values 2023-10-31 warning fires'], '0/3', 'satisfaction is not due in October'],
    ['2024-01-11', ['DATA_OVERDUE values 2023-12-31 warning fires'],      '0/3', 'all at the end'],
  ] as const)('on %s: %j, %s reported (%s)', ([day, said, reported]) => {
    expect(resultsOn(day, { indicators })).toEqual(said);
    expect(reportedOn(day, { indicators })).toBe(reported);
  });

  test('that none could be had fulfils the duty once it is approved, and judges nothing', () => {
    const [before] = [aValue(failures, '2023-03-31', '9%')];
    const none = (state: 'approved' | 'provisional') =>
      aValue(failures, '2023-06-30', '本期无法取得', { state, id: 2 });
    const reported = [aValue(count, '2023-06-30', '450'), aValue(satisfied, '2023-06-30', '99%')];
    const on = (...values: ReturnType<typeof aValue>[]) =>
      resultsOn('2023-07-11', { indicators, values: [...reported, ...values] });
    expect(on(none('provisional'))).toEqual(['DATA_OVERDUE values 2023-06-30 warning fires']);
    expect(on(none('approved'))).toEqual([]);
    // The verdict of the period before stands; a real value, once there is one, takes its place.
    expect(on(before, none('approved'))).toEqual([
      expect.stringMatching(/^INDICATOR_MISSED 叫号系统故障率 2023-03-31/),
    ]);
    const values = [...reported, none('approved'), aValue(failures, '2023-06-30', '9%', { id: 3 })];
    expect(resultsOn('2023-07-11', { indicators, values })).toEqual([
      expect.stringMatching(/^INDICATOR_MISSED 叫号系统故障率 2023-06-30/),
    ]);
    expect(reportedOn('2023-07-11', { indicators, values: [...reported, none('approved')] })).toBe('3/3');
  });

  test('are told once for a project and day, by name', () => {
    const values = [aValue(count, '2023-06-30', '450')];
    expect(factsOn('2023-07-11', { indicators, values })).toEqual({
      kind: 'DATA_OVERDUE',
      what: 'values',
      period: '2023-06-30',
      dueOn: '2023-07-10',
      of: 3,
      missing: [
        { id: '叫号系统故障率', name: '叫号系统故障率' },
        { id: '满意度', name: '满意度' },
      ],
      profile: 0,
    });
  });

  const only = { indicators: [failures] };
  // biome-ignore format: one case a line
  test.for([
    ['approved',    [],                                               'counts'],
    ['provisional', [],                                               'submitting fulfils the duty'],
    ['returned',    ['DATA_OVERDUE values 2023-03-31 warning fires'], 'being returned revives it'],
  ] as const)('a value that is %s leaves %j: %s', ([state, said]) => {
    const values = [aValue(failures, '2023-03-31', '3%', { state })];
    expect(resultsOn('2023-04-11', { ...only, values })).toEqual(said);
  });

  test('a value for a day that is not owed fulfils no duty', () => {
    const values = [aValue(satisfied, '2023-03-31', '99%')];
    expect(resultsOn('2023-07-11', { indicators: [satisfied], values })).toEqual([
      'DATA_OVERDUE values 2023-06-30 warning fires',
    ]);
  });

  test('are over when they come, and closed when the next ones are missing', () => {
    const alert = ['DATA_OVERDUE', 'values', '2023-03-31'] as const;
    const values = [aValue(failures, '2023-03-31', '3%', { measuredOn: '2023-04-20' })];
    expect(whyOver('2023-04-20', { ...only, values }, alert)).toBe('recovered');
    expect(whyOver('2023-07-11', only, alert)).toBe('period_closed');
    const june = [aValue(failures, '2023-06-30', '3%')];
    expect(whyOver('2023-07-11', { ...only, values: june }, alert)).toBe('period_closed');
  });

  test('are missing, not green, whatever stood before', () => {
    const values = [aValue(failures, '2023-03-31', '3%')];
    expect(lightOn('2023-07-10', { ...only, values })).toBe('green');
    expect(lightOn('2023-07-11', { ...only, values })).toBe('missing');
  });

  test('of a closed plan nobody is reminded', () => {
    expect(resultsOn('2023-04-11', { ...only, closed: true })).toEqual([]);
  });
});

describe('the first payment', () => {
  const late = {
    nodes: { '2023-03-31': '0', '2023-10-31': '0', '2023-12-31': '5.00' },
    indicators: [failures],
  };
  // biome-ignore format: one case a line
  test.for([
    ['2023-03-31', [['2023-03-31', '0.01']],                         '0/1', 'on the reporting day itself begins the duty'],
    ['2023-03-30', [['2023-03-31', '0.01']],                         '0/0', 'is not seen before its day'],
    ['2023-04-05', [['2023-03-20', '0'], ['2023-04-02', '0.01']],    '0/0', 'is not a voucher of nothing'],
    ['2023-04-05', [['2023-03-20', '-0.01'], ['2023-04-02', '0.01']], '0/0', 'nor money that came back'],
  ] as const)('on %s with %o: %s (%s)', ([day, paid, reported]) => {
    expect(reportedOn(day, { ...late, paid })).toBe(reported);
  });
});

describe('targets that are missed', () => {
  const reported = (typed: string, more = {}) => ({
    indicators: [satisfied],
    values: [aValue(satisfied, '2023-06-30', typed, more)],
  });
  const small = { survey: { sample: 100, favourable: 97 } };
  // biome-ignore format: one case a line
  test.for([
    ['equality passes',                            reported('98%'),                            [],                                                     'green'],
    ['a point short',                              reported('97%'),                            ['INDICATOR_MISSED 满意度 2023-06-30 warning fires'],   'yellow'],
    ['five points short',                          reported('93%'),                            ['INDICATOR_MISSED 满意度 2023-06-30 critical fires'],  'red'],
    ['doubtful: 97 of 100',                        reported('97%', small),                     [],                                                     'yellow'],
    ['not approved yet',                           reported('93%', { state: 'provisional' }),  [],                                                     'yellow'],
    ['a pass that is not approved is no pass yet', reported('99%', { state: 'provisional' }),  [],                                                     'grey'],
    ['sent back',                                  reported('93%', { state: 'returned' }),     [],                                                     'grey'],
  ] as const)('%s: %j', ([_, words, said, light]) => {
    expect(resultsOn('2023-07-01', words)).toEqual(said);
    expect(lightOn('2023-07-01', words)).toBe(light);
  });

  test('are told with the target, the value and the distance', () => {
    expect(factsOn('2023-07-01', reported('91.5%', { measuredOn: '2023-06-20' }))).toEqual({
      kind: 'INDICATOR_MISSED',
      indicatorId: '满意度',
      indicator: '满意度',
      period: '2023-06-30',
      target: '≥98%',
      expected: '98',
      actual: '91.5',
      unit: '%',
      reverse: false,
      gap: '6.5',
      gapRate: '0.0663',
      measuredOn: '2023-06-20',
      ledger: false,
      critical: 10,
      profile: 0,
    });
  });

  test('by being too much are told so, also where too little would be a miss as well', () => {
    const exact = anIndicator('风炮射程', '80M');
    const told = (typed: string) =>
      factsOn('2023-04-01', { indicators: [exact], values: [aValue(exact, '2023-03-31', typed)] });
    expect(told('100M')).toMatchObject({ expected: '80', gap: '20', gapRate: '0.2500', reverse: true });
    expect(told('60M')).toMatchObject({ expected: '80', gap: '20', gapRate: '0.2500', reverse: false });
  });

  // One value after another, each as it became known.
  const march = aValue(failures, '2023-03-31', '8%');
  // biome-ignore format: one case a line
  test.for([
    ['a newer approved value of the same day', [march, aValue(failures, '2023-03-31', '4%')],                                      '-', 'data_corrected'],
    ['an approved value of a later day', [march, aValue(failures, '2023-06-30', '4%')],                                      '-', 'recovered'],
    ['a value that is not approved displaces none', [march, aValue(failures, '2023-06-30', '4%', { state: 'provisional' })],            'INDICATOR_MISSED 叫号系统故障率 2023-03-31 critical fires', undefined],
    ['nor does one that was sent back', [march, aValue(failures, '2023-06-30', '4%', { state: 'returned' })],               'INDICATOR_MISSED 叫号系统故障率 2023-03-31 critical fires', undefined],
    ['missed again: told there', [march, aValue(failures, '2023-06-30', '7%')],                                      'INDICATOR_MISSED 叫号系统故障率 2023-06-30 critical fires', 'period_closed'],
    ['a late value of an earlier day changes nothing', [aValue(failures, '2023-06-30', '4%'), march],                                      '-', 'recovered'],
  ] as const)('missed in March: %s', ([_, values, said, because]) => {
    const words = { indicators: [failures], values, paid: [] };
    expect(resultsOn('2023-07-01', words).join() || '-').toBe(said);
    if (because) {
      expect(whyOver('2023-07-01', words, ['INDICATOR_MISSED', failures.id, '2023-03-31'])).toBe(because);
    }
  });

  test('behind the prorated figure, an indicator is yellow and nobody is alerted', () => {
    const words = { indicators: [count], values: [aValue(count, '2023-03-31', '100')] };
    expect(resultsOn('2023-04-01', words)).toEqual([]);
    expect(lightOn('2023-04-01', words)).toBe('yellow');
  });

  test('a target that is to be read first is reported, not judged', () => {
    const words = { indicators: [unread], values: [aValue(unread, '2023-03-31', '60%')] };
    expect(resultsOn('2023-04-11', words)).toEqual([]);
    expect(lightOn('2023-04-11', words)).toBe('grey');
  });

  test('a value about a day to come is not seen', () => {
    const values = [aValue(satisfied, '2023-06-30', '91%')];
    expect(resultsOn('2023-06-29', { indicators: [satisfied], values })).toEqual([]);
    const early = [aValue(satisfied, '2023-06-30', '91%', { measuredOn: '2023-05-10' })];
    expect(resultsOn('2023-05-10', { indicators: [satisfied], values: early })).toHaveLength(1);
    expect(resultsOn('2023-05-09', { indicators: [satisfied], values: early })).toEqual([]);
  });

  test('a value of the last day counts whenever it was measured', () => {
    const values = [
      aValue(satisfied, '2023-06-30', '98%'),
      aValue(satisfied, '2023-12-31', '91%', { measuredOn: '2024-01-08' }),
    ];
    expect(resultsOn('2024-01-08', { indicators: [satisfied], values })).toEqual([
      'INDICATOR_MISSED 满意度 2023-12-31 critical fires',
    ]);
  });
});

describe("the cost ceiling that is the project's own money", () => {
  const indicators = [cost];
  // biome-ignore format: one case a line
  test.for([
    ['4.99',     [],                                                     'grey',   'below it'],
    ['5.00',     [],                                                     'grey',   'reached, never counted as reported or green'],
    ['5.000001', ['INDICATOR_MISSED 建设成本 2023-12-31 warning fires'],  'yellow', 'a 分 above'],
    ['5.499999', ['INDICATOR_MISSED 建设成本 2023-12-31 warning fires'],  'yellow', 'less than 10 % above'],
    ['5.50',     ['INDICATOR_MISSED 建设成本 2023-12-31 critical fires'], 'red',    '10 % above'],
  ] as const)('%s of 5.00 万元 spent: %j, %s (%s)', ([amount, said, light]) => {
    const words = { indicators, paid: [['2023-02-01', amount]] as const };
    expect(resultsOn('2023-03-01', words)).toEqual(said);
    expect(lightOn('2023-03-01', words)).toBe(light);
    expect(reportedOn('2023-12-31', words)).toBe('0/0');
  });

  test('in 元 as in 万元', () => {
    const yuan = anIndicator('建设成本', '50000元');
    expect(resultsOn('2023-03-01', { indicators: [yuan], paid: [['2023-02-01', '5.10']] })).toHaveLength(1);
  });

  test('another amount is reported and judged as any value', () => {
    const words = { indicators: [officeCost], values: [aValue(officeCost, '2023-03-31', '0.6万元')] };
    expect(resultsOn('2023-04-01', words)).toEqual(['INDICATOR_MISSED 办公成本 2023-03-31 critical fires']);
  });
});

describe('milestones', () => {
  const silent = { indicators: [deadline] };
  const says = (typed: string, more = {}) => ({
    indicators: [deadline],
    values: [aValue(deadline, '2023-12-31', typed, { measuredOn: '2023-12-31', ...more })],
  });
  const soon = (severity: string, strength = 'fires') =>
    `DEADLINE_SOON 项目完成时间 2023-12-31 ${severity} ${strength}`;
  const missed = 'DEADLINE_MISSED 项目完成时间 2023-12-31 critical fires';
  const overdue = 'DATA_OVERDUE values 2023-12-31 warning fires';
  // biome-ignore format: one case a line
  test.for([
    ['31 days before', '2023-11-30', silent, [],                          'grey'],
    ['30 days before', '2023-12-01', silent, [soon('watch')],             'grey'],
    ['8 days before', '2023-12-23', silent, [soon('watch')],             'grey'],
    ['7 days before', '2023-12-24', silent, [soon('warning')],           'grey'],
    ['its day is not over', '2023-12-31', silent, [soon('warning')],           'grey'],
    ['past it, the report may still come', '2024-01-01', silent, [soon('warning', 'holds')],  'grey'],
    ['the tenth day', '2024-01-10', silent, [soon('warning', 'holds')],  'grey'],
    ['the eleventh', '2024-01-11', silent, [missed, overdue],           'red'],
    ['done on the day', '2023-12-31', says('已完成'), [],                  'green'],
    ['done in time, for good', '2024-01-11', says('已完成'), [],                  'green'],
    ['done before', '2023-12-20', says('2023-12-15', { measuredOn: '2023-12-20' }), [], 'green'],
    ['not done on its day, which is not over', '2023-12-31', says('未完成'), [soon('warning')],   'grey'],
    ['not done the day after: at once', '2024-01-01', says('未完成'), [missed],            'red'],
    ['not approved yet', '2024-01-05', says('未完成', { state: 'provisional' }), [soon('warning', 'holds')], 'grey'],
    ['a completion waits for approval', '2024-01-11', says('已完成', { state: 'provisional' }), [soon('warning', 'holds')], 'grey'],
    ['done late', '2024-01-20', says('2024-01-18', { measuredOn: '2024-01-20' }), [], 'green'],
    ['done late, on the day it was seen', '2024-01-20', says('已完成', { measuredOn: '2024-01-20' }), [],     'green'],
  ] as const)('%s, on %s', ([_, day, words, said, light]) => {
    expect(resultsOn(day, words)).toEqual(said);
    expect(lightOn(day, words)).toBe(light);
  });

  test('a late completion tells the days late', () => {
    const [standing] = indicatorStandings(
      aSnapshot(says('2024-01-18', { measuredOn: '2024-01-20' })),
      defaultProfile,
      on('2024-01-20'),
    );
    expect(standing?.milestones).toEqual([
      { date: '2023-12-31', is: 'done_late', doneOn: '2024-01-18', because: 'late' },
    ]);
  });

  test('a completion may be reported for any reporting day before', () => {
    const values = [aValue(deadline, '2023-10-31', '2023-10-20')];
    const words = { indicators: [deadline], values };
    expect(resultsOn('2023-12-31', words)).toEqual([]);
    expect(resultsOn('2024-01-11', words)).toEqual([]);
    expect(lightOn('2024-01-11', words)).toBe('green');
    expect(reportedOn('2024-01-11', words)).toBe('1/1');
  });

  test('not done by a reporting day before is no miss, and the duty stays', () => {
    const values = [aValue(deadline, '2023-10-31', '未完成')];
    const words = { indicators: [deadline], values };
    expect(resultsOn('2023-11-15', words)).toEqual([]);
    expect(resultsOn('2024-01-01', words)).toEqual([soon('warning', 'holds')]);
    expect(resultsOn('2024-01-11', words)).toEqual([missed, overdue]);
  });

  test('one that was missed may be done for a later reporting day', () => {
    const june = anIndicator('项目完成时间', '6月底前');
    const values = [aValue(june, '2023-06-30', '未完成'), aValue(june, '2023-10-31', '2023-08-15')];
    const words = { indicators: [june], values };
    expect(resultsOn('2023-07-01', words)).toEqual([
      'DEADLINE_MISSED 项目完成时间 2023-06-30 critical fires',
    ]);
    expect(resultsOn('2023-10-31', words)).toEqual([]);
  });

  test('done and then found not to be done is a miss again', () => {
    const values = [aValue(deadline, '2023-10-31', '已完成'), aValue(deadline, '2023-12-31', '未完成')];
    expect(resultsOn('2024-01-01', { indicators: [deadline], values })).toEqual([missed]);
  });

  test('several dates in one cell are judged each', () => {
    const dated = anIndicator('时效', '6月份完成宣传片制作;9月份完成文本');
    const values = [aValue(dated, '2023-06-30', '已完成')];
    expect(resultsOn('2023-09-25', { indicators: [dated], values })).toEqual([
      'DEADLINE_SOON 时效 2023-09-30 warning fires',
    ]);
    expect(resultsOn('2023-07-11', { indicators: [dated] })).toEqual([
      'DEADLINE_MISSED 时效 2023-06-30 critical fires',
      'DATA_OVERDUE values 2023-06-30 warning fires',
    ]);
  });

  test('one that is to be read first is not judged', () => {
    const doubtful = anIndicator('项目完成时间', '12月前');
    expect(doubtful.target.confidence).toBe('low');
    expect(resultsOn('2023-12-24', { indicators: [doubtful] })).toEqual([]);
    expect(resultsOn('2024-01-11', { indicators: [doubtful] })).toEqual([overdue]);
  });

  test('one that passed before the plan was in force is history', () => {
    const june = anIndicator('项目完成时间', '6月底前');
    expect(resultsOn('2023-08-01', { indicators: [june], inForceOn: '2023-07-20' })).toEqual([]);
  });

  test('one of the year after is not judged in this', () => {
    const after = anIndicator('服务周期', '2023.07-2024.01');
    expect(resultsOn('2024-01-25', { indicators: [after] })).toEqual([]);
    expect(resultsOn('2024-02-15', { indicators: [after] })).toEqual([]);
  });

  // biome-ignore format: one case a line
  test.for([
    ['done', '2023-12-20', says('2023-12-15', { measuredOn: '2023-12-20' }), 'recovered'],
    ['missed is told instead', '2024-01-11', silent,                                           'period_closed'],
    ['not done is told instead', '2024-01-01', says('未完成'),                                   'period_closed'],
  ] as const)('%s, on %s, ends the countdown', ([_, day, words, because]) => {
    expect(whyOver(day, words, ['DEADLINE_SOON', deadline.id, '2023-12-31'])).toBe(because);
  });

  test('a late completion ends the miss', () => {
    expect(
      whyOver('2024-01-20', says('2024-01-18', { measuredOn: '2024-01-20' }), [
        'DEADLINE_MISSED',
        deadline.id,
        '2023-12-31',
      ]),
    ).toBe('recovered');
  });
});

test('a department that reports and spends as it planned has nothing off on any day, but for the countdown it asks for', () => {
  const indicators = [count, failures, effect, satisfied, deadline, cost];
  const share = { '2023-03-31': '225', '2023-06-30': '450', '2023-10-31': '750', '2023-12-31': '900' };
  const values = Object.entries(share).flatMap(([day, done]) => [
    aValue(count, day, done),
    aValue(failures, day, '5%'),
    ...(day === '2023-06-30' || day === '2023-12-31'
      ? [aValue(effect, day, '99%'), aValue(satisfied, day, '98%')]
      : []),
  ]);
  values.push(aValue(deadline, '2023-12-31', '2023-11-30', { measuredOn: '2023-11-30' }));
  const paid = Object.keys(fourSteps).map((day) => [day, '1.25'] as const);
  const snapshot = aSnapshot({ indicators, values, paid });
  for (let day = Date.parse('2023-01-01'); day <= Date.parse('2024-03-31'); day += 86_400_000) {
    const today = new Date(day).toISOString().slice(0, 10);
    const { findings } = evaluate(snapshot, defaultProfile, on(today));
    // A quarter of the money is left to the last day of the year: the treasury's closing day is counted down.
    const off = findings.filter(({ kind }) => kind !== 'LUMP_APPROACHING');
    expect(off, today).toEqual([]);
  }
});

test('a value that waits stands beside an approved one of the same day, and not beside one of a later day', () => {
  const waitingFor = (...values: ReturnType<typeof aValue>[]) => {
    const snapshot = aSnapshot({ indicators: [failures], values });
    return indicatorStandings(snapshot, defaultProfile, on('2023-07-20'))[0]?.waiting?.measured.printed;
  };
  const provisional = { state: 'provisional' } as const;
  const june = aValue(failures, '2023-06-30', '3%');
  expect(waitingFor(june, aValue(failures, '2023-06-30', '4%', provisional))).toBe('4%');
  expect(waitingFor(june, aValue(failures, '2023-03-31', '4%', provisional))).toBe(undefined);
});
