import { useSyncExternalStore } from 'react';
import type { Progress } from '#shared/events.ts';

let last: ReadonlyMap<string, Progress> = new Map();
const watchers = new Set<() => void>();

/** Takes in how far something has come; the last word counts. */
export function tellProgress(progress: Progress): void {
  last = new Map(last).set(progress.id, progress);
  for (const tell of watchers) tell();
}

/** How far the work of this id has come; undefined where nothing was said yet. */
export function useProgress(id: string | undefined): Progress | undefined {
  return useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => {
        watchers.delete(tell);
        // Nobody asks again for work that no screen follows.
        if (watchers.size === 0) last = new Map();
      };
    },
    () => (id === undefined ? undefined : last.get(id)),
  );
}
