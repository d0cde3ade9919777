import { expect, test } from 'vitest';
import { byRate, placesOf } from '#shared/ranking.ts';

// biome-ignore format: one case a line
test.for([
  [[[1, 2], [1, 1]],                         [2, 1],          'the higher share comes first'],
  [[[1, 3], [2, 6], [0, 5], [3, 3]],         [2, 2, 4, 1],    'equal shares have one place, and the next counts both'],
  [[[0, 0], [0, 5], [9, 0]],                 [2, 1, 2],       'without a budget there is no share: last'],
  [[[3333333333333333, 9007199254740991], [3333333333333334, 9007199254740991]], [2, 1], 'no rounding decides'],
  [[],                                       [],              'nobody has no place'],
] as const)('%j have the places %j: %s', ([entries, places]) => {
  expect(placesOf(entries.map(([spent, budget]) => ({ spent, budget })))).toEqual(places);
});

test('the order does not depend on who is compared with whom', () => {
  const [a, b] = [
    { spent: 1, budget: 3 },
    { spent: 2, budget: 5 },
  ];
  expect([byRate(a, b), byRate(b, a), byRate(a, a)]).toEqual([1, -1, 0]);
});
