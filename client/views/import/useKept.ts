import { useState } from 'react';
import type { WorkItem } from './work-items.ts';

/**
 * All items, or those that were open when only the open ones were asked for: one that is answered meanwhile stays
 * in its place, since someone is standing on it.
 */
export function useKept(items: readonly WorkItem[], openOnly: boolean): readonly WorkItem[] {
  const [kept, setKept] = useState<{ ids: ReadonlySet<string> }>();
  if (!openOnly) {
    if (kept) setKept(undefined);
    return items;
  }
  const open = items.filter(({ id, done }) => !done || kept?.ids.has(id));
  if (!kept || open.some(({ id }) => !kept.ids.has(id))) {
    setKept({ ids: new Set([...(kept?.ids ?? []), ...open.map(({ id }) => id)]) });
  }
  return open;
}
