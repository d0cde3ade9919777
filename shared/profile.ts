import { z } from 'zod';
import { Fen } from './money.ts';

const percent = z.int().min(0).max(1_000);
const days = z.int().min(0).max(366);
const points = z.int().min(0).max(100);

/** The points of the self-evaluation. Where costs have none of their own, they count among the outputs. */
export const ScoreScheme = z
  .object({
    execution: points,
    groups: z.object({ cost: points, output: points, benefit: points, satisfaction: points }),
  })
  .refine(({ execution, groups }) => execution + sum(Object.values(groups)) === 100, {
    params: { said: 'points_of_100' },
  });
export type ScoreScheme = z.infer<typeof ScoreScheme>;

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** A check that the limits named rise from one to the next; the problem stands at the one that is too high. */
function rising(...names: string[]) {
  return (limits: Record<string, unknown>, context: z.RefinementCtx) => {
    names.forEach((name, at) => {
      const next = names[at + 1];
      if (next !== undefined && Number(limits[name]) >= Number(limits[next]))
        context.addIssue({ code: 'custom', path: [name], params: { said: 'rule_order' } });
    });
  };
}

/**
 * What judging goes by (the contract's §3 and §4): every threshold, as whole percents, points, days or 分.
 * The defaults are the contract's; none is a regulation of the province, and they are ours to label so.
 * A limit that contradicts another one is refused: a clear line above the warning, a warning above critical.
 */
export const Rules = z.object({
  /** Own plan: the shortfall in percent of the node's plan, the amount not worth a word, the posting lag. */
  spending: z
    .object({
      warning: percent,
      critical: percent,
      clear: percent,
      least: Fen,
      graceWorkingDays: z.int().min(0).max(60),
    })
    .superRefine(rising('clear', 'warning', 'critical')),
  /** Ahead of plan: above the next node's plan by so much. */
  ahead: z.object({ percent, least: Fen }),
  /** Elapsed time: execution rate ÷ time; it raises a remark only where it is switched on. */
  pace: z
    .object({ enabled: z.boolean(), red: percent, yellow: percent, blue: percent })
    .superRefine(rising('red', 'yellow', 'blue')),
  /** Last steps: the share of the budget that makes a step a lump, and less than which of it is unspent. */
  lump: z.object({ step: percent, spent: percent, watchDays: days }),
  /** The treasury's closing day (国库关账日) as month and day, and what must not be left by then. */
  closing: z
    .object({
      day: z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$|^1[02]-(?:29|30|31)$/),
      unspent: percent,
      watchDays: days,
      warningDays: days,
    })
    .superRefine(rising('warningDays', 'watchDays')),
  /** Year-end forecast in percent of the budget, and the least pace it is reckoned with. */
  forecast: z
    .object({ watch: percent, warning: percent, leastPace: z.int().min(0).max(100) })
    .superRefine(rising('warning', 'watch')),
  /** Year-end rush: the share of the budget paid in December. */
  rush: z.object({ share: percent }),
  /** A missed target is critical from a gap in percent (of a rate with so many points) or from points. */
  results: z.object({
    criticalGap: percent,
    criticalGapPoints: points,
    criticalPoints: points,
    tooLow: z.int().min(101).max(100_000),
  }),
  /** Words: from which percentage they count as reached, and as partly reached. */
  graded: z.object({ reached: percent, partly: percent }).superRefine(rising('partly', 'reached')),
  /** A value is due within so many days of its reporting day. */
  reporting: z.object({ withinDays: days }),
  deadline: z.object({ watchDays: days, warningDays: days }).superRefine(rising('warningDays', 'watchDays')),
  /** Money against results: the share of due values that must be in, and the points apart that count. */
  joint: z.object({ reported: percent, points }),
  score: ScoreScheme,
});
export type Rules = z.infer<typeof Rules>;

/** The rules of one indicator, where they are its own. */
export type IndicatorRules = Pick<Rules, 'results' | 'graded' | 'deadline' | 'reporting'>;

/** The rules that a project is judged by, and the version they come from: 0 for the defaults. */
export interface RuleProfile extends Rules {
  version: number;
  /** Of indicators with rules of their own, by id. */
  indicators?: Readonly<Record<string, IndicatorRules>>;
}

/** 执行率10 产出50 效益30 满意度10 */
export const outputScheme: ScoreScheme = {
  execution: 10,
  groups: { cost: 0, output: 50, benefit: 30, satisfaction: 10 },
};

/** 执行率10 成本20 产出40 效益20 满意度10 */
export const costScheme: ScoreScheme = {
  execution: 10,
  groups: { cost: 20, output: 40, benefit: 20, satisfaction: 10 },
};

export const defaultProfile: RuleProfile = {
  version: 0,
  spending: { warning: 10, critical: 20, clear: 5, least: 100_000, graceWorkingDays: 5 },
  ahead: { percent: 20, least: 100_000 },
  pace: { enabled: false, red: 60, yellow: 80, blue: 120 },
  lump: { step: 60, spent: 50, watchDays: 60 },
  closing: { day: '12-25', unspent: 10, watchDays: 30, warningDays: 10 },
  forecast: { watch: 90, warning: 80, leastPace: 50 },
  rush: { share: 40 },
  results: { criticalGap: 10, criticalGapPoints: 1, criticalPoints: 5, tooLow: 130 },
  graded: { reached: 80, partly: 60 },
  reporting: { withinDays: 10 },
  deadline: { watchDays: 30, warningDays: 7 },
  joint: { reported: 60, points: 10 },
  score: outputScheme,
};

/** The rules for one indicator of a project: its own where it has some. */
export function rulesFor(profile: RuleProfile, indicatorId: string): IndicatorRules {
  return profile.indicators?.[indicatorId] ?? profile;
}

/** Where a layer of rules holds. Codes and ids as the plan has them; a project's code holds in every year. */
export const RuleScope = z.discriminatedUnion('of', [
  z.object({ of: z.literal('all') }),
  z.object({ of: z.literal('department'), code: z.string() }),
  z.object({ of: z.literal('project'), code: z.string() }),
  z.object({ of: z.literal('indicator'), id: z.string() }),
]);
export type RuleScope = z.infer<typeof RuleScope>;

/** Some limits of some groups; what is absent comes from the wider scope. */
export type RuleChanges = { [Group in keyof Rules]?: Partial<Rules[Group]> };

/** What one version of the rules changes for one scope. */
export interface RuleLayer {
  scope: RuleScope;
  version: number;
  changes: RuleChanges;
}

/** What a profile is asked for: a project, and the indicators that are judged in it. */
export interface RuledProject {
  code: string;
  department: { code: string };
  indicators: readonly { id: string }[];
}

/**
 * The profile of a project out of the layers that are in force: all → department → project → indicator, the
 * narrower one wins, limit by limit. Its version is the highest of the layers that have a say in it; without
 * any, the defaults, version 0.
 */
export function profileFor(layers: readonly RuleLayer[], project: RuledProject): RuleProfile {
  if (layers.length === 0) return defaultProfile;
  const holds = ({ scope }: RuleLayer) =>
    scope.of === 'all' ||
    (scope.of === 'department' && scope.code === project.department.code) ||
    (scope.of === 'project' && scope.code === project.code);
  const width = { all: 0, department: 1, project: 2, indicator: 3 };
  const mine = layers.filter(holds).toSorted((a, b) => width[a.scope.of] - width[b.scope.of]);
  const rules = mine.reduce<Rules>((before, { changes }) => changed(before, changes), defaultProfile);
  const own = layers.flatMap((layer) =>
    layer.scope.of === 'indicator' ? [{ id: layer.scope.id, layer }] : [],
  );
  const ofIndicators = own.filter(({ id }) => project.indicators.some((one) => one.id === id));
  const versions = [...mine, ...ofIndicators.map(({ layer }) => layer)].map(({ version }) => version);
  const indicators = Object.fromEntries(
    ofIndicators.map(({ id, layer }) => [id, changed(rules, layer.changes)]),
  );
  return {
    ...rules,
    version: Math.max(0, ...versions),
    ...(ofIndicators.length > 0 && { indicators }),
  };
}

function changed(rules: Rules, changes: RuleChanges): Rules {
  const groups = Object.keys(changes) as (keyof Rules)[];
  const parts = groups.map((group) => [group, { ...rules[group], ...changes[group] }]);
  return { ...rules, ...Object.fromEntries(parts) };
}
