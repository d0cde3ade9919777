import { alertStories } from '#db/queries/alert-history.ts';
import { everyAlert } from '#db/queries/alerts.ts';
import { type ActionEventRow, actionEvents } from '#db/queries/meeting-actions.ts';
import type { Seen } from '#db/queries/reach.ts';
import type { Db } from '#db/schema.ts';
import type { AlertEvent } from '#shared/alert.ts';
import type { Day, Instant } from '#shared/calendar.ts';
import type { MeetingComparison } from '#shared/meeting.ts';
import type { ScopedAction } from './earlier-actions.ts';
import { type Moment, pastOf } from './moment.ts';

type Outcome = 'kept' | 'missed' | 'open';
interface Promised {
  owner: string;
  outcome: Outcome;
}
type Count = MeetingComparison['promises'][number];

/** Between what two days, and as known when, promises are looked at. */
export interface Between {
  year: number;
  /** The day of judging of the one before: what was decided by then is no news. */
  from: Day;
  /** That of the one after. */
  to: Day;
  knownAt: Instant | undefined;
}

/**
 * What became of what people promised: of alerts that were acknowledged with a day, and of what meetings decided. A promise
 * is kept where the thing recovered by its day, missed where the day passed before; an action where the result that was
 * found good was submitted by its day. What was decided by the first day is left out, what is not decided yet is open.
 */
export async function promisesBetween(
  db: Db,
  between: Between,
  {
    actions,
    seen,
    knows,
  }: { actions: readonly ScopedAction[]; seen: Seen | undefined; knows: (code: string) => boolean },
): Promise<Count[]> {
  const { year, from, to, knownAt } = between;
  const past = { day: to, knownAt };
  const conditions = ['pending', 'firing', 'resolved'] as const;
  const alerts = (await everyAlert(db, { year, past, conditions, seen })).filter(
    ({ handled, projectCode }) => handled.measure !== null && (projectCode === null || knows(projectCode)),
  );
  const stories = await alertStories(
    db,
    alerts.map(({ id }) => id),
    past,
  );
  const counts = new Map<string, Count>();
  const add = (who: string, outcome: Outcome | undefined) => {
    if (outcome === undefined) return;
    const count = counts.get(who) ?? { who, kept: 0, missed: 0, open: 0 };
    counts.set(who, count);
    count[outcome] += 1;
  };
  for (const story of stories.values())
    for (const { owner, outcome } of outcomesOf(story, from)) add(owner, outcome);
  const happened = await actionEvents(
    db,
    actions.map(({ id }) => id),
    knownAt,
  );
  for (const action of actions)
    add(action.who, outcomeOf(action.by, happened.get(action.id) ?? [], { from, to }));
  return [...counts.values()].sort((a, b) => b.missed - a.missed || (a.who < b.who ? -1 : 1));
}

/** Each promise in the story of an alert, with what became of it after a day. */
function outcomesOf(story: readonly AlertEvent[], from: Day): Promised[] {
  return story.flatMap(({ what, detail, by }, at): Promised[] => {
    if (what !== 'acknowledged' || !detail?.promisedOn) return [];
    const later = story.slice(at + 1);
    const end = later.find(
      (event) =>
        event.what === 'acknowledged' ||
        event.what === 'lapsed' ||
        (event.what === 'resolved' && event.detail?.promise),
    );
    const owner = detail.owner ?? by;
    // Promised anew, or no longer good because it got worse: that promise was neither kept nor missed.
    const isReplaced =
      end?.what === 'acknowledged' || (end?.what === 'lapsed' && end.detail?.why !== 'promise_missed');
    if (isReplaced) return [];
    if (!end) return [{ owner, outcome: 'open' }];
    const kept = end.what === 'resolved' && end.detail?.promise === 'kept';
    return end.day > from ? [{ owner, outcome: kept ? 'kept' : 'missed' }] : [];
  });
}

function outcomeOf(
  by: Day,
  events: readonly ActionEventRow[],
  { from, to }: { from: Day; to: Day },
): Outcome | undefined {
  if (events.length === 0) return undefined;
  const closed = events.findLast(({ what }) => what === 'closed');
  const submitted = events.findLast(({ what }) => what === 'submitted');
  if (closed && closed.day <= from) return undefined;
  if (closed) return (submitted?.day ?? closed.day) <= by ? 'kept' : 'missed';
  const waits = events.at(-1)?.what === 'submitted' && (submitted?.day ?? '') <= by;
  return by < to && !waits ? 'missed' : 'open';
}

/** The moment of a meeting as the end of what is looked at. */
export function until(moment: Omit<Moment, 'seq'>, from: Day): Between {
  return { year: moment.year, from, to: pastOf(moment).day, knownAt: moment.knownAt };
}
