import { expect, test } from 'vitest';
import {
  expenditureFields,
  type ImportOutcome,
  type ImportProblem,
  measurementFields,
} from '#shared/imports.ts';
import {
  assign,
  columnLetter,
  fieldAt,
  fieldsOf,
  mappingOf,
  missingFields,
  openFields,
  sameMapping,
  take,
  withUnused,
} from '../../client/views/imports/mapping.ts';
import { matching, rejectedColumns } from '../../client/views/imports/rejected-rows.ts';
import { allowed, next, type Step, start } from '../../client/views/imports/steps.ts';

const file = new File(['a'], '凭证.csv');
const sent = {};
const anOutcome = (more: Partial<ImportOutcome> = {}): ImportOutcome => ({
  id: 'dry',
  kind: 'expenditures',
  dryRun: true,
  state: 'done',
  accepted: 3,
  known: 0,
  rejected: [],
  rejectedRows: 0,
  table: {
    sheet: null,
    headerRow: 1,
    columns: [],
    unit: '元',
    encoding: 'utf-8',
    delimiter: ',',
    skipped: { blank: 0, titles: 0, totals: 0 },
  },
  totals: [],
  sum: '0.00',
  notes: [],
  ...more,
});
const problem = (more: Partial<ImportProblem>): ImportProblem => ({
  type: 'about:blank',
  title: '',
  status: 422,
  detail: '',
  ...more,
});

const checking = next(start, { do: 'check', id: 'a', file, sent });
const checked = next(checking, { do: 'answered', id: 'a', outcome: anOutcome() });
const storing = next(checked, { do: 'store', id: 'b' });

test('a file goes from chosen over checked to stored', () => {
  expect([checking.at, checked.at, storing.at]).toEqual(['checking', 'checked', 'storing']);
  const outcome = anOutcome({ id: 'b', dryRun: false });
  expect(next(storing, { do: 'answered', id: 'b', outcome })).toEqual({ at: 'stored', file, outcome });
});

test('nothing is stored that was not checked', () => {
  expect(next(start, { do: 'store', id: 'x' })).toBe(start);
  expect(next(checking, { do: 'store', id: 'x' })).toBe(checking);
});

test('an answer that nobody waits for any more changes nothing', () => {
  const other = next(checking, { do: 'check', id: 'c', file: new File([], '另一个.csv'), sent });
  expect(next(other, { do: 'answered', id: 'a', outcome: anOutcome() })).toBe(other);
  expect(next(checked, { do: 'cancelled', id: 'a' })).toBe(checked);
});

test('headers that say nothing lead to the question what the columns hold', () => {
  const columns = [{ index: 0, header: '列一', samples: ['A-1'] }];
  const refusal = problem({ code: 'columns_unknown', columns, missing: ['amount'], headerRow: 2 });
  const step = next(checking, { do: 'refused', id: 'a', error: new Error('columns'), refusal });
  expect(step).toMatchObject({ at: 'columns', asked: { columns, missing: ['amount'], headerRow: 2 } });
});

test('a refused or failed storing leads back to what was checked, with the reason', () => {
  const error = new Error('refused');
  const worse = anOutcome({ rejectedRows: 1, state: 'refused' });
  const refused = next(storing, { do: 'refused', id: 'b', error, refusal: problem({ outcome: worse }) });
  expect(refused).toMatchObject({ at: 'checked', outcome: worse, problem: error });
  const failed = next(storing, { do: 'refused', id: 'b', error, refusal: undefined });
  expect(failed).toMatchObject({ at: 'checked', outcome: { accepted: 3 }, problem: error });
  expect(next(checking, { do: 'refused', id: 'a', error, refusal: undefined })).toEqual({
    at: 'choose',
    problem: error,
  });
});

test('cancelling leads back to where one was, and says that nothing was stored', () => {
  const isCancelled = (step: Step) => [step.at, 'cancelled' in step && step.cancelled];
  expect(isCancelled(next(checking, { do: 'cancelled', id: 'a' }))).toEqual(['choose', true]);
  expect(isCancelled(next(storing, { do: 'cancelled', id: 'b' }))).toEqual(['checked', true]);
  const answered = { do: 'answered', id: 'b', outcome: anOutcome({ state: 'cancelled' }) } as const;
  expect(isCancelled(next(storing, answered))).toEqual(['checked', true]);
});

test('a second check with other columns keeps the first until it is answered', () => {
  const again = next(checked, { do: 'check', id: 'd', file, sent: { mapping: { amount: 3 } } });
  expect(again).toMatchObject({ at: 'checking', before: { id: 'dry' } });
  expect(next(again, { do: 'cancelled', id: 'd' })).toMatchObject({ at: 'checked', outcome: { id: 'dry' } });
});

test('all may be imported only where nothing is rejected', () => {
  expect(allowed(anOutcome())).toBe('all');
  expect(allowed(anOutcome({ known: 5 }))).toBe('all');
  expect(allowed(anOutcome({ accepted: 0, known: 5 }))).toBe('known');
  expect(allowed(anOutcome({ accepted: 0, known: 5, rejectedRows: 1 }))).toBe('nothing');
  expect(allowed(anOutcome({ rejectedRows: 2 }))).toBe('good');
  expect(allowed(anOutcome({ accepted: 0, rejectedRows: 2 }))).toBe('nothing');
  expect(allowed(anOutcome({ accepted: 0 }))).toBe('nothing');
});

test('a field has one column and a column one field', () => {
  const read = mappingOf([
    { index: 0, header: '凭证号', samples: [], field: 'voucherNo' },
    { index: 1, header: '备注', samples: [], field: null },
    { index: 2, header: '金额', samples: [], field: 'amount' },
  ]);
  expect(read).toEqual({ voucherNo: 0, amount: 2 });
  expect(assign(read, 1, 'amount')).toEqual({ voucherNo: 0, amount: 1 });
  expect(assign(read, 0, 'amount')).toEqual({ amount: 0 });
  expect(assign(read, 2, undefined)).toEqual({ voucherNo: 0 });
  expect(take(read, 'amount', undefined)).toEqual({ voucherNo: 0 });
  expect(fieldAt(read, 2)).toBe('amount');
  expect(sameMapping(read, { amount: 2, voucherNo: 0 })).toBe(true);
  expect(sameMapping(read, { amount: 2 })).toBe(false);
});

test('a project is known by its code or by its name', () => {
  const full = { voucherNo: 0, paidOn: 1, amount: 2 };
  expect(missingFields('expenditures', full)).toEqual([['projectCode', 'projectName']]);
  expect(missingFields('expenditures', { ...full, projectName: 3 })).toEqual([]);
  expect(missingFields('measurements', { indicator: 0 })).toEqual([['value']]);
});

test('what the server could not tell is asked for, a project by code or name', () => {
  expect(openFields(['amount', 'projectCode', 'period'])).toEqual([
    ['amount'],
    ['projectCode', 'projectName'],
    ['period'],
  ]);
});

test('every field that a file may hold can be chosen', () => {
  expect(fieldsOf('expenditures').toSorted()).toEqual(expenditureFields.toSorted());
  expect(fieldsOf('measurements').toSorted()).toEqual(measurementFields.toSorted());
});

test('columns are lettered as in a spreadsheet', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

test('rejected rows are found by column, row, value and reason', () => {
  const row = (row: number, column: string, value: string, message: string) => ({
    row,
    column,
    code: 'x',
    value,
    message,
  });
  const rejected = [
    row(3, '金额', '八万', '不是金额'),
    row(12, '金额', '1.234', '金额最多两位小数'),
    row(12, '项目编码', 'P9', '没有这个项目'),
    { row: 20, code: 'x', value: null, message: '整行不全' },
  ];
  expect(rejectedColumns(rejected).slice(0, 1)).toEqual([{ column: '金额', count: 2 }]);
  expect(matching(rejected, [], '')).toHaveLength(4);
  expect(matching(rejected, ['金额'], '12')).toEqual([rejected[1]]);
  expect(matching(rejected, [''], '')).toEqual([rejected[3]]);
  expect(matching(rejected, [], 'p9')).toEqual([rejected[2]]);
  expect(matching(rejected, [], '没有这样的行')).toEqual([]);
});

test('what held a column and holds none now is said to hold none, whatever its header says', () => {
  const before = { amount: 2, purpose: 5 };
  expect(withUnused(before, { amount: 2 })).toEqual({ amount: 2, purpose: -1 });
  expect(withUnused({ ...before, payee: -1 }, { amount: 3 })).toEqual({ amount: 3, purpose: -1, payee: -1 });
  expect(withUnused(before, before)).toEqual(before);
});
