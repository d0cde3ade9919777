import { alignRow, endOf, levelName } from './align-row.ts';
import { type Heads, printedTarget } from './indicator-columns.ts';
import { filled, type PlanLine } from './plan-text.ts';

/** A row of indicators, whole again where a page break had split it. */
export interface WholeRow {
  row: PlanLine;
  /** The lines that were joined to it, and whether its target came together from two of them. */
  joined: { lines: number[]; target: boolean };
}

/**
 * The rows with what a page break had split put together again: a row without levels and without a name, or,
 * behind a break, one without levels that has a name or a target but not both, continues the row above.
 */
export function joinSplitRows(rows: PlanLine[], heads: Heads): WholeRow[] {
  const whole: WholeRow[] = [];
  for (const row of rows) {
    const before = whole.at(-1);
    const last = before && (before.joined.lines.at(-1) ?? before.row.line);
    if (before && last !== undefined && continues(before.row, row, heads, row.line > last + 1)) {
      before.joined.target ||= printedTarget(row.cells, heads) !== '';
      before.joined.lines.push(row.line);
      before.row = joinCells(before.row, row);
    } else whole.push({ row, joined: { lines: [], target: false } });
  }
  return whole;
}

const mostCells = 600;

function continues(before: PlanLine, row: PlanLine, heads: Heads, broken: boolean): boolean {
  if (!row.columns || !before.columns || filled(row).length === 0) return false;
  if (before.cells.some((cell) => cell.length > mostCells)) return false;
  if (endOf(row.cells) > endOf(heads.cells) || endOf(before.cells) > endOf(heads.cells)) return false;
  const get = (column: 'level1' | 'level2' | 'name') => row.cells[heads.columns.get(column) ?? -1] ?? '';
  if (levelName(get('level1')) !== '' || levelName(get('level2')) !== '') return false;
  const above = alignRow(before, heads);
  if (above.repaired || !above.certain) return false;
  const printed = printedTarget(row.cells, heads);
  if (get('name') === '') return true;
  if (!broken) return false;
  const aboveName = above.cells[heads.columns.get('name') ?? -1] ?? '';
  return aboveName !== '' && (printed === '' || printedTarget(above.cells, heads) === '');
}

function joinCells(before: PlanLine, row: PlanLine): PlanLine {
  const longer = before.cells.length >= row.cells.length ? before.cells : row.cells;
  const cells = longer.map((_, i) => (before.cells[i] ?? '') + (row.cells[i] ?? ''));
  return { ...before, cells, text: cells.join('\t').trim() };
}
