import { type Day, earlier, type Instant, lastDayOf } from './calendar.ts';
import type { Snapshot } from './evaluate/snapshot.ts';
import {
  profileFor,
  type RuledProject,
  type RuleLayer,
  type RuleProfile,
  type RuleScope,
} from './profile.ts';

/** One version of the rules of a scope, as somebody put it in force. Versions are counted over all scopes. */
export interface RuleVersion extends RuleLayer {
  /** The business day from which it counts; in its scope no version counts before the one before it. */
  effectiveOn: Day;
  author: string;
  reason: string;
  recordedAt: Instant;
}

/** Every version of the rules, and what follows from them for a project on a day. */
export interface RuleBook {
  /** The oldest first. */
  versions: readonly RuleVersion[];
  /** The newest version; 0 while nobody changed the defaults. */
  newest: number;
  /** The layers in force on a day, as known now or at an instant: of each scope the last that had begun. */
  layersOn(day: Day, knownAt?: Instant): readonly RuleLayer[];
  /** The rules that a project is judged by on a day of judging, as known now or at an instant. */
  profileOf(snapshot: Pick<Snapshot, 'plan' | 'closed'>, today: Day, knownAt?: Instant): RuleProfile;
  /** The rules of what is the department's own, such as its ledger. */
  profileOfDepartment(code: string, today: Day): RuleProfile;
  /** Which versions have a say in a project on a day, those with them that take their scope's own rules away. */
  stampOf(project: RuledProject, day: Day): string;
  /** The rules that a stamp of `stampOf` stands for. */
  profileOfStamp(project: RuledProject, stamp: string): RuleProfile;
  /** The first day after `day` on which another version begins to count. */
  nextChange(day: Day): Day | undefined;
}

/** Puts all versions of the rules together; `versions` in their order. */
export function ruleBook(versions: readonly RuleVersion[]): RuleBook {
  // A request asks for one moment of many projects.
  let last: { key: string; layers: readonly RuleLayer[] } | undefined;
  const layersOn = (day: Day, knownAt?: Instant) => {
    if (versions.length === 0) return versions;
    const key = `${day} ${knownAt ?? ''}`;
    if (last?.key !== key) last = { key, layers: layersOf(versions, day, knownAt) };
    return last.layers;
  };
  return {
    versions,
    newest: versions.at(-1)?.version ?? 0,
    layersOn,
    profileOf: (snapshot, today, knownAt) =>
      profileFor(layersOn(ruleDay(snapshot, today), knownAt), snapshot.plan),
    profileOfDepartment: (code, today) => profileFor(layersOn(today), ofDepartment(code)),
    stampOf: (project, day) =>
      layersOn(day)
        .filter((layer) => concerns(layer.scope, project))
        .map(({ version }) => version)
        .sort((a, b) => a - b)
        .join(),
    profileOfStamp(project, stamp) {
      const numbers = new Set(stamp.split(',').map(Number));
      return profileFor(
        versions.filter(({ version }) => numbers.has(version)),
        project,
      );
    },
    nextChange: (day) =>
      versions.reduce<Day | undefined>(
        (next, { effectiveOn }) =>
          effectiveOn > day && (next === undefined || effectiveOn < next) ? effectiveOn : next,
        undefined,
      ),
  };
}

/** The day whose rules count: that of judging. A year that is closed keeps the rules it was closed with. */
export function ruleDay({ plan, closed }: Pick<Snapshot, 'plan' | 'closed'>, today: Day): Day {
  if (closed) return earlier(today, closed);
  return plan.closed ? earlier(today, lastDayOf(plan.year)) : today;
}

/** A department as something that rules are asked for: it has no project's rules and no indicator's. */
export function ofDepartment(code: string): RuledProject {
  return { code: '', department: { code }, indicators: [] };
}

/** A scope as the API and the database write it: `all`, `department:CODE`, `project:CODE`, `indicator:ID`. */
export function scopeText(scope: RuleScope): string {
  switch (scope.of) {
    case 'all':
      return 'all';
    case 'indicator':
      return `indicator:${scope.id}`;
    default:
      return `${scope.of}:${scope.code}`;
  }
}

/** The scope that a text names; undefined where it is none. A bare `department` is read by whoever knows which. */
export function readScope(text: string): RuleScope | undefined {
  if (text === 'all') return { of: 'all' };
  const [, of, name = ''] = /^(department|project|indicator):(.{1,200})$/s.exec(text) ?? [];
  if (of === 'department' || of === 'project') return { of, code: name };
  return of === 'indicator' ? { of, id: name } : undefined;
}

/** Whether what holds in a scope may have a say in a project. */
export function concerns(scope: RuleScope, project: RuledProject): boolean {
  switch (scope.of) {
    case 'all':
      return true;
    case 'department':
      return scope.code === project.department.code;
    case 'project':
      return scope.code === project.code;
    case 'indicator':
      return project.indicators.some(({ id }) => id === scope.id);
  }
}

function layersOf(versions: readonly RuleVersion[], day: Day, knownAt: Instant | undefined): RuleLayer[] {
  const newest = new Map<string, RuleLayer>();
  for (const version of versions) {
    const { scope, effectiveOn, recordedAt } = version;
    if (effectiveOn <= day && (knownAt === undefined || recordedAt <= knownAt))
      newest.set(scopeText(scope), version);
  }
  return [...newest.values()];
}
