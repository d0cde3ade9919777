import { sql } from 'kysely';
import type { Db } from '#db/schema.ts';
import { rowsOf } from '#db/sql.ts';

export interface ProjectKey {
  id: string;
  year: number;
  code: string;
  closed: boolean;
}

/** The projects that rows name, by year and code, and whether their years have a plan at all. */
export async function knownProjects(db: Db, wanted: readonly { year: number; code: string }[]) {
  const unique = [...new Map(wanted.map((one) => [`${one.year} ${one.code}`, one])).values()];
  const rows = await db
    .selectFrom('project')
    .innerJoin(
      sql<{ year: number; code: string }>`${rowsOf(db, { year: 'bigint', code: 'text' }, unique)}`.as('w'),
      (join) => join.onRef('project.year', '=', 'w.year').onRef('project.code', '=', 'w.code'),
    )
    .select(['project.id', 'project.year', 'project.code'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('plan_version as v')
            .select('v.id')
            .whereRef('v.department_id', '=', 'project.department_id')
            .whereRef('v.year', '=', 'project.year')
            .where('v.closed_at', 'is not', null),
        )
        .as('closed'),
    )
    .execute();
  const found = new Map(
    rows.map((row) => [`${row.year} ${row.code}`, { ...row, closed: Boolean(row.closed) }]),
  );
  const missing = [
    ...new Set(unique.filter(({ year, code }) => !found.has(`${year} ${code}`)).map(({ year }) => year)),
  ];
  const planned =
    missing.length === 0
      ? []
      : await db.selectFrom('plan_version').select('year').where('year', 'in', missing).distinct().execute();
  const years = new Set([...rows, ...planned].map(({ year }) => year));
  return {
    find: (year: number, code: string): ProjectKey | undefined => found.get(`${year} ${code}`),
    hasYear: (year: number) => years.has(year),
  };
}
