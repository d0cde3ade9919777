import { departmentProjects, type VersionIndicator, yearIndicators } from '#db/queries/plan-versions.ts';
import { findLatestVersion, loadPlanHistories, type PlanWords, planWords } from '#db/queries/plans.ts';
import type { Db } from '#db/schema.ts';
import type { ProjectText } from '#shared/plan-changes.ts';
import type { PlanVersion } from '#shared/plan-versions.ts';

/** What the latest version has of a project: what a revision is held against. */
export interface ProjectInForce {
  id: string;
  plan: PlanVersion['plan'];
  words: PlanWords;
  /** Those of the tables and those of the prose. */
  indicators: VersionIndicator[];
  ended: boolean;
}

/** The latest plan of a department's year, in force or to come. */
export interface PlanInForce {
  version: NonNullable<Awaited<ReturnType<typeof findLatestVersion>>>;
  /** By code; those that ended are among them. */
  projects: Map<string, ProjectInForce>;
  /** Indicators of the prose that stand under no project. */
  prose: VersionIndicator[];
}

/** The latest plan of a department's year; undefined where it has none. */
export async function loadPlanInForce(
  db: Db,
  departmentCode: string,
  year: number,
): Promise<PlanInForce | undefined> {
  const version = await findLatestVersion(db, departmentCode, year);
  if (!version) return undefined;
  const { departmentId } = version;
  const ids = await departmentProjects(db, departmentId, year);
  const histories = await loadPlanHistories(db, ids);
  const words = await planWords(db, ids);
  const byVersion = new Map<string, VersionIndicator[]>();
  let latestProse = 0;
  for (const { version: number, ...indicator } of await yearIndicators(db, { departmentId, year })) {
    if (indicator.projectId === null) latestProse = Math.max(latestProse, number);
    const key = `${indicator.projectId ?? ''} ${number}`;
    const list = byVersion.get(key);
    if (list) list.push(indicator);
    else byVersion.set(key, [indicator]);
  }
  const projects = histories.flatMap(({ code, projectId, versions }): [string, ProjectInForce][] => {
    const latest = versions.at(-1);
    if (!latest) return [];
    const { plan, ended } = latest;
    const said = words.get(plan.id) ?? { purpose: '', goals: [], position: 0 };
    const indicators = byVersion.get(`${projectId} ${plan.version}`) ?? [];
    return [[code, { id: projectId, plan, words: said, indicators, ended }]];
  });
  return { version, projects: new Map(projects), prose: byVersion.get(` ${latestProse}`) ?? [] };
}

/** A project as one compares it with what a new document says of it. */
export function textOf({ plan, words }: Pick<ProjectInForce, 'plan' | 'words'>): ProjectText {
  const { code, name, budget, fiscal, other, nodes, indicators } = plan;
  const { purpose, goals } = words;
  return { code, name, budget, fiscal, other, purpose, goals, nodes, indicators };
}
