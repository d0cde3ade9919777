/** A line of the source as shown: its cells where it is a row of a table, and how wide each column is to be. */
export interface SourceRow {
  cells: readonly string[];
  /** Shares of the width, the same for all rows of one table; empty where the line is plain text. */
  widths: readonly number[];
}

/** A line's cells, as the reading counts them: between tabs, else between bars; one cell where there are none. */
export function cellsOf(line: string): string[] {
  if (line.includes('\t')) return line.split('\t').map((cell) => cell.trim());
  if (line.includes('|')) {
    return line
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => cell.trim());
  }
  return [line];
}

/** The lines as rows; neighbouring rows with as many cells are one table and share their columns. */
export function sourceRows(lines: readonly string[]): SourceRow[] {
  const all = lines.map(cellsOf);
  const rows: SourceRow[] = [];
  for (let from = 0; from < all.length; ) {
    const count = all[from]?.length ?? 1;
    let to = from + 1;
    while (to < all.length && all[to]?.length === count) to += 1;
    const table = all.slice(from, to);
    const widths = count > 1 ? widthsOf(table, count) : [];
    for (const cells of table) rows.push({ cells, widths });
    from = to;
  }
  return rows;
}

const narrowest = 4;
const widest = 22;

function widthsOf(table: readonly string[][], count: number): number[] {
  return Array.from({ length: count }, (_, column) => {
    const longest = table.reduce((most, cells) => Math.max(most, lengthOf(cells[column] ?? '')), 0);
    return longest === 0 ? narrowest / 2 : Math.min(widest, Math.max(narrowest, longest));
  });
}

/** A Chinese character is as wide as two of the others. */
function lengthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2E7F' ? 1 : 0.55), 0);
}
