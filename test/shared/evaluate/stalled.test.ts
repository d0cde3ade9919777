import { expect, test } from 'vitest';
import { isStale } from '#shared/evaluate/stalled.ts';

const lastGood = '2026-11-24T07:00:00.000Z';

// biome-ignore format: one case a line
test.for([
  ['2026-11-25T09:00:00.000Z', false, 'exactly 26 hours are not more than 26'],
  ['2026-11-25T09:00:00.001Z', true,  'a moment later'],
] as const)('at %s figures may be stale: %s, %s', ([now, stale]) => {
  expect(isStale(lastGood, new Date(now))).toBe(stale);
});

test('where nothing was ever evaluated they are', () => {
  expect(isStale(null, new Date(lastGood))).toBe(true);
});
