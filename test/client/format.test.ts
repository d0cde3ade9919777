import { expect, test } from 'vitest';
import { agoText, dayText, nodeText, percent, placeInYear, wan, yuanText } from '../../client/text/format.ts';

test('money is shown in 万元 with two decimals and thousands separators', () => {
  expect(wan('63700.00')).toBe('6.37');
  expect(wan('-2200.00')).toBe('-0.22');
  expect(wan('123456789.00')).toBe('12,345.68');
  expect(yuanText('1234567.50')).toBe('1,234,567.50');
  expect(yuanText('-500.00')).toBe('-500.00');
});

test('what is no amount is shown as it came', () => {
  expect(wan('98%')).toBe('98%');
});

test('a rate is shown in percent, and a missing one as a dash', () => {
  expect(percent('0.6667')).toBe('66.7%');
  expect(percent('0.6667', 0)).toBe('67%');
  expect(percent(null)).toBe('–');
});

test('days and nodes are said as an official or an English reader says them', () => {
  expect(dayText('2023-07-15', 'zh')).toBe('7月15日');
  expect(dayText('2023-07-15', 'en')).toBe('15 Jul');
  expect(nodeText('2023-06-30', 'zh')).toBe('6月底');
  expect(nodeText('2023-06-30', 'en')).toBe('end of Jun');
  expect(nodeText('2023-06-15', 'en')).toBe('15 Jun');
});

// biome-ignore format: one case a line
test.for([
  // seconds ago  zh          en
  [           5, '刚刚',     'just now'],
  [         180, '3分钟前',  '3 minutes ago'],
  [        7300, '2小时前',  '2 hours ago'],
  [     260_000, '3天前',    '3 days ago'],
  [        -900, '刚刚',     'just now'],
] as const)('%d seconds ago is %s', ([seconds, zh, en]) => {
  const now = Date.parse('2023-07-15T08:00:00Z');
  const then = new Date(now - seconds * 1000).toISOString();
  expect(agoText(then, now, 'zh')).toBe(zh);
  expect(agoText(then, now, 'en')).toBe(en);
});

test('a day has its place in the year, held inside it', () => {
  expect(placeInYear('2023-01-01', 2023)).toBe(0);
  expect(placeInYear('2023-12-31', 2023)).toBe(1);
  expect(placeInYear('2024-02-01', 2023)).toBe(1);
});
