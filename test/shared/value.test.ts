import { expect, test } from 'vitest';
import { readTarget } from '#shared/target.ts';
import { readValue } from '#shared/value.ts';

function value(typed: string, printed: string, name: string, confirmed = false) {
  const target = readTarget({ level2: '', name, value: printed, year: 2023 });
  return readValue(typed, target, name, confirmed);
}

// biome-ignore format: one case a line
test.for([
  // typed             target        indicator            read
  ['98.5',             '≥98%',       '合格率',            '98.5'],
  ['98.5%',            '≥98%',       '合格率',            '98.5'],
  ['９８．５ ％',      '≥98%',       '合格率',            '98.5'],
  ['985‰',             '≥98%',       '合格率',            '98.5'],
  ['0',                '≤5%',        '故障率',            '0'],
  ['-0',               '≤5%',        '故障率',            '0'],
  ['0.97%',            '≤5%',        '故障率',            '0.97'],
  ['100',              '≥99%',       '满意度',            '100'],
  ['-3%',              '≥5%',        '收入增长率',        '-3'],
  ['8',                '8万元',      '成本',              '8'],
  ['8万元',            '8万元',      '成本',              '8'],
  ['8万',              '8万元',      '成本',              '8'],
  ['80000元',          '8万元',      '成本',              '8'],
  ['80,000.50元',      '8万元',      '成本',              '8.00005'],
  ['0.5万元',          '<9000元',    '维护成本',          '5000'],
  ['0.001亿元',        '≤90万元',    '成本',              '10'],
  ['3个',              '≥1个',       '数量',              '3'],
  ['3',                '≥1个',       '数量',              '3'],
  ['3.0',              '≥1个',       '数量',              '3.0'],
  ['007',              '≥1个',       '数量',              '7'],
  ['1,234',            '≥1000人',    '受益人口数',        '1234'],
  ['3.2万人次',        '=30000人次', '接待观众人数',      '32000'],
  ['32000人次',        '3万人次',    '接待观众人数',      '3.2'],
  ['0.98',             '≥0.97比例',  '在线率',            '0.98'],
  ['98%',              '≥0.97比例',  '在线率',            '0.98'],
  ['410.5㎡',          '≥400平方米', '维修面积',          '410.5'],
  ['23.5小时',         '<24小时',    '维护及时性',        '23.5'],
] as const)('%s for a target of %s (%s) is %s', ([typed, printed, name, number]) => {
  expect(value(typed, printed, name)).toEqual({ ok: true, value: { kind: 'number', number } });
});

// biome-ignore format: one case a line
test.for([
  // typed       target        indicator        code
  ['已完成',     '≥98%',       '合格率',        'not_a_number'],
  ['约98%',      '≥98%',       '合格率',        'not_a_number'],
  ['1e3',        '≥1个',       '数量',          'not_a_number'],
  ['98.',        '≥98%',       '合格率',        'not_a_number'],
  ['98,5',       '≥98%',       '合格率',        'not_a_number'],
  ['九十八',     '≥98%',       '合格率',        'not_a_number'],
  [' ',          '≥98%',       '合格率',        'empty'],
  ['101',        '≥98%',       '合格率',        'share_out_of_range'],
  ['100.01%',    '≥99%',       '提高群众满意度', 'share_out_of_range'],
  ['-1',         '≤5%',        '故障率',        'share_out_of_range'],
  ['101',        '达98%',      '开通率',        'share_out_of_range'],
  ['120',        '≥98%',       '完成率',        'confirm_over_100'],
  ['0.97',       '≥98%',       '合格率',        'ambiguous_percent'],
  ['1',          '≥98%',       '完成率',        'ambiguous_percent'],
  ['-3',         '≥1个',       '数量',          'negative'],
  ['-3',         '8万元',      '成本',          'negative'],
  ['2.5',        '≥1个',       '数量',          'not_whole'],
  ['3台',        '≥1个',       '数量',          'wrong_unit'],
  ['8万元',      '≥98%',       '合格率',        'wrong_unit'],
  ['80000',      '8万元',      '成本',          'confirm_money_unit'],
  ['98',         '≥0.97比例',  '在线率',        'share_out_of_range'],
  ['1',          '/',          '生态效益',      'not_applicable'],
  ['12月20日',   '12月底',     '完成时间',      'day_without_year'],
  ['2023-02-30', '12月底',     '完成时间',      'not_a_day'],
  ['98%',        '12月底',     '完成时间',      'not_a_date'],
  ['很好',       '有效提升',   '效率',          'not_a_grade'],
  ['120%',       '有效提升',   '效率',          'share_out_of_range'],
  ['0.8',        '有效提升',   '效率',          'ambiguous_percent'],
] as const)('%s for a target of %s (%s) is refused: %s', ([typed, printed, name, code]) => {
  expect(value(typed, printed, name)).toMatchObject({ ok: false, code });
});

test('a 完成率 above 100 is taken when confirmed, a satisfaction never', () => {
  expect(value('120%', '≥98%', '任务完成率', true)).toMatchObject({ ok: true, value: { number: '120' } });
  expect(value('120%', '≥98%', '满意度', true)).toMatchObject({ ok: false });
});

test('a percent without its sign is asked with its own numbers, and confirming is no answer', () => {
  expect(value('0.97', '≥98%', '合格率', true)).toMatchObject({
    ok: false,
    message: { zh: expect.stringContaining('是0.97%还是97%？') },
  });
  expect(value('0.005', '≤5%', '故障率', true)).toMatchObject({
    message: { zh: expect.stringContaining('是0.005%还是0.5%？') },
  });
});

// biome-ignore format: one case a line
test.for([
  ['2023-12-20',     { kind: 'date', date: '2023-12-20' }],
  ['2023年12月20日', { kind: 'date', date: '2023-12-20' }],
  ['2023/1/5',       { kind: 'date', date: '2023-01-05' }],
  ['２０２３.12.20', { kind: 'date', date: '2023-12-20' }],
  ['20231220',       { kind: 'date', date: '2023-12-20' }],
  ['已完成',         { kind: 'done' }],
  ['是',             { kind: 'done' }],
  ['Done',           { kind: 'done' }],
  ['未完成',         { kind: 'not_done' }],
  ['not done',       { kind: 'not_done' }],
] as const)('%s reports on a deadline', ([typed, read]) => {
  expect(value(typed, '12月底前', '完成时间')).toEqual({ ok: true, value: read });
});

// biome-ignore format: one case a line
test.for([
  ['85',                             '85'],
  ['85.5%',                          '85.5'],
  ['0',                              '0'],
  ['1%',                             '1'],
  ['达成',                           '100'],
  ['达成预期指标',                   '100'],
  ['部分达成预期指标并具有一定效果', '70'],
  ['未达成预期指标且效果较差',       '0'],
] as const)('%s grades words', ([typed, percent]) => {
  expect(value(typed, '有效提升', '效率')).toEqual({ ok: true, value: { kind: 'graded', percent } });
});

test('that none could be had is a value of its own for every target but a deadline', () => {
  for (const [target, name] of [
    ['≥98%', '满意度'],
    ['≥900件', '数量'],
    ['有效提升', '效率'],
  ] as const)
    expect(value('本期无法取得', target, name)).toEqual({ ok: true, value: { kind: 'unavailable' } });
  expect(value('unavailable', '≥98%', '满意度')).toMatchObject({ ok: true });
  expect(value('本期无法取得', '12月底前', '完成时间')).toMatchObject({
    ok: false,
    code: 'never_unavailable',
  });
});
