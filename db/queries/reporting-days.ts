import type { Day, Instant } from '#shared/calendar.ts';
import type { KnownAddedDay } from '#shared/plan-versions.ts';
import type { Db } from '../schema.ts';
import { idsOf } from '../sql.ts';

/** Every month-end that finance ever added for the departments of some projects, by `department year`. */
export async function addedDays(db: Db, projects: readonly string[]): Promise<Map<string, KnownAddedDay[]>> {
  const departments = db.selectFrom('project').select('department_id').where('id', 'in', idsOf(db, projects));
  const rows = await db
    .selectFrom('reporting_day')
    .select(['department_id as department', 'year', 'day', 'added_on as on'])
    .select(['recorded_at as recordedAt', 'withdrawn_at as withdrawnAt'])
    .where('department_id', 'in', departments)
    .orderBy('day')
    .orderBy('id')
    .execute();
  const byYear = new Map<string, KnownAddedDay[]>();
  for (const { department, year, ...row } of rows) {
    const key = `${department} ${year}`;
    byYear.set(key, [...(byYear.get(key) ?? []), row]);
  }
  return byYear;
}

/** The month-ends added to a year that stand, with the code of the department that each is for. */
export async function listAddedDays(db: Db, year: number) {
  return await db
    .selectFrom('reporting_day')
    .innerJoin('department', 'department.id', 'reporting_day.department_id')
    .select(['day', 'department.code as department', 'added_on as addedOn'])
    .select(['recorded_at as at', 'recorded_by as by'])
    .where('year', '=', year)
    .where('withdrawn_at', 'is', null)
    .orderBy('day')
    .orderBy('department.code')
    .execute();
}

interface OfYear {
  departmentIds: readonly string[];
  year: number;
  day: Day;
  at: Instant;
  by: string;
}

/** Adds a month-end for departments that do not have it yet; answers for how many. */
export async function addReportingDay(
  db: Db,
  { departmentIds, year, day, on, at, by }: OfYear & { on: Day },
): Promise<number> {
  const said = { year, day, added_on: on, recorded_at: at, recorded_by: by };
  const rows = departmentIds.map((department_id) => ({ department_id, ...said }));
  const added = await db
    .insertInto('reporting_day')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .returning('id')
    .execute();
  return added.length;
}

/** Takes an added month-end back; answers of how many departments. */
export async function withdrawReportingDay(
  db: Db,
  { departmentIds, year, day, at, by }: OfYear,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('reporting_day')
    .set({ withdrawn_at: at, withdrawn_by: by })
    .where('department_id', 'in', departmentIds)
    .where('year', '=', year)
    .where('day', '=', day)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
