import { expect, test } from 'vitest';
import { csvOf, curveDays, curveRows, matchRows, tellingDays } from '../../client/charts/chart-data.ts';

const curve = {
  year: 2023,
  asOf: '2023-07-15',
  planned: [
    { day: '2023-03-31', amount: '12500.00' },
    { day: '2023-06-30', amount: '25000.00' },
  ],
  actual: [{ day: '2023-02-10', amount: '10000.01' }],
  forecast: [
    { day: '2023-07-15', amount: '10000.01' },
    { day: '2023-12-31', amount: '18734.50' },
  ],
};
const heads = {
  day: '日期',
  planned: '计划（元）',
  actual: '实际（元）',
  supposed: '试算（元）',
  forecast: '预计（元）',
};

test('a curve is written as the exact amounts of every day on which something moves', () => {
  expect(curveRows(curve, heads)).toEqual([
    ['日期', '计划（元）', '实际（元）', '预计（元）'],
    ['2023-01-01', '0.00', '0.00', ''],
    ['2023-02-10', '0.00', '10000.01', ''],
    ['2023-03-31', '12500.00', '10000.01', ''],
    ['2023-06-30', '25000.00', '10000.01', ''],
    ['2023-07-15', '25000.00', '10000.01', '10000.01'],
    ['2023-12-31', '25000.00', '', '18734.50'],
  ]);
});

test('what is tried out has a column of its own, within its days', () => {
  const supposed = [
    { day: '2023-07-15', amount: '10000.01' },
    { day: '2023-08-01', amount: '20000.00' },
  ];
  const rows = curveRows({ ...curve, supposed }, heads);
  expect(rows[0]).toContain('试算（元）');
  expect(curveDays({ ...curve, supposed }).map(({ day, supposed: one }) => [day, one])).toContainEqual([
    '2023-08-01',
    '20000.00',
  ]);
  expect(curveDays({ ...curve, supposed }).at(-1)?.supposed).toBeNull();
});

test('whoever does not see the curve is told its nodes and the day looked at', () => {
  expect(tellingDays(curve, ['2023-03-31', '2023-06-30']).map(({ day }) => day)).toEqual([
    '2023-03-31',
    '2023-06-30',
    '2023-07-15',
  ]);
});

test('projects of the quadrant are written with their fractions and their reading', () => {
  const points = [{ code: 'A1', name: '光纤', fulfilment: 0.9, achievement: 0.5, ahead: 'money' as const }];
  const words = { money: '资金快', results: '绩效快', together: '匹配' };
  expect(matchRows(points, ['编码', '项目', '资金', '绩效', '判断'], words)[1]).toEqual([
    'A1',
    '光纤',
    '0.9',
    '0.5',
    '资金快',
  ]);
});

// biome-ignore format: one cell a line
test.for([
  // text          in the file         because
  ['12500.00',     '12500.00',         'a number stays one'],
  ['-12.50',       '-12.50',           'a negative one too'],
  ['光纤,短信',     '"光纤,短信"',       'a comma is quoted'],
  ['说"好"',        '"说""好"""',       'so is a quote'],
  ['=1+1',         "'=1+1",            'a formula is none'],
  ['-@x',          "'-@x",             'nor is what looks like one'],
] as const)('%s is written %s: %s', ([text, written]) => {
  expect(csvOf([[text]])).toBe(`\uFEFF${written}\r\n`);
});
