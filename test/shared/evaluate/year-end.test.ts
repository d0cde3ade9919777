import { describe, expect, test } from 'vitest';
import type { AlertKind } from '#shared/alert.ts';
import type { Day } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import { defaultProfile, type RuleProfile } from '#shared/profile.ts';
import { aSnapshot, lump, on, type Paid, type SnapshotWords, wan } from '../../support/builders.ts';

function found(kind: AlertKind, day: Day, words: SnapshotWords, profile: RuleProfile = defaultProfile) {
  return evaluate(aSnapshot(words), profile, on(day)).findings.filter((one) => one.kind === kind);
}

/** `watch 2023-12-31 step`; `holds` in front of what opens nothing; `-` where nothing is said. */
function lumpOn(day: Day, words: SnapshotWords, profile?: RuleProfile): string {
  const said = found('LUMP_APPROACHING', day, words, profile).map(({ severity, period, strength, facts }) => {
    if (facts.kind !== 'LUMP_APPROACHING') throw new Error('asked for lumps only');
    return `${strength === 'holds' ? 'holds ' : ''}${severity} ${period} ${facts.of}`;
  });
  return said.join(', ') || '-';
}

describe('a step that holds most of the budget', () => {
  // 5.00 万元 in June of 5.00; 60 days before 30 June is 1 May.
  const june = { '2023-06-30': '5.00' };
  // biome-ignore format: one case a line
  test.for([
    ['2023-04-30', '0',        '-',                     '61 days before'],
    ['2023-05-01', '0',        'watch 2023-06-30 step', '60 days before'],
    ['2023-05-01', '2.499999', 'watch 2023-06-30 step', 'a 分 less than half is spent'],
    ['2023-05-01', '2.50',     '-',                     'half is spent'],
    ['2023-06-30', '0',        'watch 2023-06-30 step', 'its day is not over'],
    ['2023-07-01', '0',        '-',                     'the shortfall is told from here on'],
  ] as const)('on %s with %s of 5.00 spent: %s (%s)', ([day, amount, said]) => {
    expect(lumpOn(day, { nodes: june, paid: [['2023-04-01', amount]] })).toBe(said);
  });

  // biome-ignore format: one case a line
  test.for([
    ['4.00', '-',                     'exactly 60 % is no lump'],
    ['3.99', 'watch 2023-06-30 step', 'more than 60 % is'],
  ] as const)('after %s of 10.00 in March, June on 1 June: %s (%s)', ([march, said]) => {
    const nodes = { '2023-03-31': march, '2023-06-30': '10.00' };
    expect(lumpOn('2023-06-01', { nodes, paid: [['2023-03-01', march]] })).toBe(said);
  });

  test('is measured by what is spent of the step, not of the budget', () => {
    const nodes = { '2023-03-31': '3.00', '2023-06-30': '10.00' };
    const spent = (amount: string) => lumpOn('2023-06-01', { nodes, paid: [['2023-03-01', amount]] });
    expect(spent('6.499999')).toBe('watch 2023-06-30 step');
    expect(spent('6.50')).toBe('-');
    const [finding] = found('LUMP_APPROACHING', '2023-06-01', { nodes, paid: [['2023-03-01', '4.00']] });
    // 7.00 in one step; 1.00 of it is spent, and half of it, 3.50, clears.
    expect(finding?.facts).toMatchObject({ due: wan('7.00'), spent: wan('1.00'), toClear: wan('2.50') });
  });

  test('that had passed when the plan was put in force is history', () => {
    expect(lumpOn('2023-06-30', { nodes: june, inForceOn: '2023-07-20' })).toBe('-');
    expect(lumpOn('2023-06-30', { nodes: june, inForceOn: '2023-06-30' })).toBe('watch 2023-06-30 step');
  });

  test('in December is told once, at its node, and sharpens when the treasury is about to close', () => {
    const said = ['2023-10-31', '2023-11-01', '2023-11-24', '2023-11-25', '2023-12-15'].map((day) =>
      lumpOn(day, { nodes: lump }),
    );
    expect(said).toEqual([
      '-',
      'watch 2023-12-31 step',
      'watch 2023-12-31 step',
      'watch 2023-12-31 closing',
      'warning 2023-12-31 closing',
    ]);
  });

  test('is over because it was paid, or because its day has passed', () => {
    const why = (day: Day, words: SnapshotWords) =>
      evaluate(aSnapshot(words), defaultProfile, on(day)).whyOver({
        kind: 'LUMP_APPROACHING',
        subject: 'spending',
        period: '2023-06-30',
      });
    const nodes = { ...june, '2023-12-31': '5.00' };
    expect(why('2023-06-30', { nodes, paid: [['2023-06-01', '5.00']] })).toBe('recovered');
    expect(why('2023-07-01', { nodes })).toBe('period_closed');
  });
});

describe("the treasury's closing day", () => {
  // 5.00 万元 in four steps; 25 December less 30 days is 25 November.
  // biome-ignore format: one case a line
  test.for([
    ['2023-11-24', '0',        '-',                                '31 days before'],
    ['2023-11-25', '0',        'watch 2023-12-31 closing',         '30 days before'],
    ['2023-12-14', '0',        'watch 2023-12-31 closing',         '11 days before'],
    ['2023-12-15', '0',        'warning 2023-12-31 closing',       '10 days before'],
    ['2023-12-25', '0',        'warning 2023-12-31 closing',       'on the day'],
    ['2023-12-26', '0',        'holds warning 2023-12-31 closing', 'after it opens nothing: vouchers may still come'],
    ['2023-12-31', '0',        'holds warning 2023-12-31 closing', 'until the last node is over'],
    ['2024-01-01', '0',        '-',                                'then the shortfall is told'],
    ['2023-12-15', '4.50',     'warning 2023-12-31 closing',       'exactly 10 % unspent'],
    ['2023-12-15', '4.500001', '-',                                'a 分 less'],
    ['2023-12-15', '5.00',     '-',                                'all of it is spent'],
  ] as const)('on %s with %s of 5.00 spent: %s (%s)', ([day, amount, said]) => {
    expect(lumpOn(day, { paid: [['2023-11-01', amount]] })).toBe(said);
  });

  test('says what is left, and what brings it below a tenth', () => {
    const words = { paid: [['2023-11-01', '3.75'] as Paid] };
    const [finding] = found('LUMP_APPROACHING', '2023-12-15', words);
    expect(finding?.facts).toMatchObject({ on: '2023-12-25', due: wan('5.00'), spent: wan('3.75') });
    const toClear = finding?.facts.kind === 'LUMP_APPROACHING' ? finding.facts.toClear : 0;
    const paying = (fen: number): Paid[] => [...words.paid, ['2023-12-15', (fen / 1e6).toFixed(6)]];
    expect(lumpOn('2023-12-15', { paid: paying(toClear) })).toBe('-');
    expect(lumpOn('2023-12-15', { paid: paying(toClear - 1) })).toBe('warning 2023-12-31 closing');
  });

  test('is one of a setting, and counted down to its end where the last node is before it', () => {
    const profile = { ...defaultProfile, closing: { ...defaultProfile.closing, day: '12-20' } };
    expect(lumpOn('2023-12-10', {}, profile)).toBe('warning 2023-12-31 closing');
    const nodes = { '2023-11-30': '5.00' };
    expect(lumpOn('2023-12-25', { nodes })).toBe('warning 2023-11-30 closing');
    expect(lumpOn('2023-12-26', { nodes })).toBe('-');
    const { whyOver } = evaluate(aSnapshot({ nodes }), defaultProfile, on('2023-12-26'));
    const alert = { kind: 'LUMP_APPROACHING', subject: 'spending', period: '2023-11-30' } as const;
    expect(whyOver(alert)).toBe('period_closed');
  });

  test('of a finished project is nothing to wait for', () => {
    expect(lumpOn('2023-12-15', { finished: '2023-12-01' })).toBe('-');
  });
});

describe('a year-end rush', () => {
  const rush = (day: Day, words: SnapshotWords) => found('YEAR_END_RUSH', day, words).length;
  const before: Paid = ['2023-11-30', '2.50'];
  // 1.25 of 5.00 are planned for December: 25 %. More than 40 % are more than 2.00.
  // biome-ignore format: one case a line
  test.for([
    ['2023-12-20', '2.00',     0, 'exactly 40 %'],
    ['2023-12-20', '2.000001', 1, 'a 分 more'],
    ['2023-11-30', '2.50',     0, 'paid in November'],
    ['2023-12-01', '2.50',     1, 'on the first of December'],
  ] as const)('on %s %s are paid: %i (%s)', ([paidOn, amount, count]) => {
    expect(rush('2023-12-31', { paid: [before, [paidOn, amount]] })).toBe(count);
    expect(rush('2024-02-01', { paid: [before, [paidOn, amount]] })).toBe(count);
  });

  // biome-ignore format: one case a line
  test.for([
    ['3.00', 1, 'exactly 40 % planned is not saying so'],
    ['2.99', 0, 'more than 40 % planned'],
  ] as const)('with %s by October of 5.00: %i (%s)', ([october, count]) => {
    const nodes = { '2023-10-31': october, '2023-12-31': '5.00' };
    expect(rush('2023-12-31', { nodes, paid: [['2023-12-01', '5.00']] })).toBe(count);
  });

  test('is a remark of the year', () => {
    const [finding] = found('YEAR_END_RUSH', '2023-12-31', { paid: [['2023-12-05', '3.00']] });
    expect(finding).toMatchObject({ severity: 'notice', period: '2023', strength: 'fires' });
    expect(finding?.facts).toMatchObject({ december: wan('3.00'), planned: wan('1.25'), line: 40 });
  });
});
