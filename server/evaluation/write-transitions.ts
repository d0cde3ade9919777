import type { Unit } from '#db/gate.ts';
import { flipDays, handledRows } from '#db/queries/handling.ts';
import { type Judged, keepJudged } from '#db/queries/judged.ts';
import { eventRows, lastEpisodes, type Moment } from '#db/queries/open-alerts.ts';
import type { SilenceRow } from '#db/queries/silences.ts';
import type { Db } from '#db/schema.ts';
import type { Day } from '#shared/calendar.ts';
import { flipsSince } from '#shared/flapping.ts';
import type { Handled } from '#shared/handling.ts';
import type { Charge } from '#shared/lapse.ts';
import { type Reconciled, Story } from './story.ts';

/** How many alerts an evaluation opened, changed and resolved. */
export interface Counts {
  opened: number;
  changed: number;
  resolved: number;
}

export const noCounts: Counts = { opened: 0, changed: 0, resolved: 0 };

export function addCounts(a: Counts, b: Counts): Counts {
  return { opened: a.opened + b.opened, changed: a.changed + b.changed, resolved: a.resolved + b.resolved };
}

/** What belongs to a department is 财务's, whoever owns the projects. */
export const nobody: Charge = { owner: null, section: null };

/** What the handling of alerts depends on beside themselves. */
export interface Around {
  handlings: ReadonlyMap<string, Handled>;
  silences: readonly SilenceRow[];
  today: Day;
}

/** What became of alerts, to be written, and scope by scope the days on which time alone changes how they are handled. */
export interface Became {
  counts: Counts;
  checkDays: Day[][];
  judged: Judged;
}

/** Writes what became of the alerts of some scopes at once: see `whatBecame`. */
export async function writeTransitions(
  db: Db,
  unit: Unit,
  scopes: readonly Reconciled[],
  around: Around,
): Promise<Omit<Became, 'judged'>> {
  const { judged, ...became } = await whatBecame(db, unit, scopes, around);
  await keepJudged(db, judged);
  return became;
}

/**
 * What became of the alerts of some scopes and of their handling, and announces it. Whoever asks writes it: the
 * rows of all scopes together. Only what no open alert knows is read: earlier episodes of what opens.
 */
export async function whatBecame(
  db: Db,
  unit: Unit,
  scopes: readonly Reconciled[],
  { handlings, silences, today }: Around,
): Promise<Became> {
  const moment: Moment = { at: unit.at, seq: unit.seq, day: today, by: 'system' };
  const stories = scopes.map((reconciled) => new Story(reconciled, moment, handlings));
  const episodes = await lastEpisodes(
    db,
    stories.flatMap(({ keys }) => keys),
  );
  for (const story of stories) story.tell(episodes);
  const beginning = stories.flatMap((story) => story.beginning());
  const flips = await flipDays(db, beginning, flipsSince(today));
  const after = stories.map((story) => story.live({ silences, flips }));

  const events = [
    ...stories.flatMap(({ beginnings }) => beginnings),
    ...stories.flatMap(({ changes }) => changes),
    ...after.flatMap((life) => life.events),
  ];
  const handled = handledRows([
    ...stories.flatMap(({ ended }) => ended),
    ...after.flatMap((life) => life.handlings),
  ]);
  const dropped = stories.flatMap((story) => story.dropped);
  const judged: Judged = {
    droppedStories: dropped,
    dropped,
    opened: stories.flatMap(({ opened }) => opened),
    updated: stories.flatMap(({ updated }) => updated),
    resolved: stories.flatMap(({ resolved }) => resolved),
    events: eventRows(events, moment),
    handled,
    handlingState: handled,
    muted: after.flatMap(({ mutings }) => mutings),
  };
  const told = stories.flatMap((story) => story.told.map(({ transition }) => transition));
  const count = (...says: string[]) => told.filter((transition) => says.includes(transition)).length;
  const counts = {
    opened: count('opened'),
    changed: count('escalated', 'changed'),
    resolved: count('resolved'),
  };
  const changed = stories.filter(({ hasChanged }) => hasChanged);
  if (changed.length > 0) announce(unit, changed);
  return { counts, checkDays: after.map((life) => life.checkDays), judged };
}

function announce(unit: Unit, changed: readonly Story[]) {
  const ofDepartment = changed.some(({ isOfDepartment }) => isOfDepartment);
  const projects = changed.map(({ code }) => code);
  const alerts = changed.flatMap((story) => story.shown());
  unit.announce({ topics: ['alerts', 'overview'], ...(!ofDepartment && { projects }), alerts });
}
