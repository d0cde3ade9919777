import type { Unit } from '#db/gate.ts';
import { appendRuleVersion, makeRuledDue } from '#db/queries/rules.ts';
import type { Db } from '#db/schema.ts';
import { addDays, type Day } from '#shared/calendar.ts';
import { type Said, said } from '#shared/language.ts';
import type { RuleChanges } from '#shared/profile.ts';
import { ruleFields } from '#shared/profile-fields.ts';
import { type RuleBook, type RuleVersion, ruleBook, scopeText } from '#shared/rule-book.ts';
import { misplaced, type RuleProblem, ruleProblems } from '#shared/rule-problems.ts';
import { differing, rulesOfLayers, sameChanges, valueAt } from '#shared/rule-values.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { HttpError, type SaidRowProblem } from '../http/errors.ts';
import { layersOf, type NamedScope, nameScope } from './scopes.ts';

/** So far ahead may rules be put in force; a later day is a slip of the pen. */
const mostAhead = 366;

/** What somebody wants the rules of a scope to be. */
export interface Proposal {
  at: NamedScope;
  changes: RuleChanges;
  effectiveOn: Day;
}

/**
 * Puts a version of a scope's rules in force from a day on, and says of everything it has a say in that it is to
 * be judged anew. A 409 where there is a newer version than the one that was seen; a 422 that names each limit
 * that cannot be so.
 */
export async function putInForce(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  proposal: Proposal & { reason: string; revises: number; by: string },
): Promise<RuleVersion> {
  const { at, effectiveOn, reason, revises, by } = proposal;
  const book = await cache.rules(db, unit.planSeq);
  if (revises !== book.newest) throw movedOn(book);
  const dayProblem = dayProblemOf(book, proposal, unit.today);
  if (dayProblem) throw refused([dayProblem]);
  const changes = await checkChanges(db, book, proposal);
  const before = newestOf(book, at)?.changes ?? {};
  if (sameChanges(before, changes)) {
    const message = said(
      '与现行规则相同，没有可调整的。',
      'These are the rules in force; there is nothing to change.',
    );
    throw refused([{ pointer: '/changes', code: 'nothing_changed', message }]);
  }
  const version: RuleVersion = {
    scope: at.scope,
    version: book.newest + 1,
    changes,
    effectiveOn,
    reason,
    author: by,
    recordedAt: unit.at,
  };
  await appendRuleVersion(db, version);
  await makeRuledDue(db, at.scope);
  unit.planChanged();
  unit.announce({ topics: ['rules', 'overview', 'projects', 'indicators', 'alerts'] });
  return version;
}

/**
 * What a proposal changes, without what is inherited anyway. A 422 that names each limit that cannot be so, here
 * or where a narrower scope goes on from it, on the day it begins and on those on which others begin.
 */
export async function checkChanges(
  db: Db,
  book: RuleBook,
  { at, changes: wanted, effectiveOn }: Proposal,
): Promise<RuleChanges> {
  const wrongPlace = misplaced(at.scope.of, wanted);
  if (wrongPlace.length > 0) throw refused(wrongPlace.map((one) => asProblem(one)));
  const inherited = rulesOfLayers(layersOf(book.layersOn(effectiveOn), at).around);
  const changes = differing(wanted, inherited);
  const proposed = bookWith(book, { at, changes, effectiveOn });
  const isOwn = (path: string) => valueAt(changes, path) !== undefined;
  const days = [
    effectiveOn,
    ...book.versions.flatMap((one) => (one.effectiveOn > effectiveOn ? one.effectiveOn : [])),
  ];
  const problems: SaidRowProblem[] = [];
  const scopes = new Map(book.versions.map(({ scope }) => [scopeText(scope), scope]));
  scopes.delete(at.text);
  const narrower = (await Promise.all([...scopes.values()].map((scope) => nameScope(db, scope)))).flatMap(
    (one) => one ?? [],
  );
  for (const place of [at, ...narrower]) {
    for (const day of days) {
      const layers = layersOf(proposed.layersOn(day), place).all;
      if (!layers.some(({ source }) => source === at.text) && place !== at) continue;
      const found = ruleProblems(rulesOfLayers(layers), isOwn);
      const here = found.map((one) => asProblem(one, place === at ? undefined : place.name));
      // What is wrong in itself is not said again of every scope that goes on from it.
      const known = new Set(problems.map(({ pointer }) => pointer));
      problems.push(...here.filter(({ pointer }) => place === at || !known.has(pointer)));
    }
  }
  if (problems.length > 0) throw refused(distinct(problems));
  return changes;
}

/** The rules as they would be with a proposal: its version counts from its day on, as if it were the newest. */
export function bookWith(book: RuleBook, { at, changes, effectiveOn }: Proposal): RuleBook {
  const version = { scope: at.scope, version: book.newest + 1, changes, effectiveOn, author: '', reason: '' };
  return ruleBook([...book.versions, { ...version, recordedAt: '' }]);
}

export function newestOf(book: RuleBook, { text }: NamedScope): RuleVersion | undefined {
  return book.versions.findLast(({ scope }) => scopeText(scope) === text);
}

function dayProblemOf(book: RuleBook, { at, effectiveOn }: Proposal, today: Day): SaidRowProblem | undefined {
  const bad = (message: Said): SaidRowProblem => ({ pointer: '/effectiveOn', code: 'effective_on', message });
  if (effectiveOn < today)
    return bad(
      said(
        `生效日不能早于今天（${today}）：过去的判定不改。`,
        `It cannot count from before today (${today}): what was judged stays.`,
      ),
    );
  if (effectiveOn > addDays(today, mostAhead))
    return bad(
      said(`生效日最迟为${addDays(today, mostAhead)}。`, `The latest day is ${addDays(today, mostAhead)}.`),
    );
  const newest = newestOf(book, at);
  if (newest && effectiveOn < newest.effectiveOn)
    return bad(
      said(
        `第${newest.version}版自${newest.effectiveOn}起生效，新版不能早于它。`,
        `Version ${newest.version} counts from ${newest.effectiveOn}; a newer one cannot count from before.`,
      ),
    );
  return undefined;
}

function movedOn({ newest, versions }: RuleBook): HttpError {
  const author = versions.at(-1)?.author ?? '';
  return new HttpError(
    409,
    'rules_moved_on',
    said(
      `规则已是第${newest}版（${author}），没有写入任何数据。请刷新后再调整。`,
      `The rules are at version ${newest} by now (${author}); nothing was stored. Reload, then change them.`,
    ),
  );
}

function asProblem({ path, code, message }: RuleProblem, place?: string): SaidRowProblem {
  const pointer = `/changes/${path.replaceAll('.', '/')}`;
  if (place === undefined) return { pointer, code, message };
  return {
    pointer,
    code,
    message: said(
      `与“${place}”自己的规则矛盾：${message.zh}`,
      `It contradicts the rules of “${place}”: ${message.en}`,
    ),
  };
}

function distinct(problems: readonly SaidRowProblem[]): SaidRowProblem[] {
  const seen = new Map(problems.map((one) => [`${one.pointer} ${one.message.zh}`, one]));
  return [...seen.values()];
}

function refused(problems: SaidRowProblem[]): HttpError {
  const [first] = problems;
  const path = first?.pointer?.replace('/changes/', '').replaceAll('/', '.') ?? '';
  const name = ruleFields[path]?.whole;
  const message = first?.message ?? said('规则有误', 'The rules are not acceptable');
  return new HttpError(
    422,
    'rules',
    name ? said(`${name.zh}：${message.zh}`, `${name.en}: ${message.en}`) : message,
    problems,
  );
}
