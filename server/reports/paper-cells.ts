import { type PaperCell, type PaperValue, words } from './paper.ts';

/** So many rows stand under one name at most: a longer run says it again, so that no page is without it. */
const mostUnder = 8;

/** The name of the run of rows that begins at `at`, over all of them; nothing within a run. */
export function nameOfRun<Row>(
  rows: readonly Row[],
  at: number,
  column: number,
  { name, key = name }: { name: (row: Row) => string; key?: (row: Row) => string },
): PaperCell[] {
  const row = rows[at];
  if (row === undefined) return [];
  const isSame = (other: Row | undefined) => other !== undefined && key(other) === key(row);
  let first = at;
  while (isSame(rows[first - 1])) first -= 1;
  if ((at - first) % mostUnder !== 0) return [];
  let down = 1;
  while (down < mostUnder && isSame(rows[at + down])) down += 1;
  return [{ ...label(column, 1, name(row)), down }];
}

/** A level's name over the rows that follow under it. */
export function spanned<Row extends { level1: string; level2: string }>(
  rows: readonly Row[],
  at: number,
  level: 'level1' | 'level2',
  column: number,
): PaperCell[] {
  const key = (row: Row) => (level === 'level1' ? row.level1 : `${row.level1}\n${row.level2}`);
  return nameOfRun(rows, at, column, { name: (row) => row[level], key });
}

/** A heading. */
export function head(at: number, across: number, said: string): PaperCell {
  return { at, across, set: 'head', value: words(said) };
}

/** The name of a row or a field. */
export function label(at: number, across: number, said: string): PaperCell {
  return { at, across, set: 'label', value: words(said) };
}

/** Words, or a place to write where there are none. */
export function text(at: number, across: number, said: string | null): PaperCell {
  return { at, across, set: 'text', value: words(said) };
}

/** Words in the middle of their cell, or a place to write where there are none. */
export function mark(at: number, across: number, said: string | null): PaperCell {
  return { at, across, set: 'mark', value: words(said) };
}

/** An amount, a share or a number. */
export function figure(at: number, across: number, value: PaperValue): PaperCell {
  return { at, across, set: 'figure', value };
}
