import { expect, test } from 'vitest';
import {
  addDays,
  completedMonths,
  dayAt,
  daysBetween,
  isDay,
  longDay,
  monthEnd,
  nodeName,
} from '#shared/calendar.ts';

// biome-ignore format: one case a line
test.for([
  ['2023-02-28', true,  'the last day of February'],
  ['2023-02-29', false, 'no leap day in 2023'],
  ['2024-02-29', true,  'a leap day in 2024'],
  ['1900-02-29', false, 'a century is no leap year'],
  ['2000-02-29', true,  'every fourth century is'],
  ['2023-04-31', false, 'April has 30 days'],
  ['2023-13-01', false, 'there is no 13th month'],
  ['2023-00-10', false, 'nor a month 0'],
  ['2023-01-00', false, 'nor a day 0'],
  ['2023-1-1',   false, 'two digits each'],
  ['2023/01/01', false, 'hyphens'],
  ['2023-01-01T00:00:00Z', false, 'an instant is no day'],
  ['',           false, 'nothing is no day'],
] as const)('whether %j is a day is %s: %s', ([text, is]) => {
  expect(isDay(text)).toBe(is);
});

// biome-ignore format: one case a line
test.for([
  ['2023-12-31',    1, '2024-01-01'],
  ['2024-01-01',   -1, '2023-12-31'],
  ['2024-02-28',    1, '2024-02-29'],
  ['2023-02-28',    1, '2023-03-01'],
  ['2023-01-01',  365, '2024-01-01'],
  ['2024-01-01',  366, '2025-01-01'],
  ['2023-03-31',   10, '2023-04-10'],
  ['2023-12-31',  -30, '2023-12-01'],
  ['2023-06-15',    0, '2023-06-15'],
] as const)('%s and %i days are %s, and as many lie between them', ([day, count, then]) => {
  expect(addDays(day, count)).toBe(then);
  expect(daysBetween(day, then)).toBe(count);
});

// biome-ignore format: one case a line
test.for([
  [2023,  1, '2023-01-31'],
  [2023,  2, '2023-02-28'],
  [2024,  2, '2024-02-29'],
  [2023,  3, '2023-03-31'],
  [2023,  6, '2023-06-30'],
  [2023, 10, '2023-10-31'],
  [2023, 12, '2023-12-31'],
] as const)('the node of %i month %i is %s', ([year, month, day]) => {
  expect(monthEnd(year, month)).toBe(day);
});

// biome-ignore format: one case a line
test.for([
  ['2023-01-01',  0, 'the year begins'],
  ['2023-01-30',  0, 'January is not over'],
  ['2023-01-31',  1, 'a month counts from its last day'],
  ['2023-02-28',  2, 'February has its last day'],
  ['2023-03-30',  2, 'one day short of a quarter'],
  ['2023-03-31',  3, 'a quarter'],
  ['2023-10-31', 10, 'the third node'],
  ['2023-12-30', 11, 'one day short of the year'],
  ['2023-12-31', 12, 'the year'],
  ['2024-02-01', 12, 'a year gone by has twelve'],
  ['2022-12-31',  0, 'a year to come has none'],
] as const)('by %s %i months of 2023 are completed: %s', ([day, months]) => {
  expect(completedMonths(2023, day)).toBe(months);
});

test('February of a leap year is completed on the 29th only', () => {
  expect(completedMonths(2024, '2024-02-28')).toBe(1);
  expect(completedMonths(2024, '2024-02-29')).toBe(2);
});

// biome-ignore format: one case a line
test.for([
  ['2023-12-31T15:59:59.999Z', 'Asia/Shanghai',       '2023-12-31'],
  ['2023-12-31T16:00:00.000Z', 'Asia/Shanghai',       '2024-01-01'],
  ['2023-12-31T23:59:59.999Z', 'UTC',                 '2023-12-31'],
  ['2024-01-01T07:59:00.000Z', 'America/Los_Angeles', '2023-12-31'],
] as const)('at %s it is in %s %s', ([instant, zone, day]) => {
  expect(dayAt(new Date(instant), zone)).toBe(day);
});

test('a day is named as an official writes it, and a node by its month', () => {
  expect(longDay('2023-06-30')).toBe('2023年6月30日');
  expect(nodeName('2023-06-30')).toBe('6月底');
  expect(nodeName('2024-02-29')).toBe('2月底');
  expect(nodeName('2023-06-15')).toBe('6月15日');
});
