import { createHash } from 'node:crypto';
import type { DepartmentIndicator, Reading, ReadProject } from '#shared/reading.ts';
import { inSlices } from '../../slices.ts';

/** A stored reading cut into pieces of JSON that are each opened in a moment, and what tells it from another plan. */
export interface ReadingParts {
  head: string;
  projects: string[];
  departmentIndicators: string[];
  digest: string;
}

const projectsInPart = 40;
const indicatorsInPart = 400;

/** Cuts a stored reading up: in a thread, for opening it whole takes long. */
export function readingParts(json: string): ReadingParts {
  const { projects, departmentIndicators, ...head } = JSON.parse(json) as Reading;
  return {
    head: JSON.stringify(head),
    projects: cut(projects, projectsInPart),
    departmentIndicators: cut(departmentIndicators, indicatorsInPart),
    digest: digestOf({ ...head, projects, departmentIndicators }),
  };
}

/** The reading that was cut up. */
export async function joinedReading({
  head,
  projects,
  departmentIndicators,
}: ReadingParts): Promise<Reading> {
  const opened = async <Item>(parts: readonly string[]) =>
    (await inSlices(parts, 1, ([json = '[]']) => JSON.parse(json) as Item[])).flat();
  return {
    ...(JSON.parse(head) as Omit<Reading, 'projects' | 'departmentIndicators'>),
    projects: await opened<ReadProject>(projects),
    departmentIndicators: await opened<DepartmentIndicator>(departmentIndicators),
  };
}

/** What makes two readings the same plan: every figure and name, not where on the paper it stood. */
export function digestOf({ department, year, projects, departmentIndicators }: Reading): string {
  const content = [
    department.code,
    year,
    projects
      .map(({ code, name, budget, fiscal, other, nodes, indicators }) => [
        code,
        name,
        budget,
        fiscal,
        other,
        nodes.map(({ day, cumulative }) => [day, cumulative]),
        indicators.map(({ level1, level2, name: indicator, printed }) => [
          level1,
          level2,
          indicator,
          printed,
        ]),
      ])
      .sort(),
    departmentIndicators.map(({ subject, name, printed }) => [subject, name, printed]),
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

function cut(items: readonly unknown[], size: number): string[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    JSON.stringify(items.slice(i * size, (i + 1) * size)),
  );
}
