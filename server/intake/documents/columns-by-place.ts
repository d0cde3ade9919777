/** A piece of a row with where it stands: in points on a page, in character widths in a text. */
export interface Piece {
  text: string;
  left: number;
  right: number;
}

/**
 * Rows without ruling lines under their head, the first row: a column is what stands between two gaps, at
 * least `gap` wide, that run through all rows. Undefined where this does not decide: two heads share a column,
 * or something stands in a column that has no head. What stands in front of the first head is a row's label.
 */
export function underHeads(rows: Piece[][], gap: number): Piece[][][] | undefined {
  const [head = []] = rows;
  const columns: Piece[] = [];
  for (const piece of rows.flat().toSorted((a, b) => a.left - b.left)) {
    const last = columns.at(-1);
    if (last && piece.left < last.right + gap) last.right = Math.max(last.right, piece.right);
    else columns.push({ ...piece });
  }
  const inColumn = (row: Piece[], { left, right }: Piece) =>
    row.filter((piece) => piece.left >= left && piece.right <= right);
  const decided = columns.every((column, i) => {
    const heads = inColumn(head, column).length;
    return heads === 1 || (heads === 0 && i === 0);
  });
  return decided ? rows.map((row) => columns.map((column) => inColumn(row, column))) : undefined;
}

/** Whether pieces stand below each other: with their left ends, their right ends or their middles. */
export function areAligned(pieces: Piece[], slack: number): boolean {
  const edges = [
    ({ left }: Piece) => left,
    ({ right }: Piece) => right,
    ({ left, right }: Piece) => (left + right) / 2,
  ];
  return edges.some((edge) => {
    const all = pieces.map(edge);
    return all.every((at) => Math.abs(at - (all[0] ?? 0)) <= slack);
  });
}

/**
 * Rows under their head where every piece begins where a head begins, or in front of them all: then it does not
 * matter how close the columns stand. Undefined where one begins elsewhere, or two in a row begin together.
 */
export function beginningWithHeads(rows: Piece[][], slack: number): Piece[][][] | undefined {
  const [head = []] = rows;
  const starts = head.map(({ left }) => left);
  const label = Math.min(...rows.flat().map(({ left }) => left));
  if (label < (starts[0] ?? 0) - slack) starts.unshift(label);
  const placed: Piece[][][] = [];
  for (const row of rows) {
    const cells: Piece[][] = starts.map(() => []);
    for (const piece of row) {
      const cell = cells[starts.findIndex((start) => Math.abs(start - piece.left) <= slack)];
      if (!cell || cell.length > 0) return undefined;
      cell.push(piece);
    }
    placed.push(cells);
  }
  return placed;
}
