import { z } from 'zod';
import { Day } from './calendar.ts';
import { type Fen, toYuan, Yuan } from './money.ts';
import type { PlanNode } from './plan.ts';
import { likeness, unspaced } from './printed-name.ts';

/** What a plan prints of an indicator. */
export const PrintedIndicator = z.object({
  level1: z.string(),
  level2: z.string(),
  name: z.string(),
  printed: z.string(),
  basis: z.string(),
});
export type PrintedIndicator = z.infer<typeof PrintedIndicator>;

/** What a revision does to one indicator. */
export const IndicatorChange = z.object({
  change: z.enum(['new', 'gone', 'changed']),
  /** Of the indicator in force. */
  id: z.string().optional(),
  before: PrintedIndicator.nullable(),
  after: PrintedIndicator.nullable(),
  /** Of one that is gone: the name of a new one that may be the same, renamed. A guess for a person to confirm. */
  maybe: z.string().optional(),
});
export type IndicatorChange = z.infer<typeof IndicatorChange>;

const amounts = z.object({ before: Yuan.nullable(), after: Yuan.nullable() });
const texts = z.object({ before: z.string(), after: z.string() });

/** What a revision does to one project; only what differs is there. Money is 元. */
export const ProjectChange = z.object({
  change: z.enum(['new', 'gone', 'changed']),
  code: z.string(),
  /** As the revision calls it; of one that is gone, as it was called. */
  name: z.string(),
  renamed: texts.optional(),
  budget: amounts.optional(),
  fiscal: amounts.optional(),
  other: amounts.optional(),
  nodes: z.array(amounts.extend({ day: Day })),
  purpose: texts.optional(),
  goals: z.object({ before: z.array(z.string()), after: z.array(z.string()) }).optional(),
  indicators: z.array(IndicatorChange),
});
export type ProjectChange = z.infer<typeof ProjectChange>;

/** A project as a plan has it, in force or as read. */
export interface ProjectText {
  code: string;
  name: string;
  budget: Fen;
  fiscal: Fen;
  other: Fen;
  purpose: string;
  goals: readonly string[];
  nodes: readonly PlanNode[];
  indicators: readonly (PrintedIndicator & { id?: string })[];
}

/**
 * What a new plan changes in the one in force, project by project in the order of the new one; those that are
 * gone come last. Projects are the same by their code. Empty where nothing differs.
 */
export function planChanges(before: readonly ProjectText[], after: readonly ProjectText[]): ProjectChange[] {
  const old = new Map(before.map((project) => [project.code, project]));
  const codes = new Set(after.map(({ code }) => code));
  return [
    ...after.map((project) => projectChange(old.get(project.code), project)),
    ...before.filter(({ code }) => !codes.has(code)).map((project) => projectChange(project, undefined)),
  ].filter((change) => change !== undefined);
}

/** What differs in one project; undefined where nothing does. Without a `before` it is new, without an `after` gone. */
export function projectChange(
  before: ProjectText | undefined,
  after: ProjectText | undefined,
): ProjectChange | undefined {
  const one = after ?? before;
  if (!one) return undefined;
  const change: ProjectChange = {
    change: !before ? 'new' : !after ? 'gone' : 'changed',
    code: one.code,
    name: one.name,
    nodes: nodeChanges(before?.nodes ?? [], after?.nodes ?? []),
    indicators: indicatorChanges(before?.indicators ?? [], after?.indicators ?? []),
  };
  for (const of of ['budget', 'fiscal', 'other'] as const) {
    if (before?.[of] !== after?.[of]) change[of] = { before: yuan(before?.[of]), after: yuan(after?.[of]) };
  }
  if (before && after) {
    if (before.name !== after.name) change.renamed = { before: before.name, after: after.name };
    if (unspaced(before.purpose) !== unspaced(after.purpose))
      change.purpose = { before: before.purpose, after: after.purpose };
    if (before.goals.map(unspaced).join('\n') !== after.goals.map(unspaced).join('\n'))
      change.goals = { before: [...before.goals], after: [...after.goals] };
  }
  const { change: kind, code: _, name: __, nodes, indicators, ...rest } = change;
  const same = kind === 'changed' && nodes.length + indicators.length + Object.keys(rest).length === 0;
  return same ? undefined : change;
}

function yuan(fen: Fen | undefined): string | null {
  return fen === undefined ? null : toYuan(fen);
}

function nodeChanges(before: readonly PlanNode[], after: readonly PlanNode[]): ProjectChange['nodes'] {
  const at = (nodes: readonly PlanNode[], day: Day) =>
    yuan(nodes.find((node) => node.day === day)?.cumulative);
  const days = [...new Set([...before, ...after].map(({ day }) => day))].sort();
  return days
    .map((day) => ({ day, before: at(before, day), after: at(after, day) }))
    .filter((node) => node.before !== node.after);
}

/** What differs among the indicators of a project, or of the plan's prose. */
export function indicatorChanges(
  before: readonly (PrintedIndicator & { id?: string })[],
  after: readonly PrintedIndicator[],
): IndicatorChange[] {
  const pairs = pairIndicators(before, after);
  const kept = new Set(pairs);
  const added = after.filter((_, at) => pairs[at] === undefined);
  const changed = after.flatMap((indicator, at): IndicatorChange[] => {
    const old = pairs[at];
    if (!old) return [{ change: 'new', before: null, after: shown(indicator) }];
    const [was, is] = [shown(old), shown(indicator)];
    if (sameText(was, is)) return [];
    return [{ change: 'changed', ...(old.id && { id: old.id }), before: was, after: is }];
  });
  const gone = before
    .filter((indicator) => !kept.has(indicator))
    .map((indicator): IndicatorChange => {
      const maybe = likeliest(indicator, added)?.name;
      const id = indicator.id && { id: indicator.id };
      return { change: 'gone', ...id, before: shown(indicator), after: null, ...(maybe && { maybe }) };
    });
  return [...changed, ...gone];
}

/**
 * Which indicator in force each new one goes on from: the one of the same name, stray spaces aside, and of
 * several the one at the same place with the same target first. `renamed` says by id what an indicator in
 * force is called now. Each is used once; undefined where none is left.
 */
export function pairIndicators<Old extends PrintedIndicator & { id?: string }>(
  before: readonly Old[],
  after: readonly PrintedIndicator[],
  renamed: ReadonlyMap<string, string> = new Map(),
): (Old | undefined)[] {
  const left = new Set(before);
  const nameOf = ({ id, name }: Old) => unspaced((id && renamed.get(id)) ?? name);
  const pairs: (Old | undefined)[] = after.map(() => undefined);
  const alike: ((old: Old, one: PrintedIndicator) => boolean)[] = [
    (old, one) => old.level2 === one.level2 && unspaced(old.printed) === unspaced(one.printed),
    (old, one) => old.level2 === one.level2,
    () => true,
  ];
  for (const isAlike of alike) {
    for (const [at, one] of after.entries()) {
      if (pairs[at]) continue;
      const old = [...left].find((each) => nameOf(each) === unspaced(one.name) && isAlike(each, one));
      if (!old) continue;
      pairs[at] = old;
      left.delete(old);
    }
  }
  return pairs;
}

/** The new indicator that one that is gone may have become; undefined where none is like it. */
function likeliest(gone: PrintedIndicator, added: readonly PrintedIndicator[]): PrintedIndicator | undefined {
  const scored = added.map((one) => ({
    one,
    score:
      likeness(gone.name, one.name) +
      (unspaced(gone.printed) === unspaced(one.printed) ? 0.25 : 0) +
      (gone.level2 === one.level2 ? 0.15 : 0),
  }));
  const [best] = scored.filter(({ score }) => score >= 0.6).sort((a, b) => b.score - a.score);
  return best?.one;
}

function shown({ level1, level2, name, printed, basis }: PrintedIndicator): PrintedIndicator {
  return { level1, level2, name, printed, basis };
}

function sameText(a: PrintedIndicator, b: PrintedIndicator): boolean {
  const text = ({ level1, level2, name, printed, basis }: PrintedIndicator) =>
    [level1, level2, name, printed, basis].map(unspaced).join('\n');
  return text(a) === text(b);
}
