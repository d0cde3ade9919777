import { expect, test } from 'vitest';
import { bandOf } from '../../client/shell/bands.ts';
import { dayAtPlace, stepTo, timeStops } from '../../client/shell/time-line.ts';

const nodes = ['2023-03-31', '2023-06-30', '2023-10-31', '2023-12-31'];
const now = Date.parse('2023-07-15T08:00:00Z');
const system = {
  version: '0.1.0',
  training: false,
  invented: false,
  today: '2023-07-15',
  year: 2023,
  years: [2023],
  empty: false,
  department: null,
  nodes,
  coveredTo: '2023-07-10',
  closed: false,
  lastEvaluation: { at: '2023-07-15T07:00:00Z', forDay: '2023-07-15', ok: true },
  seq: 1,
};

test('the arrow keys step through the nodes that have passed and today', () => {
  const stops = timeStops(nodes, '2023-07-15', 2023);
  expect(stops).toEqual(['2023-03-31', '2023-06-30', '2023-07-15']);
  expect(stepTo('2023-07-15', -1, stops)).toBe('2023-06-30');
  expect(stepTo('2023-05-01', 1, stops)).toBe('2023-06-30');
  expect(stepTo('2023-07-15', 1, stops)).toBe('2023-07-15');
});

test('no day after today or after the year can be looked at', () => {
  expect(dayAtPlace(1, '2023-07-15', 2023)).toBe('2023-07-15');
  expect(dayAtPlace(1, '2024-02-01', 2023)).toBe('2023-12-31');
  expect(dayAtPlace(-1, '2023-07-15', 2023)).toBe('2023-01-01');
  expect(timeStops(nodes, '2024-02-01', 2023).at(-1)).toBe('2023-12-31');
});

test('a fresh system says nothing', () => {
  expect(bandOf(system, 'open', now)).toBeUndefined();
});

test('a lost connection is said before anything else', () => {
  expect(bandOf({ ...system, coveredTo: null }, 'lost', now)).toEqual({ kind: 'lost' });
});

test('an evaluation older than 26 hours is said, but not in training', () => {
  const later = now + 27 * 3_600_000;
  expect(bandOf(system, 'open', later)?.kind).toBe('stalled');
  expect(bandOf({ ...system, training: true }, 'open', later)).toBeUndefined();
});

test('a ledger that does not reach the last node is said from ten days after it', () => {
  const behind = { ...system, coveredTo: '2023-06-29' };
  expect(bandOf({ ...behind, today: '2023-07-09' }, 'open', now)).toBeUndefined();
  expect(bandOf({ ...behind, today: '2023-07-10' }, 'open', now)).toEqual({
    kind: 'stale',
    coveredTo: '2023-06-29',
  });
});

test('a year without any confirmation is said only once a node is ten days past', () => {
  expect(bandOf({ ...system, coveredTo: null, today: '2023-04-01' }, 'open', now)).toBeUndefined();
  expect(bandOf({ ...system, coveredTo: null }, 'open', now)?.kind).toBe('uncovered');
});

test('past the year, without a plan of the new one, it is said that this is the old year, closed or not', () => {
  const over = { ...system, today: '2024-01-05', coveredTo: '2023-12-31' };
  expect(bandOf(over, 'open', now)).toEqual({ kind: 'oldYear', closed: false });
  expect(bandOf({ ...over, coveredTo: null, closed: true }, 'open', now)).toEqual({
    kind: 'oldYear',
    closed: true,
  });
  expect(bandOf({ ...over, coveredTo: null }, 'open', now)?.kind).toBe('uncovered');
  expect(bandOf({ ...over, coveredTo: null, today: '2026-01-05' }, 'open', now)?.kind).toBe('oldYear');
});
