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
 * The indicators of the first part of a department's plan, in their order, each with the table indicator that it is
 * linked to. A version that changes some projects carries what stands under their headings only: `versions` says by
 * which version each project counts; what stands under no project's heading is of the newest document.
 */
export async function departmentTargets(db: Db, asked: Asked, versions: ReadonlyMap<string, number>) {
  const known = await versionsBy(db, asked)
    .select(['version.id', 'version.number', 'version.import_id as importId'])
    .execute();
  const newest = (known.find(({ importId }) => importId !== null) ?? known.at(-1))?.number;
  const numbers = new Map(known.map(({ id, number }) => [id, number]));
  if (numbers.size === 0) return [];
  const rows = await db
    .selectFrom('indicator_target as target')
    .innerJoin('indicator', 'indicator.id', 'target.indicator_id')
    .select(['indicator.id', 'target.subject', 'target.name', 'target.printed', 'target.conflict'])
    .select(['target.linked_indicator_id as linkedId', 'target.plan_version_id as versionId'])
    .select('indicator.project_id as projectId')
    .where('target.plan_version_id', 'in', [...numbers.keys()])
    .where('target.subject', 'is not', null)
    .orderBy('target.position')
    .execute();
  return rows.flatMap(({ subject, conflict, versionId, projectId, ...row }) => {
    const counts = projectId === null ? newest : versions.get(projectId);
    if (numbers.get(versionId) !== counts) return [];
    return [{ ...row, subject: subject ?? '', conflict: conflict === 1 }];
  });
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
