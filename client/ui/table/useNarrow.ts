import { useSyncExternalStore } from 'react';

const media = globalThis.matchMedia?.('(max-width: 760px)');

/** Whether the screen is as narrow as a phone's: tables stack their rows there. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (tell) => {
      media?.addEventListener('change', tell);
      return () => media?.removeEventListener('change', tell);
    },
    () => media?.matches ?? false,
  );
}
