import type { Params } from '../../data/request.ts';

/** The parts of the inbox, in their order. */
export const inboxes = ['all', 'mine', 'unacknowledged', 'overdue'] as const;
export type Inbox = (typeof inboxes)[number];

/** The part that a URL names; everything where it names none. */
export function inboxOf(value: string | null): Inbox {
  return inboxes.find((one) => one === value) ?? 'all';
}

/** What the inbox's filters ask the list for, and what the counts of its parts. */
export function inboxAsked({ inbox, sort, ...rest }: Params): { list: Params; counts: Params } {
  return { list: { ...rest, sort, ...inboxFilter(inboxOf(String(inbox ?? ''))) }, counts: rest };
}

/** What a part asks the list for. */
function inboxFilter(inbox: Inbox): Params {
  switch (inbox) {
    case 'mine':
      return { mine: 'true' };
    case 'unacknowledged':
      return { unacknowledged: 'true' };
    case 'overdue':
      return { promise: 'overdue' };
    case 'all':
      return {};
  }
}
