import { sql } from 'kysely';
import type { RuleChanges, RuleScope } from '#shared/profile.ts';
import { type RuleVersion, readScope, scopeText } from '#shared/rule-book.ts';
import type { Db } from '../schema.ts';

/** Every version of the rules, the oldest first. They are few: people change rules some times a year. */
export async function listRuleVersions(db: Db): Promise<RuleVersion[]> {
  const rows = await db
    .selectFrom('rule_version')
    .select(['number as version', 'scope', 'changes', 'effective_on as effectiveOn'])
    .select(['author', 'reason', 'recorded_at as recordedAt'])
    .orderBy('number')
    .execute();
  return rows.map(({ scope, changes, ...row }) => ({
    ...row,
    scope: readScope(scope) ?? { of: 'all' },
    changes: JSON.parse(changes) as RuleChanges,
  }));
}

/** Adds a version. Where another of the same number is there already, the key refuses this one. */
export async function appendRuleVersion(db: Db, rules: RuleVersion): Promise<void> {
  const { version, scope, changes, effectiveOn, reason, author, recordedAt } = rules;
  await db
    .insertInto('rule_version')
    .values({
      number: version,
      scope: scopeText(scope),
      changes: JSON.stringify(changes),
      effective_on: effectiveOn,
      reason,
      author,
      recorded_at: recordedAt,
    })
    .execute();
}

/** Says of everything that a scope's rules have a say in that it is to be judged anew. */
export async function makeRuledDue(db: Db, scope: RuleScope): Promise<void> {
  const due = db.updateTable('standing').set({ next_check_on: '' });
  switch (scope.of) {
    case 'all':
      await due.execute();
      return;
    case 'department': {
      const departments = db.selectFrom('department').select('id').where('code', '=', scope.code);
      await due.where('department_id', 'in', departments).execute();
      return;
    }
    case 'project': {
      const projects = db.selectFrom('project').select('id').where('code', '=', scope.code);
      await due.where('project_id', 'in', projects).execute();
      return;
    }
    case 'indicator': {
      const indicators = db.selectFrom('indicator').select('project_id').where('id', '=', scope.id);
      await due.where('project_id', 'in', indicators).execute();
    }
  }
}

/** What a scope is called, and of which department it is; undefined where there is nothing of that name. */
export async function findRuled(
  db: Db,
  scope: RuleScope,
): Promise<{ name: string; departmentCode: string | null; projectCode: string | null } | undefined> {
  if (scope.of === 'all') return { name: '', departmentCode: null, projectCode: null };
  if (scope.of === 'department') {
    const found = db.selectFrom('department').select('name').where('code', '=', scope.code);
    const row = await found.executeTakeFirst();
    return row && { name: row.name, departmentCode: scope.code, projectCode: null };
  }
  const ofProject = db
    .selectFrom('project')
    .innerJoin('department', 'department.id', 'project.department_id')
    .select(['project.code as projectCode', 'project.name', 'department.code as departmentCode'])
    .orderBy('project.year', 'desc');
  if (scope.of === 'project')
    return await ofProject.where('project.code', '=', scope.code).executeTakeFirst();
  const indicator = await db
    .selectFrom('indicator')
    .select(['name', 'project_id as projectId'])
    .where('id', '=', scope.id)
    .executeTakeFirst();
  if (!indicator?.projectId) return undefined;
  const project = await ofProject.where('project.id', '=', indicator.projectId).executeTakeFirst();
  return project && { ...project, name: `${project.name} · ${indicator.name}` };
}

/** The ids of the projects that a scope's rules have a say in, in the order of their codes: of a year, or of all that are not closed. */
export async function ruledProjects(db: Db, scope: RuleScope, year?: number): Promise<string[]> {
  let query = db
    .selectFrom('project')
    .innerJoin('department', 'department.id', 'project.department_id')
    .select('project.id')
    .orderBy('project.code')
    .orderBy('project.year');
  if (year !== undefined) query = query.where('project.year', '=', year);
  else
    query = query.where('project.year', 'not in', (eb) =>
      eb.selectFrom('plan_version').select('year').where('closed_at', 'is not', null),
    );
  if (scope.of === 'department') query = query.where('department.code', '=', scope.code);
  if (scope.of === 'project') query = query.where('project.code', '=', scope.code);
  if (scope.of === 'indicator')
    query = query.where('project.id', 'in', (eb) =>
      eb
        .selectFrom('indicator')
        .select(sql<string>`project_id`.as('project_id'))
        .where('id', '=', scope.id)
        .where('project_id', 'is not', null),
    );
  return (await query.execute()).map(({ id }) => id);
}

/** The departments whose rules a scope has a say in: all of them, or the one; none of a project or an indicator. */
export async function ruledDepartments(db: Db, scope: RuleScope) {
  if (scope.of === 'project' || scope.of === 'indicator') return [];
  let query = db.selectFrom('department').select(['id', 'code', 'name']).orderBy('code');
  if (scope.of === 'department') query = query.where('code', '=', scope.code);
  return await query.execute();
}
