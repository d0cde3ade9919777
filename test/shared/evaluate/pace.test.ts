import { describe, expect, test } from 'vitest';
import type { AlertKind } from '#shared/alert.ts';
import type { Day } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import { defaultProfile, type RuleProfile } from '#shared/profile.ts';
import { aSnapshot, lump, on, type SnapshotWords, wan } from '../../support/builders.ts';

function found(
  kind: AlertKind,
  day: Day,
  words: SnapshotWords,
  profile: RuleProfile = defaultProfile,
): string {
  const findings = evaluate(aSnapshot(words), profile, on(day)).findings.filter((one) => one.kind === kind);
  return findings.map(({ severity, period }) => `${severity} ${period}`).join(', ') || '-';
}

describe('ahead of plan', () => {
  const ahead = (day: Day, words: SnapshotWords) => found('SPEND_AHEAD', day, words);
  // 1.25 / 2.50 / 3.75 / 5.00 万元.
  // biome-ignore format: one case a line
  test.for([
    ['2023-02-01', '1.50',     'notice 2023-03-31', 'exactly 20 % above 1.25'],
    ['2023-02-01', '1.499999', '-',                 'a 分 less'],
    ['2023-03-30', '1.50',     'notice 2023-03-31', 'the day before the node'],
    ['2023-03-31', '1.50',     '-',                 'on it the next node counts'],
    ['2023-03-31', '3.00',     'notice 2023-06-30', '20 % above 2.50'],
    ['2023-12-30', '6.00',     'notice 2023-12-31', 'of the last node'],
    ['2023-12-31', '6.00',     '-',                 'after the last node there is none: that is over the budget'],
  ] as const)('on %s with %s spent: %s (%s)', ([day, amount, said]) => {
    expect(ahead(day, { paid: [['2023-01-10', amount]] })).toBe(said);
  });

  // 0.40 万元 by March: 20 % are 0.08.
  // biome-ignore format: one case a line
  test.for([
    ['0.499999', '-',                 '25 %, but less than 0.1 万元'],
    ['0.50',     'notice 2023-03-31', 'exactly 0.1 万元'],
  ] as const)('with %s of 0.40 spent: %s (%s)', ([amount, said]) => {
    const nodes = { '2023-03-31': '0.40', '2023-06-30': '0.80', '2023-12-31': '1.00' };
    expect(ahead('2023-02-01', { nodes, paid: [['2023-01-10', amount]] })).toBe(said);
  });

  test('is not said of a lump, nor where the next node asks for nothing', () => {
    expect(ahead('2023-02-01', { nodes: lump, paid: [['2023-01-10', '5.00']] })).toBe('-');
    const late = { '2023-03-31': '0', '2023-06-30': '2.00', '2023-09-30': '4.00', '2023-12-31': '5.00' };
    expect(ahead('2023-02-01', { nodes: late, paid: [['2023-01-10', '1.00']] })).toBe('-');
    expect(ahead('2023-04-01', { nodes: late, paid: [['2023-01-10', '2.40']] })).toBe('notice 2023-06-30');
  });

  test('is over because money came back, or because the node has come', () => {
    const why = (day: Day) =>
      evaluate(aSnapshot({ paid: [['2023-01-10', '1.30']] }), defaultProfile, on(day)).whyOver({
        kind: 'SPEND_AHEAD',
        subject: 'spending',
        period: '2023-03-31',
      });
    expect([why('2023-03-30'), why('2023-03-31')]).toEqual(['recovered', 'period_closed']);
  });
});

describe('behind the calendar', () => {
  const switchedOn = { ...defaultProfile, pace: { ...defaultProfile.pace, enabled: true } };
  // On 8 July six months of twelve are gone: 80 % of the pace of time are 2.00 of 5.00.
  // biome-ignore format: one case a line
  test.for([
    ['2023-07-08', '1.999999', 'notice 2023-06-30', 'less than 80 %'],
    ['2023-07-08', '2.00',     '-',                 'exactly 80 %'],
    ['2023-07-08', '0',        'notice 2023-06-30', 'red, and still one remark'],
    ['2023-03-31', '0',        '-',                 'no node is past its grace'],
    ['2023-04-11', '0',        'notice 2023-03-31', 'the first node is'],
  ] as const)('on %s with %s spent: %s (%s)', ([day, amount, said]) => {
    expect(found('PACE_BEHIND', day, { paid: [['2023-01-10', amount]] }, switchedOn)).toBe(said);
  });

  test('is said only where a profile says so, and never of a lump', () => {
    expect(found('PACE_BEHIND', '2023-07-08', {})).toBe('-');
    expect(found('PACE_BEHIND', '2024-01-20', { nodes: lump }, switchedOn)).toBe('-');
  });

  test('is over when the next node tells it, or when it has caught up', () => {
    const alert = { kind: 'PACE_BEHIND', subject: 'spending', period: '2023-03-31' } as const;
    const why = (day: Day) => evaluate(aSnapshot(), switchedOn, on(day)).whyOver(alert);
    expect([why('2023-07-07'), why('2023-07-08')]).toEqual(['recovered', 'period_closed']);
  });

  test('says its figures', () => {
    const { findings } = evaluate(
      aSnapshot({ paid: [['2023-01-10', '1.00']] }),
      switchedOn,
      on('2023-07-08'),
    );
    expect(findings.find(({ kind }) => kind === 'PACE_BEHIND')?.facts).toMatchObject({
      months: 6,
      budget: wan('5.00'),
      spent: wan('1.00'),
      line: 80,
    });
  });
});
