import { expect, test } from 'vitest';
import { progressOf, tellProgress } from '../../client/data/progress.ts';

const progress = (id: string, done: number) => ({
  id,
  kind: 'expenditures',
  done,
  total: 60_000,
  message: '',
});

test('the last word about a piece of work counts, and others are not mixed with it', () => {
  tellProgress(progress('a', 5_000));
  tellProgress(progress('b', 1));
  tellProgress(progress('a', 10_000));
  expect(progressOf('a')?.done).toBe(10_000);
  expect(progressOf('b')?.done).toBe(1);
  expect(progressOf('c')).toBeUndefined();
  expect(progressOf(undefined)).toBeUndefined();
});

test('of much work only the newest is kept', () => {
  for (let n = 0; n < 100; n += 1) tellProgress(progress(`many-${n}`, n));
  expect(progressOf('many-99')?.done).toBe(99);
  expect(progressOf('many-1')).toBeUndefined();
});
