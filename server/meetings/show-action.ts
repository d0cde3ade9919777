import type { ActionEventRow, ActionRow } from '#db/queries/meeting-actions.ts';
import { meetingTitle } from '#shared/agenda.ts';
import type { Day } from '#shared/calendar.ts';
import type { Language } from '#shared/language.ts';
import { type ActionMove, type MeetingAction, remindingOf } from '#shared/meeting.ts';

/** An action as the API shows it; `moves` are what its reader may do. */
export function showAction(
  row: ActionRow,
  events: readonly ActionEventRow[],
  { language, today, moves }: { language: Language; today: Day; moves: ActionMove[] },
): MeetingAction {
  const { id, meetingId, itemId, projectCode, projectName, what, who, by, state, result, answer } = row;
  return {
    id,
    meetingId,
    meetingTitle: meetingTitle({ ...row, title: row.meetingTitle }, language),
    itemId,
    projectCode,
    projectName,
    what,
    who,
    by,
    state,
    ...remindingOf(state, by, today),
    result,
    answer,
    history: events.map(({ at, by: whom, what: happened, note, alone }) => ({
      at,
      by: whom,
      what: happened,
      note,
      alone: alone === 1,
    })),
    moves,
  };
}
