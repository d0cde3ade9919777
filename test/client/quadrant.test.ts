import { expect, test } from 'vitest';
import { matchingOf } from '../../client/charts/quadrant.ts';

const read = (code: string, fulfilment: string, achievement: string, ahead: 'money' | 'results' | null) => ({
  code,
  name: `项目${code}`,
  joint: { node: '2023-06-30', fulfilment, achievement, ahead },
});

test('projects are told apart by which is ahead, those farthest apart first', () => {
  const { moneyAhead, resultsAhead, together, unread, points } = matchingOf([
    read('a', '0.6800', '0.9580', 'results'),
    read('b', '1.0000', '0.9500', null),
    read('c', '1.0000', '0.5000', 'money'),
    read('d', '0.2000', '0.9000', 'results'),
    { code: 'e', name: '项目e', joint: null },
  ]);
  expect(moneyAhead.map(({ code }) => code)).toEqual(['c']);
  expect(resultsAhead.map(({ code }) => code)).toEqual(['d', 'a']);
  expect([together, unread, points.length]).toEqual([1, 1, 4]);
});

test('without projects there is nothing to say', () => {
  expect(matchingOf([])).toEqual({ points: [], moneyAhead: [], resultsAhead: [], together: 0, unread: 0 });
});
