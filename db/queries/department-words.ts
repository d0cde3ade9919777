import { type Day, firstDayOf, type Instant, later } from '#shared/calendar.ts';
import type { Db } from '../schema.ts';

interface Asked {
  departmentId: string;
  year: number;
  asOf: Day;
  knownAt?: Instant | undefined;
}

/** The versions of a department's year that had begun by a day, as known at an instant; the newest first. */
function versionsBy(db: Db, { departmentId, year, asOf, knownAt }: Asked) {
  const query = db
    .selectFrom('plan_version as version')
    .where('version.department_id', '=', departmentId)
    .where('version.year', '=', year)
    .where('version.effective_on', '<=', later(asOf, firstDayOf(year)))
    .orderBy('version.number', 'desc');
  return knownAt ? query.where('version.recorded_at', '<=', knownAt) : query;
}

/**
 * The indicators of the first part of a department's plan as the version in force has them, in their order, each with
 * the table indicator that it is linked to.
 */
export async function departmentTargets(db: Db, asked: Asked) {
  const version = await versionsBy(db, asked).select('version.id').limit(1).executeTakeFirst();
  if (!version) return [];
  const rows = await db
    .selectFrom('indicator_target as target')
    .innerJoin('indicator', 'indicator.id', 'target.indicator_id')
    .select(['indicator.id', 'target.subject', 'target.name', 'target.printed', 'target.conflict'])
    .select('target.linked_indicator_id as linkedId')
    .where('target.plan_version_id', '=', version.id)
    .where('target.subject', 'is not', null)
    .orderBy('target.position')
    .execute();
  return rows.map(({ subject, conflict, ...row }) => ({
    ...row,
    subject: subject ?? '',
    conflict: conflict === 1,
  }));
}

/** The text of the newest document that the plan in force was read from; empty where it came from none. */
export async function planSource(db: Db, asked: Asked): Promise<string> {
  const row = await versionsBy(db, asked)
    .innerJoin('plan_import', 'plan_import.id', 'version.import_id')
    .select('plan_import.source')
    .limit(1)
    .executeTakeFirst();
  return row?.source ?? '';
}
