import { changed, defaultProfile, type RuleChanges, type RuleLayer } from './profile.ts';
import { ruleFields } from './profile-fields.ts';
import type { Rules } from './rules.ts';

/** A limit as it is kept or shown: a number, an amount as text, a month and day, or a switch. */
export type RuleValue = number | string | boolean;

/** The limit at a place such as `spending.warning`; undefined where changes say nothing of it. */
export function valueAt(rules: object, path: string): RuleValue | undefined {
  let value: unknown = rules;
  for (const part of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[part];
  return value as RuleValue | undefined;
}

/** Where each limit comes from, by its place: the last of the layers, widest first, that has it; else `default`. */
export function sourcesOf<Source extends string>(
  layers: readonly { source: Source; changes: RuleChanges }[],
): Record<string, Source | 'default'> {
  return Object.fromEntries(
    Object.keys(ruleFields).map((path) => {
      const from = layers.findLast(({ changes }) => valueAt(changes, path) !== undefined);
      return [path, from?.source ?? 'default'];
    }),
  );
}

/** The rules that layers, the widest first, make of the defaults. */
export function rulesOfLayers(layers: readonly Pick<RuleLayer, 'changes'>[]): Rules {
  const { version: _, ...defaults } = defaultProfile;
  return layers.reduce<Rules>((rules, { changes }) => changed(rules, changes), defaults);
}

/** Only what differs from the rules that would hold without it: the rest is inherited. */
export function differing(changes: RuleChanges, inherited: Rules): RuleChanges {
  const { score, ...groups } = changes;
  const kept = Object.entries(groups).flatMap(([group, limits]) => {
    const own = Object.entries(limits).filter(
      ([name, value]) => valueAt(inherited, `${group}.${name}`) !== value,
    );
    return own.length > 0 ? [[group, Object.fromEntries(own)]] : [];
  });
  const sameScore =
    score === undefined ||
    JSON.stringify(orderedScore(score)) === JSON.stringify(orderedScore(inherited.score));
  return { ...(Object.fromEntries(kept) as RuleChanges), ...(!sameScore && { score }) };
}

/** Whether two sets of changes say the same. */
export function sameChanges(a: RuleChanges, b: RuleChanges): boolean {
  return Object.keys(ruleFields).every((path) => valueAt(a, path) === valueAt(b, path));
}

function orderedScore({ execution, groups: { cost, output, benefit, satisfaction } }: Rules['score']) {
  return [execution, cost, output, benefit, satisfaction];
}
