import { linesOf, type PdfLine, textOfLines } from './pdf-lines.ts';
import type { PdfPage, PdfRule, PdfText } from './pdf-page.ts';

/** A cell of a ruled table, with the lines of text in it. */
export interface PdfCell {
  left: number;
  right: number;
  lines: PdfLine[];
  text: string;
}

/** A table as its ruling lines draw it. */
export interface PdfTable {
  page: number;
  top: number;
  bottom: number;
  /** Where its columns begin, and the last ends. */
  edges: number[];
  rows: PdfCell[][];
}

/** Rules so close, in points, are one. */
export const near = 3;
/** More than any table of a page; beyond it the lines are a drawing. */
const mostRules = 3_000;
const mostBoxes = 20_000;

/** The ruled tables of a page, from the top, and the text that stands in none. */
export function tablesOf(page: PdfPage): { tables: PdfTable[]; outside: PdfText[] } {
  let outside = page.texts;
  const tables: PdfTable[] = [];
  if (page.across.length + page.down.length > mostRules) return { tables, outside };
  const grids = connected(page.across, page.down).flatMap(({ across, down }) => gridOf(across, down));
  // The smallest first: a frame around a page holds only what stands in no table inside it.
  for (const grid of grids.toSorted((a, b) => area(a) - area(b))) {
    const inside = outside.filter((text) => holds(grid, text));
    if (inside.length === 0) continue;
    outside = outside.filter((text) => !inside.includes(text));
    tables.push(filledIn(grid, inside, page.number));
  }
  return { tables: tables.toSorted((a, b) => a.top - b.top), outside };
}

interface Grid {
  xs: number[];
  ys: number[];
  /** For each box, row by row, the number of the cell that it is part of. */
  cells: number[][];
}

function connected(across: PdfRule[], down: PdfRule[]): { across: PdfRule[]; down: PdfRule[] }[] {
  const groups: { across: PdfRule[]; down: PdfRule[] }[] = [];
  const [leftAcross, leftDown] = [new Set(across), new Set(down)];
  for (const first of across) {
    if (!leftAcross.delete(first)) continue;
    const group = { across: [first], down: [] as PdfRule[] };
    groups.push(group);
    const open: ['across' | 'down', PdfRule][] = [['across', first]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [lies, rule] = next;
      const [others, kind] =
        lies === 'across' ? [leftDown, 'down' as const] : [leftAcross, 'across' as const];
      for (const other of [...others].filter((one) => touch(rule, one))) {
        others.delete(other);
        group[kind].push(other);
        open.push([kind, other]);
      }
    }
  }
  return groups;
}

function touch(a: PdfRule, b: PdfRule): boolean {
  return b.at >= a.from - near && b.at <= a.to + near && a.at >= b.from - near && a.at <= b.to + near;
}

/** The grid that rules draw; none where they frame a single box or nothing. */
function gridOf(across: PdfRule[], down: PdfRule[]): Grid[] {
  if (across.length < 2 || down.length < 2) return [];
  const xs = edges([...down.map(({ at }) => at), ...across.flatMap(({ from, to }) => [from, to])]);
  const ys = edges([...across.map(({ at }) => at), ...down.flatMap(({ from, to }) => [from, to])]);
  const [wide, high] = [xs.length - 1, ys.length - 1];
  if (wide * high < 2 || wide * high > mostBoxes) return [];
  const ruled = (rules: PdfRule[], at: number, middle: number) =>
    rules.some((rule) => Math.abs(rule.at - at) <= near && rule.from <= middle && rule.to >= middle);
  const parent = Array.from({ length: wide * high }, (_, box) => box);
  const cellOf = (box: number): number => {
    let root = box;
    while (parent[root] !== root) root = parent[root] ?? root;
    parent[box] = root;
    return root;
  };
  const merge = (box: number, other: number) => {
    parent[cellOf(other)] = cellOf(box);
  };
  for (let row = 0; row < high; row += 1) {
    for (let column = 0; column < wide; column += 1) {
      const box = row * wide + column;
      const open = { right: column + 1 < wide, below: row + 1 < high };
      if (open.right && !ruled(down, xs[column + 1] ?? 0, middle(ys, row))) merge(box, box + 1);
      if (open.below && !ruled(across, ys[row + 1] ?? 0, middle(xs, column))) merge(box, box + wide);
    }
  }
  const cells = Array.from({ length: high }, (_, row) =>
    Array.from({ length: wide }, (_, column) => cellOf(row * wide + column)),
  );
  return new Set(cells.flat()).size < 2 ? [] : [{ xs, ys, cells }];
}

function edges(all: number[]): number[] {
  const found: number[] = [];
  for (const at of all.toSorted((a, b) => a - b)) {
    if (at - (found.at(-1) ?? Number.NEGATIVE_INFINITY) > near) found.push(at);
  }
  return found;
}

function middle(all: number[], at: number): number {
  return ((all[at] ?? 0) + (all[at + 1] ?? 0)) / 2;
}

function area({ xs, ys }: Grid): number {
  return ((xs.at(-1) ?? 0) - (xs[0] ?? 0)) * ((ys.at(-1) ?? 0) - (ys[0] ?? 0));
}

function holds({ xs, ys }: Grid, { left, right, top, bottom }: PdfText): boolean {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return x > (xs[0] ?? 0) && x < (xs.at(-1) ?? 0) && y > (ys[0] ?? 0) && y < (ys.at(-1) ?? 0);
}

function filledIn({ xs, ys, cells }: Grid, texts: PdfText[], page: number): PdfTable {
  const inCell = new Map<number, PdfText[]>();
  for (const text of texts) {
    const row = cells[boxAt(ys, (text.top + text.bottom) / 2)] ?? [];
    const borders = xs.filter((_, i) => i > 0 && i < row.length && row[i - 1] !== row[i]);
    for (const piece of cut(text, borders)) {
      const cell = row[boxAt(xs, (piece.left + piece.right) / 2)] ?? -1;
      inCell.set(cell, [...(inCell.get(cell) ?? []), piece]);
    }
  }
  const rows: PdfCell[][] = cells.map(() => []);
  const seen = new Set<number>();
  cells.forEach((boxes, row) => {
    boxes.forEach((cell, column) => {
      if (seen.has(cell)) return;
      seen.add(cell);
      const left = xs[column] ?? 0;
      const right = xs[boxes.lastIndexOf(cell) + 1] ?? left;
      const lines = linesOf(inCell.get(cell) ?? []);
      rows[row]?.push({ left, right, lines, text: textOfLines(lines, right) });
    });
  });
  return { page, top: ys[0] ?? 0, bottom: ys.at(-1) ?? 0, edges: xs, rows };
}

function boxAt(all: number[], at: number): number {
  return Math.min(
    all.length - 2,
    Math.max(
      0,
      all.findLastIndex((edge) => edge <= at),
    ),
  );
}

/** Text that runs across the border of two cells, as its parts in each. */
function cut(text: PdfText, borders: number[]): PdfText[] {
  const slack = (text.bottom - text.top) * 0.35;
  const border = borders.find((at) => text.left < at - slack && text.right > at + slack);
  if (border === undefined) return [text];
  const characters = [...text.text];
  const widths = characters.map((one) => (one.charCodeAt(0) > 0xff ? 2 : 1));
  const unit = (text.right - text.left) / widths.reduce((sum: number, width) => sum + width, 0);
  let [x, at] = [text.left, 0];
  while (at < characters.length && x + (unit * (widths[at] ?? 1)) / 2 < border) {
    x += unit * (widths[at] ?? 1);
    at += 1;
  }
  if (at === 0 || at === characters.length) return [text];
  const first = { ...text, text: characters.slice(0, at).join(''), right: Math.min(x, border) };
  return [
    first,
    ...cut({ ...text, text: characters.slice(at).join(''), left: Math.max(x, border) }, borders),
  ];
}
