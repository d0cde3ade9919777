import type { Database } from '#db/open.ts';
import { yearFigures, yearProjects } from '#db/queries/standings.ts';
import type { Day, Instant } from '#shared/calendar.ts';
import { figuresOf, type ProjectFigures } from '#shared/figures.ts';
import { loadSnapshots, type PlanCache } from './evaluation/snapshots.ts';
import type { Sight } from './sight.ts';
import { inSlices } from './slices.ts';

export interface FiguresQuery {
  year: number;
  asOf: Day;
  today: Day;
  knownAt: Instant | undefined;
  isNow: boolean;
}

/** So many projects are read and judged at a time where a past day has to be computed; others have their turn in between. */
const chunk = 50;

/**
 * The figures of every project of a year. The present was kept when it was evaluated; any other day, or what
 * was known at an instant, is computed from the ledgers by the same function. Only what one sees takes part.
 */
export async function figuresOfYear(
  db: Database,
  cache: PlanCache,
  query: FiguresQuery,
  sight: Sight,
): Promise<ProjectFigures[]> {
  const { year, asOf, today, knownAt, isNow } = query;
  const kept = isNow
    ? (await yearFigures(db.read, year, today)).filter(({ projectId }) => sight.knows(projectId))
    : undefined;
  // Kept as null: a project that is not in the plan yet, or no more.
  const figures = (kept ?? []).flatMap((one) =>
    one.isStale ? [] : ((JSON.parse(one.figures) as ProjectFigures | null) ?? []),
  );
  // Between midnight and the day's first evaluation, what time alone changed is computed here.
  const ids = kept
    ? kept.flatMap((one) => (one.isStale ? [one.projectId] : []))
    : (await yearProjects(db.read, year)).filter(sight.knows);
  const rules = await cache.rules(db.read, await planSeq(db));
  await inSlices(ids, chunk, async (some) => {
    const snapshots = await loadSnapshots(db.read, cache, await planSeq(db), some, { asOf, knownAt });
    for (const snapshot of snapshots)
      figures.push(figuresOf(snapshot, rules.profileOf(snapshot, today, knownAt), { asOf, today }));
  });
  return figures;
}

/** The `seq` at which plans last changed: what was cached of them before is stale. */
export async function planSeq(db: Database): Promise<number> {
  const { plan_seq } = await db.read.selectFrom('clock').select('plan_seq').executeTakeFirstOrThrow();
  return plan_seq;
}
