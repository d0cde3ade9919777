import { describe, expect, test } from 'vitest';
import type { Day } from '#shared/calendar.ts';
import { evaluate } from '#shared/evaluate/evaluate.ts';
import type { Facts } from '#shared/evaluate/finding.ts';
import { evaluateLedger } from '#shared/evaluate/ledger.ts';
import { explain } from '#shared/explain.ts';
import { defaultProfile } from '#shared/profile.ts';
import { anIndicator, aPlan, aSnapshot, aValue, on, type SnapshotWords } from '../support/builders.ts';

/** What is found of a kind on a day, explained on that day. */
function told(kind: Facts['kind'], day: Day, words: SnapshotWords, readOn = day) {
  const { findings } = evaluate(aSnapshot(words), defaultProfile, on(day));
  const finding = findings.find((one) => one.kind === kind);
  if (!finding) throw new Error(`no ${kind} on ${day}`);
  return {
    zh: explain(finding.facts, 'zh', readOn, finding.condition),
    en: explain(finding.facts, 'en', readOn, finding.condition),
  };
}

const contract = {
  nodes: { '2023-06-30': '7.50', '2023-12-31': '15.00' },
  paid: [['2023-06-01', '5.00']],
} as const;

describe('a shortfall', () => {
  test('is said as the contract says it, to the letter', () => {
    const { zh } = told('SPEND_BEHIND', '2023-07-15', contract);
    expect(zh).toEqual({
      planned: '75000.00',
      actual: '50000.00',
      gap: '25000.00',
      gapRate: '0.3333',
      threshold: '0.2000',
      toClear: '21250.00',
      formula: '(7.50 − 5.00) ÷ 7.50 = 33.3%',
      text: '计划至2023-06-30累计支出7.50万元，节点日实际5.00万元，至2023-07-15实际5.00万元，仍少2.50万元（33.3%，预警线10%，严重线20%）；再支出2.13万元即解除。',
    });
  });

  test('is said in English', () => {
    const { en } = told('SPEND_BEHIND', '2023-07-15', contract);
    expect(en.text).toBe(
      'Planned by 2023-06-30: 7.50; spent by that day: 5.00; by 2023-07-15: 5.00; still 2.50 short (33.3%, warning at 10%, critical at 20%), in 10,000 yuan; another 2.13 clears it.',
    );
  });

  test('that only warns is held against the warning line', () => {
    const { zh } = told('SPEND_BEHIND', '2023-07-15', { ...contract, paid: [['2023-06-01', '6.75']] });
    expect(zh).toMatchObject({ gapRate: '0.1000', threshold: '0.1000' });
  });

  // biome-ignore format: one case a line
  test.for([
    ['2023-07-05', '2023-06-30', '；入账滞后期内，待确认；再支出2.13万元即解除。',                      'it waits'],
    ['2023-07-15', '2023-06-15', '；凭证数据截至2023-06-15；再支出2.13万元即解除。',                    'vouchers are known so far'],
    ['2023-07-15', null,         '；凭证截止日尚未确认；再支出2.13万元即解除。',                        'or to no day'],
    ['2023-07-05', null,         '；凭证截止日尚未确认；入账滞后期内，待确认；再支出2.13万元即解除。',  'both'],
  ] as const)('on %s with vouchers to %s ends in %s: %s', ([day, coveredTo, ending]) => {
    const { zh, en } = told('SPEND_BEHIND', day, { ...contract, coveredTo });
    expect(zh.text.slice(zh.text.indexOf('）') + 1)).toBe(ending);
    expect(en.text).not.toMatch(/[一-鿿]/);
  });

  // biome-ignore format: one case a line
  test.for([
    ['2024-01-09', '2024-01-09', 'found and read in January'],
    ['2023-12-31', '2024-01-01', 'found on the last day and read on the first'],
  ] as const)('on %s, read on %s, never asks for money that cannot be spent: %s', ([day, readOn]) => {
    const { zh, en } = told('SPEND_BEHIND', day, contract, readOn);
    expect(zh.text).toContain('至2023-12-31实际5.00万元');
    expect(zh.text).not.toContain('再支出');
    expect(zh.text).toMatch(/；年度已结束，补录漏记凭证后重新判定。$/);
    expect(en.text).toMatch(/; the year is over, vouchers posted late are counted\.$/);
    expect([zh.toClear, en.toClear]).toEqual([null, null]);
  });
});

describe('money over the budget', () => {
  test('is said to the 分', () => {
    const { zh, en } = told('OVER_BUDGET', '2023-03-01', { paid: [['2023-02-01', '5.150001']] });
    expect(zh).toEqual({
      planned: '50000.00',
      actual: '51500.01',
      gap: '1500.01',
      gapRate: '0.0300',
      threshold: '0.0000',
      toClear: '1500.01',
      formula: '51500.01 − 50000.00 = 1500.01',
      text: '预算5.00万元，实际支出5.15万元，超出1500.01元（3.0%）；退回或调整预算1500.01元即解除。',
    });
    expect(en.text).toBe(
      'The budget is 5.00 and 5.15 was spent (10,000 yuan): 1500.01 yuan over (3.0%); a refund or an adjustment of 1500.01 yuan clears it.',
    );
  });

  test('of one source names it, also where nothing was budgeted', () => {
    const { zh, en } = told('OVER_BUDGET', '2023-03-01', { paid: [['2023-02-01', '0.50', 'other']] });
    expect(zh.text).toBe(
      '其他资金预算0.00万元，实际支出0.50万元，超出0.50万元；退回或调整预算5000.00元即解除。',
    );
    expect(zh.gapRate).toBeNull();
    expect(en.text).toMatch(/^The budget of other funds is 0\.00 and 0\.50 was spent/);
  });
});

describe('a missed target', () => {
  const satisfied = anIndicator('满意度', '≥98%');
  const failures = anIndicator('故障率', '≤5%');
  const exact = anIndicator('风炮射程', '80M');
  const graded = anIndicator('办事效率', '有效提升');
  const day = '2023-06-30';
  // biome-ignore format: one case a line
  test.for([
    ['below', satisfied, '91%', '满意度：目标≥98%，2023-06-30填报期完成值91%（2023-06-30测得），低7个百分点（偏差7.1%）；新的审定值达到目标即解除。'],
    ['above', failures,  '8%',  '故障率：目标≤5%，2023-06-30填报期完成值8%（2023-06-30测得），高出3个百分点（偏差60.0%）；新的审定值达到目标即解除。'],
    ['too much of what is to be equal', exact, '100M', '风炮射程：目标80M，2023-06-30填报期完成值100M（2023-06-30测得），高出20M（偏差25.0%）；新的审定值达到目标即解除。'],
    ['a grade', graded, '70%', '办事效率：目标有效提升，2023-06-30填报期完成值70%（2023-06-30测得），低10个百分点（偏差12.5%）；新的审定值达到目标即解除。'],
  ] as const)('%s', ([_, indicator, typed, text]) => {
    const words = { indicators: [indicator], values: [aValue(indicator, day, typed)] };
    expect(told('INDICATOR_MISSED', day, words).zh.text).toBe(text);
  });

  test('is said in English', () => {
    const words = { indicators: [failures], values: [aValue(failures, day, '8%')] };
    expect(told('INDICATOR_MISSED', day, words).en).toEqual({
      planned: '5%',
      actual: '8%',
      gap: '3%',
      gapRate: '0.6000',
      threshold: '0.1000',
      toClear: '5%',
      formula: '|8 − 5| ÷ 5 = 60.0%',
      text: '故障率: target ≤5%, measured 8% for 2023-06-30 (on 2023-06-30), above by 3 points (gap 60.0%); a newer approved value that meets the target clears it.',
    });
  });

  test("of the project's own money is read from the ledger", () => {
    const words = { indicators: [anIndicator('建设成本', '5万元')], paid: [['2023-02-01', '5.50']] } as const;
    const { zh, en } = told('INDICATOR_MISSED', '2023-03-01', words);
    expect(zh.text).toBe(
      '建设成本：上限5万元，已支出5.50万元，超出0.50万元（10.0%）；支出降至5.00万元以内即解除。',
    );
    expect(en.text).toBe(
      '建设成本: ceiling 5万元, spent 5.50万元, over by 0.50万元 (10.0%); it clears at 5.00万元 or less.',
    );
  });
});

describe('what is not reported', () => {
  const indicators = [
    anIndicator('故障率', '≤5%'),
    anIndicator('合格率', '≥98%'),
    anIndicator('完成率', '≥98%'),
  ];
  const words = { indicators, values: [aValue(indicators[2] ?? anIndicator('', ''), '2023-03-31', '30%')] };

  test('is named, with the days it is late', () => {
    const { zh, en } = told('DATA_OVERDUE', '2023-04-11', words);
    expect(zh).toEqual({
      planned: '3',
      actual: '1',
      gap: '2',
      gapRate: null,
      threshold: '2023-04-10',
      toClear: '2',
      text: '2023-03-31填报期应报3项，2项未报，已逾期1天（2023-04-10前应报）：故障率、合格率。补报后解除。',
    });
    expect(en.text).toBe(
      'Of 3 values due for 2023-03-31, 2 are missing, 1 days late (due by 2023-04-10): 故障率, 合格率. Reporting them clears it.',
    );
  });

  test('grows later by the day, without a write', () => {
    const { zh } = told('DATA_OVERDUE', '2023-04-11', words, '2023-05-10');
    expect(zh.text).toContain('已逾期30天');
  });

  // biome-ignore format: one case a line
  test.for([
    [null,         '凭证尚未确认到任何一天，2023-03-31节点的支出还不能下结论；财务确认至2023-03-31（可为零支出）后解除。', 'The ledger is not confirmed to any day yet, so spending at 2023-03-31 cannot be concluded; confirming it up to 2023-03-31 (no spending is fine) clears this.'],
    ['2023-03-15', '凭证只确认到2023-03-15，2023-03-31节点的支出还不能下结论；财务确认至2023-03-31（可为零支出）后解除。', 'The ledger is confirmed only up to 2023-03-15, so spending at 2023-03-31 cannot be concluded; confirming it up to 2023-03-31 (no spending is fine) clears this.'],
  ] as const)('of the ledger, confirmed to %s', ([coveredTo, zh, en]) => {
    const ledger = { nodes: aPlan().nodes, inForceOn: '2023-01-01', coveredTo };
    const [finding] = evaluateLedger(ledger, defaultProfile, '2023-04-11').findings;
    if (!finding) throw new Error('the ledger is overdue');
    expect(explain(finding.facts, 'zh', '2023-04-11').text).toBe(zh);
    expect(explain(finding.facts, 'en', '2023-04-11').text).toBe(en);
  });
});

describe('a deadline', () => {
  const deadline = anIndicator('项目完成时间', '12月底前');
  const silent = { indicators: [deadline] };
  const undone = { indicators: [deadline], values: [aValue(deadline, '2023-12-31', '未完成')] };
  // biome-ignore format: one case a line
  test.for([
    ['DEADLINE_SOON',   silent, '2023-12-01', '2023-12-01', '项目完成时间：2023-12-31前完成，还有30天，尚未报完成；报完成并审定后解除。', '项目完成时间: to be done by 2023-12-31, 30 days left and not reported done; reporting it done clears this.'],
    ['DEADLINE_SOON',   silent, '2023-12-24', '2023-12-31', '项目完成时间：2023-12-31前完成，还有0天，尚未报完成；报完成并审定后解除。', '项目完成时间: to be done by 2023-12-31, 0 days left and not reported done; reporting it done clears this.'],
    ['DEADLINE_SOON',   silent, '2024-01-05', '2024-01-05', '项目完成时间：应于2023-12-31前完成，期限已过，尚未报完成；2024-01-11起按未完成处理。', '项目完成时间: was to be done by 2023-12-31 and is not reported done; from 2024-01-11 it counts as missed.'],
    ['DEADLINE_MISSED', silent, '2024-01-11', '2024-01-11', '项目完成时间：应于2023-12-31前完成，至今未报完成；报完成并审定后解除，并记逾期天数。', '项目完成时间: was to be done by 2023-12-31 and nobody reported it done; reporting it done clears this and records the days late.'],
    ['DEADLINE_MISSED', undone, '2024-01-01', '2024-01-01', '项目完成时间：应于2023-12-31前完成，已报未完成；报完成并审定后解除，并记逾期天数。', '项目完成时间: was to be done by 2023-12-31 and was reported as not done; reporting it done clears this and records the days late.'],
  ] as const)('%s', ([kind, words, day, readOn, zh, en]) => {
    const said = told(kind, day, words, readOn);
    expect(said.zh.text).toBe(zh);
    expect(said.en.text).toBe(en);
    expect(said.zh).toMatchObject({ planned: '2023-12-31', threshold: '2023-12-31', toClear: '2023-12-31' });
  });
});
