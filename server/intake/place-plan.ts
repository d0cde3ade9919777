import { randomUUID } from 'node:crypto';
import type { VersionIndicator, VersionProject } from '#db/queries/plan-versions.ts';
import { carriedNodes } from '#shared/adjustment.ts';
import type { Day } from '#shared/calendar.ts';
import { type Fen, parseYuan } from '#shared/money.ts';
import { type PrintedIndicator, type ProjectText, pairIndicators } from '#shared/plan-changes.ts';
import { unspaced } from '#shared/printed-name.ts';
import type { DepartmentIndicator, Reading, ReadProject } from '#shared/reading.ts';
import { inSlices } from '../slices.ts';
import type { PlanInForce, ProjectInForce } from './plan-in-force.ts';

/** Who has a project, by its code. */
export type Owners = ReadonlyMap<string, { section?: string | undefined; owner?: string | undefined }>;

/** How a revision goes on from the plan in force. */
export interface Revision {
  inForce: PlanInForce;
  effectiveOn: Day;
  /** What indicators in force are called now, by id. */
  renamed: ReadonlyMap<string, string>;
}

/** A reading with the projects and indicators that it is about: what a version stores. */
export interface PlacedPlan {
  projects: VersionProject[];
  indicators: VersionIndicator[];
}

/**
 * Finds for each project and indicator of a reading which one of the plan in force it goes on from, so that
 * what was measured goes on with it; what is new gets an id. Without a plan in force everything is new.
 */
export async function placeReading(
  reading: Reading,
  owners: Owners,
  revision?: Revision,
): Promise<PlacedPlan> {
  const positions = reading.projects.map((project, position) => ({ project, position }));
  const slices = await inSlices(positions, placedAtOnce, (some) =>
    some.map(({ project, position }) => {
      const old = revision?.inForce.projects.get(project.code);
      const stored = placeProject(project, position, owners, old, revision?.effectiveOn);
      return { stored, indicators: placeIndicators(project, stored.id, old, revision?.renamed) };
    }),
  );
  const placed = slices.flat();
  const ofTables = placed.flatMap(({ indicators }) => indicators);
  const idOf = new Map(placed.map(({ stored }) => [stored.code, stored.id]));
  const ofProse = placeProse(reading.departmentIndicators, idOf, ofTables, revision?.inForce);
  return { projects: placed.map(({ stored }) => stored), indicators: [...ofTables, ...ofProse] };
}

/** So many projects are placed before everybody else has their turn. */
const placedAtOnce = 100;

/** A project that is in the plan no more: it keeps its last figures. */
export function endedProject({ id, plan, words }: ProjectInForce): VersionProject {
  const { code, name, budget, fiscal, other, nodes } = plan;
  return { id, isNew: false, code, name, budget, fiscal, other, nodes, ...words, ended: true };
}

/** A project of a reading as one compares it with the one in force. */
export function readText(project: ReadProject): ProjectText {
  const { code, name, purpose, goals, indicators } = project;
  return {
    ...{ code, name, purpose, goals, indicators, nodes: nodesOf(project) },
    ...{ budget: fen(project.budget), fiscal: fen(project.fiscal), other: fen(project.other) },
  };
}

/** Indicators of the prose as one compares them: the heading stands where tables have their second level. */
export function proseText(one: Pick<DepartmentIndicator, 'name' | 'printed'> & { subject: string | null }) {
  const { name, printed, subject } = one;
  return { level1: proseLevel, level2: subject ?? '', name, printed, basis: '' } satisfies PrintedIndicator;
}

const proseLevel = '部门整体';

function placeProject(
  project: ReadProject,
  position: number,
  owners: Owners,
  old: ProjectInForce | undefined,
  effectiveOn: Day | undefined,
): VersionProject {
  const { code, name, purpose, goals } = project;
  const { section, owner } = owners.get(code) ?? {};
  const budget = fen(project.budget);
  const nodes = nodesOf(project);
  return {
    ...{ id: old?.id ?? randomUUID(), isNew: !old, code, name, section, owner, purpose, goals, position },
    ...{ budget, fiscal: fen(project.fiscal), other: fen(project.other), ended: false },
    nodes: old && effectiveOn ? carriedNodes(old.plan.nodes, nodes, budget, effectiveOn) : nodes,
  };
}

function placeIndicators(
  project: ReadProject,
  projectId: string,
  old: ProjectInForce | undefined,
  renamed: ReadonlyMap<string, string> | undefined,
): VersionIndicator[] {
  const pairs = pairIndicators(old?.plan.indicators ?? [], project.indicators, renamed);
  return project.indicators.map(({ level1, level2, name, printed, target, basis }, position) => {
    const id = pairs[position]?.id;
    return {
      ...{ id: id ?? randomUUID(), isNew: !id, projectId, level1, level2, name, printed, target, basis },
      ...{ position, subject: null, linkedId: null, conflict: false },
    };
  });
}

function placeProse(
  prose: readonly DepartmentIndicator[],
  idOf: ReadonlyMap<string, string>,
  ofTables: readonly VersionIndicator[],
  inForce: PlanInForce | undefined,
): VersionIndicator[] {
  const known = new Map<string, string>();
  const key = (projectId: string | null, subject: string | null, name: string) =>
    [projectId, subject, unspaced(name)].join('\n');
  const old = [
    ...(inForce?.prose ?? []),
    ...[...(inForce?.projects.values() ?? [])].flatMap((one) => one.indicators),
  ];
  for (const { id, projectId, subject, name } of old)
    if (subject !== null) known.set(key(projectId, subject, name), id);
  return prose.map((indicator, at) => {
    const projectId = (indicator.projectCode && idOf.get(indicator.projectCode)) ?? null;
    const { name, printed, target, subject } = indicator;
    const place = key(projectId, subject, name);
    const id = known.get(place);
    // The same words twice under one heading are two indicators.
    known.delete(place);
    const linked = ofTables.find((one) => one.projectId === projectId && one.name === indicator.linkedTo);
    return {
      ...{ id: id ?? randomUUID(), isNew: !id, projectId, level1: proseLevel, level2: '分项绩效目标' },
      ...{ name, printed, target, basis: '', position: 10_000 + at, subject },
      ...{ linkedId: linked?.id ?? null, conflict: indicator.conflict ?? false },
    };
  });
}

function nodesOf({ nodes }: ReadProject) {
  return nodes.map(({ day, cumulative }) => ({ day, cumulative: fen(cumulative) }));
}

function fen(yuan: string): Fen {
  const amount = parseYuan(yuan);
  if (amount === undefined) throw new Error(`a checked reading holds an amount that is none: ${yuan}`);
  return amount;
}
