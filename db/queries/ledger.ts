import type { Day, Instant } from '#shared/calendar.ts';
import type { Db } from '../schema.ts';
import { type Ids, idsOf } from '../sql.ts';
import type { Question } from '../together.ts';

export interface Cover {
  coveredTo: Day;
  at: Instant;
  by: string;
}

/** The latest day to which a department's ledger was said to be complete; undefined where nobody said so. */
export async function findCover(
  db: Db,
  departmentId: string,
  year: number,
  knownAt?: Instant,
): Promise<Cover | undefined> {
  let query = db
    .selectFrom('ledger_cover')
    .select(['covered_to as coveredTo', 'recorded_at as at', 'recorded_by as by'])
    .where('department_id', '=', departmentId)
    .where('year', '=', year)
    .orderBy('covered_to', 'desc')
    .orderBy('id')
    .limit(1);
  if (knownAt) query = query.where('recorded_at', '<=', knownAt);
  return await query.executeTakeFirst();
}

/** Says that a department's ledger is complete up to and including a day. */
export async function appendCover(
  db: Db,
  { departmentId, year, coveredTo, at, by }: Cover & { departmentId: string; year: number },
): Promise<void> {
  const row = { department_id: departmentId, year, covered_to: coveredTo, recorded_at: at, recorded_by: by };
  await db.insertInto('ledger_cover').values(row).execute();
}

export interface CoverRow {
  department: string;
  year: number;
  coveredTo: Day;
}

/** How far the ledgers of the departments of some projects are known, now or at an instant. */
export function coversQuestion(db: Db, projects: Ids, knownAt?: Instant): Question<CoverRow> {
  const departments = db.selectFrom('project').select('department_id').where('id', 'in', idsOf(db, projects));
  const query = db
    .selectFrom('ledger_cover')
    .select(['department_id as department', 'year'])
    .select((eb) => eb.fn.max('covered_to').as('coveredTo'))
    .where('department_id', 'in', departments)
    .groupBy(['department_id', 'year']);
  return {
    query: knownAt ? query.where('recorded_at', '<=', knownAt) : query,
    columns: ['department', 'year', 'coveredTo'],
  };
}
