import { expect, test } from 'vitest';
import { compare, divide, floor, minus, over, parseFraction, plus, show, times } from '#shared/fraction.ts';

// biome-ignore format: one case a line
test.for([
  ['98.00',  '98',     0, 'trailing zeros mean nothing'],
  ['97.99',  '98',    -1, 'a hundredth less is less'],
  ['0.1',    '0.10',   0, 'decimals are exact'],
  ['-1',     '-0.5',  -1, 'below zero'],
  ['-0',     '0',      0, 'there is one zero'],
  ['9999999999999999.1', '9999999999999999', 1, 'beyond what a float tells apart'],
] as const)('%s against %s is %i: %s', ([a, b, sign]) => {
  const [left, right] = [parseFraction(a), parseFraction(b)];
  if (!left || !right) throw new Error('both are numbers');
  expect(compare(left, right)).toBe(sign);
});

test.for(['', '.5', '5.', '1e3', '1,000', '98%', '二', '1 2', '+1'])('%j is no number', (text) => {
  expect(parseFraction(text)).toBeUndefined();
});

test('sums, differences, products and quotients are exact', () => {
  const third = over(1, 3);
  expect(compare(plus(plus(third, third), third), over(1))).toBe(0);
  expect(compare(minus(third, over(1, 2)), over(-1, 6))).toBe(0);
  expect(compare(times(third, over(6)), over(2))).toBe(0);
  expect(compare(divide(third, over(-2, 3)), over(-1, 2))).toBe(0);
});

test('the sign is on top', () => {
  expect(over(1, -2)).toEqual({ n: -1n, d: 2n });
  expect(divide(over(1), over(-2)).d).toBeGreaterThan(0n);
});

// biome-ignore format: one case a line
test.for([
  [ 7,  2,  3],
  [ 6,  2,  3],
  [ 1, 12,  0],
  [-1,  2, -1],
  [-4,  2, -2],
] as const)('the largest whole number not above %i/%i is %i', ([n, d, whole]) => {
  expect(floor(over(n, d))).toEqual(over(whole));
});

// biome-ignore format: one case a line
test.for([
  [  1,    3, 1,    '0.3'],
  [  2,    3, 1,    '0.7'],
  [  1,    4, 1,    '0.3'],
  [ -1,    4, 1,   '-0.3'],
  [  1,   40, 1,    '0.0'],
  [ -1,   40, 1,    '0.0'],
  [ 55,    2, 1,   '27.5'],
  [ 35,    1, 1,   '35.0'],
  [  5,    2, 0,      '3'],
  [714, 9996, 4, '0.0714'],
] as const)('%i/%i with %i places is shown as %s', ([n, d, places, text]) => {
  expect(show(over(n, d), places)).toBe(text);
});
