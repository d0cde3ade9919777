import { expect, test } from 'vitest';
import { columnsOf } from '#server/intake/tables/columns.ts';
import { createTally } from '#server/intake/tables/tally.ts';
import type { ImportField, ImportTable } from '#shared/imports.ts';
import { said } from '#shared/language.ts';

test('what is wrong with the project of a row stands at its name where the file has no codes', () => {
  const headers: [string, ImportField][] = [
    ['凭证号', 'voucherNo'],
    ['项目名称', 'projectName'],
  ];
  const table: ImportTable = {
    sheet: null,
    headerRow: 1,
    columns: headers.map(([header, field], index) => ({ index, header, samples: [], field })),
    unit: '元',
    encoding: null,
    delimiter: null,
    skipped: { blank: 0, titles: 0, totals: 0 },
  };
  const tally = createTally(table);
  const row = { row: 2, sheet: null, cells: ['A-1', '光纤租赁'] };
  tally.reject(row, [['projectCode', 'conflict', said('不同', 'another')]]);
  expect(tally.kept()[0]?.problems).toMatchObject([
    { pointer: '/projectCode', column: '项目名称', value: '光纤租赁' },
  ]);
});

test('the ledger as the product itself hands it out is read with its kinds', () => {
  const { at, missing } = columnsOf('expenditures', ['凭证号', '项目编码', '付款日期', '金额', '类别']);
  expect({ kind: at.kind, missing }).toEqual({ kind: 4, missing: [] });
});
