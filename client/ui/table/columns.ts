import type { ReactNode } from 'react';

/** A column of a table: its head, and what a row shows in it. */
export interface Column<Row> {
  id: string;
  head: string;
  /** By what `?sort=` names it, where the list can be ordered by it. */
  sort?: string;
  /** The room it takes; columns without share the rest. */
  width?: string;
  className?: string;
  /** Heads the row: its link or button is what the keyboard goes to. */
  isHead?: boolean;
  /** Where rows are stacked its head stands before it; not where the figure speaks for itself. */
  unnamed?: boolean;
  cell: (row: Row) => ReactNode;
}
