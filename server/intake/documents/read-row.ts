import { alignRow, endOf, isLevelName, levelName, levelsIn } from './align-row.ts';
import { type Column, type Heads, isMisplaced, printedTarget } from './indicator-columns.ts';
import { filled, type PlanLine, plain } from './plan-text.ts';

/** What a row of the table holds, and whether it is certain that it holds it. */
export interface RowRead {
  levels: [string, string];
  name: string;
  printed: string;
  basis: string;
  repaired: boolean;
  askew: boolean;
  /** Whether its level names do not stand in their columns. */
  shifted: boolean;
  /** Whether it would be askew with a target of words, which no figure vouches for. */
  wordsAskew: boolean;
}

/** What is usual in a table, to judge its single rows by. */
export interface Usual {
  /** Its second levels have the names that they have everywhere. */
  levels: boolean;
  /** Most of its rows end below the last head. */
  full: boolean;
  /** Many of its rows do not stand under their heads: one that has no level name to go by may not either. */
  moved: boolean;
}

/** What the rows of a table have in common. */
export function usualOf(rows: PlanLine[], heads: Heads): Usual {
  const level2 = heads.columns.get('level2') ?? -1;
  const full = rows.filter(({ cells }) => endOf(cells) === endOf(heads.cells)).length;
  return {
    levels: rows.some(({ cells }) => isLevelName(cells[level2] ?? '')),
    full: full * 2 > rows.length,
    moved: rows.filter((row) => isMoved(row, heads)).length * 2 >= rows.length,
  };
}

function isMoved(row: PlanLine, heads: Heads): boolean {
  const { cells, repaired } = alignRow(row, heads);
  return repaired || isMisplaced(cells, heads);
}

/** Reads a row under its head, with what its table's rows usually are. */
export function readRow(row: PlanLine, heads: Heads, usual: Usual): RowRead {
  const { cells, repaired, exact, certain } = alignRow(row, heads);
  const get = (column: Column) => cells[heads.columns.get(column) ?? -1] ?? '';
  const own = filled(row);
  const printed = printedTarget(cells, heads);
  // A row that fits nowhere is kept with what it holds: it is a question, not a loss.
  const lost = get('name') === '' && printed === '';
  const shifted =
    (isLevelName(get('name')) && /指标$/.test(levelName(get('name')))) ||
    (usual.levels &&
      get('level2') !== '' &&
      !/指标$/.test(levelName(get('level2'))) &&
      !isLevelName(get('level2')));
  const levels = certain && !shifted ? [get('level1'), get('level2')] : levelsIn(own);
  return {
    levels: [levelName(levels[0] ?? ''), levelName(levels[1] ?? '')],
    name: lost ? own.join(' ') : get('name').replace(/\s+/g, ' ').trim(),
    printed,
    basis: get('basis'),
    repaired,
    shifted: shifted || !certain,
    askew:
      !certain ||
      lost ||
      shifted ||
      (usual.moved && !repaired && !own.some((cell) => /指标$/.test(levelName(cell)))) ||
      isMisplaced(cells, heads),
    wordsAskew:
      !exact || usual.moved || (usual.full && endOf(cells) !== endOf(heads.cells)) || strays(cells, heads),
  };
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
  return /^(?:[≥≤<>=≧≦]|(?:不[低少高超大小][于过]|达到|大于|小于|至少|最多)\d|\d[\d.]*(?:%|\D{0,3}元|[个次台人件套项份]|人次|平方米)$|\d{1,2}月[底末前\d])/.test(
    plain(cell),
  );
}
