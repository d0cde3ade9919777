import { RequestProblem } from '../../data/request.ts';

/** What became of one of many: done, or why not. */
export interface Outcome {
  id: string;
  /** Undefined where it was done. */
  why: string | undefined;
}

/** So many are under way at a time: the server answers them in turn anyway. */
const atOnce = 4;

/**
 * Does the same to each of many and says of every one what became of it: a refusal of one stops no other. `onDone` is
 * told after each.
 */
export async function doEach<Item extends { id: string }>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
  onDone: (count: number) => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...items];
  const next = async (): Promise<void> => {
    for (let item = waiting.shift(); item; item = waiting.shift()) {
      outcomes.push({ id: item.id, why: await reasonOf(work, item) });
      onDone(outcomes.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  return outcomes;
}

async function reasonOf<Item>(work: (item: Item) => Promise<unknown>, item: Item) {
  try {
    await work(item);
    return undefined;
  } catch (error) {
    if (error instanceof RequestProblem && error.message) return error.message;
    return error instanceof Error && error.message ? error.message : '…';
  }
}
