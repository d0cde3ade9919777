import type { Said } from '#shared/language.ts';
import { parseYuan } from '#shared/money.ts';
import { changed, costScheme, outputScheme, type RuleChanges, type RuleProfile } from '#shared/profile.ts';
import { type NamedRuleField, ruleFields } from '#shared/profile-fields.ts';
import { ruleProblems } from '#shared/rule-problems.ts';
import { differing, type RuleValue, valueAt } from '#shared/rule-values.ts';
import type { ShownRuleChanges } from '#shared/rules.ts';
import type { RulesOfScope } from '#shared/rules-api.ts';
import { readRules } from '#shared/shown-rules.ts';

/** What somebody typed for the limits that a scope is to have of its own; what is not here is inherited. */
export type RuleDraft = Readonly<Record<string, string | boolean>>;

/** What a draft comes to. */
export interface DraftedRules {
  /** As the server takes it; undefined while something is wrong. */
  changes: ShownRuleChanges | undefined;
  /** What is wrong, by the place of the limit; `score` of its points together. */
  wrong: Readonly<Record<string, Said>>;
  /** Whether it differs from what the scope has now. */
  isChanged: boolean;
}

/** The draft that a scope's own rules are. */
export function draftOf(changes: ShownRuleChanges): RuleDraft {
  return Object.fromEntries(
    Object.values(ruleFields).flatMap((field) => {
      const value = valueAt(changes, field.path);
      return value === undefined ? [] : [[field.path, textOf(field, value)]];
    }),
  );
}

/** A limit as one types it; a switch stays one. */
export function textOf({ unit }: Pick<NamedRuleField, 'unit'>, value: RuleValue): string | boolean {
  if (unit === 'switch') return value === true;
  if (unit === 'money') return String(value).replace(/\.00$/, '');
  return String(value);
}

/**
 * Reads a draft: each limit by itself, then all of them together with what is inherited. The points of the score
 * come whole: one of its own makes all five its own.
 */
export function draftedRules(
  draft: RuleDraft,
  { inherited, changes: before }: Pick<RulesOfScope, 'inherited' | 'changes'>,
): DraftedRules {
  const around = readRules(inherited);
  const own: Record<string, unknown> = {};
  for (const field of Object.values(ruleFields)) {
    const typed = draft[field.path];
    if (typed !== undefined && typed !== '') put(own, field.path, readLimit(field, typed));
  }
  if (own.score)
    for (const path of Object.keys(ruleFields))
      if (path.startsWith('score.') && valueAt(own, path) === undefined)
        put(own, path, valueAt(around, path));
  const merged = changed(around, own as RuleChanges);
  const isOwn = (path: string) => valueAt(own, path) !== undefined;
  const wrong = Object.fromEntries(ruleProblems(merged, isOwn).map(({ path, message }) => [path, message]));
  const kept = differing(own as RuleChanges, around);
  const shown = shownChanges(kept);
  const isChanged = Object.keys(ruleFields).some((path) => valueAt(shown, path) !== valueAt(before, path));
  return { changes: Object.keys(wrong).length > 0 ? undefined : shown, wrong, isChanged };
}

/** Amounts are typed and sent in 元. */
function shownChanges(changes: RuleChanges): ShownRuleChanges {
  const shown = structuredClone(changes) as Record<string, unknown>;
  for (const { path, unit } of Object.values(ruleFields)) {
    const value = valueAt(changes, path);
    if (unit === 'money' && typeof value === 'number') put(shown, path, (value / 100).toFixed(2));
  }
  return shown as ShownRuleChanges;
}

/** What cannot be read becomes NaN: no limit may be that, so that its place is named as wrong. */
function readLimit({ unit }: NamedRuleField, typed: string | boolean): RuleValue {
  if (typeof typed === 'boolean') return typed;
  const text = typed.trim().normalize('NFKC').replaceAll(',', '');
  if (unit === 'money') return parseYuan(text) ?? Number.NaN;
  if (unit !== 'monthDay') return /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  const [, month = '', day = ''] = /^(\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  return month ? `${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
}

function put(into: Record<string, unknown>, path: string, value: unknown): void {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) into[first] = value;
  else {
    const inner = { ...((into[first] ?? {}) as Record<string, unknown>) };
    put(inner, rest.join('.'), value);
    into[first] = inner;
  }
}

/** The two schemes of points that the product ships. */
export const schemes: Readonly<Record<'output' | 'cost', RuleProfile['score']>> = {
  output: outputScheme,
  cost: costScheme,
};

/** A draft with all points of a scheme. */
export function withScheme(draft: RuleDraft, scheme: keyof typeof schemes): RuleDraft {
  const points = Object.keys(ruleFields).filter((path) => path.startsWith('score.'));
  return {
    ...draft,
    ...Object.fromEntries(points.map((path) => [path, String(valueAt({ score: schemes[scheme] }, path))])),
  };
}

/** A draft that inherits a limit again; of the points, all of them. */
export function inheriting(draft: RuleDraft, path: string): RuleDraft {
  const isGone = (one: string) => (path.startsWith('score.') ? one.startsWith('score.') : one === path);
  return Object.fromEntries(Object.entries(draft).filter(([one]) => !isGone(one)));
}

/** The limits that two sets of changes differ in. */
export function differences(
  before: ShownRuleChanges,
  after: ShownRuleChanges,
): { field: NamedRuleField; was: RuleValue | undefined; is: RuleValue | undefined }[] {
  return Object.values(ruleFields).flatMap((field) => {
    const [was, is] = [valueAt(before, field.path), valueAt(after, field.path)];
    return was === is ? [] : [{ field, was, is }];
  });
}
