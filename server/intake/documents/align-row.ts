import type { Heads } from './indicator-columns.ts';
import { type PlanLine, plain } from './plan-text.ts';

/** A row of a table of indicators, put under its head. */
export interface Aligned {
  cells: string[];
  repaired: boolean;
  /** Whether it has as many cells as its head, or ends below the same one. */
  exact: boolean;
  certain: boolean;
}

/** Puts a row under its head: as it stands, or moved until its level names stand in their columns. */
export function alignRow(row: PlanLine, { columns, cells: heads }: Heads): Aligned {
  const at = { one: columns.get('level1') ?? -1, two: columns.get('level2') ?? -1 };
  if (!row.columns) return alignLoose(row, at, heads.filter((cell) => cell !== '').length);
  const { cells } = row;
  const exact = cells.length === heads.length || endOf(cells) === endOf(heads);
  if (stands(cells, at, 0, exact) || !cells.some((cell) => isLevel(plain(cell)))) {
    return { cells, repaired: false, exact, certain: cells.length > (columns.get('value') ?? 0) };
  }
  const offset = [1, 2, 3].find(
    (by) => stands(cells, at, by, false) && isLevel(plain(cells[at.two - by] ?? '')),
  );
  const moved = offset === undefined ? cells : [...Array<string>(offset).fill(''), ...cells];
  return {
    cells: moved,
    repaired: true,
    exact: moved.length === heads.length || endOf(moved) === endOf(heads),
    certain: offset !== undefined,
  };
}

/** Where the last cell stands that is not blank: blank ones behind it get lost and gained. */
export function endOf(cells: string[]): number {
  return cells.findLastIndex((cell) => cell !== '');
}

/** A row whose blank cells left no trace: it is certain only where its cells, and the levels it lacks, add up to the head. */
function alignLoose({ text }: PlanLine, at: { one: number; two: number }, width: number): Aligned {
  for (const cells of [text.split(/\s{2,}/), text.split(/\s+/)]) {
    const levels = cells.filter((cell) => isLevel(plain(cell))).length;
    const offset = width - cells.length;
    if (offset < 0 || offset > 2 || levels !== 2 - offset || !stands(cells, at, offset, false)) continue;
    return {
      cells: [...Array<string>(offset).fill(''), ...cells],
      repaired: false,
      exact: true,
      certain: true,
    };
  }
  return { cells: [], repaired: false, exact: false, certain: false };
}

/**
 * Whether the level names of a row moved by `offset` cells stand in their columns, or are blank. Names without
 * 指标, and a first level's name as a second's, count only where the row is as long as its head (`asItIs`).
 */
function stands(cells: string[], at: { one: number; two: number }, offset: number, asItIs: boolean): boolean {
  const one = at.one < 0 ? '' : levelName(cells[at.one - offset] ?? '');
  const two = at.two < 0 ? '' : levelName(cells[at.two - offset] ?? '');
  if (one !== '' && !isLevel1(one)) return false;
  if (two === '') return true;
  if (isLevel1(two)) return two === '成本指标' || (asItIs && one !== '' && isLevelName(two));
  return isLevel(two) || (asItIs && isLevelName(two));
}

/** 产出指标（50分） is 产出指标. */
export function levelName(cell: string): string {
  return plain(cell)
    .replace(/\([^()]*\)$/, '')
    .replace(/[\d.]+$/, '');
}

/** The level names among the cells of a row that fits nowhere: its first and its second level, where they are there. */
export function levelsIn(cells: string[]): [string, string] {
  const names = cells.slice(0, 3).filter((cell) => isLevel(plain(cell)));
  const [first = '', second = ''] = names;
  return names.length > 1 ? [first, second] : isLevel1(levelName(first)) ? [first, ''] : ['', first];
}

function isLevel(cell: string): boolean {
  return /指标\d*$/.test(levelName(cell));
}

/** Whether a cell is the name of a level, with or without 指标 behind it. */
export function isLevelName(cell: string): boolean {
  return /^(?:产出|效益|效果|满意度|成本|投入|管理|过程|数量|质量|时效|经济效益|社会效益|生态效益|可持续影响|(?:社会公众或)?服务对象满意度|经济成本|社会成本|生态环境成本)(?:指标)?$/.test(
    levelName(cell),
  );
}

function isLevel1(cell: string): boolean {
  return (
    /^(?:产出|效益|效果|满意度|成本|投入|管理|过程)(?:指标)?$/.test(cell) ||
    !(isLevel(cell) || isLevelName(cell))
  );
}
