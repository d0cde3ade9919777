import { z } from 'zod';
import { Day } from './calendar.ts';
import { businessDay } from './evaluate/duties.ts';
import type { Days, Snapshot } from './evaluate/snapshot.ts';
import { FundSource } from './expenditure.ts';
import type { Language } from './language.ts';
import { MeasurementState } from './measurement.ts';
import { toYuan, Yuan } from './money.ts';
import type { RuleProfile } from './profile.ts';
import { ShownProfile } from './rules.ts';
import { showProfile } from './shown-rules.ts';
import { TargetReading, targetIn } from './target.ts';

const Value = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), number: z.string() }),
  z.object({ kind: z.literal('date'), date: Day }),
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('not_done') }),
  z.object({ kind: z.literal('graded'), percent: z.string() }),
  z.object({ kind: z.literal('unavailable') }),
]);

/** All that judging a project takes, as `GET /projects/{code}/snapshot` sends it: money in 元. */
export const ProjectSnapshot = z.object({
  asOf: Day,
  today: Day,
  plan: z.object({
    id: z.string(),
    projectId: z.string(),
    code: z.string(),
    name: z.string(),
    year: z.int(),
    department: z.object({ id: z.string(), code: z.string(), name: z.string() }),
    section: z.string().nullable(),
    owner: z.string().nullable(),
    version: z.int(),
    inForceOn: Day,
    closed: z.boolean(),
    budget: Yuan,
    originalBudget: Yuan,
    fiscal: Yuan,
    other: Yuan,
    nodes: z.array(z.object({ day: Day, cumulative: Yuan })),
    /** Month-ends that finance made reporting days, and when. */
    added: z.array(z.object({ day: Day, on: Day })).exactOptional(),
    indicators: z.array(
      z.object({
        id: z.string(),
        level1: z.string(),
        level2: z.string(),
        name: z.string(),
        printed: z.string(),
        target: TargetReading,
        basis: z.string(),
        /** The day from which a revision brought it in. */
        since: Day.exactOptional(),
      }),
    ),
  }),
  spending: z.array(z.object({ day: Day, fund: FundSource, amount: Yuan })),
  measurements: z.array(
    z.object({
      id: z.int(),
      indicatorId: z.string(),
      period: Day,
      printed: z.string(),
      value: Value,
      measuredOn: Day,
      state: MeasurementState,
      survey: z.object({ sample: z.int(), favourable: z.int() }).exactOptional(),
    }),
  ),
  coveredTo: Day.nullable(),
  finished: Day.nullable(),
  closed: Day.nullable(),
  ownForecast: z.object({ on: Day, amount: Yuan }).nullable(),
  /** The rules that it is judged by; `readProfile` gives them as judging takes them. */
  profile: ShownProfile,
});
export type ProjectSnapshot = z.infer<typeof ProjectSnapshot>;

/** A snapshot as the API sends it to a reader of one language: nothing whose business day is after `asOf`. */
export function showSnapshot(
  snapshot: Snapshot,
  { asOf, today }: Days,
  profile: RuleProfile,
  language: Language,
): ProjectSnapshot {
  const { finished = null, closed = null, ownForecast } = snapshot;
  const { added, ...plan } = snapshot.plan;
  return {
    asOf,
    today,
    plan: {
      ...plan,
      budget: toYuan(plan.budget),
      originalBudget: toYuan(plan.originalBudget),
      fiscal: toYuan(plan.fiscal),
      other: toYuan(plan.other),
      nodes: plan.nodes.map(({ day, cumulative }) => ({ day, cumulative: toYuan(cumulative) })),
      ...(added && { added: [...added] }),
      indicators: plan.indicators.map((one) => ({ ...one, target: targetIn(one.target, language) })),
    },
    spending: snapshot.spending
      .filter(({ day }) => day <= asOf)
      .map(({ day, fund, amount }) => ({ day, fund, amount: toYuan(amount) })),
    measurements: snapshot.measurements.filter((measured) => businessDay(measured) <= asOf),
    coveredTo: snapshot.coveredTo,
    finished,
    closed,
    ownForecast: ownForecast ? { on: ownForecast.on, amount: toYuan(ownForecast.amount) } : null,
    profile: showProfile(profile),
  };
}
