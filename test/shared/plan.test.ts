import { expect, test } from 'vitest';
import { asOfOn, isLump, plannedBy, reportingDays, spentBy } from '#shared/plan.ts';
import { anIndicator, aPlan, aSnapshot, fourSteps, lump, wan } from '../support/builders.ts';

// biome-ignore format: one case a line
test.for([
  // day           planned  because
  ['2023-01-01',         0, 'nothing is due before the first node'],
  ['2023-03-30',         0, 'nor on the day before it'],
  ['2023-03-31', 1_250_000, 'a node is due on its own day'],
  ['2023-06-29', 1_250_000, 'and stays until the next'],
  ['2023-06-30', 2_500_000, 'the half-year'],
  ['2023-09-30', 2_500_000, 'the third node is the end of October, not of September'],
  ['2023-10-31', 3_750_000, 'the third node'],
  ['2023-12-31', 5_000_000, 'the whole'],
  ['2024-02-01', 5_000_000, 'a finished plan stays at its full amount'],
] as const)('by %s the plan asks for %i: %s', ([day, planned]) => {
  expect(plannedBy(aPlan().nodes, day)).toBe(planned);
});

test('a plan without nodes asks for nothing', () => {
  expect(plannedBy([], '2023-12-31')).toBe(0);
});

// biome-ignore format: one case a line
test.for([
  ['2023-04-30', undefined, '0.00', 'nothing was paid yet'],
  ['2023-05-01', undefined, '2.00', 'a payment counts on its own day'],
  ['2023-05-02', undefined, '2.50', 'all sources together'],
  ['2023-06-01', undefined, '2.10', 'money that came back is taken off'],
  ['2023-06-01', 'other',   '0.50', 'one source'],
  ['2023-06-01', 'fiscal',  '1.60', 'the other source'],
] as const)('by %s %s spending is %s 万元: %s', ([day, fund, amount]) => {
  const { spending } = aSnapshot({
    paid: [['2023-05-01', '2.00'], ['2023-05-02', '0.50', 'other'], ['2023-06-01', '-0.40']],
  });
  expect(spentBy(spending, day, fund && ((source) => source === fund))).toBe(wan(amount));
});

// biome-ignore format: one case a line
test.for([
  [{ '2023-12-31': '5.00' },                                                   true,  'all of it at once'],
  [{ '2023-03-31': '5.00', '2023-06-30': '5.00', '2023-12-31': '5.00' },       true,  'all of it at the first node'],
  [{ '2023-06-30': '3.00', '2023-12-31': '5.00' },                             false, 'exactly 60 % is no lump'],
  [{ '2023-06-30': '3.000001', '2023-12-31': '5.00' },                         true,  'a 分 more is'],
  [{ '2023-06-30': '2.00', '2023-12-31': '5.00' },                             false, 'steps of 40 and 60 %'],
  [{ '2023-06-30': '1.90', '2023-12-31': '5.00' },                             true,  'a last step of 62 %'],
  [fourSteps,                                                                  false, 'quarter by quarter'],
] as const)('of %j it is %s that it is a lump: %s', ([nodes, is]) => {
  expect(isLump(aPlan({ nodes }), 60)).toBe(is);
});

// biome-ignore format: one case a line
test.for([
  ['2023-05-03', '2023-05-03', 'today'],
  ['2023-12-31', '2023-12-31', 'the last day'],
  ['2024-01-15', '2023-12-31', 'the year ends with its last day'],
] as const)('on %s the last day that counts is %s: %s', ([today, day]) => {
  expect(asOfOn(2023, today)).toBe(day);
});

test('a value may be reported for every node, half-year and milestone, once each and in order', () => {
  const indicators = [anIndicator('项目完成时间', '9月底前')];
  const nodes = { '2023-03-31': '1', '2023-10-31': '5' };
  expect(reportingDays(aPlan({ nodes, indicators }))).toEqual([
    '2023-03-31',
    '2023-06-30',
    '2023-09-30',
    '2023-10-31',
    '2023-12-31',
  ]);
});

test('a month-end that finance added may be reported for, also where it had passed by then', () => {
  const added = [{ day: '2023-05-31', on: '2023-07-15' }];
  expect(reportingDays(aPlan({ added }))).toContain('2023-05-31');
});

test('a milestone after the year is no reporting day of the year', () => {
  const indicators = [anIndicator('服务周期', '2023.07-2024.01')];
  expect(reportingDays(aPlan({ nodes: lump, indicators }))).not.toContain('2024-01-31');
});
