import { setImmediate as nextTurn } from 'node:timers/promises';

/** So many milliseconds are worked on at a stretch: others are served in between. */
const stretch = 8;

/** Somebody no longer wants what is being worked out. */
export class Cancelled extends Error {}

/**
 * Runs work that gives way now and then, so that the server goes on answering; `signal` ends it early with
 * `Cancelled`. One object serves one long piece of work.
 */
export function createSlices(signal: AbortSignal) {
  let began = performance.now();
  const pause = async () => {
    if (signal.aborted) throw new Cancelled('cancelled');
    if (performance.now() - began < stretch) return;
    await nextTurn();
    began = performance.now();
    if (signal.aborted) throw new Cancelled('cancelled');
  };
  return {
    pause,
    async run<Result>(work: Generator<unknown, Result>): Promise<Result> {
      for (;;) {
        const step = work.next();
        if (step.done) return step.value;
        await pause();
      }
    },
  };
}

export type Slices = ReturnType<typeof createSlices>;
