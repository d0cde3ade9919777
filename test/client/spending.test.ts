import { expect, test } from 'vitest';
import { gapAt, labelRoom, roundTicks, spendingRows, stepsOf } from '../../client/charts/spending.ts';

const planned = stepsOf([
  { day: '2023-03-31', cumulative: '162500.00' },
  { day: '2023-06-30', cumulative: '275000.00' },
  { day: '2023-10-31', cumulative: '387500.00' },
  { day: '2023-12-31', cumulative: '610000.00' },
]);
const curve = {
  year: 2023,
  asOf: '2023-07-15',
  planned,
  actual: [
    { day: '2023-02-14', amount: '18000.00' },
    { day: '2023-06-21', amount: '211300.00' },
  ],
  forecast: [
    { day: '2023-07-15', amount: '211300.00' },
    { day: '2023-12-31', amount: '490100.00' },
  ],
};

test('plan and actual begin at nothing on 1 January, and the plan ends at the budget', () => {
  const rows = spendingRows(curve);
  expect(rows[0]).toMatchObject({ at: 0, day: '2023-01-01', planned: 0, actual: 0 });
  expect(rows.at(-1)).toMatchObject({ at: 364, day: '2023-12-31', planned: 61 });
});

test('the actual is carried to the day looked at and ends there, where the forecast begins', () => {
  const rows = spendingRows(curve);
  const today = rows.find(({ day }) => day === '2023-07-15');
  expect(today).toMatchObject({ planned: 27.5, actual: 21.13, forecast: 21.13 });
  expect(rows.filter(({ day }) => day > '2023-07-15').every((row) => row.actual === undefined)).toBe(true);
  expect(rows.at(-1)?.forecast).toBe(49.01);
});

test('a year that is over has no forecast', () => {
  const rows = spendingRows({ ...curve, asOf: '2023-12-31', forecast: [] });
  expect(rows.some((row) => row.forecast !== undefined)).toBe(false);
  expect(rows.at(-1)?.actual).toBe(21.13);
});

test('a day of another year is not drawn', () => {
  const rows = spendingRows({ ...curve, actual: [{ day: '2022-12-30', amount: '1.00' }] });
  expect(rows.map(({ day }) => day)).not.toContain('2022-12-30');
});

test('the gap is what the plan is above the actual on the day looked at', () => {
  const rows = spendingRows(curve);
  expect(gapAt(rows, '2023-07-15')).toEqual({ at: 195, from: 21.13, to: 27.5 });
  expect(gapAt(rows, '2023-02-14')).toBeUndefined();
});

// biome-ignore format: one case a line
test.for([
  // most  ticks
  [   0, [0, 1]],
  [   1, [0, 0.5, 1]],
  [  61, [0, 20, 40, 60, 80]],
  [1000, [0, 500, 1000]],
] as const)('up to %d few round values are enough', ([most, ticks]) => {
  expect(roundTicks(most)).toEqual(ticks);
});

test('a label takes room by its signs, Han twice as much as figures', () => {
  expect(labelRoom('预计')).toBe(2);
  expect(labelRoom('1,000,000')).toBeCloseTo(9 * 0.58);
});
