import type { Charged } from '#shared/rights.ts';
import type { Db } from '../schema.ts';

/** What a reader may see of: these projects by id, and of these departments (by code) what belongs to no project. */
export interface Seen {
  projects: readonly string[];
  departments: readonly string[];
}

/** A project with all that decides about rights. */
export interface ReachRow extends Charged {
  id: string;
  year: number;
  code: string;
  department: string;
}

/** By what somebody may have to do with projects. */
export interface ReachQuery {
  /** Codes of departments of which it may be every project. */
  departments: readonly string[];
  /** As what plans may print the person as owner, and the sections. */
  names: readonly string[];
  sections: readonly string[];
  /** Whose charges count. */
  username: string;
}

/** The projects of all years that somebody may have to do with; rights decide with which of them. */
export async function projectsWithin(
  db: Db,
  { departments, names, sections, username }: ReachQuery,
): Promise<ReachRow[]> {
  const rows = await db
    .selectFrom('project as p')
    .innerJoin('department as d', 'd.id', 'p.department_id')
    .leftJoin(
      db
        .selectFrom('project_charge as c')
        .innerJoin('account as a', 'a.id', 'c.account_id')
        .select(['c.project_id', 'a.username'])
        .where('a.username', '=', username)
        .as('charge'),
      (join) => join.onRef('charge.project_id', '=', 'p.id'),
    )
    .select(['p.id', 'p.year', 'p.code', 'p.owner', 'p.section', 'd.code as department'])
    .select('charge.username as charged')
    .where((eb) =>
      eb.or([
        eb('d.code', 'in', [...departments, '']),
        eb('p.owner', 'in', [...names, '']),
        eb('p.section', 'in', [...sections, '']),
        eb('charge.username', 'is not', null),
      ]),
    )
    .orderBy('p.id')
    .execute();
  return rows.map(({ charged, ...row }) => ({ ...row, people: charged === null ? [] : [charged] }));
}
