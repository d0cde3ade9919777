import type { ReactNode } from 'react';
import type { Sorting } from './sorting.ts';

/** A column's head; a button where the table can be ordered by it. */
export function SortHeader<Row>({
  by,
  sorting,
  number = false,
  className: own,
  children,
}: {
  by: keyof Row & string;
  sorting: Sorting<Row> | undefined;
  number?: boolean;
  className?: string | undefined;
  children: ReactNode;
}) {
  const className = number ? 'number' : own;
  if (!sorting) {
    return (
      <th scope="col" className={className}>
        {children}
      </th>
    );
  }
  const order = sorting.by !== by ? 'none' : sorting.down ? 'descending' : 'ascending';
  return (
    <th scope="col" className={className} aria-sort={order}>
      <button type="button" onClick={() => sorting.sort(by)}>
        {children}
        <span aria-hidden="true">{{ none: '', ascending: ' ↑', descending: ' ↓' }[order]}</span>
      </button>
    </th>
  );
}
