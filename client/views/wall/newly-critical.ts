import type { Alert } from '#shared/alert.ts';
import { type Critical, mostTold } from './round.ts';

/** What was critical when it was last looked: no more than one answer holds. */
export interface Looked {
  ids: ReadonlySet<string>;
  /** When the newest of them was opened. */
  newest: string;
}

/**
 * What became critical since the last look, from the answer and not from what the socket said: so what happened while
 * the wall slept or the server was away is told too, and nothing twice. The first look tells nothing. Of an answer
 * that holds not all, only what was opened since counts: older ones come into it as newer ones resolve.
 */
export function newlyCritical(
  before: Looked | undefined,
  { items, total }: { items: readonly Alert[]; total?: number | undefined },
): { looked: Looked; news: Critical | undefined } {
  const firing = items.filter(({ condition, severity }) => condition === 'firing' && severity === 'critical');
  const newest = firing.reduce(
    (last, { openedAt }) => (openedAt > last ? openedAt : last),
    before?.newest ?? '',
  );
  const looked = { ids: new Set(firing.map(({ id }) => id)), newest };
  if (!before) return { looked, news: undefined };
  const isWhole = total === undefined || total <= items.length;
  const added = firing.filter(
    ({ id, openedAt, mutedBy, flappingSince }) =>
      !before.ids.has(id) && !mutedBy && !flappingSince && (isWhole || openedAt > before.newest),
  );
  if (added.length === 0) return { looked, news: undefined };
  const newestFirst = added.toSorted((a, b) => b.openedAt.localeCompare(a.openedAt));
  return { looked, news: { alerts: newestFirst.slice(0, mostTold), count: added.length } };
}
