import { describe, expect, test } from 'vitest';
import type { Day } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import { forecastFor } from '#shared/evaluate/forecast.ts';
import { toWan } from '#shared/money.ts';
import { defaultProfile } from '#shared/profile.ts';
import { aSnapshot, lump, on, type Paid, type SnapshotWords, wan } from '../../support/builders.ts';

function forecastOn(day: Day, words: SnapshotWords) {
  return evaluate(aSnapshot(words), defaultProfile, on(day)).findings.find(
    ({ kind }) => kind === 'FORECAST_SHORT',
  );
}

const severityOn = (day: Day, words: SnapshotWords) => forecastOn(day, words)?.severity ?? '-';

describe('a year-end forecast below the budget', () => {
  // 5.00 of 10.00 万元 by June: with 4.00 spent k = 0.8 and 4.00 + 0.8 × 5.00 = 8.00.
  const nodes = { '2023-06-30': '5.00', '2023-12-31': '10.00' };
  // biome-ignore format: one case a line
  test.for([
    ['5.00',     '-',       'on plan: 10.00'],
    ['4.50',     '-',       '4.50 + 0.9 × 5.00 = 9.00, exactly 90 %'],
    ['4.499999', 'watch',   'a 分 less'],
    ['4.00',     'watch',   '8.00, exactly 80 %'],
    ['3.999999', 'warning', 'a 分 less'],
    ['0',        'warning', 'nothing spent: 0 + 0.5 × 5.00 = 2.50'],
  ] as const)('with %s of 5.00 spent on 8 July: %s (%s)', ([amount, severity]) => {
    expect(severityOn('2023-07-08', { nodes, paid: [['2023-06-01', amount]] })).toBe(severity);
  });

  // biome-ignore format: one case a line
  test.for([
    ['2023-06-30', '-',       'before the first node’s grace is over there is nothing to doubt the plan by'],
    ['2023-07-07', '-',       'the last day of the grace'],
    ['2023-07-08', 'warning', 'the day after it'],
    ['2024-01-08', 'warning', 'after the year, still within the last grace: 0 + 0.5 × 5.00'],
    ['2024-01-09', 'warning', 'once the last grace is over, what was spent'],
  ] as const)('with nothing spent, on %s: %s (%s)', ([day, severity]) => {
    expect(severityOn(day, { nodes })).toBe(severity);
  });

  test('is what was spent once the last node’s grace is over', () => {
    const words = { nodes, paid: [['2023-12-20', '8.00'] as Paid] };
    expect(forecastOn('2024-01-09', words)?.facts).toMatchObject({
      forecast: wan('8.00'),
      final: true,
      toClear: null,
    });
    expect(forecastOn('2023-12-31', words)).toBeUndefined();
  });

  test('says from what it is reckoned, and the least payment that clears it', () => {
    const paid: Paid[] = [['2023-06-01', '3.00']];
    const finding = forecastOn('2023-07-08', { nodes, paid });
    // 3.00 + 0.6 × 5.00 = 6.00. With 1.50 more: 4.50 + 0.9 × 5.00 = 9.00.
    expect(finding?.facts).toMatchObject({
      budget: wan('10.00'),
      forecast: wan('6.00'),
      spent: wan('3.00'),
      node: '2023-06-30',
      cum: wan('5.00'),
      pace: '60.0',
      own: false,
      final: false,
      toClear: wan('1.50'),
    });
    const paying = (fen: number): Paid[] => [...paid, ['2023-07-08', (fen / 1e6).toFixed(6)]];
    expect(severityOn('2023-07-08', { nodes, paid: paying(wan('1.50')) })).toBe('-');
    expect(severityOn('2023-07-08', { nodes, paid: paying(wan('1.50') - 1) })).toBe('watch');
  });

  test('holds the pace at half at least', () => {
    expect(forecastOn('2023-07-08', { nodes, paid: [['2023-06-01', '1.00']] })?.facts).toMatchObject({
      forecast: wan('3.50'),
      pace: '50.0',
    });
    // k is exactly a half at 2.50: 2.50 + 0.5 × 5.00.
    expect(forecastOn('2023-07-08', { nodes, paid: [['2023-06-01', '2.50']] })?.facts).toMatchObject({
      forecast: wan('5.00'),
    });
  });

  test('is not said of a lump before anything is due, nor of history that the ledger does not cover', () => {
    expect(severityOn('2023-11-30', { nodes: lump })).toBe('-');
    const begun = { nodes, inForceOn: '2023-07-20' };
    expect(severityOn('2023-08-01', { ...begun, coveredTo: null })).toBe('-');
    expect(severityOn('2023-08-01', { ...begun, coveredTo: '2023-06-30' })).toBe('warning');
  });
});

describe('what the owner expects', () => {
  const nodes = { '2023-06-30': '5.00', '2023-10-31': '8.00', '2023-12-31': '10.00' };
  const paid: Paid[] = [['2023-06-01', '3.00']];
  const expects = (onDay: Day, amount: string) => ({
    nodes,
    paid,
    ownForecast: { on: onDay, amount: wan(amount) },
  });
  // biome-ignore format: one case a line
  test.for([
    ['2023-07-14', '2023-07-15', '6.00', 'not yet said'],
    ['2023-07-15', '2023-07-15', '9.50', 'wins from its day'],
    ['2023-10-30', '2023-07-15', '9.50', 'until the next node'],
    ['2023-10-31', '2023-07-15', '6.00', 'not on it'],
    ['2023-11-01', '2023-10-31', '9.50', 'said on the node itself, until the one after'],
  ] as const)('read on %s, said on %s: %s (%s)', ([day, said, forecast]) => {
    const { amount } = forecastFor(aSnapshot(expects(said, '9.50')), defaultProfile, on(day));
    expect(toWan(amount)).toBe(forecast);
  });

  test('below the line is told as theirs, with nothing that could be paid to clear it', () => {
    const finding = forecastOn('2023-07-20', expects('2023-07-15', '8.90'));
    expect(finding).toMatchObject({ severity: 'watch', facts: { own: true, toClear: null } });
    expect(forecastOn('2023-07-20', expects('2023-07-15', '9.00'))).toBeUndefined();
  });
});
