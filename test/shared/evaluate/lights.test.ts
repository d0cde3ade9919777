import { describe, expect, test } from 'vitest';
import type { Day } from '#shared/calendar.ts';
import { forecastFor } from '#shared/evaluate/forecast.ts';
import { lightsOf, type SaidLights } from '#shared/evaluate/lights.ts';
import { indicatorStandings } from '#shared/evaluate/results.ts';
import { toWan } from '#shared/money.ts';
import { defaultProfile } from '#shared/profile.ts';
import { anIndicator, aSnapshot, aValue, lump, on, type SnapshotWords } from '../../support/builders.ts';

function light(name: keyof SaidLights, day: Day, words: SnapshotWords) {
  const snapshot = aSnapshot(words);
  const standings = indicatorStandings(snapshot, defaultProfile, on(day));
  return lightsOf(snapshot, defaultProfile, on(day), standings)[name];
}

/** `green 1.0000`; `grey` where there is no rate. */
function brief(name: keyof SaidLights, day: Day, words: SnapshotWords): string {
  const { state, rate } = light(name, day, words);
  return rate === null ? state : `${state} ${rate}`;
}

const paidOnce = (amount: string) => ({ paid: [['2023-02-20', amount]] as const });

/** The department of the published plan: 61.00 万元. */
const department = {
  '2023-03-31': '16.25',
  '2023-06-30': '27.50',
  '2023-10-31': '38.75',
  '2023-12-31': '61.00',
};

describe('light 1: its own plan', () => {
  // biome-ignore format: one case a line
  test.for([
    ['2023-03-30', '1.00',     'grey',          'nothing is due'],
    ['2023-03-31', '0',        'grey 0.0000',   'due, but the day is not over'],
    ['2023-04-10', '0',        'grey 0.0000',   'the posting lag runs'],
    ['2023-04-05', '1.25',     'green 1.0000',  'paid: no need to wait'],
    ['2023-04-11', '1.125001', 'green 0.9000',  'a 分 less than 10 % short'],
    ['2023-04-11', '1.125',    'yellow 0.9000', '10 % short'],
    ['2023-04-11', '1.000001', 'yellow 0.8000', 'a 分 less than 20 % short'],
    ['2023-04-11', '1.00',     'red 0.8000',    '20 % short'],
    ['2023-04-11', '1.50',     'green 1.2000',  'ahead'],
    ['2023-07-07', '1.25',     'green 0.5000',  'it keeps its colour while the next node waits'],
    ['2023-07-07', '1.00',     'red 0.4000',    'red too'],
    ['2023-07-07', '2.50',     'green 1.0000',  'the next node, once it is reached'],
    ['2023-07-08', '1.25',     'red 0.5000',    'the next node, once its lag is over'],
  ] as const)('on %s with %s 万元 it is %s: %s', ([day, amount, said]) => {
    expect(brief('plan', day, paidOnce(amount))).toBe(said);
  });

  test('less than 0.1 万元 is not worth a colour', () => {
    const nodes = { '2023-03-31': '0.50', '2023-12-31': '1.00' };
    expect(brief('plan', '2023-04-11', { nodes, ...paidOnce('0.400001') })).toBe('green 0.8000');
    expect(brief('plan', '2023-04-11', { nodes, ...paidOnce('0.40') })).toBe('red 0.8000');
  });

  // biome-ignore format: one case a line
  test.for([
    ['2023-03-30', '尚无到期计划', 'Nothing is due yet'],
    ['2023-04-05', '3月底应支出1.25万元，待确认', 'By 2023-03-31: not confirmed yet'],
    ['2023-06-30', '至3月底应支出1.25万元，实际1.00万元，少0.25万元（20.0%），6月底待确认', 'By 2023-03-31 1.25 planned, 1.00 spent, 0.25 short (20.0%), in 10,000 yuan; 2023-06-30 not confirmed yet'],
    ['2023-07-05', '至3月底应支出1.25万元，实际1.00万元，少0.25万元（20.0%），6月底待确认', 'By 2023-03-31 1.25 planned, 1.00 spent, 0.25 short (20.0%), in 10,000 yuan; 2023-06-30 not confirmed yet'],
    ['2023-07-08', '至6月底应支出2.50万元，实际1.00万元，少1.50万元（60.0%）', 'By 2023-06-30 2.50 planned, 1.00 spent, 1.50 short (60.0%), in 10,000 yuan'],
  ] as const)('on %s it says %s', ([day, zh, en]) => {
    expect(light('plan', day, paidOnce('1.00')).text).toEqual({ zh, en });
  });

  test('exactly on its plan it speaks of no shortfall', () => {
    expect(light('plan', '2023-04-11', paidOnce('1.25')).text).toEqual({
      zh: '至3月底应支出1.25万元，实际1.25万元',
      en: 'By 2023-03-31 1.25 planned, 1.25 spent, in 10,000 yuan',
    });
  });

  test('begun in the middle of the year, it waits for the ledger and says so', () => {
    const begun = { inForceOn: '2023-07-20', coveredTo: null };
    expect(light('plan', '2023-07-20', begun)).toMatchObject({
      state: 'grey',
      text: { zh: '已过节点待凭证确认后判定' },
    });
    expect(brief('yearEnd', '2023-07-20', begun)).toBe('grey');
    expect(brief('plan', '2023-07-20', { ...begun, coveredTo: '2023-06-30' })).toBe('red 0.0000');
  });
});

describe('history that the ledger does not cover', () => {
  // In force from 3 April: 31 March had passed, and its lag ends on 10 April.
  const begun = aSnapshot({ inForceOn: '2023-04-03', coveredTo: null });
  // biome-ignore format: one case a line
  test.for([
    ['2023-04-10', '2023-04-10', 'green', 'its lag runs: nothing to doubt the plan by'],
    ['2023-04-11', '2023-04-11', 'grey',  'it is past, and waits for the ledger'],
    ['2023-03-31', '2023-04-11', 'grey',  'as of the node itself too'],
  ] as const)('as of %s, judged on %s, the forecast is %s: %s', ([asOf, today, state]) => {
    const days = { asOf, today };
    expect(lightsOf(begun, defaultProfile, days, []).yearEnd.state).toBe(state);
  });
});

describe('light 2: elapsed time', () => {
  // By the end of March a quarter of 5.00 万元, 1.25, is 100 %.
  // biome-ignore format: one case a line
  test.for([
    ['2023-03-30', '1.25',     'grey',          'not before the end of March'],
    ['2023-03-31', '0.749999', 'red 0.6000',    'a 分 less than 60 %'],
    ['2023-03-31', '0.75',     'yellow 0.6000', '60 %'],
    ['2023-03-31', '0.999999', 'yellow 0.8000', 'a 分 less than 80 %'],
    ['2023-03-31', '1.00',     'green 0.8000',  '80 %'],
    ['2023-03-31', '1.499999', 'green 1.2000',  'a 分 less than 120 %'],
    ['2023-03-31', '1.50',     'blue 1.2000',   '120 %'],
    ['2023-04-29', '1.25',     'green 1.0000',  'April does not count before its last day'],
    ['2023-04-30', '1.25',     'yellow 0.7500', 'on which it does'],
    ['2024-02-01', '5.00',     'green 1.0000',  'after the year it is the whole year'],
  ] as const)('on %s with %s 万元 it is %s: %s', ([day, amount, said]) => {
    expect(brief('elapsed', day, paidOnce(amount))).toBe(said);
  });

  test('exactly in step with time is not behind', () => {
    expect(light('elapsed', '2023-03-31', paidOnce('1.25')).text.zh).toContain('快0.0个百分点');
  });

  test('a department exactly on its own plan reads 76 % at the end of October', () => {
    const words = { nodes: department, ...paidOnce('38.75') };
    expect(light('elapsed', '2023-10-31', words)).toEqual({
      state: 'yellow',
      rate: '0.7623',
      text: {
        zh: '执行率63.5%，时间进度83.3%（10个月），慢19.8个百分点',
        en: 'Executed 63.5% with 83.3% of the year gone (10 months), 19.8 points behind',
      },
    });
    expect(brief('plan', '2023-10-31', words)).toBe('green 1.0000');
  });

  test('nothing is said of a lump, nor before any money is planned', () => {
    expect(brief('elapsed', '2023-06-30', { nodes: lump, ...paidOnce('2.00') })).toBe('grey');
    const late = { '2023-06-30': '2.50', '2023-12-31': '5.00' };
    expect(brief('elapsed', '2023-05-31', { nodes: late, ...paidOnce('1.00') })).toBe('grey');
    expect(brief('elapsed', '2023-06-30', { nodes: late, ...paidOnce('2.50') })).toBe('green 1.0000');
  });
});

describe('light 3: results', () => {
  const quality = anIndicator('合格率', '≥98%');
  const failures = anIndicator('故障率', '≤5%');
  const satisfied = anIndicator('满意度', '≥98%');
  const indicators = [quality, failures, satisfied];
  const june = '2023-06-30';
  const [good, fair, bad] = [
    aValue(quality, june, '98%'),
    aValue(quality, june, '97%'),
    aValue(quality, june, '90%'),
  ];
  // biome-ignore format: one case a line
  test.for([
    ['nothing is due',                          '2023-03-30', [],                                                      'grey'],
    ['one missed by far is red',                '2023-07-11', [bad, aValue(satisfied, june, '97%')],                   'red'],
    ['one missed by little is yellow',          '2023-07-11', [fair, aValue(satisfied, june, '99%')],                  'yellow'],
    ['one not reported is missing, not green',  '2023-07-11', [good, aValue(satisfied, june, '99%')],                  'missing'],
    ['all met are green',                       '2023-07-11', [good, aValue(failures, june, '5%'), aValue(satisfied, june, '99%')], 'green'],
    ['one met with nothing overdue is green',   '2023-04-10', [aValue(quality, '2023-03-31', '98%')],                  'green'],
  ] as const)('%s, on %s', ([_, day, values, state]) => {
    expect(light('results', day, { indicators, values }).state).toBe(state);
  });

  test('it counts what is met, missed and not reported', () => {
    const values = [good, aValue(failures, june, '8%')];
    expect(light('results', '2023-07-11', { indicators, values }).text).toEqual({
      zh: '1项达标，1项未达或存疑，1项未报',
      en: '1 met, 1 missed or doubtful, 1 not reported',
    });
  });
});

describe("light 4: the year's end", () => {
  const nodes = { '2023-03-31': '2.50', '2023-06-30': '5.00', '2023-10-31': '7.50', '2023-12-31': '10.00' };
  // spent + k × (budget − max(cum, spent)), k = spent ÷ cum within [0.5, 1].
  // biome-ignore format: one case a line
  test.for([
    ['2023-03-30', '2.00',     '10.00', 'grey',          'nothing is due'],
    ['2023-04-10', '0',        '10.00', 'green 1.0000',  'no node is past its grace: as planned'],
    ['2023-04-11', '2.50',     '10.00', 'green 1.0000',  'on plan: k is 1'],
    ['2023-04-11', '2.25',     '9.00',  'green 0.9000',  '2.25 + 0.9 × 7.50'],
    ['2023-04-11', '2.249999', '9.00',  'yellow 0.9000', 'a 分 less'],
    ['2023-04-11', '2.00',     '8.00',  'yellow 0.8000', '2.00 + 0.8 × 7.50'],
    ['2023-04-11', '1.999999', '8.00',  'red 0.8000',    'a 分 less'],
    ['2023-04-11', '1.25',     '5.00',  'red 0.5000',    '1.25 + 0.5 × 7.50: k is 0.5'],
    ['2023-04-11', '1.00',     '4.75',  'red 0.4750',    '1.00 + 0.5 × 7.50: k is held'],
    ['2023-04-11', '0',        '3.75',  'red 0.3750',    'nothing paid: half of what is to come'],
    ['2023-04-11', '3.00',     '10.00', 'green 1.0000',  'ahead: k is held at 1'],
    ['2024-01-08', '7.50',     '10.00', 'green 1.0000',  'within the last lag December may still come'],
    ['2024-01-09', '7.50',     '7.50',  'red 0.7500',    'then it is what was spent'],
    ['2024-01-09', '9.00',     '9.00',  'green 0.9000',  'all of it but a tenth'],
    ['2023-04-11', '12.00',    '12.00', 'red 1.2000',    'more than the budget'],
  ] as const)('on %s with %s 万元 %s are expected, %s: %s', ([day, amount, forecast, said]) => {
    const words = { nodes, ...paidOnce(amount) };
    expect(toWan(forecastFor(aSnapshot(words), defaultProfile, on(day)).amount)).toBe(forecast);
    expect(brief('yearEnd', day, words)).toBe(said);
  });

  test('before any money is planned the forecast is the budget', () => {
    expect(toWan(forecastFor(aSnapshot({ nodes: lump }), defaultProfile, on('2023-11-30')).amount)).toBe(
      '5.00',
    );
  });
});
