import { setImmediate } from 'node:timers/promises';

/**
 * Does something for many items, some at a time, and lets everybody else have their turn in between: whoever
 * waits for the server waits no longer than for one slice.
 */
export async function inSlices<Item, Done>(
  items: readonly Item[],
  size: number,
  work: (slice: readonly Item[]) => Promise<Done> | Done,
): Promise<Done[]> {
  const done: Done[] = [];
  for (let from = 0; from < items.length; from += size) {
    if (from > 0) await setImmediate();
    done.push(await work(items.slice(from, from + size)));
  }
  return done;
}
