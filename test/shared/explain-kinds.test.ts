import { describe, expect, test } from 'vitest';
import { AlertKind } from '#shared/alert.ts';
import type { Day } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import type { Facts } from '#shared/evaluate/finding.ts';
import { explain } from '#shared/explain.ts';
import { defaultProfile } from '#shared/profile.ts';
import {
  anIndicator,
  aSnapshot,
  aValue,
  lump,
  on,
  type Paid,
  type SnapshotWords,
} from '../support/builders.ts';

const paced = { ...defaultProfile, pace: { ...defaultProfile.pace, enabled: true } };
const count = anIndicator('办件数量', '≥12件');
const satisfied = anIndicator('满意度', '≥98%');
const passes = anIndicator('合格率', '≥98%');
const june = anIndicator('项目完成时间', '6月底前');
const ten = { '2023-06-30': '5.00', '2023-12-31': '10.00' };
const survey = { sample: 100, favourable: 97 };
const half: Paid[] = [['2023-06-01', '3.00']];

interface Case {
  kind: AlertKind;
  day: Day;
  words: SnapshotWords;
  zh: string;
  en: string;
}

const cases: Case[] = [
  {
    kind: 'LUMP_APPROACHING',
    day: '2023-11-01',
    words: { nodes: lump },
    zh: '2023-12-31节点一次应支出5.00万元，已支出0.00万元，还差5.00万元（100.0%），还有60天；再支出2.50万元即解除。',
    en: 'By 2023-12-31 one step asks for 5.00; 0.00 spent, 5.00 to go (100.0%), 60 days left; in 10,000 yuan; another 2.50 clears it.',
  },
  {
    kind: 'LUMP_APPROACHING',
    day: '2023-12-15',
    words: { paid: [['2023-11-01', '3.75']] },
    zh: '国库2023-12-25关账，预算5.00万元已支出3.75万元，还有1.25万元未支出（25.0%，提醒线10%），还有10天；再支出0.76万元即解除。',
    en: 'The treasury closes on 2023-12-25: of 5.00 budgeted 3.75 is spent, 1.25 left (25.0%, told from 10%), 10 days left; in 10,000 yuan; another 0.76 clears it.',
  },
  {
    kind: 'FORECAST_SHORT',
    day: '2023-07-08',
    words: { nodes: ten, paid: half },
    zh: '按目前进度预计全年支出6.00万元，为预算10.00万元的60.0%（关注线90%，预警线80%）；已支出3.00万元，其余按计划的60.0%计；再支出1.50万元即解除。',
    en: 'At this pace the year comes to 6.00, 60.0% of the budget of 10.00 (watched below 90%, warned below 80%); 3.00 spent, the rest reckoned at 60.0% of the plan; in 10,000 yuan; another 1.50 clears it.',
  },
  {
    kind: 'FORECAST_SHORT',
    day: '2023-07-20',
    words: { nodes: ten, ownForecast: { on: '2023-07-15', amount: 8_500_000 } },
    zh: '责任人预计全年支出8.50万元，为预算10.00万元的85.0%（关注线90%，预警线80%）；预计数更新或到下一节点时重新判定。',
    en: 'The owner expects for the year 8.50, 85.0% of the budget of 10.00 (watched below 90%, warned below 80%); in 10,000 yuan; judged again when the figure changes or at the next node.',
  },
  {
    kind: 'FORECAST_SHORT',
    day: '2024-01-09',
    words: { nodes: ten, paid: half },
    zh: '全年支出3.00万元，为预算10.00万元的30.0%（关注线90%，预警线80%）；补录漏记凭证后重新判定。',
    en: 'Spent in the year 3.00, 30.0% of the budget of 10.00 (watched below 90%, warned below 80%); in 10,000 yuan; vouchers posted late are counted.',
  },
  {
    kind: 'SPEND_AHEAD',
    day: '2023-02-01',
    words: { paid: [['2023-01-10', '1.75']] },
    zh: '已支出1.75万元，比下一节点2023-03-31的计划1.25万元多0.50万元（40.0%，提示线20%）。',
    en: '1.75 spent, 0.50 above the 1.25 planned by the next node, 2023-03-31 (40.0%, told from 20%), in 10,000 yuan.',
  },
  {
    kind: 'PACE_BEHIND',
    day: '2023-07-08',
    words: { paid: [['2023-01-10', '1.00']] },
    zh: '执行率20.0%，时间进度50.0%（6个月），为序时的40.0%（提示线80%）。',
    en: 'Executed 20.0% with 50.0% of the year gone (6 months): 40.0% of the pace of time (told below 80%).',
  },
  {
    kind: 'YEAR_END_RUSH',
    day: '2023-12-31',
    words: { paid: [['2023-12-05', '3.00']] },
    zh: '12月支出3.00万元，占预算5.00万元的60.0%（提示线40%），计划12月支出1.25万元。',
    en: '3.00 spent in December, 60.0% of the budget of 5.00 (told above 40%), where 1.25 was planned, in 10,000 yuan.',
  },
  {
    kind: 'INDICATOR_AT_RISK',
    day: '2023-04-01',
    words: { indicators: [count], values: [aValue(count, '2023-03-31', '2')] },
    zh: '办件数量：目标≥12件，2023-03-31填报期完成值2件，比应达到的3件低1件（偏差33.3%）；新的审定值达到后解除。',
    en: '办件数量: target ≥12件, 2件 for 2023-03-31, below by 1件 from the 3件 expected by then (gap 33.3%); a newer approved value that reaches it clears this.',
  },
  {
    kind: 'INDICATOR_AT_RISK',
    day: '2023-07-01',
    words: { indicators: [satisfied], values: [aValue(satisfied, '2023-06-30', '97%', { survey })] },
    zh: '满意度：目标≥98%，2023-06-30填报期完成值97%，低1个百分点，但样本不足以认定未达标；按此比例有753份答卷即可下结论；新的审定值达到后解除。',
    en: '满意度: target ≥98%, 97% for 2023-06-30, below by 1 points, but the sample is too small to call it missed; 753 answers at this rate would settle it; a newer approved value that reaches it clears this.',
  },
  {
    kind: 'INDICATOR_AT_RISK',
    day: '2023-07-01',
    words: {
      indicators: [satisfied],
      values: [aValue(satisfied, '2023-06-30', '93%', { state: 'provisional' })],
    },
    zh: '满意度：目标≥98%，2023-06-30填报期完成值93%，待审定，比应达到的98%低5个百分点（偏差5.1%）；新的审定值达到后解除。',
    en: '满意度: target ≥98%, 93% for 2023-06-30, waiting for approval, below by 5 points from the 98% expected by then (gap 5.1%); a newer approved value that reaches it clears this.',
  },
  {
    kind: 'TARGET_TOO_LOW',
    day: '2024-01-05',
    words: { indicators: [count], values: [aValue(count, '2023-12-31', '18')] },
    zh: '办件数量：目标≥12件，2023-12-31填报期已完成18件，为目标的150.0%（提示线130%），目标可能偏低。',
    en: '办件数量: target ≥12件, 18件 achieved for 2023-12-31, 150.0% of it (told from 130%): the target may be too low.',
  },
  {
    kind: 'MONEY_RESULT_GAP',
    day: '2023-04-11',
    words: {
      indicators: [passes],
      values: [aValue(passes, '2023-03-31', '49%')],
      paid: [['2023-03-20', '1.25']],
      coveredTo: null,
    },
    zh: '2023-03-31节点：支出完成计划的100.0%，绩效完成50.0%（应报1项，已报1项），资金快于绩效50.0个百分点（允许10个）；凭证截止日尚未确认；相差不超过10个百分点即解除。',
    en: 'At 2023-03-31: 100.0% of the plan spent, results at 50.0% (1 of 1 reported); money is ahead of results by 50.0 points (10 allowed); the ledger is not confirmed yet; it clears at 10 points apart or less.',
  },
  {
    kind: 'PLAN_INVALID',
    day: '2023-01-02',
    words: { indicators: [], budget: '6.00' },
    zh: '第1版计划有误，无法对照：没有绩效指标、最后一个节点低于预算；调整计划后解除。',
    en: 'Version 1 of the plan cannot be held against anything: it has no indicator, its last node is below the budget; an adjusted plan clears this.',
  },
];

function factsOf({ kind, day, words }: Case): Facts {
  const finding = evaluate(aSnapshot(words), paced, on(day)).findings.find((one) => one.kind === kind);
  if (!finding) throw new Error(`no ${kind} on ${day}`);
  return finding.facts;
}

test.for(cases)('$kind on $day says what is off and what clears it', (one) => {
  const facts = factsOf(one);
  expect(explain(facts, 'zh', one.day, 'firing', 2023).text).toBe(one.zh);
  expect(explain(facts, 'en', one.day, 'firing', 2023).text).toBe(one.en);
});

describe('the small table', () => {
  const tableOf = (kind: AlertKind, day: Day) => {
    const one = cases.find((each) => each.kind === kind && each.day === day);
    if (!one) throw new Error('no such case');
    const { text: _, ...table } = explain(factsOf(one), 'zh', day, 'firing', 2023);
    return table;
  };

  test('of a forecast has what it is reckoned from', () => {
    expect(tableOf('FORECAST_SHORT', '2023-07-08')).toEqual({
      planned: '100000.00',
      actual: '60000.00',
      gap: '40000.00',
      gapRate: '0.4000',
      threshold: '0.2000',
      toClear: '15000.00',
      inputs: [
        { name: '已支出', value: '3.00万元' },
        { name: '6月底应支出', value: '5.00万元' },
      ],
      formula: '3.00 + 60.0% × (10.00 − 5.00) = 6.00',
    });
  });

  test('of the closing day has the part that is left', () => {
    expect(tableOf('LUMP_APPROACHING', '2023-12-15')).toEqual({
      planned: '50000.00',
      actual: '37500.00',
      gap: '12500.00',
      gapRate: '0.2500',
      threshold: '0.1000',
      toClear: '7500.01',
      formula: '(5.00 − 3.75) ÷ 5.00 = 25.0%',
    });
  });

  test('of money against results has both and their base', () => {
    expect(tableOf('MONEY_RESULT_GAP', '2023-04-11')).toMatchObject({
      planned: '100.0%',
      actual: '50.0%',
      gap: '50.0',
      inputs: [
        { name: '应报项数', value: '1' },
        { name: '已报项数', value: '1' },
        { name: '允许相差', value: '10个百分点' },
      ],
      formula: '|100.0% − 50.0%| = 50.0',
    });
  });
});

test('a deadline kept late says how late', () => {
  const facts: Facts = {
    kind: 'DEADLINE_MISSED',
    indicatorId: june.id,
    indicator: june.name,
    date: '2023-06-30',
    because: 'late',
    doneOn: '2023-07-18',
  };
  expect(explain(facts, 'zh', '2023-07-20', 'resolved').text).toBe(
    '项目完成时间：应于2023-06-30前完成，2023-07-18完成，逾期18天。',
  );
  expect(explain(facts, 'en', '2023-07-20', 'resolved').text).toBe(
    '项目完成时间: was to be done by 2023-06-30 and was done on 2023-07-18, 18 days late.',
  );
});

// biome-ignore format: one case a line
test.for([
  ['2026-11-24T23:00:12.345Z', '最近一次成功的评估是2026-11-24 23:00（UTC），已超过26小时，屏幕上的数字可能已过时；评估成功后解除。'],
  [null,                       '还没有一次成功的评估，屏幕上的数字可能已过时；评估成功后解除。'],
] as const)('a stalled evaluation, last good at %s, says so', ([lastGood, text]) => {
  expect(explain({ kind: 'EVALUATION_STALLED', lastGood, hours: 26 }, 'zh', '2026-11-26').text).toBe(text);
});

test('what goes on from node to node says how often', () => {
  const behind = factsOf({ kind: 'SPEND_BEHIND', day: '2023-07-08', words: {}, zh: '', en: '' });
  expect(explain({ ...behind, inRow: 2 }, 'zh', '2023-07-08').text).toContain(
    '严重线20%）；已连续2个节点；再支出',
  );
  expect(explain({ ...behind, inRow: 2 }, 'en', '2023-07-08').text).toContain(
    '; for 2 nodes running; another',
  );
  const overdue: Facts = {
    kind: 'DATA_OVERDUE',
    what: 'ledger',
    period: '2023-06-30',
    coveredTo: null,
    inRow: 3,
  };
  expect(explain(overdue, 'zh', '2023-07-08').text).toContain('；已连续3个填报期；');
});

test('after the year nothing asks for a payment any more', () => {
  for (const one of cases) {
    const text = explain(factsOf(one), 'zh', '2024-01-15', 'firing', 2023).text;
    expect(text, one.kind).not.toContain('再支出');
  }
});

test('every kind has its sentence', () => {
  const said = new Set<AlertKind>(cases.map(({ kind }) => kind));
  // These have tests of their own beside these.
  const elsewhere: AlertKind[] = [
    'SPEND_BEHIND',
    'OVER_BUDGET',
    'INDICATOR_MISSED',
    'DATA_OVERDUE',
    'DEADLINE_SOON',
    'DEADLINE_MISSED',
    'EVALUATION_STALLED',
  ];
  expect(AlertKind.options.filter((kind) => !said.has(kind) && !elsewhere.includes(kind))).toEqual([]);
});
