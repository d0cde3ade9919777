import { sql } from 'kysely';
import { stillPlanned } from '#db/queries/plans.ts';
import type { Db } from '#db/schema.ts';
import { rowsOf } from '#db/sql.ts';
import type { PlanCache, ProjectKey } from '../evaluation/snapshots.ts';

/** So many projects are kept by their code at most. */
const mostKept = 50_000;

/**
 * The projects that rows name, by year and code, as far as they exist for who asks; whether their years have a plan
 * at all; and why vouchers may not be posted to one.
 */
export async function knownProjects(
  db: Db,
  { cache, planSeq }: { cache: PlanCache; planSeq: number },
  wanted: readonly { year: number; code: string }[],
) {
  const kept = cache.keys(planSeq);
  const unique = [...new Map(wanted.map((one) => [`${one.year} ${one.code}`, one])).values()];
  const rows = await findProjects(
    db,
    unique.filter(({ year, code }) => !kept.has(`${year} ${code}`)),
  );
  for (const row of rows) if (kept.size < mostKept) kept.set(`${row.year} ${row.code}`, row);
  const loaded = new Map(rows.map((row) => [`${row.year} ${row.code}`, row]));
  const { asker } = cache;
  const find = (year: number, code: string) => {
    const found = kept.get(`${year} ${code}`) ?? loaded.get(`${year} ${code}`);
    // What they may not know of does not exist for those who ask.
    return found && asker && !asker.knows(found.id) ? undefined : found;
  };
  const missing = new Set(unique.filter(({ year, code }) => !find(year, code)).map(({ year }) => year));
  const planned =
    missing.size === 0
      ? []
      : await db
          .selectFrom('plan_version')
          .select('year')
          .where('year', 'in', [...missing])
          .distinct()
          .execute();
  const years = new Set(planned.map(({ year }) => year));
  const refusal = ({ id }: ProjectKey) => asker?.posting(id);
  return { find, refusal, hasYear: (year: number) => years.has(year) || !missing.has(year) };
}

async function findProjects(
  db: Db,
  wanted: readonly { year: number; code: string }[],
): Promise<ProjectKey[]> {
  if (wanted.length === 0) return [];
  const rows = await db
    .selectFrom('project')
    .innerJoin(
      sql<{ year: number; code: string }>`${rowsOf(db, { year: 'bigint', code: 'text' }, wanted)}`.as('w'),
      (join) => join.onRef('project.year', '=', 'w.year').onRef('project.code', '=', 'w.code'),
    )
    .select(['project.id', 'project.year', 'project.code'])
    .where(stillPlanned)
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
  return rows.map((row) => ({ ...row, closed: Boolean(row.closed) }));
}
