import { z } from 'zod';
import { Fen, Yuan, YuanInput } from './money.ts';
import { atMost, rulesBelow } from './profile-fields.ts';

const percent = z.int().min(0).max(atMost.percent);
const days = z.int().min(0).max(atMost.days);
const points = z.int().min(0).max(atMost.points);
const share = z.int().min(0).max(100);
/** A month and day that every year has. */
const monthDay = z
  .string()
  .regex(
    /^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))$/,
  );

/** The points of the self-evaluation. Where costs have none of their own, they count among the outputs. */
export const ScoreScheme = z
  .strictObject({
    execution: points,
    groups: z.strictObject({ cost: points, output: points, benefit: points, satisfaction: points }),
  })
  .refine(({ execution, groups }) => execution + sum(Object.values(groups)) === 100, {
    params: { said: 'points_of_100' },
  });
export type ScoreScheme = z.infer<typeof ScoreScheme>;

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

// Each schema is made by a call that is marked as pure: the browser, which checks nothing with them, leaves
// them out together with zod.

/** The groups of the rules; `money` says how amounts are written. */
function groupsWith<Money extends z.ZodType>(money: Money) {
  return {
    /** Own plan: the shortfall in percent of the node's plan, the amount not worth a word, the posting lag. */
    spending: z.strictObject({
      warning: percent,
      critical: percent,
      clear: percent,
      least: money,
      graceWorkingDays: z.int().min(0).max(atMost.workingDays),
    }),
    /** Ahead of plan: above the next node's plan by so much. */
    ahead: z.strictObject({ percent, least: money }),
    /** Elapsed time: execution rate ÷ time; it raises a remark only where it is switched on. */
    pace: z.strictObject({ enabled: z.boolean(), red: percent, yellow: percent, blue: percent }),
    /** Last steps: the share of the budget that makes a step a lump, and less than which of it is unspent. */
    lump: z.strictObject({ step: share, spent: share, watchDays: days }),
    /** The treasury's closing day (国库关账日) as month and day, and what must not be left by then. */
    closing: z.strictObject({ day: monthDay, unspent: share, watchDays: days, warningDays: days }),
    /** Year-end forecast in percent of the budget, and the least pace it is reckoned with. */
    forecast: z.strictObject({ watch: percent, warning: percent, leastPace: share }),
    /** Year-end rush: the share of the budget paid in December. */
    rush: z.strictObject({ share }),
    /** A missed target is critical from a gap in percent (of a rate with so many points) or from points. */
    results: z.strictObject({
      criticalGap: percent,
      criticalGapPoints: points,
      criticalPoints: points,
      tooLow: z.int().min(101).max(atMost.multiple),
    }),
    /** Words: from which percentage they count as reached, and as partly reached. */
    graded: z.strictObject({ reached: share, partly: share }),
    /** A value is due within so many days of its reporting day. */
    reporting: z.strictObject({ withinDays: days }),
    deadline: z.strictObject({ watchDays: days, warningDays: days }),
    /** Money against results: the share of due values that must be in, and the points apart that count. */
    joint: z.strictObject({ reported: share, points }),
  };
}

/** Some limits of some groups: what is absent comes from the wider scope. The points of the score come whole. */
function changesWith<Money extends z.ZodType>(money: Money) {
  const groups = groupsWith(money);
  return z.strictObject({
    spending: groups.spending.partial().exactOptional(),
    ahead: groups.ahead.partial().exactOptional(),
    pace: groups.pace.partial().exactOptional(),
    lump: groups.lump.partial().exactOptional(),
    closing: groups.closing.partial().exactOptional(),
    forecast: groups.forecast.partial().exactOptional(),
    rush: groups.rush.partial().exactOptional(),
    results: groups.results.partial().exactOptional(),
    graded: groups.graded.partial().exactOptional(),
    reporting: groups.reporting.partial().exactOptional(),
    deadline: groups.deadline.partial().exactOptional(),
    joint: groups.joint.partial().exactOptional(),
    score: ScoreScheme.exactOptional(),
  });
}

/**
 * What judging goes by (the contract's §3 and §4): every threshold, as whole percents, points, days or 分.
 * The defaults are the contract's; none is a regulation of the province, and they are ours to label so.
 * A limit that contradicts another one is refused: a clear line above the warning, a warning above critical.
 */
export const Rules = /* @__PURE__ */ keptRules();
export type Rules = z.infer<typeof Rules>;

/** The rules as the API shows them: amounts in 元. */
export const ShownRules = /* @__PURE__ */ shownRules();
export type ShownRules = z.infer<typeof ShownRules>;

/** What one scope changes, as the API shows it and as it takes it: amounts in 元. */
export const ShownRuleChanges = /* @__PURE__ */ changesWith(Yuan);
export type ShownRuleChanges = z.infer<typeof ShownRuleChanges>;
export const RuleChangesInput = /* @__PURE__ */ changesWith(YuanInput);

/** The rules that a project is judged by, as the API shows them: those of its indicators beside them. */
export const ShownProfile = /* @__PURE__ */ shownProfile();
export type ShownProfile = z.infer<typeof ShownProfile>;

function keptRules() {
  return z.object({ ...groupsWith(Fen), score: ScoreScheme }).superRefine((rules, context) => {
    for (const { group, field } of contradictions(rules))
      context.addIssue({ code: 'custom', path: [group, field], params: { said: 'rule_order' } });
  });
}

function shownRules() {
  return z.object({ ...groupsWith(Yuan), score: ScoreScheme });
}

function shownProfile() {
  const rules = shownRules();
  const ofIndicator = rules.pick({ results: true, graded: true, deadline: true, reporting: true });
  return rules.extend({
    version: z.int(),
    indicators: z.record(z.string(), ofIndicator).exactOptional(),
  });
}

/** The limits that are not below the one that they must lie below, by their places. */
function contradictions(rules: object) {
  const limits = rules as Record<string, Record<string, unknown> | undefined>;
  return rulesBelow.filter(
    ({ group, field, below }) => Number(limits[group]?.[field]) >= Number(limits[group]?.[below]),
  );
}
