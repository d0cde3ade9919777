/** Whether letters stand in one of the texts of a row, capital or small; without letters every row is meant. */
export function rowHolds(letters: string | undefined, texts: readonly (string | null)[]): boolean {
  if (!letters) return true;
  const wanted = letters.toLowerCase();
  return texts.some((text) => text?.toLowerCase().includes(wanted));
}

/** Rows in the order of what they show; those that show the same stay as they came. Nothing comes last. */
export function inOrder<Row>(
  rows: readonly Row[],
  shownBy: (row: Row) => string | number | null,
  down: boolean,
): Row[] {
  return rows.toSorted((a, b) => {
    const [left, right] = [shownBy(a), shownBy(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right), 'zh-CN', { numeric: true });
    return down ? -order : order;
  });
}
