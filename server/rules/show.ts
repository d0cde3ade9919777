import { ruledDepartments } from '#db/queries/rules.ts';
import type { Db } from '#db/schema.ts';
import type { Day, Instant } from '#shared/calendar.ts';
import type { Language } from '#shared/language.ts';
import { ruleGroups } from '#shared/profile-fields.ts';
import { concerns, type RuleBook, type RuleVersion, scopeText } from '#shared/rule-book.ts';
import { rulesOfLayers, sourcesOf } from '#shared/rule-values.ts';
import type { RulesOfScope, RuleVersionShown } from '#shared/rules-api.ts';
import { showChanges, showRules } from '#shared/shown-rules.ts';
import { calendarKnownTo, unknownCalendar } from '#shared/working-days.ts';
import { newestOf } from './propose.ts';
import { layersOf, type NamedScope, nameScope } from './scopes.ts';

/** The moment that rules are read at. */
export interface RulesMoment {
  today: Day;
  knownAt: Instant | undefined;
  year: number;
  language: Language;
  /** Which scopes exist for the reader: others are not named. */
  sees(scope: NamedScope): boolean;
}

/** The rules of a scope as they hold on a day, where each limit comes from, and how they became so. */
export async function rulesOfScope(
  db: Db,
  whole: RuleBook,
  at: NamedScope,
  { today, knownAt, year, language, sees }: RulesMoment,
): Promise<RulesOfScope> {
  const versions = whole.versions.filter(({ recordedAt }) => knownAt === undefined || recordedAt <= knownAt);
  const inForce = whole.layersOn(today, knownAt);
  const { all, around } = layersOf(inForce, at);
  const names = await namesOf(db, versions);
  const isSeen = ({ scope }: Pick<RuleVersion, 'scope'>) => {
    const named = names.get(scopeText(scope));
    return named !== undefined && sees(named);
  };
  const shown = ({ scope }: Pick<RuleVersion, 'scope'>) => ({
    scope: scopeText(scope),
    scopeName: names.get(scopeText(scope))?.name ?? '',
  });
  const history = versions
    .filter((one) => isSeen(one) && isRelated(at, names.get(scopeText(one.scope))))
    .map((one) => ({ ...showVersion(versions, one, inForce.includes(one), today), ...shown(one) }))
    .reverse();
  const latest = newestOf({ ...whole, versions }, at);
  return {
    version: versions.at(-1)?.version ?? 0,
    scope: at.text,
    scopeName: at.name,
    day: today,
    rules: showRules(rulesOfLayers(all)),
    sources: sourcesOf(all),
    inherited: showRules(rulesOfLayers(around)),
    inheritedFrom: sourcesOf(around),
    changes: showChanges(latest?.changes ?? {}),
    layers: inForce
      .filter((layer) => Object.keys(layer.changes).length > 0 && isSeen(layer))
      .map((layer) => ({ ...shown(layer), version: layer.version })),
    departments: (await ruledDepartments(db, { of: 'all' }))
      .filter(({ code }) => sees(departmentScope(code)))
      .map(({ code, name }) => ({ code, name })),
    history,
    groups: ruleGroups.map(({ id, name, says, fields }) => ({
      id,
      name: name[language],
      says: says[language],
      fields: fields.map(({ name: ofField, ...field }) => ({ ...field, name: ofField[language] })),
    })),
    note:
      language === 'zh'
        ? '这些是本产品的默认判定规则，可由本单位调整；不是任何主管部门的规定。'
        : "These are the product's defaults for judging, for the department to change; no authority prescribes them.",
    calendar: { knownTo: calendarKnownTo(), note: unknownCalendar([year, year + 1], language) },
  };
}

function departmentScope(code: string): NamedScope {
  const scope = { of: 'department', code } as const;
  return {
    scope,
    text: scopeText(scope),
    name: '',
    ruled: { code: '', department: { code }, indicators: [] },
  };
}

/** A version as the API shows it, with what the one of the same scope before it had changed. */
export function showVersion(
  versions: readonly RuleVersion[],
  version: RuleVersion,
  isInForce: boolean,
  today: Day,
): Omit<RuleVersionShown, 'scopeName'> {
  const { scope, changes, ...rest } = version;
  const text = scopeText(scope);
  const before = versions.findLast((one) => one.version < version.version && scopeText(one.scope) === text);
  return {
    ...rest,
    scope: text,
    changes: showChanges(changes),
    before: showChanges(before?.changes ?? {}),
    state: version.effectiveOn > today ? 'to_come' : isInForce ? 'in_force' : 'replaced',
  };
}

async function namesOf(db: Db, versions: readonly RuleVersion[]): Promise<Map<string, NamedScope>> {
  const scopes = new Map(versions.map(({ scope }) => [scopeText(scope), scope]));
  const named = await Promise.all([...scopes.values()].map((scope) => nameScope(db, scope)));
  return new Map(named.flatMap((one) => (one ? [[one.text, one]] : [])));
}

/** Whether one of two scopes lies within the other. */
function isRelated(at: NamedScope, other: NamedScope | undefined): boolean {
  return other !== undefined && (concerns(other.scope, at.ruled) || concerns(at.scope, other.ruled));
}
