import { useSyncExternalStore } from 'react';
import type { Progress } from '#shared/events.ts';

/** More is not followed at once; what is older was finished long ago. */
const most = 20;

let last: ReadonlyMap<string, Progress> = new Map();
const watchers = new Set<() => void>();

/** Takes in how far something has come; the last word counts. */
export function tellProgress(progress: Progress): void {
  const others = [...last].filter(([id]) => id !== progress.id).slice(1 - most);
  last = new Map([...others, [progress.id, progress]]);
  for (const tell of watchers) tell();
}

/** How far the work of this id has come; undefined where nothing was said yet. */
export function useProgress(id: string | undefined): Progress | undefined {
  return useSyncExternalStore(watch, () => progressOf(id));
}

/** What was said last of the work of this id. */
export function progressOf(id: string | undefined): Progress | undefined {
  return id === undefined ? undefined : last.get(id);
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
