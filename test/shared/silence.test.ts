import { expect, test } from 'vitest';
import { isInForce, matches, type Silencing, silenceDays, silencedBy } from '#shared/silence.ts';

const alert = {
  projectCode: 'P1',
  kind: 'INDICATOR_MISSED',
  subject: 'indicator-1',
  severity: 'warning',
} as const;
const silence: Silencing = {
  id: 's1',
  matchers: { project: 'P1' },
  starts: '2023-07-05',
  ends: '2023-07-20',
  endedOn: null,
};

// biome-ignore format: one case a line
test.for([
  [{ project: 'P1' }, true],
  [{ project: 'P2' }, false],
  [{ kind: 'INDICATOR_MISSED' }, true],
  [{ kind: 'SPEND_BEHIND' }, false],
  [{ project: 'P1', subject: 'indicator-1' }, true],
  [{ project: 'P1', subject: 'indicator-2' }, false],
  [{ severity: 'warning' }, true],
  [{ project: 'P1', severity: 'critical' }, false],
] as const)('%o hides the alert: %s', ([matchers, expected]) => {
  expect(matches(matchers, alert)).toBe(expected);
});

// biome-ignore format: one case a line
test.for([
  ['2023-07-04', null,         false, 'it has not begun'],
  ['2023-07-05', null,         true,  'its first day'],
  ['2023-07-20', null,         true,  'its last day'],
  ['2023-07-21', null,         false, 'it has expired'],
  ['2023-07-09', '2023-07-10', true,  'the day before it was ended'],
  ['2023-07-10', '2023-07-10', false, 'ended early, it speaks on that day'],
] as const)('on %s, ended %s, a silence is in force: %s, as %s', ([day, endedOn, expected]) => {
  expect(isInForce({ ...silence, endedOn }, day)).toBe(expected);
});

test('the oldest silence that hides an alert is the one that is named', () => {
  const later = { ...silence, id: 's2', starts: '2023-07-01' };
  expect(silencedBy([silence, later], alert, '2023-07-06')?.id).toBe('s1');
  expect(silencedBy([silence, later], alert, '2023-07-02')?.id).toBe('s2');
  expect(silencedBy([silence], { ...alert, projectCode: null }, '2023-07-06')).toBeUndefined();
});

test('time alone begins it and ends it after its last day', () => {
  expect(silenceDays(silence)).toEqual(['2023-07-05', '2023-07-21']);
  expect(silenceDays({ ...silence, endedOn: '2023-07-06' })).toEqual([]);
});
