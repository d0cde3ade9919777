import { useCallback, useMemo, useState } from 'react';
import type { Alert } from '#shared/alert.ts';

/** Which of the alerts shown are chosen; one that is no longer shown is chosen no more. */
export function useChosen(rows: readonly Alert[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (id: string) =>
      setIds((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    [],
  );
  const chosen = useMemo(() => rows.filter(({ id }) => ids.has(id)), [rows, ids]);
  const shown = useMemo(() => new Set(chosen.map(({ id }) => id)), [chosen]);
  return {
    chosen,
    ids: shown,
    toggle,
    toggleAll: () => setIds(shown.size === rows.length ? new Set() : new Set(rows.map(({ id }) => id))),
    keep: useCallback((kept: readonly string[]) => setIds(new Set(kept)), []),
  };
}
