import { type OpenRow, openAlertsQuestion, openFrom } from '#db/queries/alerts.ts';
import { type EndRow, endsQuestion } from '#db/queries/closing.ts';
import {
  type SpendingRow,
  spendingFrom,
  spendingKnownAtQuestion,
  spendingQuestion,
} from '#db/queries/expenditures.ts';
import { type HandlingRow, handlingsFrom, openHandlingsQuestion } from '#db/queries/handling.ts';
import { type CoverRow, coversQuestion } from '#db/queries/ledger.ts';
import { type MeasuredRow, measuredFrom, measurementsQuestion } from '#db/queries/measurements.ts';
import { loadPlans } from '#db/queries/plans.ts';
import { type SilenceStored, silencesFrom, silencesQuestion } from '#db/queries/silences.ts';
import type { Db } from '#db/schema.ts';
import { askTogether } from '#db/sql.ts';
import { addDays, type Day, type Instant } from '#shared/calendar.ts';
import type { Snapshot } from '#shared/evaluate/snapshot.ts';
import type { ProjectPlan } from '#shared/plan.ts';

/** Plans change a few times a year and are read at every write: they are kept until `planSeq` moves. */
export interface PlanCache {
  /** The plans in force of the projects named, in the order of their codes. */
  plans(db: Db, planSeq: number, ids: readonly string[]): Promise<ProjectPlan[]>;
  /** What was found of projects by `year code`, for whoever looks them up; of one `planSeq`. */
  keys(planSeq: number): Map<string, ProjectKey>;
}

/** A project as rows name it. */
export interface ProjectKey {
  id: string;
  year: number;
  code: string;
  closed: boolean;
}

/** So many plans are kept at most; a full run over more goes past the cache rather than through memory. */
const mostKept = 5_000;

export function createPlanCache(): PlanCache {
  let kept = new Map<string, ProjectPlan>();
  let keys = new Map<string, ProjectKey>();
  let keptSeq = -1;
  /** What a commit under way changed is not kept: it may still be undone, and its `seq` given to another. */
  const turnTo = (planSeq: number) => {
    if (planSeq === keptSeq && planSeq !== -1) return;
    [kept, keys, keptSeq] = [new Map(), new Map(), planSeq];
  };
  return {
    keys(planSeq) {
      turnTo(planSeq);
      return keys;
    },
    async plans(db, planSeq, ids) {
      turnTo(planSeq);
      // Another caller may move the cache on while this one reads: what it had found must not be lost then.
      const mine = kept;
      const missing = ids.filter((id) => !mine.has(id));
      const loaded = missing.length > 0 ? await loadPlans(db, missing) : [];
      for (const plan of loaded) if (mine.size < mostKept) mine.set(plan.projectId, plan);
      const found = new Map(loaded.map((plan) => [plan.projectId, plan]));
      const plans = ids.flatMap((id) => mine.get(id) ?? found.get(id) ?? []);
      return plans.sort((a, b) => (a.code < b.code ? -1 : 1));
    },
  };
}

/** All that judging the projects takes, as known now or at an instant; in the order of their codes. */
export async function loadSnapshots(
  db: Db,
  cache: PlanCache,
  planSeq: number,
  ids: readonly string[],
  knownAt?: Instant,
): Promise<Snapshot[]> {
  const plans = await cache.plans(db, planSeq, ids);
  const rows = await askTogether<JudgedRows>(db, questionsOf(db, ids, knownAt));
  return snapshotsFrom(plans, rows);
}

/**
 * The same as known now, with the alerts that are open, how they are being handled and what silences them:
 * what an evaluation reconciles.
 */
export async function loadForJudging(
  db: Db,
  cache: PlanCache,
  planSeq: number,
  ids: readonly string[],
  today: Day,
) {
  const plans = await cache.plans(db, planSeq, ids);
  const rows = await askTogether<
    JudgedRows & { alerts: OpenRow; handlings: HandlingRow; silences: SilenceStored }
  >(db, {
    ...questionsOf(db, ids),
    alerts: openAlertsQuestion(db, ids),
    handlings: openHandlingsQuestion(db, ids),
    silences: silencesQuestion(db, addDays(today, -1)),
  });
  return {
    snapshots: snapshotsFrom(plans, rows),
    open: rows.alerts.map(openFrom),
    handlings: handlingsFrom(rows.handlings),
    silences: silencesFrom(rows.silences),
  };
}

type JudgedRows = { spending: SpendingRow; values: MeasuredRow; covers: CoverRow; ends: EndRow };

function questionsOf(db: Db, ids: readonly string[], knownAt?: Instant) {
  return {
    spending: knownAt ? spendingKnownAtQuestion(db, ids, knownAt) : spendingQuestion(db, ids),
    values: measurementsQuestion(db, ids, knownAt),
    covers: coversQuestion(db, ids, knownAt),
    ends: endsQuestion(db, ids, knownAt),
  };
}

function snapshotsFrom(
  plans: readonly ProjectPlan[],
  rows: { spending: SpendingRow[]; values: MeasuredRow[]; covers: CoverRow[]; ends: EndRow[] },
): Snapshot[] {
  const spending = spendingFrom(rows.spending);
  const measurements = measuredFrom(rows.values);
  const covers = new Map(rows.covers.map((cover) => [`${cover.department} ${cover.year}`, cover.coveredTo]));
  const ends = new Map(rows.ends.map((end) => [end.project, end]));
  return plans.map((plan) => ({
    plan,
    spending: spending.get(plan.projectId) ?? [],
    measurements: measurements.get(plan.projectId) ?? [],
    coveredTo: covers.get(`${plan.department.id} ${plan.year}`) ?? null,
    finished: ends.get(plan.projectId)?.finished ?? null,
    closed: ends.get(plan.projectId)?.closed ?? null,
  }));
}
