import { describe, expect, test } from 'vitest';
import type { Day } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import type { Facts, Finding } from '#shared/evaluate/finding.ts';
import type { Snapshot } from '#shared/evaluate/snapshot.ts';
import { defaultProfile } from '#shared/profile.ts';
import { aSnapshot, fourSteps, on, type Paid, type SnapshotWords, wan } from '../../support/builders.ts';

const small = { '2023-03-31': '0.50', '2023-12-31': '1.00' };

function spendingOn(day: Day, snapshot: Snapshot): Finding[] {
  const kinds = ['SPEND_BEHIND', 'OVER_BUDGET'];
  return evaluate(snapshot, defaultProfile, on(day)).findings.filter(({ kind }) => kinds.includes(kind));
}

/** `firing warning 2023-03-31`; `holds` in front of what opens nothing; `-` where nothing is off. */
function brief(day: Day, words: SnapshotWords): string {
  const said = spendingOn(day, aSnapshot(words)).map(
    ({ strength, condition, severity, period }) =>
      `${strength === 'holds' ? 'holds ' : ''}${condition} ${severity} ${period}`,
  );
  return said.join(', ') || '-';
}

describe('spending behind its own plan', () => {
  // 1.25 万元 are planned by 31 March; on 11 April its five working days are over.
  // biome-ignore format: one case a line
  test.for([
    ['1.25',     '-',                                'to the 分'],
    ['1.30',     '-',                                'ahead of the plan'],
    ['1.150001', '-',                                'less than 0.1 万元 short is not worth a word'],
    ['1.15',     'holds firing warning 2023-03-31',  'exactly 0.1 万元 short, but 8 %: opens nothing, holds what is open'],
    ['1.125001', 'holds firing warning 2023-03-31',  'a 分 less than 10 % short'],
    ['1.125',    'firing warning 2023-03-31',        'exactly 10 % short'],
    ['1.000001', 'firing warning 2023-03-31',        'a 分 less than 20 % short'],
    ['1.00',     'firing critical 2023-03-31',       'exactly 20 % short'],
    ['0',        'firing critical 2023-03-31',       'nothing at all'],
  ] as const)('with %s of 1.25 万元 on 11 April: %s (%s)', ([amount, said]) => {
    expect(brief('2023-04-11', { paid: [['2023-03-20', amount]] })).toBe(said);
  });

  // 5.00 万元 by the end of June of 10.00: 5 % are 0.25 万元.
  const ten = { '2023-06-30': '5.00', '2023-12-31': '10.00' };
  // biome-ignore format: one case a line
  test.for([
    ['4.75',     '-',                               'exactly 5 % short is cleared'],
    ['4.749999', 'holds firing warning 2023-06-30', 'a 分 more is not'],
  ] as const)('with %s of 5.00 万元 on 8 July: %s (%s)', ([amount, said]) => {
    expect(brief('2023-07-08', { nodes: ten, paid: [['2023-06-20', amount]] })).toBe(said);
  });

  // 0.50 万元 by the end of March: 10 % are 0.05, below 0.1 万元.
  // biome-ignore format: one case a line
  test.for([
    ['0.41',     '-',                          '18 % short, but less than 0.1 万元'],
    ['0.400001', '-',                          'a 分 less than 0.1 万元'],
    ['0.40',     'firing critical 2023-03-31', 'exactly 0.1 万元: 20 % at once'],
  ] as const)('with %s of 0.50 万元 on 11 April: %s (%s)', ([amount, said]) => {
    expect(brief('2023-04-11', { nodes: small, paid: [['2023-03-20', amount]] })).toBe(said);
  });

  // biome-ignore format: one case a line
  test.for([
    ['2023-03-30', '-',                             'nothing is due'],
    ['2023-03-31', '-',                             'the day of the node is not over'],
    ['2023-04-01', 'pending critical 2023-03-31',   'the posting lag begins'],
    ['2023-04-10', 'pending critical 2023-03-31',   'through the fifth working day'],
    ['2023-04-11', 'firing critical 2023-03-31',    'the day after it'],
    ['2023-06-30', 'firing critical 2023-03-31',    'until the next node'],
    ['2023-07-01', 'firing critical 2023-03-31, pending critical 2023-06-30', 'whose lag begins'],
    ['2023-07-07', 'firing critical 2023-03-31, pending critical 2023-06-30', 'and ends'],
    ['2023-07-08', 'firing critical 2023-06-30',    'the next node takes over'],
    ['2023-11-08', 'firing critical 2023-10-31',    'and the one after it'],
    ['2024-01-08', 'firing critical 2023-10-31, pending critical 2023-12-31', 'the last lag, in the year after'],
    ['2024-01-09', 'firing critical 2023-12-31',    'the last node'],
    ['2024-03-15', 'firing critical 2023-12-31',    'until the year is closed'],
  ] as const)('with nothing paid, on %s: %s (%s)', ([day, said]) => {
    expect(brief(day, {})).toBe(said);
  });

  test('within the posting lag a shortfall below the warning line waits for nothing', () => {
    expect(brief('2023-04-05', { paid: [['2023-03-20', '1.15']] })).toBe('-');
    expect(brief('2023-04-11', { paid: [['2023-03-20', '1.15']] })).toBe('holds firing warning 2023-03-31');
  });

  test('a payment after the node counts for it', () => {
    expect(brief('2023-04-20', { paid: [['2023-04-15', '1.25']] })).toBe('-');
    expect(brief('2023-04-14', { paid: [['2023-04-15', '1.25']] })).toBe('firing critical 2023-03-31');
  });

  test('blank nodes carry the value before them: a lump is behind until it is paid, node after node', () => {
    const front = { '2023-03-31': '5.00', '2023-06-30': '5.00', '2023-10-31': '5.00', '2023-12-31': '5.00' };
    expect(brief('2023-07-08', { nodes: front })).toBe('firing critical 2023-06-30');
    expect(brief('2023-07-08', { nodes: front, paid: [['2023-06-01', '5.00']] })).toBe('-');
  });

  test('a node that asks for nothing is never short', () => {
    const late = { '2023-03-31': '0', '2023-12-31': '5.00' };
    expect(brief('2023-11-30', { nodes: late })).toBe('-');
  });

  test('a closed plan is not judged', () => {
    expect(brief('2023-04-11', { closed: true })).toBe('-');
  });
});

describe('a plan that begins in the middle of the year', () => {
  const inForceOn = '2023-07-20';
  // biome-ignore format: one case a line
  test.for([
    ['2023-07-20', null,         '-',                          'history is not judged before the ledger is confirmed'],
    ['2023-07-20', '2023-06-29', '-',                          'nor while it is not confirmed as far'],
    ['2023-07-20', '2023-06-30', 'firing critical 2023-06-30', 'then on the latest node only'],
    ['2023-11-07', null,         'pending critical 2023-10-31', 'a node to come is a duty as any other'],
    ['2023-11-08', null,         'firing critical 2023-10-31', 'and judged whether the ledger is confirmed or not'],
  ] as const)('on %s, vouchers known to %s: %s (%s)', ([day, coveredTo, said]) => {
    expect(brief(day, { inForceOn, coveredTo })).toBe(said);
  });

  test('a node of its first day is a duty', () => {
    expect(brief('2023-04-11', { inForceOn: '2023-03-31', coveredTo: null })).toBe(
      'firing critical 2023-03-31',
    );
  });

  test('a node within its lag on the first day is history', () => {
    expect(brief('2023-04-05', { inForceOn: '2023-04-03', coveredTo: null })).toBe('-');
    expect(brief('2023-04-11', { inForceOn: '2023-04-03', coveredTo: null })).toBe('-');
    expect(brief('2023-04-11', { inForceOn: '2023-04-03', coveredTo: '2023-03-31' })).toBe(
      'firing critical 2023-03-31',
    );
  });
});

describe('what a shortfall says', () => {
  const facts = (day: Day, words: SnapshotWords) => {
    const [finding] = spendingOn(day, aSnapshot(words));
    return finding?.facts as Extract<Facts, { kind: 'SPEND_BEHIND' }>;
  };
  const contract = {
    nodes: { '2023-06-30': '7.50', '2023-12-31': '15.00' },
    paid: [['2023-06-01', '5.00'] as Paid],
  };

  test('planned, spent by the node and by now, and what clears it', () => {
    // 2.50 short; 5 % of 7.50 are 0.375, so 2.125 clear it.
    expect(facts('2023-07-15', contract)).toEqual({
      kind: 'SPEND_BEHIND',
      node: '2023-06-30',
      cum: wan('7.50'),
      atNode: wan('5.00'),
      spent: wan('5.00'),
      toClear: wan('2.125'),
      warning: 10,
      critical: 20,
      yearOver: false,
      profile: 0,
    });
  });

  test('spending after the node is spending by now', () => {
    const paid: Paid[] = [
      ['2023-06-01', '5.00'],
      ['2023-07-05', '1.00'],
    ];
    expect(facts('2023-07-15', { ...contract, paid })).toMatchObject({
      atNode: wan('5.00'),
      spent: wan('6.00'),
    });
  });

  test('what clears a small plan brings it below 0.1 万元', () => {
    expect(facts('2023-04-11', { nodes: small }).toClear).toBe(wan('0.50') - (wan('0.10') - 1));
  });

  test('paying what clears it clears it, and a 分 less does not', () => {
    const { toClear } = facts('2023-07-15', contract);
    const paying = (fen: number) =>
      brief('2023-07-15', { ...contract, paid: [...contract.paid, ['2023-07-15', (fen / 1e6).toFixed(6)]] });
    expect(paying(toClear)).toBe('-');
    expect(paying(toClear - 1)).toBe('holds firing warning 2023-06-30');
  });

  // biome-ignore format: one case a line
  test.for([
    ['2023-06-30', false],
    ['2023-06-29', '2023-06-29'],
    [null,         null],
  ] as const)('vouchers known to %s are said to be %s', ([coveredTo, said]) => {
    const told = facts('2023-07-15', { ...contract, coveredTo });
    expect('coveredTo' in told && told.coveredTo).toBe(said);
  });

  // biome-ignore format: one case a line
  test.for([
    ['2023-12-31', false],
    ['2024-01-01', true],
  ] as const)('on %s it is %s that the year is over', ([day, over]) => {
    expect(facts(day, {}).yearOver).toBe(over);
  });
});

describe('over the budget', () => {
  // biome-ignore format: one case a line
  test.for([
    [[['2023-02-01', '5.00']],                                              '0',    [], 'all of it'],
    [[['2023-02-01', '5.000001']],                                          '0',    ['total 5000000 5000001 fires', 'fiscal 5000000 5000001 holds'], 'any 分, told once'],
    [[['2023-02-01', '4.000001'], ['2023-02-02', '0.90', 'other']],         '1.00', ['fiscal 4000000 4000001 fires'], 'one source over, the total not'],
    [[['2023-02-01', '3.00'], ['2023-02-02', '1.000001', 'other']],         '1.00', ['other 1000000 1000001 fires'], 'the other source'],
    [[['2023-02-01', '3.00'], ['2023-02-02', '1.000001', 'carryover']],     '1.00', ['fiscal 4000000 4000001 fires'], '上年结转 counts with 财政资金'],
    [[['2023-02-01', '5.50'], ['2023-03-01', '-0.50']],                     '0',    [], 'money that came back'],
  ] as const)('%j with %s of other funds: %j (%s)', ([paid, other, said]) => {
    const found = spendingOn('2023-03-15', aSnapshot({ other, paid }));
    expect(
      found.map(({ subject, strength, facts }) => {
        if (facts.kind !== 'OVER_BUDGET') throw new Error('nothing else is off');
        return `${subject} ${facts.budget} ${facts.spent} ${strength}`;
      }),
    ).toEqual(said);
    expect(found.every(({ severity, condition, period }) => `${severity} ${condition} ${period}` === 'critical firing 2023')).toBe(true);
  });
});

describe('why a shortfall is over', () => {
  const march = { kind: 'SPEND_BEHIND', subject: 'spending', period: '2023-03-31' } as const;
  // biome-ignore format: one case a line
  test.for([
    ['2023-04-12', '1.25', 'recovered',     'the money came'],
    ['2023-07-08', '0.50', 'period_closed', 'the next node tells it'],
    ['2023-07-08', '1.20', 'recovered',     'its own money was there, whatever the next node says'],
    ['2023-07-08', '1.150001', 'recovered',  'exactly at its clear line'],
    ['2023-07-08', '1.15', 'period_closed', 'above its clear line'],
  ] as const)('on %s with %s 万元: %s, %s', ([day, amount, because]) => {
    const snapshot = aSnapshot({ nodes: fourSteps, paid: [['2023-03-20', amount]] });
    expect(evaluate(snapshot, defaultProfile, on(day)).whyOver(march)).toBe(because);
  });
});
