import { expect, test } from 'vitest';
import { asDay } from '../../client/ui/day-text.ts';
import { pastedRows } from '../../client/views/entry/voucher-paste.ts';
import {
  emptyRow,
  errorsByCell,
  fenOf,
  isFilled,
  projectCodeOf,
  toExpenditure,
  totalOf,
  unsent,
} from '../../client/views/entry/voucher-rows.ts';

const projects = [
  { code: '13052923P00C785100037', name: '政务外网费用' },
  { code: '13052923P006L0N10002F', name: '政务服务办公费（2+2+3 服务体系）' },
];
const row = (given: Partial<ReturnType<typeof emptyRow>>) => ({ ...emptyRow(1), ...given });

test('a block without a head is read in the order of the grid, from the cell it is pasted into', () => {
  expect(pastedRows('001\t政务外网费用\t2023/3/15\t50,000.00\n002\t政务外网费用\t20230316\t8')).toEqual([
    { voucherNo: '001', project: '政务外网费用', paidOn: '2023-03-15', amount: '50000.00' },
    { voucherNo: '002', project: '政务外网费用', paidOn: '2023-03-16', amount: '8' },
  ]);
  expect(pastedRows('100.00\t退回\n200.00\t支付\r\n', 'amount')).toEqual([
    { amount: '100.00', kind: 'refund' },
    { amount: '200.00', kind: 'payment' },
  ]);
});

test('a block with a head is read by its names, and 万元 becomes 元', () => {
  const text =
    '日期\t支付凭证号\t项目名称\t金额（万元）\t收款人\n2023年6月5日\tA-1\t政务外网费用\t1.25\t联通';
  expect(pastedRows(text)).toEqual([
    { paidOn: '2023-06-05', voucherNo: 'A-1', project: '政务外网费用', amount: '12500.00', payee: '联通' },
  ]);
});

test('a cell with a line break or quotes in it stays one cell', () => {
  const text =
    'A-1\t政务外网费用\t2023/3/15\t8\t支付\t\t\t联通\t"线路费\r\n""二季度"""\r\nA-2\t"政务"外网\r\n';
  expect(pastedRows(text)).toEqual([
    {
      ...{ voucherNo: 'A-1', project: '政务外网费用', paidOn: '2023-03-15', amount: '8', kind: 'payment' },
      ...{ payee: '联通', purpose: '线路费 "二季度"' },
    },
    { voucherNo: 'A-2', project: '"政务"外网' },
  ]);
});

test('a kind or a source of money that means none of those known stays as it was written', () => {
  const text = '凭证号\t类别\t资金来源\nA-1\t预拨\t彩票公益金\nA-2\t退款\t上年财政结转\nA-3\t付款\t财政拨款';
  expect(pastedRows(text)).toEqual([
    { voucherNo: 'A-1', kind: '预拨', fundSource: '彩票公益金' },
    { voucherNo: 'A-2', kind: 'refund', fundSource: 'carryover' },
    { voucherNo: 'A-3', kind: 'payment', fundSource: 'fiscal' },
  ]);
});

test('a single word is an ordinary paste', () => {
  expect(pastedRows('政务外网费用')).toBeUndefined();
});

test('money that comes back is negative however it is typed', () => {
  expect(fenOf({ amount: '1,234.50', kind: 'payment' })).toBe(123_450);
  expect(fenOf({ amount: '100', kind: 'refund' })).toBe(-10_000);
  expect(fenOf({ amount: '-100', kind: 'reversal' })).toBe(-10_000);
  expect(fenOf({ amount: '一百', kind: 'payment' })).toBeUndefined();
});

test('the total counts filled rows and adds what can be understood', () => {
  const rows = [
    row({ voucherNo: '1', amount: '100' }),
    row({ voucherNo: '2', amount: '?' }),
    row({ paidOn: '2023-01-01' }),
  ];
  expect(totalOf(rows)).toEqual({ count: 2, fen: 10_000 });
  expect(isFilled(row({ paidOn: '2023-01-01', project: '政务外网费用' }))).toBe(false);
});

test('what is typed while rows are being stored stays, and what was stored goes', () => {
  const [first, second] = [row({ voucherNo: '1', amount: '100' }), row({ voucherNo: '2', amount: '200' })];
  const more = row({ key: 3, voucherNo: '3' });
  expect(unsent([first, second, row({ key: 4 }), more], [first, second])).toEqual([more]);
  const changed = { ...second, amount: '250' };
  expect(unsent([first, changed], [first, second])).toEqual([changed]);
});

test('a project is known by its code or its printed name, whatever the width of its brackets', () => {
  expect(projectCodeOf('政务服务办公费(2+2+3服务体系)', projects)).toBe('13052923P006L0N10002F');
  expect(projectCodeOf(' 13052923P00C785100037 ', projects)).toBe('13052923P00C785100037');
  expect(projectCodeOf('别的', projects)).toBe('别的');
});

test('what is sent is exact, and what is empty is left out', () => {
  const typed = row({
    voucherNo: ' 7 ',
    project: '政务外网费用',
    paidOn: '3.15',
    amount: '5',
    kind: 'refund',
  });
  expect(toExpenditure(typed, projects, 2023)).toEqual({
    voucherNo: '7',
    projectCode: '13052923P00C785100037',
    paidOn: '2023-03-15',
    amount: '-5.00',
    fundSource: 'fiscal',
    kind: 'refund',
  });
});

test('a complaint stands in its cell, by pointer or by row', () => {
  const sent = [row({ key: 11 }), row({ key: 12 })];
  const errors = errorsByCell(
    [
      { row: 2, pointer: '/items/1/amount', code: 'money', message: '金额不对' },
      { pointer: '/items/0/projectCode', code: 'unknown', message: '没有这个项目' },
      { row: 1, code: 'conflict', message: '已有另一内容' },
    ],
    sent,
  );
  expect([...errors]).toEqual([
    ['12/amount', '金额不对'],
    ['11/project', '没有这个项目'],
    ['11/voucherNo', '已有另一内容'],
  ]);
});

// biome-ignore format: one case a line
test.for([
  // typed          year   day
  ['2023/6/5',      2023, '2023-06-05'],
  ['2023年6月5日',  2023, '2023-06-05'],
  ['20230605',      2023, '2023-06-05'],
  ['6.5',           2023, '2023-06-05'],
  ['６月５日',      2023, '2023-06-05'],
  ['2.30',          2023, '2.30'],
  ['明天',          2023, '明天'],
] as const)('%s is the day %s', ([typed, year, day]) => {
  expect(asDay(typed, year)).toBe(day);
});
