import { isDay } from '#shared/calendar.ts';
import { parseWan, toYuan } from '#shared/money.ts';
import { asDay } from '../../ui/day-text.ts';
import { pastedCells } from '../../ui/pasted-cells.ts';
import { type VoucherField, type VoucherRow, voucherFields } from './voucher-rows.ts';

const headers: readonly [RegExp, VoucherField][] = [
  [/冲销|冲减|原凭证|reverses/i, 'reverses'],
  [/^行号?$|^line$/i, 'line'],
  [/凭证|voucher/i, 'voucherNo'],
  [/项目|project/i, 'project'],
  [/日期|付款日|支付日|paid/i, 'paidOn'],
  [/金额|amount/i, 'amount'],
  [/类别|类型|kind/i, 'kind'],
  [/资金来源|资金性质|fund/i, 'fundSource'],
  [/收款|payee/i, 'payee'],
  [/用途|摘要|purpose/i, 'purpose'],
];

/** Without a head a block rarely has the line: it is read only where one pastes into that column. */
const withoutLine = voucherFields.filter((field) => field !== 'line');

/**
 * Rows pasted from a spreadsheet. A first line that names columns decides the order and, where it says
 * 万元, the unit; without one the columns are as in the grid, from `from` on. Undefined for a text
 * that is no table, which is then an ordinary paste.
 */
export function pastedRows(
  text: string,
  from: VoucherField = 'voucherNo',
): Partial<VoucherRow>[] | undefined {
  const cells = pastedCells(text);
  if (cells.length === 1 && !text.includes('\t')) return undefined;
  const head = cells[0] ?? [];
  const named = head.map((cell) => headers.find(([pattern]) => pattern.test(cell))?.[1]);
  const headless: readonly VoucherField[] = from === 'line' ? voucherFields : withoutLine;
  const isHead = named.filter(Boolean).length >= 2 && !head.some((cell) => isDay(asDay(cell)));
  const columns = isHead ? named : headless.slice(headless.indexOf(from));
  const inWan = isHead && head.some((cell) => /万元/.test(cell));
  return cells
    .slice(isHead ? 1 : 0)
    .filter(([first]) => !first?.startsWith('示例'))
    .map((line) => rowOf(line, columns, inWan));
}

/** What the words of a column of choices may mean, the narrower first. */
const choices = {
  kind: [
    ['refund', /退|refund/i],
    ['reversal', /冲|revers/i],
    ['payment', /付|payment/i],
  ],
  fundSource: [
    ['carryover', /结转|carr/i],
    ['other', /其他|other/i],
    ['fiscal', /财政|当年|本年|fiscal/i],
  ],
} as const;

/** The choice that words mean; words that mean none stay as they are, for the server to name. */
function choiceOf(column: keyof typeof choices, words: string): string {
  return choices[column].find(([, pattern]) => pattern.test(words))?.[0] ?? words;
}

function rowOf(line: readonly string[], columns: readonly (VoucherField | undefined)[], inWan: boolean) {
  const row: Partial<VoucherRow> = {};
  columns.forEach((column, index) => {
    const cell = line[index];
    if (!column || cell === undefined || cell === '') return;
    if (column === 'paidOn') row.paidOn = asDay(cell);
    else if (column === 'amount') row.amount = inWan ? wanAsYuan(cell) : cell.replaceAll(/[,，￥¥\s]/g, '');
    else if (column === 'kind' || column === 'fundSource') row[column] = choiceOf(column, cell);
    else row[column] = cell;
  });
  return row;
}

/** 万元 as a text of 元; what is no amount stays as it is, for the server to name. */
function wanAsYuan(text: string): string {
  const fen = parseWan(text.replaceAll(/[,，\s]/g, ''));
  return fen === undefined ? text : toYuan(fen);
}
