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
    const { cells, repaired, certain } = alignRow(row, columns, headCells(head).length);
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
    if (!certain || lost) lower(target, '这一行的单元格与表头对不上，请核对指标值。');
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
  certain: boolean;
}

/** Puts a row under its head: as it stands, or moved until its level names stand in their columns. */
function alignRow(row: PlanLine, columns: Map<Column, number>, width: number): Aligned {
  const level1At = columns.get('level1') ?? 0;
  const level2At = columns.get('level2') ?? 1;
  const cells = row.columns ? row.cells : row.text.split(/\s{2,}/);
  const stands = (offset: number) => {
    const [one = '', two = ''] = [cells[level1At - offset], cells[level2At - offset]].map((cell) =>
      plain(cell ?? ''),
    );
    return (
      (one === '' || isLevel1(one)) &&
      (two === '' || (isLevel(two) && (!isLevel1(two) || two === '成本指标')))
    );
  };
  if (row.columns && (stands(0) || !cells.some((cell) => isLevel(plain(cell))))) {
    return { cells, repaired: false, certain: cells.length >= (columns.get('value') ?? 0) + 1 };
  }
  const offset = Array.from({ length: width }, (_, i) => i).find(
    (by) => by > 0 && stands(by) && cells.some((cell, at) => at + by === level2At && isLevel(plain(cell))),
  );
  const moved = offset === undefined ? cells : [...Array<string>(offset).fill(''), ...cells];
  const complete = moved.filter((cell) => cell !== '').length + (offset ?? 0) >= Math.min(width, 5);
  return {
    cells: moved,
    repaired: true,
    certain: row.columns ? offset !== undefined : complete && stands(0),
  };
}

function isLevel(cell: string): boolean {
  return /指标\d*$/.test(cell);
}

function isLevel1(cell: string): boolean {
  return /^(?:产出|效益|效果|满意度|成本|投入|管理|过程)指标\d*$/.test(cell) || !isLevel(cell);
}
