/** How a table is ordered, and how to order it otherwise. */
export interface Sorting<Row> {
  by: (keyof Row & string) | undefined;
  down: boolean;
  sort: (by: keyof Row & string) => void;
}

/** The order in a URL value such as `amount` or `-amount`. */
export function sortingOf(value: string | null): { by: string | undefined; down: boolean } {
  if (!value) return { by: undefined, down: false };
  return value.startsWith('-') ? { by: value.slice(1), down: true } : { by: value, down: false };
}

/** The URL value after a click on a column: up, then down, then as it came. */
export function nextSorting(value: string | null, by: string): string | undefined {
  if (value === by) return `-${by}`;
  return value === `-${by}` ? undefined : by;
}

/** Rows in the asked order; as they came where none is asked. Decimal texts are compared as numbers. */
export function sorted<Row>(rows: readonly Row[], value: string | null): readonly Row[] {
  const { by, down } = sortingOf(value);
  if (!by) return rows;
  const key = (row: Row) => (row as Record<string, unknown>)[by];
  const order = (a: Row, b: Row) => compare(key(a), key(b));
  return rows.toSorted((a, b) => (down ? order(b, a) : order(a, b)));
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a ?? ''), String(b ?? '')];
  const decimal = /^-?\d+(\.\d+)?$/;
  if (decimal.test(left) && decimal.test(right)) return Number(left) - Number(right);
  return left.localeCompare(right, 'zh-CN');
}
