import { type EndRow, endsQuestion } from '#db/queries/closing.ts';
import { type HandlingRow, handlingsFrom, openHandlingsQuestion } from '#db/queries/handling.ts';
import { type CoverRow, coversQuestion } from '#db/queries/ledger.ts';
import { type MeasuredRow, measuredFrom, measurementsQuestion } from '#db/queries/measurements.ts';
import { type OpenRow, openAlertsQuestion, openFrom } from '#db/queries/open-alerts.ts';
import { type ForecastRow, forecastOn, forecastsFrom, forecastsQuestion } from '#db/queries/own-forecasts.ts';
import { loadPlanHistories } from '#db/queries/plans.ts';
import { listRuleVersions } from '#db/queries/rules.ts';
import { type SilenceStored, silencesFrom, silencesQuestion } from '#db/queries/silences.ts';
import {
  type SpendingRow,
  spendingFrom,
  spendingKnownAtQuestion,
  spendingQuestion,
} from '#db/queries/spending.ts';
import { type JudgedBefore, judgedBeforeQuestion } from '#db/queries/standings.ts';
import type { Db } from '#db/schema.ts';
import { type Ids, jsonOfIds } from '#db/sql.ts';
import { askTogether, keptQuestions } from '#db/together.ts';
import { addDays, type Day, type Instant } from '#shared/calendar.ts';
import type { Snapshot } from '#shared/evaluate/snapshot.ts';
import type { Said } from '#shared/language.ts';
import type { ProjectPlan } from '#shared/plan.ts';
import { nextVersionOn, type PlanHistory, planAsOf } from '#shared/plan-versions.ts';
import type { Right } from '#shared/rights.ts';
import { type RuleBook, ruleBook } from '#shared/rule-book.ts';

/** Plans and rules change a few times a year and are read at every write: they are kept until `planSeq` moves. */
export interface Plans {
  /** The plans of the projects named with all their versions, in the order of their codes. */
  histories(db: Db, planSeq: number, ids: readonly string[]): Promise<PlanHistory[]>;
  /** All rules that were ever put in force. */
  rules(db: Db, planSeq: number): Promise<RuleBook>;
  /** Who asks: what may not be known to them is not found. Absent where the product asks itself. */
  asker?: Asker;
}

/** Whoever sends data, as the projects are concerned that they name. */
export interface Asker {
  /** Whether a project exists for them. */
  knows(projectId: string): boolean;
  /** Why they may not post vouchers to a project that they know; undefined where they may. */
  posting(projectId: string): Said | undefined;
  /** Why they may not report values of a project; undefined where they may. */
  reporting(plan: ProjectPlan): Said | undefined;
  /** Whether they may approve what they report themselves. */
  approving(plan: ProjectPlan): Right;
}

/** The plans as somebody may ask for them; they share what is kept. */
export function askedBy(cache: PlanCache, asker: Asker): PlanCache {
  return { ...cache, asker };
}

export interface PlanCache extends Plans {
  /** The same for a run that passes many projects once: it keeps fewer of their plans. */
  passing: Plans;
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
/** Of those that a run passes, so many: a department's own are at hand then for its next voucher. */
const mostKeptInPassing = 1_200;

export function createPlanCache(): PlanCache {
  let kept = new Map<string, PlanHistory>();
  let keys = new Map<string, ProjectKey>();
  let rules: RuleBook | undefined;
  let keptSeq = -1;
  /** What a commit under way changed is not kept: it may still be undone, and its `seq` given to another. */
  const turnTo = (planSeq: number) => {
    if (planSeq === keptSeq && planSeq !== -1) return;
    [kept, keys, rules, keptSeq] = [new Map(), new Map(), undefined, planSeq];
  };
  const keeping = (most: number): Plans => ({
    async rules(db, planSeq) {
      turnTo(planSeq);
      if (rules) return rules;
      const loaded = ruleBook(await listRuleVersions(db));
      // Meanwhile another caller may have moved the cache on.
      if (keptSeq === planSeq) rules = loaded;
      return loaded;
    },
    async histories(db, planSeq, ids) {
      turnTo(planSeq);
      // Another caller may move the cache on while this one reads: what it had found must not be lost then.
      const mine = kept;
      const missing = ids.filter((id) => !mine.has(id));
      const loaded = missing.length > 0 ? await loadPlanHistories(db, missing) : [];
      for (const plan of loaded) if (mine.size < most) mine.set(plan.projectId, plan);
      const found = new Map(loaded.map((plan) => [plan.projectId, plan]));
      const histories = ids.flatMap((id) => mine.get(id) ?? found.get(id) ?? []);
      return histories.sort((a, b) => (a.code < b.code ? -1 : 1));
    },
  });
  return {
    ...keeping(mostKept),
    passing: keeping(mostKeptInPassing),
    keys(planSeq) {
      turnTo(planSeq);
      return keys;
    },
  };
}

/** The day whose plan counts, and as known when: now where no instant is given. */
export interface PlanMoment {
  asOf: Day;
  knownAt?: Instant | undefined;
}

/**
 * All that judging the projects takes, by the plan that counts on a day, as known now or at an instant; in the
 * order of their codes. A project that is not in the plan on that day is left out.
 */
export async function loadSnapshots(
  db: Db,
  cache: Plans,
  planSeq: number,
  ids: readonly string[],
  { asOf, knownAt }: PlanMoment,
): Promise<Snapshot[]> {
  const histories = await cache.histories(db, planSeq, ids);
  const rows = await askTogether<JudgedRows>(db, questionsOf(db, ids, knownAt));
  return snapshotsFrom(
    histories.flatMap((history) => planAsOf(history, asOf, knownAt) ?? []),
    rows,
    asOf,
  );
}

/**
 * The same for a day as known now, with the alerts that are open, how they are being handled and what silences
 * them: what an evaluation reconciles. `histories` has the projects too that are not in the plan on that day;
 * `judgedBy` the version that each was last judged by, `names` what they are called.
 */
export async function loadForJudging(
  db: Db,
  cache: Plans,
  planSeq: number,
  ids: readonly string[],
  today: Day,
) {
  const histories = await cache.histories(db, planSeq, ids);
  const rows = await askForJudging(db, { ids: jsonOfIds(ids), since: addDays(today, -1) });
  const plans = histories.flatMap((history) => planAsOf(history, today) ?? []);
  return {
    histories,
    names: new Map(rows.judged.map(({ projectId, name }) => [projectId, name])),
    judgedBy: new Map(
      rows.judged.flatMap(({ projectId, standing, planVersion }) =>
        standing === null ? [] : [[projectId, planVersion ?? 1] as const],
      ),
    ),
    ruledBy: new Map(rows.judged.map(({ projectId, rules }) => [projectId, rules ?? undefined])),
    snapshots: snapshotsFrom(plans, rows, today),
    open: rows.alerts.map(openFrom),
    handlings: handlingsFrom(rows.handlings),
    silences: silencesFrom(rows.silences),
  };
}

const askForJudging = keptQuestions<
  { ids: string; since: Day },
  JudgedRows & { alerts: OpenRow; handlings: HandlingRow; silences: SilenceStored; judged: JudgedBefore }
>((db, place) => {
  const ids = place('ids');
  return {
    ...questionsOf(db, ids),
    alerts: openAlertsQuestion(db, ids),
    handlings: openHandlingsQuestion(db, ids),
    silences: silencesQuestion(db, place('since')),
    judged: judgedBeforeQuestion(db, ids),
  };
});

type JudgedRows = {
  spending: SpendingRow;
  values: MeasuredRow;
  covers: CoverRow;
  ends: EndRow;
  forecasts: ForecastRow;
};

function questionsOf(db: Db, ids: Ids, knownAt?: Instant) {
  return {
    spending: knownAt ? spendingKnownAtQuestion(db, ids, knownAt) : spendingQuestion(db, ids),
    values: measurementsQuestion(db, ids, knownAt),
    covers: coversQuestion(db, ids, knownAt),
    ends: endsQuestion(db, ids, knownAt),
    forecasts: forecastsQuestion(db, ids, knownAt),
  };
}

function snapshotsFrom(
  plans: readonly ProjectPlan[],
  rows: { [Name in keyof JudgedRows]: JudgedRows[Name][] },
  day: Day,
): Snapshot[] {
  const forecasts = forecastsFrom(rows.forecasts);
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
    ownForecast: forecastOn(forecasts.get(plan.projectId), day),
  }));
}

/** A project with all that is known of it now, to be judged on any day of the past. */
export interface Timeline {
  projectId: string;
  code: string;
  name: string;
  year: number;
  /** The business day on which its plan was first put in force: nobody judged it before. */
  inForceOn: Day;
  /** What is judged on a day; undefined while the project is not in the plan. */
  snapshotOn(day: Day): Snapshot | undefined;
  nextVersionOn(day: Day): Day | undefined;
}

/** The projects named with all that is known of them, in the order of their codes. */
export async function loadTimelines(
  db: Db,
  cache: Plans,
  planSeq: number,
  ids: readonly string[],
): Promise<Timeline[]> {
  const histories = await cache.histories(db, planSeq, ids);
  const rows = await askTogether<JudgedRows>(db, questionsOf(db, ids));
  const plans = histories.flatMap(({ versions }) => {
    const plan = versions.at(-1)?.plan;
    return plan ? [{ ...plan, originalBudget: plan.budget }] : [];
  });
  const last = '9999-12-31';
  const known = new Map(
    snapshotsFrom(plans, rows, last).map((snapshot) => [snapshot.plan.projectId, snapshot]),
  );
  const forecasts = forecastsFrom(rows.forecasts);
  return histories.flatMap((history): Timeline[] => {
    const whole = known.get(history.projectId);
    if (!whole) return [];
    const { projectId, code, year } = history;
    const { name, inForceOn } = whole.plan;
    return [
      {
        ...{ projectId, code, name, year, inForceOn },
        snapshotOn(day) {
          const plan = planAsOf(history, day);
          const ownForecast = forecastOn(forecasts.get(projectId), day);
          return plan && { ...whole, plan, ownForecast };
        },
        nextVersionOn: (day) => nextVersionOn(history, day),
      },
    ];
  });
}

/** The alerts of the projects that are not resolved. */
export async function loadOpen(db: Db, ids: readonly string[]) {
  const { alerts } = await askTogether<{ alerts: OpenRow }>(db, { alerts: openAlertsQuestion(db, ids) });
  return alerts.map(openFrom);
}
