import { describe, expect, test } from 'vitest';
import type { Day } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import { jointOf } from '#shared/evaluate/joint.ts';
import { indicatorStandings } from '#shared/evaluate/results.ts';
import { show } from '#shared/fraction.ts';
import { defaultProfile } from '#shared/profile.ts';
import { anIndicator, aSnapshot, aValue, on, type Paid, type SnapshotWords } from '../../support/builders.ts';

const failures = anIndicator('故障率', '≤5%');
const passes = anIndicator('合格率', '≥98%');
const count = anIndicator('办件数量', '≥12件');
const effect = anIndicator('办事效率', '有效提升', { level1: '效益指标' });
const cost = anIndicator('建设成本', '5万元');
const unread = anIndicator('停机率', '接近于0');
const june = anIndicator('项目完成时间', '6月底前');

function gapOn(day: Day, words: SnapshotWords): string {
  const said = evaluate(aSnapshot(words), defaultProfile, on(day))
    .findings.filter(({ kind }) => kind === 'MONEY_RESULT_GAP')
    .map(({ severity, period, facts }) => {
      if (facts.kind !== 'MONEY_RESULT_GAP') throw new Error('asked for gaps only');
      return `${severity} ${period} ${facts.fulfilment} ${facts.achievement}`;
    });
  return said.join(', ') || '-';
}

/** `0.5000 of 2/3`: the achievement, and how many of the values due are in. */
function achievementOn(day: Day, words: SnapshotWords): string {
  const snapshot = aSnapshot(words);
  const joint = jointOf(
    snapshot,
    defaultProfile,
    on(day),
    indicatorStandings(snapshot, defaultProfile, on(day)),
  );
  return joint ? `${show(joint.achievement, 4)} of ${joint.reported}/${joint.of}` : '-';
}

const paid: Paid[] = [['2023-03-20', '1.25']];

describe('money against results', () => {
  const words = (typed: string, amount = '1.25'): SnapshotWords => ({
    indicators: [passes],
    values: [aValue(passes, '2023-03-31', typed)],
    paid: [['2023-03-20', amount]],
  });
  // The whole of March is spent; 88.2 % of 98 % are exactly 90 %.
  // biome-ignore format: one case a line
  test.for([
    [words('98%'),              '-',                                 'both in full'],
    [words('88.2%'),            '-',                                 'exactly 10 points apart'],
    [words('88.1%'),            'warning 2023-03-31 1.0000 0.8990',  'money ahead of results'],
    [words('100%', '1.125'),    '-',                                 'exactly 10 points the other way'],
    [words('100%', '1.124999'), 'notice 2023-03-31 0.9000 1.0000',   'results ahead of money are remarked on'],
    [words('98%', '3.00'),      '-',                                 'more than the plan is the plan'],
  ] as const)('%o: %s (%s)', ([given, said]) => {
    expect(gapOn('2023-04-11', given)).toBe(said);
  });

  // The posting lag of March ends on 10 April, the time to report on the 10th; of June on 7 and 10 July.
  // biome-ignore format: one case a line
  test.for([
    ['2023-04-10', '-',                                'the time to report is not over'],
    ['2023-04-11', 'warning 2023-03-31 1.0000 0.5102', 'both are'],
    ['2023-07-10', 'warning 2023-03-31 1.0000 0.5102', 'until the next node is read'],
    ['2023-07-11', '-',                                'of which nothing is reported'],
  ] as const)('on %s: %s (%s)', ([day, said]) => {
    expect(gapOn(day, words('50%'))).toBe(said);
  });

  test('of a node with nothing planned, or that had passed before the plan, is not read', () => {
    expect(gapOn('2023-04-11', { ...words('50%'), nodes: { '2023-03-31': '0', '2023-12-31': '5.00' } })).toBe(
      '-',
    );
    expect(gapOn('2023-04-11', { ...words('50%'), inForceOn: '2023-04-01' })).toBe('-');
  });

  test('speaks of the money spent by the node, whenever it is read', () => {
    const late: Paid[] = [
      ['2023-03-20', '0.50'],
      ['2023-05-01', '0.75'],
    ];
    expect(gapOn('2023-06-01', { ...words('98%'), paid: late })).toBe('notice 2023-03-31 0.4000 1.0000');
  });

  test('says that vouchers are known only so far', () => {
    const [finding] = evaluate(
      aSnapshot({ ...words('50%'), coveredTo: '2023-03-30' }),
      defaultProfile,
      on('2023-04-11'),
    ).findings.filter(({ kind }) => kind === 'MONEY_RESULT_GAP');
    expect(finding?.facts).toMatchObject({ coveredTo: '2023-03-30', of: 1, reported: 1 });
  });

  test('is over when the next node is read, or when the two agree', () => {
    const alert = { kind: 'MONEY_RESULT_GAP', subject: 'joint', period: '2023-03-31' } as const;
    const why = (day: Day) => evaluate(aSnapshot(words('98%')), defaultProfile, on(day)).whyOver(alert);
    expect([why('2023-07-10'), why('2023-07-11')]).toEqual(['recovered', 'period_closed']);
  });

  test('of a finished project holds results against what it spent', () => {
    const finished = { ...words('50%', '1.00'), finished: '2023-04-05' };
    expect(gapOn('2023-04-11', finished)).toBe('warning 2023-03-31 1.0000 0.5102');
  });
});

test('as of a node, judged when its times are over, the node is read', () => {
  const values = [aValue(passes, '2023-03-31', '50%')];
  const review = { asOf: '2023-03-31', today: '2023-04-11' };
  const { findings } = evaluate(aSnapshot({ indicators: [passes], values, paid }), defaultProfile, review);
  expect(findings.map(({ kind }) => kind)).toContain('MONEY_RESULT_GAP');
});

describe('achievement', () => {
  const at = (indicator: typeof failures, typed: string, more = {}) =>
    aValue(indicator, '2023-06-30', typed, more);
  const half: Paid[] = [...paid, ['2023-06-20', '1.25']];
  // biome-ignore format: one case a line
  test.for([
    [[failures],                 [at(failures, '5%')],                              '1.0000 of 1/1', 'a reverse target that is met'],
    [[failures],                 [at(failures, '6%')],                              '0.8000 of 1/1', 'a fifth above it'],
    [[failures],                 [at(failures, '10%')],                             '0.0000 of 1/1', 'at twice the target'],
    [[failures],                 [at(failures, '20%')],                             '0.0000 of 1/1', 'never below nothing'],
    [[passes],                   [at(passes, '49%')],                               '0.5000 of 1/1', 'half of a positive one'],
    [[count],                    [at(count, '3')],                                  '0.5000 of 1/1', '3 of the 6 due by June'],
    [[count],                    [at(count, '12')],                                 '1.0000 of 1/1', 'no more than what is due'],
    [[effect],                   [at(effect, '85%')],                               '0.8500 of 1/1', 'words by their percentage, met or not'],
    [[june],                     [at(june, '2023-06-15')],                          '1.0000 of 1/1', 'a milestone that is done'],
    [[june],                     [at(june, '2023-07-05', { measuredOn: '2023-07-05' })], '1.0000 of 1/1', 'done late is done'],
    [[june],                     [at(june, '未完成')],                              '0.0000 of 1/1', 'one that is not'],
    [[failures, cost],           [at(failures, '5%')],                              '1.0000 of 1/1', 'a ledger ceiling is left out'],
    [[failures, unread],         [at(failures, '5%'), at(unread, '1%')],            '1.0000 of 1/1', 'so is what a person has to read first'],
    [[failures, passes, count],  [at(failures, '5%'), at(passes, '49%')],           '0.7500 of 2/3', 'two of three are enough'],
    [[failures, passes],         [at(failures, '5%')],                              '-',             'one of two is not: 50 %'],
    [[failures],                 [at(failures, '5%', { state: 'provisional' })],    '-',             'what waits for approval is not in'],
    [[failures],                 [aValue(failures, '2023-03-31', '5%')],            '-',             'nor is the value of another node'],
  ] as const)('of %o with %o: %s (%s)', ([indicators, values, said]) => {
    expect(achievementOn('2023-07-11', { indicators, values, paid: half })).toBe(said);
  });

  test('of three of five is enough, and equality passes', () => {
    const five = ['甲', '乙', '丙', '丁', '戊'].map((name) => anIndicator(`${name}合格率`, '≥98%'));
    const values = five.slice(0, 3).map((one) => at(one, '98%'));
    expect(achievementOn('2023-07-11', { indicators: five, values, paid: half })).toBe('1.0000 of 3/5');
  });

  test('leaves out what nothing is due of yet', () => {
    const one = anIndicator('大型活动次数', '≥1次');
    const values = [at(failures, '5%'), at(one, '0')];
    expect(achievementOn('2023-07-11', { indicators: [failures, one], values, paid: half })).toBe(
      '1.0000 of 1/1',
    );
  });

  test('leaves out a value that could not be had', () => {
    const values = [at(failures, '5%'), at(passes, '本期无法取得')];
    const words = { indicators: [failures, passes], values, paid: half };
    expect(achievementOn('2023-07-11', words)).toBe('1.0000 of 1/1');
  });

  test('does not count a milestone that is to come', () => {
    const october = anIndicator('验收时间', '10月底前');
    const words = { indicators: [failures, october], values: [at(failures, '5%')], paid: half };
    expect(achievementOn('2023-07-11', words)).toBe('1.0000 of 1/1');
  });
});
