import { type Said, said } from '#shared/language.ts';
import { cellNumber, type PlanLine } from './plan-text.ts';

/** A way in which the figures of a row stand under its node columns. */
export interface Placement {
  cells: string[];
  /** Why it is not simply the cell below the column's head. */
  repaired: Said | undefined;
}

/**
 * Every way the figures can stand under the node columns, without one landing under no node. A row as long
 * as its header stands as it is; from a shorter one blank cells were lost, a longer one gained some, and
 * nothing says where: all ways are given, and they decide only where they agree. So are they where a node is
 * blank and the table is wider (`tableWidth`) than its header: then the header may have lost cells, and being as
 * long as it proves nothing.
 */
export function placeCells(header: PlanLine, figures: PlanLine, at: number[], tableWidth = 0): Placement[] {
  const loose = figures.text.split(/\s{2,}/);
  // What stands before the first node is the row's label, such as （万元）.
  const mine = figures.cells.map((cell, i) => (i < (at[0] ?? 0) && !isFigure(cell) ? '' : cell));
  const cells = figures.columns ? mine : loose.every(isFigure) ? loose : figures.text.split(/\s+/);
  const values = cells.filter((cell) => cell !== '');
  if (values.some((cell) => !isFigure(cell))) return [];
  if (values.length === at.length) return [{ cells: values, repaired: undefined }];
  if (!figures.columns || !header.columns) return everyPlacement(values, at.length);
  const own = header.cells.length;
  const wider = Math.min(Math.max(own, tableWidth), own + 2);
  const rows = unlike(Array.from({ length: wider - own + 1 }, (_, i) => fitted(cells, own + i)).flat());
  const repaired = cells.length === own && wider === own ? undefined : unlikeHead;
  return rows.flatMap((row) => {
    const placed = at.map((column, i) => within(row, column, at[i + 1] ?? wider));
    return placed.filter((cell) => cell !== '').length === values.length ? [{ cells: placed, repaired }] : [];
  });
}

const unlikeHead = said(
  '数据行与表头的单元格数不同，已核对各种对齐方式。',
  'The row of figures has a different number of cells than its headings; every way of lining them up was tried.',
);

/** The row at `width` cells, in every way of putting blanks in or taking them out; none where too many are wrong. */
function fitted(cells: string[], width: number): string[][] {
  if (Math.abs(width - cells.length) > mostLost || width > widest) return [];
  let rows = [cells];
  for (let length = cells.length; length < width; length += 1) {
    rows = unlike(rows.flatMap((row) => row.concat('').map((_, at) => row.toSpliced(at, 0, ''))));
  }
  for (let length = cells.length; length > width; length -= 1) {
    rows = unlike(
      rows.flatMap((row) => row.flatMap((cell, at) => (cell === '' ? [row.toSpliced(at, 1)] : []))),
    );
  }
  return rows;
}

const mostLost = 6;
const widest = 30;

function unlike(rows: string[][]): string[][] {
  return [...new Map(rows.map((row) => [row.join('\t'), row])).values()];
}

/** The one figure in the columns that a head spans; none where they hold several. */
function within(cells: string[], from: number, to: number): string {
  const inside = cells.slice(from, to).filter((cell) => cell !== '');
  return inside.length === 1 ? (inside[0] ?? '') : '';
}

/** Without columns a lone figure may belong to any node; more than one leave too much open. */
function everyPlacement(values: string[], count: number): Placement[] {
  const [only] = values;
  if (only === undefined || values.length > 1) return [];
  return Array.from({ length: count }, (_, i) => ({
    cells: Array.from({ length: count }, (_, j) => (i === j ? only : '')),
    repaired: undefined,
  }));
}

function isFigure(cell: string): boolean {
  return /^\d+(?:\.\d+)?(?:%|万元|元)?$/.test(cellNumber(cell));
}
