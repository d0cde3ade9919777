import type { ReadIndicator, ReadingNote } from '#shared/reading.ts';
import { readTarget } from '#shared/target.ts';
import { alignRow, levelName } from './align-row.ts';
import { type Column, type Heads, isIndicatorHead, printedTarget, readHeads } from './indicator-columns.ts';
import { filled, type PlanLine, plain } from './plan-text.ts';
import { joinSplitRows, type WholeRow } from './split-rows.ts';

/**
 * The indicators below a head row, cell by column. A blank 一级 or 二级指标 carries the one above. A row
 * that lost cells is put back where its level names say it belongs, and one that a page break had split is
 * put together, which is noted; where that does not decide, the indicator is unread and becomes a question.
 */
export function readIndicators(
  head: PlanLine,
  below: PlanLine[],
  year: number,
): { indicators: ReadIndicator[]; notes: ReadingNote[] } {
  const heads = readHeads(
    head,
    below.find(({ text }) => text !== ''),
  );
  const notes: ReadingNote[] = [];
  const indicators: ReadIndicator[] = [];
  const above = { level1: '', level2: '' };
  const whole = joinSplitRows(tableRows(below, heads, notes), heads);
  for (const { row, joined } of whole) {
    const { cells, repaired, exact, certain } = alignRow(row, heads);
    const get = (column: Column) => cells[heads.columns.get(column) ?? -1] ?? '';
    const own = filled(row);
    // A row that fits nowhere is kept with what it holds: it is a question, not a loss.
    const lost = get('name') === '' && printedTarget(cells, heads) === '';
    const name = lost ? own.join(' ') : get('name').replace(/\s+/g, ' ').trim();
    const printed = lost ? '' : printedTarget(cells, heads);
    const level1 = levelName(get('level1')) || above.level1;
    const level2 = levelName(get('level2')) || (level1 === above.level1 ? above.level2 : '');
    Object.assign(above, { level1, level2 });
    const target = readTarget({ level2: level2 || level1, name, value: printed, year });
    const askew = target.kind === 'graded' && printed !== '' && (!exact || strays(cells, heads));
    if (!certain || lost || askew) lower(target, '这一行的单元格与表头对不上，请核对指标值。');
    else if (printed === '') lower(target, '指标值空白，请填写；不适用请填“/”。');
    if (name === '') lower(target, '没有三级指标名称，请核对。');
    if (joined.target && target.kind === 'number') lower(target, '指标值由两行拼接而成，请核对。');
    const { line } = row;
    if (repaired)
      notes.push({ line, code: 'cell_repaired', message: '这一行缺少单元格，已按指标层级对齐。' });
    notes.push(...joinedNotes(joined, name), ...assumedNotes(target, name, printed, line));
    indicators.push({ level1, level2, name, printed, target, basis: get('basis'), line });
  }
  return { indicators, notes };
}

function joinedNotes({ lines }: WholeRow['joined'], name: string): ReadingNote[] {
  return lines.map((line) => ({
    line,
    code: 'row_joined',
    message: `这一行没有自己的指标，已并入上一行“${name}”，请核对。`,
  }));
}

function assumedNotes(
  { kind, accrual, notes }: ReadIndicator['target'],
  name: string,
  printed: string,
  line: number,
): ReadingNote[] {
  if (kind !== 'number' || accrual !== 'ceiling') return [];
  if (!notes.some((note) => note.includes('没有运算符'))) return [];
  return [{ line, code: 'operator_assumed', message: `“${name}”没有运算符，按不超过${printed}理解。` }];
}

/**
 * The rows of the table: heads repeated on a new page, headings and remarks are none. Behind a line of text
 * the table goes on only with its head or a level name; what else stands there is another table, and noted.
 */
function tableRows(below: PlanLine[], heads: Heads, notes: ReadingNote[]): PlanLine[] {
  const rows: PlanLine[] = [];
  let interrupted = false;
  for (const row of below) {
    if (row.text === '') continue;
    if (isIndicatorHead(row)) interrupted = false;
    else if (isRow(row)) {
      if (isFooter(row) || filled(row).length === 0 || (rows.length === 0 && heads.two && isHeadRow(row)))
        continue;
      if (interrupted && !isOfTable(row, heads)) {
        const message = '这一行起的表格不是绩效指标表，没有读入，请核对。';
        notes.push({ line: row.line, code: 'rows_skipped', message });
        break;
      }
      interrupted = false;
      rows.push(row);
    } else interrupted = true;
  }
  return rows;
}

function isRow(row: PlanLine): boolean {
  return row.columns || filled(row).length >= 3 || /^\S*指标\s+\S+\s+\S+/.test(row.text);
}

function isHeadRow({ cells }: PlanLine): boolean {
  return readHeads({ line: 0, text: '', cells, columns: true }, undefined).columns.size >= 2;
}

function isOfTable(row: PlanLine, heads: Heads): boolean {
  return (
    row.cells.some((cell) => /指标$/.test(levelName(cell))) ||
    (row.columns && row.cells.length === heads.cells.length)
  );
}

/** Signatures and remarks below a table. */
function isFooter({ text }: PlanLine): boolean {
  return /^(?:填表人|填报人|联系电话|联系人|审核人|经办人|单位负责人|负责人|备注|注[:：]|说明[:：])/.test(
    text.trim(),
  );
}

function lower(target: ReadIndicator['target'], note: string): void {
  target.confidence = 'low';
  target.notes = [...target.notes, note];
}

/** Whether a figure stands in a column of words. */
function strays(cells: string[], { columns, merged }: Heads): boolean {
  const taken = (['operator', 'value', 'unit', 'name', 'sense', 'nature', 'weight'] as const).map((column) =>
    columns.get(column),
  );
  const value = columns.get('value') ?? 0;
  return cells.some(
    (cell, at) => !taken.includes(at) && !(at > value && at <= value + merged) && looksLikeTarget(cell),
  );
}

/** Whether a cell looks like a figure with its operator or unit: beside a target of words, the row is askew. */
function looksLikeTarget(cell: string): boolean {
  return /^(?:[≥≤<>=≧≦]|\d[\d.]*(?:%|万?元|个|次|台|人)$)/.test(plain(cell));
}
