import type { Unit } from '#db/gate.ts';
import { actionEvents, actionsDueOn, appendActionEvent } from '#db/queries/meeting-actions.ts';
import type { Db } from '#db/schema.ts';
import { addDays, type Day } from '#shared/calendar.ts';
import { reminderDays } from '#shared/meeting.ts';

/**
 * 催办: 7, 3 and 1 days before the day of an action that is still owed, and on the day after it, the action says so in its
 * story, once, and who looks at meetings is told. Asked again on the same day nothing happens; a day that was missed is
 * asked for in its turn.
 */
export async function remindOfActions(db: Db, unit: Unit, day: Day): Promise<void> {
  const days = new Map([...reminderDays, -1].map((left) => [addDays(day, left), left]));
  const due = await actionsDueOn(db, [...days.keys()]);
  if (due.length === 0) return;
  const stories = await actionEvents(
    db,
    due.map(({ id }) => id),
  );
  let hasTold = false;
  for (const { id, by } of due) {
    const left = days.get(by) ?? 0;
    const what = left < 0 ? 'overdue' : 'reminded';
    const isTold = stories.get(id)?.some((event) => event.what === what && event.day === day);
    if (isTold) continue;
    const note = left < 0 ? null : String(left);
    await appendActionEvent(db, { action: id, at: unit.at, day, by: 'system', what, note, alone: 0 });
    hasTold = true;
  }
  if (hasTold) unit.announce({ topics: ['meetings'], projects: [] });
}
