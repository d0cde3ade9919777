import type { MeetingAction } from '#shared/meeting.ts';

/** The states in which an action is not done with, as the API takes them. */
export const openStates = 'open,submitted,returned';

/** One's own first, then what is late, longest first, then by day; those whose result waits for a word after them. */
export function actionsInOrder(
  actions: readonly MeetingAction[],
  name: string,
  username: string,
): MeetingAction[] {
  const rank = (action: MeetingAction) =>
    (isMine(action, name, username) ? 0 : 2) + (action.state === 'submitted' ? 1 : 0);
  return actions.toSorted(
    (a, b) => rank(a) - rank(b) || a.by.localeCompare(b.by) || a.id.localeCompare(b.id),
  );
}

/** Whether somebody is the one named: by name or user name. */
export function isMine({ who }: Pick<MeetingAction, 'who'>, name: string, username: string): boolean {
  return who === name || who === username;
}
