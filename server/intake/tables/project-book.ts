import { unspaced } from '#shared/printed-name.ts';
import type { ProjectKey } from '../../evaluation/snapshots.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** The projects that rows may name, by code and by name. */
export interface ProjectBook {
  /** A project by its code in a year. */
  find(year: number, code: string): NamedProject | undefined;
  hasYear(year: number): boolean;
  /** The code that a row means: by code, by name where only that is given; both have to agree. */
  codeOf(year: number, code: string, name: string): string | Refusal;
}

export interface NamedProject extends ProjectKey {
  name: string;
  /** A small number of its own. */
  number: number;
}

/** As they come from the database: id, year, code, name, whether the year is closed. */
export type ProjectRow = [id: string, year: number, code: string, name: string, closed: number];

export function projectBook(pages: readonly string[]): ProjectBook {
  const byCode = new Map<number, Map<string, NamedProject>>();
  const byName = new Map<number, Map<string, NamedProject[]>>();
  let number = 0;
  for (const page of pages) {
    for (const [id, year, code, name, closed] of JSON.parse(page) as ProjectRow[]) {
      const project = { id, year, code, name, closed: closed === 1, number: number++ };
      const codes = byCode.get(year) ?? new Map<string, NamedProject>();
      byCode.set(year, codes.set(code, project));
      const names = byName.get(year) ?? new Map<string, NamedProject[]>();
      byName.set(year, names);
      const same = names.get(unspaced(name));
      if (same) same.push(project);
      else names.set(unspaced(name), [project]);
    }
  }
  const find = (year: number, code: string) => byCode.get(year)?.get(code);
  return {
    find,
    hasYear: (year) => byCode.has(year),
    codeOf(year, code, name) {
      if (code !== '') {
        const project = name === '' ? undefined : find(year, code);
        if (!project || unspaced(project.name) === unspaced(name)) return code;
        return refuse(
          'projectName',
          'project_contradiction',
          `编码“${code}”是项目“${project.name}”，与名称“${name}”不符，请改正其中一个`,
          `Code "${code}" is the project "${project.name}", not "${name}"; correct one of them`,
        );
      }
      const named = byName.get(year)?.get(unspaced(name)) ?? [];
      const [project] = named;
      if (name === '')
        return refuse('projectCode', 'project_missing', '缺少项目编码或项目名称', 'the project is missing');
      if (!project) {
        return byCode.has(year)
          ? refuse(
              'projectName',
              'unknown_project',
              `${year}年没有项目“${name}”`,
              `There is no project "${name}" in ${year}`,
            )
          : refuse(
              'paidOn',
              'no_plan_for_year',
              `${year}年没有已生效的绩效文本`,
              `There is no plan for ${year}`,
            );
      }
      if (named.length === 1) return project.code;
      const codes = named.map((one) => one.code).slice(0, 5);
      return refuse(
        'projectName',
        'ambiguous_project',
        `${year}年有${named.length}个项目叫“${name}”，请填项目编码（${codes.join('、')}）`,
        `${named.length} projects of ${year} are called "${name}"; give the code (${codes.join(', ')})`,
      );
    },
  };
}
