import { expect, test } from 'vitest';
import {
  parseWan,
  parseYuan,
  percentOf,
  rateOf,
  toWan,
  toWanAtLeast,
  toYuan,
  YuanInput,
} from '#shared/money.ts';

// biome-ignore format: one case a line
test.for([
  ['80000.5',           8_000_050],
  ['80000.50',          8_000_050],
  ['80000',             8_000_000],
  ['0.01',                      1],
  ['0.1',                      10],
  ['1.005',             undefined],
  ['1.0050',            undefined],
  ['1.000',                   100],
  ['0',                         0],
  ['-0',                        0],
  ['-0.00',                     0],
  ['-500.01',             -50_001],
  [' 12 ',                  1_200],
  ['007',                     700],
  ['90071992547409.91', 9_007_199_254_740_991],
  ['90071992547409.92', undefined],
  ['99999999999999999999', undefined],
  ['1,000',             undefined],
  ['1e3',               undefined],
  ['+5',                undefined],
  ['.5',                undefined],
  ['5.',                undefined],
  ['1.2.3',             undefined],
  ['--1',               undefined],
  ['８',                undefined],
  ['NaN',               undefined],
  ['Infinity',          undefined],
  ['',                  undefined],
] as const)('%j 元 are %s 分', ([text, fen]) => {
  expect(parseYuan(text)).toBe(fen);
});

// biome-ignore format: one case a line
test.for([
  ['1.25',       1_250_000],
  ['61.00',     61_000_000],
  ['0.000001',           1],
  ['0.0000001', undefined],
  ['0.0000010',          1],
  ['2.13',       2_130_000],
  ['-1.5',      -1_500_000],
  ['1. 00',     undefined],
] as const)('%j 万元 are %s 分', ([text, fen]) => {
  expect(parseWan(text)).toBe(fen);
});

// biome-ignore format: one case a line
test.for([
  [1_250_000,  '12500.00',   '1.25',  '1.25'],
  [2_125_000,  '21250.00',   '2.13',  '2.13'],
  [2_120_001,  '21200.01',   '2.12',  '2.13'],
  [4_999,         '49.99',   '0.00',  '0.01'],
  [5_000,         '50.00',   '0.01',  '0.01'],
  [1,              '0.01',   '0.00',  '0.01'],
  [0,              '0.00',   '0.00',  '0.00'],
  [-5_000,       '-50.00',  '-0.01',  '0.00'],
  [-4_999,       '-49.99',   '0.00',  '0.00'],
  [-1_250_000, '-12500.00', '-1.25', '-1.25'],
  [61_000_000, '610000.00', '61.00', '61.00'],
] as const)('%i 分 are %s 元, %s 万元, and %s 万元 at least', ([fen, yuan, rounded, atLeast]) => {
  expect(toYuan(fen)).toBe(yuan);
  expect(toWan(fen)).toBe(rounded);
  expect(toWanAtLeast(fen)).toBe(atLeast);
});

// biome-ignore format: one case a line
test.for([
  [2,  3, '0.6667', '66.7'],
  [1,  3, '0.3333', '33.3'],
  [1,  8, '0.1250', '12.5'],
  [1, 80, '0.0125',  '1.3'],
  [1, 20_000, '0.0001', '0.0'],
  [1, 20_001, '0.0000', '0.0'],
  [5,  4, '1.2500', '125.0'],
  [0,  4, '0.0000',  '0.0'],
  [-1, 3, '-0.3333', '-33.3'],
  [9_007_199_254_740_991, 9_007_199_254_740_991, '1.0000', '100.0'],
] as const)('%i of %i is a rate of %s, or %s %%', ([part, whole, rate, percent]) => {
  expect(rateOf(part, whole)).toBe(rate);
  expect(percentOf(part, whole)).toBe(percent);
});

test('there is no rate of nothing', () => {
  expect(rateOf(0, 0)).toBeNull();
  expect(rateOf(5, 0)).toBeNull();
});

// biome-ignore format: one case a line
test.for([
  ['80000.50',  8_000_050],
  [80000.5,     8_000_050],
  [0.07,                7],
  [1e3,           100_000],
  [0.1 + 0.2,   undefined],
  [1e21,        undefined],
  [1e-7,        undefined],
  [Number.NaN,  undefined],
  [true,        undefined],
  [null,        undefined],
] as const)('%s comes in as %s 分', ([input, fen]) => {
  expect(YuanInput.safeParse(input).data).toBe(fen);
});
