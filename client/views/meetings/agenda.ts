import type { AgendaItem, AgendaKind, MeetingChange } from '#shared/meeting.ts';
import { agendaKinds } from './words.ts';

type Placed = Pick<AgendaItem, 'id' | 'included'>;

/** How many items of each kind are taken, in the order in which a meeting takes them; kinds without any are left out. */
export function agendaCounts(
  items: readonly Pick<AgendaItem, 'kind' | 'included'>[],
): [AgendaKind, number][] {
  const taken = items.filter(({ included }) => included);
  return agendaKinds
    .map((kind): [AgendaKind, number] => [kind, taken.filter((item) => item.kind === kind).length])
    .filter(([, count]) => count > 0);
}

/** The order with `id` one place earlier (−1) or later (1) among those taken; the same where it is at the end. */
export function moved(items: readonly Placed[], id: string, by: -1 | 1): string[] {
  const taken = items.filter(({ included }) => included).map((item) => item.id);
  const at = taken.indexOf(id);
  const other = taken[at + by];
  if (at >= 0 && other !== undefined) [taken[at], taken[at + by]] = [other, id];
  return [...taken, ...leftOut(items)];
}

/** The order with those in `ids` put, in their order, before or after `target`. */
export function dropped(
  items: readonly Placed[],
  ids: ReadonlySet<string>,
  target: string,
  where: 'before' | 'after',
): string[] {
  const all = items.map(({ id }) => id);
  if (ids.has(target)) return all;
  const rest = all.filter((id) => !ids.has(id));
  const at = rest.indexOf(target) + (where === 'after' ? 1 : 0);
  return [...rest.slice(0, at), ...all.filter((id) => ids.has(id)), ...rest.slice(at)];
}

/** The items as they will stand after a change, those left out last: shown before the server has answered. */
export function changedAgenda<Item extends Placed>(
  items: readonly Item[],
  { order, included = {} }: Pick<MeetingChange, 'order' | 'included'>,
): Item[] {
  const place = new Map(order?.map((id, at) => [id, at]));
  const marked = items.map((item) => ({ ...item, included: included[item.id] ?? item.included }));
  const ordered = order ? marked.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)) : marked;
  return [...ordered.filter((item) => item.included), ...ordered.filter((item) => !item.included)];
}

/** Whether an owner is asked to speak of an item: of a project or an action, not of a list of many. */
export function isSpokenOf({ kind }: Pick<AgendaItem, 'kind'>): boolean {
  return kind === 'project' || kind === 'action';
}

/** How many of the taken items that an owner is asked about have a statement. */
export function statementsOf(items: readonly AgendaItem[]): { done: number; of: number } {
  const asked = items.filter((item) => item.included && isSpokenOf(item));
  return { done: asked.filter(({ statement }) => statement !== null).length, of: asked.length };
}

function leftOut(items: readonly Placed[]): string[] {
  return items.filter(({ included }) => !included).map(({ id }) => id);
}
