import type { ReadIndicator, ReadingNote } from '#shared/reading.ts';
import { readTarget } from '#shared/target.ts';
import { filled, type PlanLine, plain } from './plan-text.ts';

type Column =
  | 'level1'
  | 'level2'
  | 'name'
  | 'description'
  | 'sense'
  | 'operator'
  | 'value'
  | 'unit'
  | 'basis';

const heads: [RegExp, Column][] = [
  [/^一级指标(?:名称)?$/, 'level1'],
  [/^二级指标(?:名称)?$/, 'level2'],
  [/^(?:三级指标(?:名称)?|指标名称)$/, 'name'],
  [/描述|说明|解释|计算方法|计算公式/, 'description'],
  [/指标性质|指标方向|指标属性|指标类型/, 'sense'],
  [/符号|运算符|比较/, 'operator'],
  [/依据|来源/, 'basis'],
  [/单位/, 'unit'],
  [/^(?:年度|绩效|目标)?(?:指标)?(?:指标值|目标值)|^绩效指标值|^年度值/, 'value'],
];

/** Whether a row heads a table of indicators. */
export function isIndicatorHead({ text }: PlanLine): boolean {
  const bare = plain(text);
  return bare.includes('三级指标') && bare.includes('二级指标');
}

/**
 * The indicators below a head row, cell by column. A blank 一级 or 二级指标 carries the one above. A row
 * that lost cells is put back where its level names say it belongs, which is noted; where that does not
 * decide, the indicator is unread and becomes a question.
 */
export function readIndicators(
  head: PlanLine,
  rows: PlanLine[],
  year: number,
): { indicators: ReadIndicator[]; notes: ReadingNote[] } {
  const columns = new Map<Column, number>();
  headCells(head).forEach((cell, at) => {
    const column = heads.find(([pattern]) => pattern.test(plain(cell)))?.[1];
    if (column && !columns.has(column)) columns.set(column, at);
  });
  const notes: ReadingNote[] = [];
  const indicators: ReadIndicator[] = [];
  const above = { level1: '', level2: '' };
  for (const row of rows) {
    const { cells, repaired, exact, certain } = alignRow(row, columns, headCells(head));
    const get = (column: Column) => cells[columns.get(column) ?? -1] ?? '';
    const own = filled(row);
    if (own.length === 0 || isFooter(row)) continue;
    // A row that fits nowhere is kept with what it holds: it is a question, not a loss.
    const lost = get('name') === '' && printedTarget(get) === '';
    const name = lost ? own.join(' ') : get('name').replace(/\s+/g, ' ').trim();
    const printed = lost ? '' : printedTarget(get);
    const level1 = plain(get('level1')) || above.level1;
    const level2 = plain(get('level2')) || (level1 === above.level1 ? above.level2 : '');
    Object.assign(above, { level1, level2 });
    const target = readTarget({ level2: level2 || level1, name, value: printed, year });
    const askew = target.kind === 'graded' && printed !== '' && (!exact || strays(cells, columns));
    if (!certain || lost || askew) lower(target, '这一行的单元格与表头对不上，请核对指标值。');
    else if (printed === '') lower(target, '指标值空白，请填写；不适用请填“/”。');
    if (name === '') lower(target, '没有三级指标名称，请核对。');
    const { line } = row;
    if (repaired)
      notes.push({ line, code: 'cell_repaired', message: '这一行缺少单元格，已按指标层级对齐。' });
    if (
      target.kind === 'number' &&
      target.accrual === 'ceiling' &&
      target.notes.some((note) => note.includes('没有运算符'))
    ) {
      notes.push({
        line,
        code: 'operator_assumed',
        message: `“${name}”没有运算符，按不超过${printed}理解。`,
      });
    }
    indicators.push({ level1, level2, name, printed, target, basis: get('basis'), line });
  }
  return { indicators, notes };
}

/** Signatures and remarks below a table. */
function isFooter({ text }: PlanLine): boolean {
  return /^(?:填表人|填报人|联系电话|联系人|审核人|经办人|单位负责人|负责人|备注|注[:：]|说明[:：])/.test(
    text.trim(),
  );
}

function headCells({ cells, columns, text }: PlanLine): string[] {
  return columns ? cells : text.split(/\s+/);
}

/** The cell, or the several cells, that the document spreads its target over. */
function printedTarget(get: (column: Column) => string): string {
  const [operator, value, unit, sense] = [get('operator'), get('value'), get('unit'), get('sense')];
  if (operator === '' && unit === '' && sense === '') return value;
  if (value === '') return '';
  return [sense, operator, value, unit].filter((part) => part !== '').join('|');
}

function lower(target: ReadIndicator['target'], note: string): void {
  target.confidence = 'low';
  target.notes = [...target.notes, note];
}

interface Aligned {
  cells: string[];
  repaired: boolean;
  /** Whether it has as many cells as its head. */
  exact: boolean;
  certain: boolean;
}

/** Puts a row under its head: as it stands, or moved until its level names stand in their columns. */
function alignRow(row: PlanLine, columns: Map<Column, number>, heads: string[]): Aligned {
  const at = { one: columns.get('level1') ?? 0, two: columns.get('level2') ?? 1 };
  if (!row.columns) return alignLoose(row, at, heads.filter((cell) => cell !== '').length);
  const { cells } = row;
  const exact = cells.length === heads.length;
  if (stands(cells, at, 0) || !cells.some((cell) => isLevel(plain(cell)))) {
    return { cells, repaired: false, exact, certain: cells.length > (columns.get('value') ?? 0) };
  }
  const offset = [1, 2, 3].find((by) => stands(cells, at, by) && isLevel(plain(cells[at.two - by] ?? '')));
  const moved = offset === undefined ? cells : [...Array<string>(offset).fill(''), ...cells];
  return {
    cells: moved,
    repaired: true,
    exact: moved.length === heads.length,
    certain: offset !== undefined,
  };
}

/** A row whose blank cells left no trace: it is certain only where its cells, and the levels it lacks, add up to the head. */
function alignLoose({ text }: PlanLine, at: { one: number; two: number }, width: number): Aligned {
  for (const cells of [text.split(/\s{2,}/), text.split(/\s+/)]) {
    const levels = cells.filter((cell) => isLevel(plain(cell))).length;
    const offset = width - cells.length;
    if (offset < 0 || offset > 2 || levels !== 2 - offset || !stands(cells, at, offset)) continue;
    return {
      cells: [...Array<string>(offset).fill(''), ...cells],
      repaired: false,
      exact: true,
      certain: true,
    };
  }
  return { cells: [], repaired: false, exact: false, certain: false };
}

/** Whether the level names of a row moved by `offset` cells stand in their columns, or are blank. */
function stands(cells: string[], at: { one: number; two: number }, offset: number): boolean {
  const one = plain(cells[at.one - offset] ?? '');
  const two = plain(cells[at.two - offset] ?? '');
  return (
    (one === '' || isLevel1(one)) && (two === '' || (isLevel(two) && (!isLevel1(two) || two === '成本指标')))
  );
}

/** Whether a figure stands in a column of words. */
function strays(cells: string[], columns: Map<Column, number>): boolean {
  const taken = (['operator', 'value', 'unit', 'name', 'sense'] as const).map((column) =>
    columns.get(column),
  );
  return cells.some((cell, at) => !taken.includes(at) && looksLikeTarget(cell));
}

/** Whether a cell looks like a figure with its operator or unit: beside a target of words, the row is askew. */
function looksLikeTarget(cell: string): boolean {
  return /^(?:[≥≤<>=≧≦]|\d[\d.]*(?:%|万?元|个|次|台|人)$)/.test(plain(cell));
}

function isLevel(cell: string): boolean {
  return /指标\d*$/.test(cell);
}

function isLevel1(cell: string): boolean {
  return /^(?:产出|效益|效果|满意度|成本|投入|管理|过程)指标\d*$/.test(cell) || !isLevel(cell);
}
