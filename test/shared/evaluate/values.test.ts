import { describe, expect, test } from 'vitest';
import type { AlertKind } from '#shared/alert.ts';
import type { Day } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import { defaultProfile, type RuleProfile } from '#shared/profile.ts';
import { anIndicator, aSnapshot, aValue, on, type SnapshotWords } from '../../support/builders.ts';

const count = anIndicator('办件数量', '≥12件');
const completion = anIndicator('安装完成率', '≥98%');
const failures = anIndicator('故障率', '≤5%');
const satisfied = anIndicator('满意度', '≥98%');
const effect = anIndicator('办事效率', '有效提升', { level1: '效益指标' });

function found(
  kinds: readonly AlertKind[],
  day: Day,
  words: SnapshotWords,
  profile: RuleProfile = defaultProfile,
) {
  return evaluate(aSnapshot(words), profile, on(day)).findings.filter(({ kind }) => kinds.includes(kind));
}

/** `watch 2023-03-31 short`, or what was missed; `-` where nothing is off. */
function riskOn(day: Day, words: SnapshotWords): string {
  const said = found(['INDICATOR_MISSED', 'INDICATOR_AT_RISK'], day, words).map(
    ({ severity, period, facts }) =>
      facts.kind === 'INDICATOR_AT_RISK'
        ? `${severity} ${period} ${facts.because}`
        : `missed ${period} ${severity}`,
  );
  return said.join(', ') || '-';
}

describe('an indicator at risk', () => {
  // By the end of March 3 of 12 件, and a quarter of 98 %; by the end of June 6, and a half.
  // biome-ignore format: one case a line
  test.for([
    [count,      '2023-03-31', '3',     {}, '-',                        'exactly three twelfths'],
    [count,      '2023-03-31', '2',     {}, 'watch 2023-03-31 short',   'one fewer'],
    [count,      '2023-12-31', '11',    {}, 'missed 2023-12-31 warning', 'at the year’s end it is a miss'],
    [completion, '2023-03-31', '24.5%', {}, '-',                        'exactly a quarter of the plan'],
    [completion, '2023-03-31', '24.4%', {}, 'watch 2023-03-31 short',   'a tenth of a point less'],
    [completion, '2023-12-31', '97%',   {}, 'missed 2023-12-31 warning', 'in full at the node that completes the plan'],
    [failures,   '2023-03-31', '5%',    {}, '-',                        'a level is never prorated'],
    [failures,   '2023-03-31', '6%',    { state: 'provisional' }, 'watch 2023-03-31 provisional', 'a miss that waits for approval'],
    [failures,   '2023-03-31', '5%',    { state: 'provisional' }, '-',                            'a pass that waits'],
    [failures,   '2023-03-31', '6%',    { state: 'returned' },    '-',                            'what was sent back'],
    [count,      '2023-03-31', '2',     { state: 'provisional' }, 'watch 2023-03-31 provisional', 'short, and waiting'],
    [satisfied,  '2023-06-30', '97%',   { survey: { sample: 100, favourable: 97 } },  'watch 2023-06-30 doubtful',  '97 of 100'],
    [satisfied,  '2023-06-30', '97%',   { survey: { sample: 1000, favourable: 970 } }, 'missed 2023-06-30 warning', '970 of 1000'],
  ] as const)('%o by %s: %s %o → %s (%s)', ([indicator, period, typed, more, said]) => {
    const words = { indicators: [indicator], values: [aValue(indicator, period, typed, more)] };
    expect(riskOn(period, words)).toBe(said);
  });

  test('is told by the newest value that is off, and not beside a miss', () => {
    const [short, waiting] = [
      aValue(count, '2023-03-31', '2'),
      aValue(count, '2023-06-30', '5', { state: 'provisional' }),
    ];
    expect(riskOn('2023-07-01', { indicators: [count], values: [short, waiting] })).toBe(
      'watch 2023-06-30 provisional',
    );
    const fine = aValue(count, '2023-06-30', '6', { state: 'provisional' });
    expect(riskOn('2023-07-01', { indicators: [count], values: [short, fine] })).toBe(
      'watch 2023-03-31 short',
    );
    const [missed, again] = [
      aValue(failures, '2023-03-31', '6%'),
      aValue(failures, '2023-06-30', '9%', { state: 'provisional' }),
    ];
    expect(riskOn('2023-07-01', { indicators: [failures], values: [missed, again] })).toBe(
      'missed 2023-03-31 critical',
    );
  });

  test('is told by a newer value of the same day that waits', () => {
    const values = [
      aValue(failures, '2023-03-31', '4%'),
      aValue(failures, '2023-03-31', '6%', { state: 'provisional' }),
    ];
    expect(riskOn('2023-04-05', { indicators: [failures], values })).toBe('watch 2023-03-31 provisional');
  });

  test('says how many answers would settle it', () => {
    const survey = { sample: 100, favourable: 97 };
    const values = [aValue(satisfied, '2023-06-30', '97%', { survey })];
    const [finding] = found(['INDICATOR_AT_RISK'], '2023-07-01', { indicators: [satisfied], values });
    // 1.96² × 0.98 × 0.02 ÷ 0.01² = 752.95: 753 answers.
    expect(finding?.facts).toMatchObject({ expected: '98', actual: '97', gap: '1', answers: 753 });
  });

  const why = (words: SnapshotWords, period: Day, day: Day = '2023-07-01') =>
    evaluate(aSnapshot(words), defaultProfile, on(day)).whyOver({
      kind: 'INDICATOR_AT_RISK',
      subject: count.id,
      period,
    });
  const march = aValue(count, '2023-03-31', '2');
  // biome-ignore format: one case a line
  test.for([
    [[march, aValue(count, '2023-06-30', '6')],                          'recovered',      'the next value is enough'],
    [[march, aValue(count, '2023-06-30', '5')],                          'period_closed',  'short again: told there'],
    [[march, aValue(count, '2023-03-31', '3')],                          'data_corrected', 'the same day put right'],
    [[aValue(count, '2023-03-31', '2', { state: 'returned' })],          'data_corrected', 'the value was sent back'],
    [[march, aValue(count, '2023-06-30', '5', { state: 'provisional' })], 'period_closed', 'a newer one waits and is short'],
  ] as const)('is over: %o → %s (%s)', ([values, because]) => {
    expect(why({ indicators: [count], values }, '2023-03-31')).toBe(because);
  });

  test('that is approved as missed is told as missed', () => {
    const values = [aValue(failures, '2023-03-31', '6%', { state: 'approved' })];
    const { whyOver } = evaluate(
      aSnapshot({ indicators: [failures], values }),
      defaultProfile,
      on('2023-04-05'),
    );
    const alert = { kind: 'INDICATOR_AT_RISK', subject: failures.id, period: '2023-03-31' } as const;
    expect(whyOver(alert)).toBe('period_closed');
  });

  test('whose indicator is no longer in the plan is over with the plan', () => {
    const { whyOver } = evaluate(aSnapshot(), defaultProfile, on('2023-04-05'));
    const alert = { kind: 'INDICATOR_AT_RISK', subject: failures.id, period: '2023-03-31' } as const;
    expect(whyOver(alert)).toBe('plan_revised');
  });
});

describe('a target that is too low', () => {
  const low = (day: Day, words: SnapshotWords, profile?: RuleProfile) =>
    found(['TARGET_TOO_LOW'], day, words, profile)
      .map(({ severity, period }) => `${severity} ${period}`)
      .join() || '-';
  const twenty = anIndicator('培训人数', '≥20人');
  const exactly = anIndicator('射程', '20米');
  // 130 % of 20 are 26.
  // biome-ignore format: one case a line
  test.for([
    [twenty,  '2023-12-31', '26',  {}, 'notice 2023', 'exactly 130 %'],
    [twenty,  '2023-12-31', '25',  {}, '-',           '125 %'],
    [twenty,  '2023-03-31', '26',  {}, 'notice 2023', 'of the whole target, already in March'],
    [twenty,  '2023-03-31', '7',   {}, '-',           'not of the prorated figure'],
    [twenty,  '2023-12-31', '26',  { state: 'provisional' }, '-', 'a value that waits says nothing yet'],
    [failures, '2023-12-31', '1%', {}, '-',           'less of a bad thing is no low target'],
    [exactly, '2023-12-31', '30米', {}, '-',          'more than exactly so much is a miss'],
    [effect,  '2023-12-31', '100%', {}, '-',          'words have no figure'],
  ] as const)('%o by %s: %s %o → %s (%s)', ([indicator, period, typed, more, said]) => {
    const words = { indicators: [indicator], values: [aValue(indicator, period, typed, more)] };
    expect(low('2024-01-05', words)).toBe(said);
  });

  test('is not said where nothing is expected yet', () => {
    const late = { '2023-03-31': '0', '2023-12-31': '5.00' };
    const values = [aValue(completion, '2023-03-31', '200%')];
    expect(low('2023-04-05', { nodes: late, indicators: [completion], values })).toBe('-');
  });

  test('of nothing at all is no measure', () => {
    const none = anIndicator('新增数量', '≥0个');
    const values = [aValue(none, '2023-12-31', '5')];
    expect(low('2024-01-05', { indicators: [none], values })).toBe('-');
  });

  test('says by how much, and follows its profile', () => {
    const words = { indicators: [twenty], values: [aValue(twenty, '2023-12-31', '30')] };
    const [finding] = found(['TARGET_TOO_LOW'], '2024-01-05', words);
    expect(finding?.facts).toMatchObject({ expected: '20', actual: '30', rate: '1.5000', line: 130 });
    const results = { ...defaultProfile.results, tooLow: 151 };
    expect(low('2024-01-05', words, { ...defaultProfile, results })).toBe('-');
  });
});

describe('a late completion', () => {
  const june = anIndicator('项目完成时间', '6月底前');
  const facts = {
    kind: 'DEADLINE_MISSED',
    indicatorId: june.id,
    indicator: june.name,
    date: '2023-06-30',
    because: 'silence',
  } as const;
  const alert = { kind: 'DEADLINE_MISSED', subject: june.id, period: '2023-06-30', facts } as const;
  const reporting = (typed: string) => {
    const values = [aValue(june, '2023-06-30', typed, { measuredOn: '2023-07-20' })];
    return evaluate(aSnapshot({ indicators: [june], values }), defaultProfile, on('2023-07-20'));
  };

  test('ends the miss with the day it was done', () => {
    expect(reporting('2023-07-18').lastWords?.(alert)).toEqual({
      ...facts,
      because: 'late',
      doneOn: '2023-07-18',
    });
    expect(reporting('2023-07-18').whyOver(alert)).toBe('recovered');
  });

  test('that turns out to have been in time was no miss', () => {
    expect(reporting('2023-06-28').lastWords?.(alert)).toBeUndefined();
    expect(reporting('2023-06-28').whyOver(alert)).toBe('data_corrected');
  });
});

describe('rules of one indicator', () => {
  test('hold for it alone', () => {
    const other = anIndicator('停机率', '≤5%');
    const own = {
      ...defaultProfile,
      reporting: { withinDays: 20 },
      results: { ...defaultProfile.results, criticalGap: 90, criticalPoints: 50 },
    };
    const profile = { ...defaultProfile, indicators: { [failures.id]: own } };
    const values = [aValue(failures, '2023-03-31', '8%'), aValue(other, '2023-03-31', '8%')];
    const words = { indicators: [failures, other], values };
    const said = found(['INDICATOR_MISSED'], '2023-04-05', words, profile);
    expect(said.map(({ subject, severity }) => `${subject} ${severity}`)).toEqual([
      '故障率 warning',
      '停机率 critical',
    ]);
    const missing = found(['DATA_OVERDUE'], '2023-04-11', { indicators: [failures, other] }, profile);
    expect(missing[0]?.facts).toMatchObject({ missing: [{ id: other.id }] });
  });
});
