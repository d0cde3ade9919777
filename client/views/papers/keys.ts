import type { KeyboardEvent } from 'react';

/** Enter goes down to the next row that may be written in, in the same column; Shift+Enter stays for a new line: as on paper, column by column. */
export function goDown(event: KeyboardEvent<HTMLElement>, row: number, column: string): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const cells = event.currentTarget
    .closest('table')
    ?.querySelectorAll<HTMLElement>(`[data-column="${column}"]`);
  const below = [...(cells ?? [])].slice(row + 1);
  below.find((cell) => !cell.matches(':disabled, [readonly]'))?.focus();
}
