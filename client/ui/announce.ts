import { useEffect, useRef, useSyncExternalStore } from 'react';

/** What was announced last, and how many announcements came before it: the same said again is another one. */
interface Announced {
  text: string;
  number: number;
}

let said: Announced = { text: '', number: 0 };
const watchers = new Set<() => void>();

/** Says something to whoever hears the page instead of seeing it; it waits until nothing else is being said. */
export function announce(text: string): void {
  said = { text, number: said.number + 1 };
  for (const tell of watchers) tell();
}

/** What was announced last. */
export function useAnnounced(): Announced {
  return useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => said,
  );
}

/** Announces a text whenever it becomes another one, not when it is first there. */
export function useAnnounceChange(text: string): void {
  const before = useRef(text);
  useEffect(() => {
    if (before.current === text) return;
    before.current = text;
    announce(text);
  }, [text]);
}
