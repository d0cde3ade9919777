import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cell } from '#server/intake/tables/cells.ts';
import { columnsOf } from '#server/intake/tables/columns.ts';
import { plainPaymentReader } from '#server/intake/tables/plain-payments.ts';
import { projectBook } from '#server/intake/tables/project-book.ts';
import { voucherReader } from '#server/intake/tables/voucher-rows.ts';
import { voucherBook } from '#server/intake/taking-back.ts';
import { checkVoucher } from '#server/intake/vouchers.ts';
import { yearOf } from '#shared/calendar.ts';
import { someProjects } from '../../../support/tables.ts';

const header = [
  '支付凭证号',
  '行号',
  '编号系列',
  '支付日期',
  '金额',
  '项目编码',
  '项目名称',
  '类型',
  '资金性质',
  '收款人',
  '用途',
  '原凭证号',
];
const columns = columnsOf('expenditures', header);
const projects = projectBook([JSON.stringify([...someProjects, ['id-9', 2022, 'P001', '光纤租赁费用', 1]])]);
const today = '2023-07-15';

const readPlain = plainPaymentReader(columns, '元', projects, today);
const readRow = voucherReader(columns, '元', projects);

/** A row read and checked in full: the line that it becomes; undefined where anything is wrong with it. */
function inFull(cells: readonly Cell[]) {
  const row = readRow(cells);
  if ('problems' in row) return undefined;
  const project = projects.find(yearOf(row.item.paidOn), row.item.projectCode);
  const line = checkVoucher(row.item, project, today, voucherBook([]), projects);
  return 'problem' in line ? undefined : { ...line, said: row.item.fundSource ?? null };
}

function plainly(cells: readonly Cell[]) {
  const plain = readPlain(cells);
  if (!plain) return undefined;
  const { voucherNo, line, series, project, paidOn, amount, fundSource, payee, purpose } = plain;
  return {
    year: yearOf(paidOn),
    series: series ?? 'treasury',
    voucherNo,
    line: line ?? 1,
    projectId: project.id,
    postedOn: paidOn,
    paidOn,
    amount,
    counted: true,
    kind: 'payment',
    fundSource: fundSource ?? 'fiscal',
    payee,
    purpose,
    source: null,
    reverses: null,
    said: fundSource,
  };
}

/** Mostly what is right, now and then anything that a file may hold. */
const oneOf = (...usual: Cell[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...usual) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Cell>(
        null,
        '',
        ' ',
        '\u00a0x',
        'x\u00a0',
        'x'.repeat(501),
        0,
        -1,
        1e20,
        true,
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  );
const rowsOf = fc.tuple(
  oneOf('ZF001', ' ZF002 ', "'ZF003", 12_345, '1.5E+12'),
  oneOf('', '1', 2, '3行', '0', '100000'),
  oneOf('', 'payroll'),
  oneOf('2023-04-01', '2023年4月1日', 45_017, '2022-04-01', '2023-07-16', '2023-02-30', '2021-01-01'),
  oneOf('100.00', '1,234.5', 12.34, '0', '-5.00', '(3.00)', '8万元', '10000000000.01'),
  oneOf('P001', 'P002', 'P003', 'P999'),
  oneOf('', '光纤租赁费用', '政务外网费用', '光纤 租赁费用'),
  oneOf('', '支付', '退回', '红冲'),
  oneOf('', '当年财政拨款', '上年结转', '什么钱'),
  oneOf('', '某某公司', 7),
  oneOf('', '设备采购'),
  oneOf('', 'ZF001'),
);

test('what is plainly a sound payment is what reading and checking it in full comes to', () => {
  fc.assert(
    fc.property(rowsOf, (cells) => {
      const plain = plainly(cells);
      if (plain) expect(plain).toEqual(inFull(cells));
    }),
    { numRuns: 5_000 },
  );
});

test.for([
  [['ZF1', '', '', '2023-04-01', '100.00', 'P001', '', '', '', '某某公司', '采购', '']],
  [['ZF1', '2', 'payroll', '2023-04-01', '100.00', 'P001', '光纤租赁费用', '支付', '上年结转', '', '', '']],
  [[123, 2, null, new Date('2023-04-01'), 100, 'P001', null, null, null, null, null, null]],
] as [Cell[]][])('the usual row is plain: %j', ([cells]) => {
  expect(plainly(cells)).toEqual(inFull(cells));
  expect(plainly(cells)).toBeDefined();
});

test.for([
  [['ZF1', '', '', '2022-04-01', '100.00', 'P001', '', '', '', '', '', ''], 'of a year that is closed'],
  [['ZF1', '', '', '2023-04-01', '-1.00', 'P001', '', '', '', '', '', ''], 'that takes money back'],
  [
    ['ZF1', '', '', '2023-04-01', '100.00', 'P001', '', '退回', '', '', '', ''],
    'whose kind and sign disagree',
  ],
] as [Cell[], string][])('a row is read in full: %j, %s', ([cells]) => {
  expect(plainly(cells)).toBeUndefined();
});
