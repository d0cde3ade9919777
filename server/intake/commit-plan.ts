import type { Unit } from '#db/gate.ts';
import { departmentIdOf, insertVersion } from '#db/queries/plan-versions.ts';
import { projectIds } from '#db/queries/plans.ts';
import type { Db } from '#db/schema.ts';
import { firstDayOf, yearOf } from '#shared/calendar.ts';
import { said } from '#shared/language.ts';
import type { Reading } from '#shared/reading.ts';
import { evaluateLedgers, evaluateProjects } from '../evaluation/evaluate-projects.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { HttpError } from '../http/errors.ts';
import { inSlices } from '../slices.ts';
import { type Owners, placeReading } from './place-plan.ts';
import { loadPlanInForce } from './plan-in-force.ts';
import { type Renaming, revision } from './revise-plan.ts';

export interface PlanToCommit {
  reading: Reading;
  /** What tells the reading from another plan. */
  digest: string;
  importId: string | null;
  by: string;
  approvedSame?: boolean | undefined;
  owners?: Owners;
  /** Of a revision: the number of the version that the person held it against; null where there was none. */
  revises?: number | null;
  reason?: string | undefined;
  effectiveOn?: string | undefined;
  renamed?: readonly Renaming[];
  ended?: readonly string[];
}

/**
 * Puts a reading in force and judges it at once: as the first version of its year, which counts from 1 January,
 * or as a revision of the plan that the year has. A plan of a year gone by is put away closed. Throws where the
 * same plan is in force, where the year is closed, where the plan in force is not the one that was looked at, and
 * where another department's plan of the year has one of its project codes.
 */
export async function commitPlan(db: Db, unit: Unit, cache: PlanCache, plan: PlanToCommit) {
  const { reading, digest, importId, by, approvedSame, owners = new Map(), reason } = plan;
  const { department, year } = reading;
  // Writes run one after the other: what is seen here still holds when the plan is stored.
  const inForce = await loadPlanInForce(db, department.code, year);
  const codes = reading.projects.map(({ code }) => code).filter((code) => !inForce?.projects.has(code));
  const taken = [...(await projectIds(db, year, codes)).keys()].sort();
  if (taken.length > 0) throw codesTaken(year, taken);
  const revised = inForce && (await revision(db, plan, owners, inForce));
  if (!revised) refuseLaterStart(plan);
  const closed = year < yearOf(unit.today);
  const placed = revised ?? { ...(await placeReading(reading, owners)), effectiveOn: firstDayOf(year) };
  const departmentId = inForce?.version.departmentId ?? (await departmentIdOf(db, department));
  const version = {
    ...{
      departmentId,
      year,
      number: (inForce?.version.number ?? 0) + 1,
      digest,
      importId,
    },
    ...{ on: unit.today, at: unit.at, by, reason: reason ?? '年初预算', closed: !inForce && closed },
    ...{ approvedSame, ...placed },
  };
  await insertVersion(db, version);
  // Judged in the order of their codes, as everywhere.
  const ids = version.projects.toSorted((a, b) => (a.code < b.code ? -1 : 1)).map(({ id }) => id);
  await versionStored(db, unit, cache, { departmentId, year, ids });
  return { version: version.number, closed: version.closed };
}

/** Says what a new version made stale, and judges the projects that it touched, those that it ended among them. */
export async function versionStored(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  { departmentId, year, ids }: { departmentId: string; year: number; ids: readonly string[] },
) {
  unit.planChanged();
  unit.announce({ topics: ['plans', 'overview', 'projects', 'indicators', 'alerts', 'ledger', 'clock'] });
  await evaluateLedgers(db, unit, cache, [{ departmentId, year }]);
  await inSlices(ids, judgedAtOnce, (some) => evaluateProjects(db, unit, cache, some));
}

/** So many projects are judged before everybody else has their turn. */
const judgedAtOnce = 40;

function refuseLaterStart({ reading: { year }, effectiveOn }: PlanToCommit) {
  if (effectiveOn === undefined || effectiveOn === firstDayOf(year)) return;
  const message = said(
    `这是${year}年的第一版，自${firstDayOf(year)}起执行，不另定生效日。`,
    `This is the first version of ${year}: it counts from ${firstDayOf(year)}, and no other day.`,
  );
  throw new HttpError(422, 'first_version', message, [
    { pointer: '/effectiveOn', code: 'first_version', message },
  ]);
}

function codesTaken(year: number, codes: readonly string[]): HttpError {
  const [first = ''] = codes;
  const count = codes.length;
  return new HttpError(
    409,
    'project_codes_taken',
    said(
      `${year}年另一单位的绩效文本里已有项目编码${first}${count > 1 ? `等${count}个` : ''}，没有写入任何数据。`,
      `Another department's plan for ${year} has project code ${first}${count > 1 ? ` and ${count - 1} more` : ''} already; nothing was stored.`,
    ),
  );
}
