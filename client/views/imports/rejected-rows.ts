import type { RejectedRow } from '#shared/imports.ts';

/** The columns that rows were rejected for, with how many; the most frequent first. */
export function rejectedColumns(rejected: readonly RejectedRow[]): { column: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { column = '' } of rejected) counts.set(column, (counts.get(column) ?? 0) + 1);
  return [...counts].map(([column, count]) => ({ column, count })).sort((a, b) => b.count - a.count);
}

/** The rows rejected for one of the columns, all where none is chosen, that hold a text or are the row it names. */
export function matching(
  rejected: readonly RejectedRow[],
  columns: readonly string[],
  text: string,
): RejectedRow[] {
  const wanted = text.trim().toLowerCase();
  return rejected.filter(({ row, column = '', value, message }) => {
    if (columns.length > 0 && !columns.includes(column)) return false;
    if (wanted === '' || String(row) === wanted) return true;
    return [value ?? '', message, column].some((each) => each.toLowerCase().includes(wanted));
  });
}
