import { useSyncExternalStore } from 'react';

let running = false;
const watchers = new Set<() => void>();

/** Begins the tour of the overview; the page has to be there. */
export function startTour(): void {
  set(true);
}

export function endTour(): void {
  set(false);
}

/** Whether the tour is under way. */
export function useTour(): boolean {
  return useSyncExternalStore(
    (watch) => {
      watchers.add(watch);
      return () => watchers.delete(watch);
    },
    () => running,
  );
}

function set(next: boolean): void {
  running = next;
  for (const watch of watchers) watch();
}
