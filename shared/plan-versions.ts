import { type Day, firstDayOf, type Instant, later } from './calendar.ts';
import type { AddedDay, ProjectPlan } from './plan.ts';

/** A project's plan as one version has it, with when it counts and when it became known. */
export interface PlanVersion {
  plan: Omit<ProjectPlan, 'originalBudget'>;
  /** The business day from which it counts. */
  effectiveOn: Day;
  recordedAt: Instant;
  /** From this version on the project is no part of the plan any more (取消). */
  ended: boolean;
}

/**
 * Every version of one project's plan, the oldest first. A version counts from its day on and is known from its
 * instant on; neither ever goes back from one version to the next.
 */
export interface PlanHistory {
  projectId: string;
  code: string;
  year: number;
  versions: readonly PlanVersion[];
  /** Every month-end that finance ever added as a reporting day; absent where there is none. */
  added?: readonly KnownAddedDay[];
}

/** An added reporting day, from when it is known and until when. */
export interface KnownAddedDay extends AddedDay {
  recordedAt: Instant;
  withdrawnAt: Instant | null;
}

/**
 * The plan of a project that counts on a day, as known at an instant (now where none is given): the latest
 * version that had begun and was known. Before 1 January it is the one that will count then. Undefined while
 * the project is not in the plan: before the version that brings it in, and from the one on that ends it.
 */
export function planAsOf(
  { year, versions, added }: PlanHistory,
  day: Day,
  knownAt?: Instant,
): ProjectPlan | undefined {
  const known = knownAt ? versions.filter(({ recordedAt }) => recordedAt <= knownAt) : versions;
  const begun = (on: Day) => known.findLast(({ effectiveOn }) => effectiveOn <= on);
  const version = begun(later(day, firstDayOf(year)));
  if (!version || version.ended) return undefined;
  const plan = { ...version.plan, originalBudget: begun(firstDayOf(year))?.plan.budget ?? 0 };
  const days = addedBy(added, day, knownAt);
  return days.length > 0 ? { ...plan, added: days } : plan;
}

/** The reporting days that had been added by a business day, as known at an instant, in order. */
function addedBy(added: readonly KnownAddedDay[] = [], day: Day, knownAt?: Instant): AddedDay[] {
  const stands = ({ on, recordedAt, withdrawnAt }: KnownAddedDay) =>
    on <= day && (knownAt === undefined || recordedAt <= knownAt) && !isWithdrawn(withdrawnAt, knownAt);
  return added.filter(stands).map(({ day: of, on }) => ({ day: of, on }));
}

function isWithdrawn(withdrawnAt: Instant | null, knownAt: Instant | undefined): boolean {
  return withdrawnAt !== null && (knownAt === undefined || withdrawnAt <= knownAt);
}

/** The first day after `day` on which another version of the plan begins to count; undefined where none is known. */
export function nextVersionOn({ versions }: PlanHistory, day: Day): Day | undefined {
  return versions.find(({ effectiveOn }) => effectiveOn > day)?.effectiveOn;
}
