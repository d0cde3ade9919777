import { findRuled, ruledDepartments } from '#db/queries/rules.ts';
import type { Db } from '#db/schema.ts';
import { said } from '#shared/language.ts';
import type { RuledProject, RuleLayer, RuleScope } from '#shared/profile.ts';
import { concerns, readScope, scopeText } from '#shared/rule-book.ts';
import { HttpError } from '../http/errors.ts';

/** A scope that exists, with what it is called and where it lies. */
export interface NamedScope {
  scope: RuleScope;
  /** As the API writes it. */
  text: string;
  name: string;
  /** What rules are asked for that hold just there. */
  ruled: RuledProject;
}

/**
 * The scope that a text names. A bare `department` is the only one there is. A 422 where the text is no scope, a
 * 404 where there is no such department, project or indicator, or none that the caller may know of.
 */
export async function scopeOf(
  db: Db,
  text: string,
  sees: (scope: NamedScope) => boolean,
): Promise<NamedScope> {
  const scope = text === 'department' ? await onlyDepartment(db) : readScope(text);
  if (!scope) {
    const message = said(
      '范围应为 all、department:部门编码、project:项目编码 或 indicator:指标编号。',
      'A scope is all, department:CODE, project:CODE or indicator:ID.',
    );
    throw new HttpError(422, 'scope', message, [{ pointer: '/scope', code: 'scope', message }]);
  }
  const named = await nameScope(db, scope);
  if (named && sees(named)) return named;
  throw new HttpError(
    404,
    'not_found',
    said('没有这个部门、项目或指标。', 'There is no such department, project or indicator.'),
  );
}

export async function nameScope(db: Db, scope: RuleScope): Promise<NamedScope | undefined> {
  const found = await findRuled(db, scope);
  if (!found) return undefined;
  const { name, projectCode, departmentCode } = found;
  const indicators = scope.of === 'indicator' ? [{ id: scope.id }] : [];
  const ruled = { code: projectCode ?? '', department: { code: departmentCode ?? '' }, indicators };
  return { scope, text: scopeText(scope), name, ruled };
}

const widths = { all: 0, department: 1, project: 2, indicator: 3 } as const;

/** The layers that have a say in what holds in a scope, the widest first; `own` tells its own from those around it. */
export function layersOf(layers: readonly RuleLayer[], { text, ruled }: NamedScope) {
  const mine = layers
    .filter(({ scope }) => concerns(scope, ruled))
    .map((layer) => ({ ...layer, source: scopeText(layer.scope) }))
    .toSorted((a, b) => widths[a.scope.of] - widths[b.scope.of]);
  return { all: mine, around: mine.filter(({ source }) => source !== text) };
}

async function onlyDepartment(db: Db): Promise<RuleScope | undefined> {
  const [first, ...others] = await ruledDepartments(db, { of: 'all' });
  return first && others.length === 0 ? { of: 'department', code: first.code } : undefined;
}
