import { type Said, said } from '#shared/language.ts';
import type { ReadIndicator, ReadingNote } from '#shared/reading.ts';
import { readTarget } from '#shared/target.ts';
import { noOperator } from '#shared/target-number.ts';
import { isLevelName, levelName } from './align-row.ts';
import { type Heads, isIndicatorHead, readHeads } from './indicator-columns.ts';
import { filled, type PlanLine } from './plan-text.ts';
import { readRow, usualOf } from './read-row.ts';
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
  let lostLevel = false;
  const whole = joinSplitRows(tableRows(below, heads, notes), heads);
  const usual = usualOf(
    whole.map(({ row }) => row),
    heads,
  );
  for (const { row, joined } of whole) {
    const found = readRow(row, heads, usual);
    const { name, printed, basis } = found;
    const level1 = found.levels[0] || above.level1;
    const level2 = found.levels[1] || (level1 === above.level1 ? above.level2 : '');
    const target = readTarget({ level2: level2 || level1, name, value: printed, year });
    const askew = found.askew || (target.kind === 'graded' && printed !== '' && found.wordsAskew);
    // What a doubtful row has for a level is carried on only where it is surely one.
    if (!(askew || printed === '') || /指标$/.test(level2)) Object.assign(above, { level1, level2 });
    if (askew) lower(target, doubt.askew);
    else if (printed === '') lower(target, doubt.blank);
    if (lostLevel && found.levels[1] === '' && !found.shifted) lower(target, doubt.levelAbove);
    lostLevel = found.shifted || (lostLevel && found.levels[1] === '');
    if (usual.levels && found.levels[0] === '成本指标' && level2 === '') lower(target, doubt.cost);
    if (name === '') lower(target, doubt.nameless);
    if (joined.target && target.kind === 'number') lower(target, doubt.joined);
    const last = indicators.at(-1);
    // Words at the head of a page, without a level, may be the rest of the row before: both are asked about.
    const broken = last !== undefined && row.line > last.line + 1 && !isLevelName(found.levels[0]);
    if (broken && (askew || printed === '' || target.kind === 'graded')) {
      lower(target, doubt.goesOn);
      lower(last.target, doubt.goesOnBelow);
    } else if (last && !askew && printed === '' && found.levels.every((level) => level === '') && name !== '')
      lower(last.target, doubt.nextBlank);
    const { line } = row;
    if (found.repaired) notes.push({ line, code: 'cell_repaired', message: doubt.lostCells });
    notes.push(...joinedNotes(joined, name), ...assumedNotes(target, name, printed, line));
    indicators.push({ level1, level2, name, printed, target, basis, line });
  }
  return { indicators, notes };
}

/** What may be wrong with a row, and what to look at. */
const doubt = {
  askew: said(
    '这一行的单元格与表头对不上，请核对指标值。',
    'The cells of this row do not line up with the column headings; check the target.',
  ),
  blank: said(
    '指标值空白，请填写；不适用请填“/”。',
    'The target is blank; enter it, or “/” where there is none.',
  ),
  levelAbove: said(
    '上一行的指标层级没有读懂，请核对这一行的层级和指标值。',
    'The levels of the row above could not be read; check the levels and the target of this row.',
  ),
  cost: said(
    '二级指标空白，“成本指标”可能是二级指标，请核对。',
    'Level two is blank, and “成本指标” (cost) may be the level two; please check.',
  ),
  nameless: said('没有三级指标名称，请核对。', 'The indicator has no name; please check.'),
  joined: said('指标值由两行拼接而成，请核对。', 'The target was put together from two rows; please check.'),
  goesOn: said(
    '这一行可能是上一页末行的续行，请核对。',
    'This row may continue the last row of the page before; please check.',
  ),
  goesOnBelow: said(
    '下一页开头的一行可能是它的续行，请核对名称和指标值。',
    'The first row of the next page may continue this one; check the name and the target.',
  ),
  nextBlank: said(
    '下一行没有指标值，可能是它的续行，请核对名称和指标值。',
    'The next row has no target and may continue this one; check the name and the target.',
  ),
  lostCells: said(
    '这一行缺少单元格，已按指标层级对齐。',
    'This row has lost cells; it was lined up by its levels.',
  ),
  otherTable: said(
    '这一行起的表格不是绩效指标表，没有读入，请核对。',
    'From this row on it is not a table of indicators, and was not read; please check.',
  ),
};

function joinedNotes({ lines }: WholeRow['joined'], name: string): ReadingNote[] {
  return lines.map((line) => ({
    line,
    code: 'row_joined',
    message: said(
      `这一行没有自己的指标，已并入上一行“${name}”，请核对。`,
      `This row has no indicator of its own and was joined to the row above, “${name}”; please check.`,
    ),
  }));
}

function assumedNotes(
  { kind, accrual, notes }: ReadIndicator['target'],
  name: string,
  printed: string,
  line: number,
): ReadingNote[] {
  if (kind !== 'number' || accrual !== 'ceiling') return [];
  if (!notes.some((note) => note.zh.startsWith(noOperator))) return [];
  const message = said(
    `“${name}”没有运算符，按不超过${printed}理解。`,
    `“${name}” has no operator: read as at most “${printed}”.`,
  );
  return [{ line, code: 'operator_assumed', message }];
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
        notes.push({ line: row.line, code: 'rows_skipped', message: doubt.otherTable });
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

function lower(target: ReadIndicator['target'], note: Said): void {
  target.confidence = 'low';
  target.notes = [...target.notes, note];
}
