import type { Fen } from './money.ts';

/** What a place in a ranking is by: the share of the budget that is spent (预算执行率). */
export interface Ranked {
  budget: Fen;
  spent: Fen;
}

/** The higher share of the budget first, compared exactly; without a budget there is none, last. */
export function byRate(a: Ranked, b: Ranked): number {
  if (a.budget === 0 || b.budget === 0) return Number(a.budget === 0) - Number(b.budget === 0);
  const [left, right] = [BigInt(a.spent) * BigInt(b.budget), BigInt(b.spent) * BigInt(a.budget)];
  return left === right ? 0 : left > right ? -1 : 1;
}

/**
 * The place of each, in the order given, the first being 1. Equal shares have the same place, and the next one
 * counts those before it: 1, 2, 2, 4.
 */
export function placesOf(entries: readonly Ranked[]): number[] {
  const order = entries.map((_, at) => at).sort((a, b) => byRate(entryAt(entries, a), entryAt(entries, b)));
  const places: number[] = new Array(entries.length).fill(0);
  let place = 0;
  order.forEach((at, index) => {
    const before = order[index - 1];
    if (before === undefined || byRate(entryAt(entries, before), entryAt(entries, at)) !== 0)
      place = index + 1;
    places[at] = place;
  });
  return places;
}

function entryAt(entries: readonly Ranked[], at: number): Ranked {
  return entries[at] ?? { budget: 0, spent: 0 };
}
