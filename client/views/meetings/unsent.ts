import type { ActionInput, AgendaItem, DecisionInput, Meeting, MeetingAction } from '#shared/meeting.ts';

export type NewDecision = ReturnType<typeof DecisionInput.parse>;

/** What was typed in a meeting, by the item that it is about. */
export type Typed =
  | { what: 'decision'; item: string; body: NewDecision }
  | { what: 'notes'; item: string; body: { notes: string } }
  | { what: 'action'; item: string; body: ActionInput }
  | { what: 'action-change'; item: string; action: string; body: ActionInput }
  | { what: 'action-gone'; item: string; action: string };

/** Something typed that the server has not answered yet. `key` makes sending it twice harmless. */
export interface Unsent {
  key: string;
  meeting: string;
  typed: Typed;
  /** When it was typed. */
  at: string;
  /** Why the server would not take it: it waits for a person, the others go on. */
  refused?: string;
}

/**
 * The queue with one more thing typed. A decision, the notes or a change typed again takes the place of the one
 * that still waits; an action that was never sent is changed, or dropped, where it waits. `sending` is under way
 * and stays as it is: what came after it is sent after it.
 */
export function queued(queue: readonly Unsent[], next: Unsent, sending?: string): Unsent[] {
  const { typed } = next;
  if (typed.what === 'action-change' || typed.what === 'action-gone') {
    const waiting = queue.find(({ key, typed: { what } }) => what === 'action' && key === typed.action);
    if (waiting && waiting.key !== sending) {
      if (typed.what === 'action-gone') return queue.filter((each) => each !== waiting);
      const { refused: _, ...rest } = waiting;
      const changed: Unsent = { ...rest, typed: { what: 'action', item: typed.item, body: typed.body } };
      return queue.map((each) => (each === waiting ? changed : each));
    }
  }
  return [...queue.filter((each) => each.key === sending || !replaces(next, each)), next];
}

/** What is sent next: the oldest that was not refused. */
export function nextToSend(queue: readonly Unsent[]): Unsent | undefined {
  return queue.find(({ refused }) => refused === undefined);
}

/** The request that brings something typed to the server. */
export function requestOf({ meeting, typed }: Unsent): {
  method: 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body?: object;
} {
  const item = `meetings/${meeting}/items/${typed.item}`;
  switch (typed.what) {
    case 'decision':
    case 'notes':
      return { method: 'PUT', path: `${item}/${typed.what}`, body: typed.body };
    case 'action':
      return { method: 'POST', path: `${item}/actions`, body: typed.body };
    case 'action-change':
      return { method: 'PATCH', path: `meeting-actions/${typed.action}`, body: typed.body };
    case 'action-gone':
      return { method: 'DELETE', path: `meeting-actions/${typed.action}` };
  }
}

/** The meeting as it will be once everything typed is with the server: what a screen shows meanwhile. */
export function withUnsent(meeting: Meeting, queue: readonly Unsent[], by: string): Meeting {
  return queue.reduce(
    (known, each) => (each.meeting === meeting.id ? applied(known, each, by) : known),
    meeting,
  );
}

function applied(meeting: Meeting, unsent: Unsent, by: string): Meeting {
  const { item } = unsent.typed;
  return { ...meeting, items: meeting.items.map((each) => (each.id === item ? itemWith(each) : each)) };

  function itemWith(before: AgendaItem): AgendaItem {
    const { key, typed, at } = unsent;
    const { actions } = before;
    switch (typed.what) {
      case 'decision':
        return { ...before, decision: { ...typed.body, by, at } };
      case 'notes':
        return { ...before, notes: typed.body.notes };
      case 'action':
        if (actions.some(({ id }) => id === key)) return before;
        return { ...before, actions: [...actions, newAction(meeting, before, key, typed.body)] };
      case 'action-change':
        return {
          ...before,
          actions: actions.map((one) => (one.id === typed.action ? { ...one, ...typed.body } : one)),
        };
      case 'action-gone':
        return { ...before, actions: actions.filter(({ id }) => id !== typed.action) };
    }
  }
}

function newAction(meeting: Meeting, item: AgendaItem, id: string, body: ActionInput): MeetingAction {
  return {
    id,
    meetingId: meeting.id,
    meetingTitle: meeting.title,
    itemId: item.id,
    projectCode: item.projectCode,
    projectName: item.project?.project.name ?? null,
    ...body,
    state: 'open',
    daysLeft: null,
    dueWithin: null,
    overdue: false,
    result: null,
    answer: null,
    history: [],
    moves: [],
  };
}

function replaces(next: Unsent, each: Unsent): boolean {
  const [after, before] = [next.typed, each.typed];
  if (next.meeting !== each.meeting || after.item !== before.item) return false;
  if (after.what === 'decision' || after.what === 'notes') return before.what === after.what;
  if (after.what === 'action-change' || after.what === 'action-gone')
    return before.what === 'action-change' && before.action === after.action;
  return false;
}
