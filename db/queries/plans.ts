import { sql } from 'kysely';
import { type Day, firstDayOf, type Instant, later } from '#shared/calendar.ts';
import type { Fen } from '#shared/money.ts';
import type { PlanNode, PlannedIndicator } from '#shared/plan.ts';
import type { PlanHistory, PlanVersion } from '#shared/plan-versions.ts';
import type { Target } from '#shared/target.ts';
import type { Db } from '../schema.ts';
import { idsOf } from '../sql.ts';
import type { Seen } from './reach.ts';
import { addedDays } from './reporting-days.ts';

/** The years that have a plan, the latest first. */
export async function plannedYears(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('plan_version')
    .select('year')
    .distinct()
    .orderBy('year', 'desc')
    .execute();
  return rows.map(({ year }) => year);
}

/** The latest version of a department's year, in force or to come; undefined where the year has no plan. */
export async function findLatestVersion(db: Db, departmentCode: string, year: number) {
  return await db
    .selectFrom('plan_version')
    .innerJoin('department', 'department.id', 'plan_version.department_id')
    .select([
      'plan_version.id',
      'plan_version.department_id as departmentId',
      'plan_version.number',
      'plan_version.digest',
      'plan_version.effective_on as effectiveOn',
      'plan_version.closed_at as closedAt',
      'plan_version.reason',
    ])
    .where('department.code', '=', departmentCode)
    .where('year', '=', year)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/**
 * The versions of a department's year, the oldest first: those known at an instant, or now, and of them those that
 * had begun by a day where one is asked for.
 */
export async function listPlanVersions(
  db: Db,
  { departmentId, year, knownAt, asOf }: { departmentId: string; year: number } & VersionsKnown,
) {
  let query = db
    .selectFrom('plan_version')
    .select(['number', 'effective_on as effectiveOn', 'reason', 'author', 'recorded_at as recordedAt'])
    .where('department_id', '=', departmentId)
    .where('year', '=', year)
    .orderBy('number');
  if (knownAt) query = query.where('recorded_at', '<=', knownAt);
  if (asOf) query = query.where('effective_on', '<=', later(asOf, firstDayOf(year)));
  return await query.execute();
}

interface VersionsKnown {
  knownAt?: Instant | undefined;
  asOf?: Day | undefined;
}

/** Every project of a year by id, code and name, in the order of their codes. */
export async function projectNames(db: Db, year: number) {
  return await db
    .selectFrom('project')
    .select(['id', 'code', 'name'])
    .where('year', '=', year)
    .orderBy('code')
    .execute();
}

/** Ids of projects by their code, for the codes of one year that exist. */
export async function projectIds(
  db: Db,
  year: number,
  codes: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('project')
    .select(['code', 'id'])
    .where('year', '=', year)
    .where('code', 'in', [...codes, ''])
    .execute();
  return new Map(rows.map(({ code, id }) => [code, id]));
}

/** Which department a project of a year belongs to; undefined where the year has no such project. */
export async function findProjectPlace(db: Db, year: number, code: string) {
  return await db
    .selectFrom('project')
    .innerJoin('department', 'department.id', 'project.department_id')
    .select(['project.id', 'department.code as departmentCode'])
    .where('project.year', '=', year)
    .where('project.code', '=', code)
    .executeTakeFirst();
}

/**
 * In a query over `project`: those that their latest version does not end. Money and values go to no project that
 * ends, not even before its day: nothing may hang on it then.
 */
export const stillPlanned = sql<boolean>`(select p.ended from project_plan as p
  inner join plan_version as v on v.id = p.plan_version_id
  where p.project_id = project.id order by v.number desc limit 1) = 0`;

/** Every version of the plans of the projects named, in the order of their codes. */
export async function loadPlanHistories(db: Db, ids: readonly string[]): Promise<PlanHistory[]> {
  const rows = await versionsOf(db, ids);
  const indicators = await plannedIndicators(db, ids);
  const people = await chargedPeople(db, ids);
  const added = await addedDays(db, ids);
  const histories = new Map<string, VersionRow[]>();
  for (const row of rows) {
    const versions = histories.get(row.projectId);
    if (versions) versions.push(row);
    else histories.set(row.projectId, [row]);
  }
  return [...histories.values()].map((versions) => {
    const [first] = versions;
    const days = first && added.get(`${first.departmentId} ${first.year}`);
    const history = historyOf(versions, indicators, people);
    return days ? { ...history, added: days } : history;
  });
}

type VersionRow = Awaited<ReturnType<typeof versionsOf>>[number];

async function versionsOf(db: Db, ids: readonly string[]) {
  return await db
    .selectFrom('project')
    .innerJoin('project_plan as plan', 'plan.project_id', 'project.id')
    .innerJoin('plan_version as version', 'version.id', 'plan.plan_version_id')
    .innerJoin('department', 'department.id', 'project.department_id')
    .select([
      'plan.id',
      'project.id as projectId',
      'project.code',
      'project.year',
      'project.section',
      'project.owner',
      'department.id as departmentId',
      'department.code as departmentCode',
      'department.name as departmentName',
      'version.id as versionId',
      'version.number as version',
      'version.effective_on as effectiveOn',
      'version.in_force_on as committedOn',
      'version.recorded_at as recordedAt',
      'version.closed_at as closedAt',
      'plan.budget_fen as budget',
      'plan.fiscal_fen as fiscal',
      'plan.other_fen as other',
      'plan.nodes',
      'plan.ended',
      'plan.name',
    ])
    .where('project.id', 'in', idsOf(db, ids))
    .orderBy('project.code')
    .orderBy('version.number')
    .execute();
}

/** The versions of one project, in order. Of a project that a revision brought in, what had passed by then is history. */
function historyOf(
  versions: readonly VersionRow[],
  indicators: ReadonlyMap<string, PlannedIndicator[]>,
  charged: ReadonlyMap<string, string[]>,
): PlanHistory {
  const [first] = versions;
  if (!first) throw new Error('a project without a plan');
  const inForceOn = first.version === 1 ? first.committedOn : later(first.committedOn, first.effectiveOn);
  const people = charged.get(first.projectId);
  const closed = versions.some(({ closedAt }) => closedAt !== null);
  const begun = new Map<string, Day>();
  const since = (indicator: PlannedIndicator, day: Day): PlannedIndicator => {
    const from = begun.get(indicator.id) ?? day;
    begun.set(indicator.id, from);
    return from === first.effectiveOn ? indicator : { ...indicator, since: from };
  };
  return {
    projectId: first.projectId,
    code: first.code,
    year: first.year,
    versions: versions.map((row): PlanVersion => {
      const { departmentId, departmentCode, departmentName, versionId, ...rest } = row;
      const { effectiveOn, recordedAt, ended, closedAt: _, committedOn: __, nodes, ...plan } = rest;
      return {
        effectiveOn,
        recordedAt,
        ended: ended === 1,
        plan: {
          ...plan,
          department: { id: departmentId, code: departmentCode, name: departmentName },
          inForceOn,
          closed,
          ...(people && { people }),
          nodes: JSON.parse(nodes) as PlanNode[],
          indicators: (indicators.get(`${plan.projectId} ${versionId}`) ?? []).map((one) =>
            since(one, effectiveOn),
          ),
        },
      };
    }),
  };
}

/** The user names of those charged with projects beside the printed names, by project. */
async function chargedPeople(db: Db, projects: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('project_charge as c')
    .innerJoin('account', 'account.id', 'c.account_id')
    .select(['c.project_id as project', 'account.username'])
    .where('c.project_id', 'in', idsOf(db, projects))
    .orderBy('account.username')
    .execute();
  const people = new Map<string, string[]>();
  for (const { project, username } of rows) people.set(project, [...(people.get(project) ?? []), username]);
  return people;
}

async function plannedIndicators(db: Db, projects: readonly string[]) {
  const rows = await db
    .selectFrom('indicator')
    .innerJoin('indicator_target as target', 'target.indicator_id', 'indicator.id')
    .select([
      'indicator.id',
      'indicator.project_id as projectId',
      'target.plan_version_id as versionId',
      'target.level1',
      'target.level2',
      'target.name',
      'target.printed',
      'target.target',
      'target.basis',
    ])
    .where('indicator.project_id', 'in', idsOf(db, projects))
    .where('target.subject', 'is', null)
    .orderBy('target.position')
    .execute();
  const byPlan = new Map<string, PlannedIndicator[]>();
  for (const { projectId, versionId, target, ...indicator } of rows) {
    const key = `${projectId} ${versionId}`;
    const list = byPlan.get(key) ?? [];
    byPlan.set(key, list);
    list.push({ ...indicator, target: JSON.parse(target) as Target });
  }
  return byPlan;
}

/** What a version says of a project in words, and its place in the document; it takes no part in judging. */
export interface PlanWords {
  purpose: string;
  goals: string[];
  position: number;
}

/** The words of every version of some projects, by the id of the project's plan. */
export async function planWords(db: Db, projects: readonly string[]): Promise<Map<string, PlanWords>> {
  const rows = await db
    .selectFrom('project_plan')
    .select(['id', 'purpose', 'goals', 'position'])
    .where('project_id', 'in', idsOf(db, projects))
    .execute();
  return new Map(rows.map(({ id, goals, ...row }) => [id, { ...row, goals: JSON.parse(goals) as string[] }]));
}

/** The indicators of the plan's prose that stand under a project's heading in one version. */
export async function departmentIndicators(db: Db, projectId: string, version: number) {
  const rows = await db
    .selectFrom('indicator_target as target')
    .innerJoin('indicator', 'indicator.id', 'target.indicator_id')
    .innerJoin('plan_version as version', 'version.id', 'target.plan_version_id')
    .leftJoin('indicator as linked', 'linked.id', 'target.linked_indicator_id')
    .select([
      'indicator.id',
      'target.subject',
      'target.name',
      'target.printed',
      'target.target',
      'target.conflict',
    ])
    .select('linked.name as linkedTo')
    .where('indicator.project_id', '=', projectId)
    .where('version.number', '=', version)
    .where('target.subject', 'is not', null)
    .orderBy('target.position')
    .execute();
  return rows.map(({ subject, target, conflict, ...row }) => ({
    ...row,
    subject: subject ?? '',
    target: JSON.parse(target) as Target,
    conflict: conflict === 1,
  }));
}

interface NodesAsked {
  asOf: Day;
  knownAt?: Instant | undefined;
  departmentId?: string;
}

/**
 * The department's plan as it counts on a day and was known at an instant: for each node day the sum over its
 * projects of what each asks for by then.
 */
export async function departmentNodes(
  db: Db,
  year: number,
  { seen, ...asked }: NodesAsked & { seen?: Seen | undefined },
): Promise<PlanNode[]> {
  return sumOfNodes(await nodesInForce(db, year, { ...asked, projects: seen?.projects }));
}

/** The nodes of each project's plan as it counts on a day and was known at an instant. */
export async function nodesInForce(
  db: Db,
  year: number,
  { asOf, knownAt, departmentId, projects }: NodesAsked & { projects?: readonly string[] | undefined },
): Promise<PlanNode[][]> {
  let query = db
    .selectFrom('project_plan as plan')
    .innerJoin('plan_version as version', 'version.id', 'plan.plan_version_id')
    .select(['plan.nodes', 'plan.ended', 'plan.project_id as project', 'version.number'])
    .where('version.year', '=', year)
    .where('version.effective_on', '<=', later(asOf, firstDayOf(year)));
  if (departmentId) query = query.where('version.department_id', '=', departmentId);
  if (projects) query = query.where('plan.project_id', 'in', idsOf(db, projects));
  if (knownAt) query = query.where('version.recorded_at', '<=', knownAt);
  const rows = await query.orderBy('version.number').execute();
  const latest = new Map(rows.map((row) => [row.project, row]));
  return [...latest.values()].flatMap(({ nodes, ended }) => (ended ? [] : [JSON.parse(nodes) as PlanNode[]]));
}

/** The days after `day` on which a later version of a department's plan begins to count, in order. */
export async function comingVersions(db: Db, departmentId: string, year: number, day: Day): Promise<Day[]> {
  const rows = await db
    .selectFrom('plan_version')
    .select('effective_on')
    .where('department_id', '=', departmentId)
    .where('year', '=', year)
    .where('effective_on', '>', day)
    .orderBy('effective_on')
    .execute();
  return rows.map(({ effective_on }) => effective_on);
}

/** Plans added up: at each of their node days, what all of them ask for by then. Sums may be added up again. */
export function sumOfNodes(plans: readonly (readonly PlanNode[])[]): PlanNode[] {
  const steps = new Map<Day, Fen>();
  for (const nodes of plans) {
    let before = 0;
    for (const { day, cumulative } of nodes) {
      steps.set(day, (steps.get(day) ?? 0) + cumulative - before);
      before = cumulative;
    }
  }
  let sum = 0;
  return [...steps].sort().map(([day, step]) => {
    sum += step;
    return { day, cumulative: sum };
  });
}

export async function departmentsOf(db: Db, year: number) {
  return await db
    .selectFrom('plan_version as version')
    .innerJoin('department', 'department.id', 'version.department_id')
    .select(['department.id', 'department.code', 'department.name', 'version.in_force_on as inForceOn'])
    .select('version.closed_at as closedAt')
    .where('version.year', '=', year)
    .where('version.number', '=', 1)
    .orderBy('department.code')
    .execute();
}
