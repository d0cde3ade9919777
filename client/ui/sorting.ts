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
