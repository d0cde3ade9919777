import { type PaperCell, type PaperValue, words } from './paper.ts';

/** A level's name once for all rows that follow under it. */
export function spanned<Row extends { level1: string; level2: string }>(
  rows: readonly Row[],
  at: number,
  level: 'level1' | 'level2',
  column: number,
): PaperCell[] {
  const same = (a: Row | undefined, b: Row | undefined) =>
    a !== undefined &&
    b !== undefined &&
    a.level1 === b.level1 &&
    (level === 'level1' || a.level2 === b.level2);
  if (same(rows[at], rows[at - 1])) return [];
  let down = 1;
  while (same(rows[at], rows[at + down])) down += 1;
  return [{ ...label(column, 1, rows[at]?.[level] ?? ''), down }];
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
