import type { Rules, ScoreScheme } from './rules.ts';

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
export type RuleScope =
  | { of: 'all' }
  | { of: 'department'; code: string }
  | { of: 'project'; code: string }
  | { of: 'indicator'; id: string };

/** Some limits of some groups; what is absent comes from the wider scope. */
export type RuleChanges = {
  [Group in keyof Rules]?: Group extends 'score' ? ScoreScheme : Partial<Rules[Group]>;
};

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
 * narrower one wins, limit by limit. Its version is the highest of the layers that have a say in it: those that
 * change something. Without any, the defaults, version 0.
 */
export function profileFor(layers: readonly RuleLayer[], project: RuledProject): RuleProfile {
  if (layers.length === 0) return defaultProfile;
  const holds = ({ scope, changes }: RuleLayer) =>
    Object.keys(changes).length > 0 &&
    (scope.of === 'all' ||
      (scope.of === 'department' && scope.code === project.department.code) ||
      (scope.of === 'project' && scope.code === project.code));
  const width = { all: 0, department: 1, project: 2, indicator: 3 };
  const mine = layers.filter(holds).toSorted((a, b) => width[a.scope.of] - width[b.scope.of]);
  const rules = mine.reduce<Rules>((before, { changes }) => changed(before, changes), defaultProfile);
  const own = layers.flatMap((layer) =>
    layer.scope.of === 'indicator' && Object.keys(layer.changes).length > 0
      ? [{ id: layer.scope.id, layer }]
      : [],
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

/** The rules with what a narrower scope changes in them, limit by limit. */
export function changed(rules: Rules, changes: RuleChanges): Rules {
  const groups = Object.keys(changes) as (keyof Rules)[];
  const parts = groups.map((group) => [group, { ...rules[group], ...changes[group] }]);
  return { ...rules, ...Object.fromEntries(parts) };
}
