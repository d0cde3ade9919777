import { expect, test } from 'vitest';
import { isStale } from '../../client/data/staleness.ts';

// biome-ignore format: one case a line
test.for([
  // topics           key                              stale  because
  [['expenditures'], ['overview', {}],                 true,  'a voucher moves the overview'],
  [['expenditures'], ['ledger', {}],                   true,  'and the ledger'],
  [['expenditures'], ['alerts', {}],                   false, 'alerts say so themselves'],
  [['alerts'],       ['projects', { project: 'A' }],   true,  'a project shows its alerts'],
  [['ledger'],       ['clock', 'system'],              true,  'the header shows the covered day'],
  [['evaluations'],  ['clock', 'system'],              true,  'and the age of the last evaluation'],
  [['evaluations'],  ['projects', {}],                 false, 'a run alone changes no figure'],
  [['clock'],        ['indicators', {}],               true,  'another today is another screen'],
  [['plans'],        ['expenditures', 'list', {}],     true,  'a plan changes everything'],
  [['clock'],        ['session'],                      false, 'who is signed in stays'],
] as const)('after %j the answer to %j is stale: %s', ([topics, key, stale]) => {
  expect(isStale(key, { topics: [...topics] })).toBe(stale);
});

test('a change of other projects leaves one project fresh and the lists stale', () => {
  const changed = { topics: ['expenditures' as const], projects: ['A'] };
  expect(isStale(['projects', { project: 'A', year: undefined }], changed)).toBe(true);
  expect(isStale(['projects', { project: 'B' }], changed)).toBe(false);
  expect(isStale(['projects', { year: '2023' }], changed)).toBe(true);
  expect(isStale(['expenditures', 'list', { project: 'B' }], changed)).toBe(false);
});
