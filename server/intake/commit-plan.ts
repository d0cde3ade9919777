import { createHash } from 'node:crypto';
import type { Unit } from '#db/gate.ts';
import { insertPlan } from '#db/queries/plan-versions.ts';
import { findPlanVersion, projectIds } from '#db/queries/plans.ts';
import type { Db } from '#db/schema.ts';
import { yearOf } from '#shared/calendar.ts';
import { said } from '#shared/language.ts';
import type { Reading } from '#shared/reading.ts';
import { evaluateLedgers, evaluateProjects } from '../evaluation/evaluate-projects.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { HttpError } from '../http/errors.ts';

export interface PlanToCommit {
  reading: Reading;
  importId: string | null;
  by: string;
  approvedSame?: boolean | undefined;
  owners?: ReadonlyMap<string, { section?: string | undefined; owner?: string | undefined }>;
}

/**
 * Puts a reading in force as the first version of its year, and judges it at once. A plan of a year gone by
 * is put away closed. Throws a 409 where the department's year has a plan in force, the same or another, or
 * where another department's plan of the year has one of its project codes.
 */
export async function commitPlan(db: Db, unit: Unit, cache: PlanCache, plan: PlanToCommit) {
  const { reading, importId, by, approvedSame, owners = new Map() } = plan;
  const digest = digestOf(reading);
  // Writes run one after the other: what is seen here still holds when the plan is stored.
  const inForce = await findPlanVersion(db, reading.department.code, reading.year);
  if (inForce) throw alreadyInForce(reading, inForce.digest === digest);
  const codes = reading.projects.map(({ code }) => code);
  const taken = [...(await projectIds(db, reading.year, codes)).keys()].sort();
  if (taken.length > 0) throw codesTaken(reading.year, taken);
  const closed = reading.year < yearOf(unit.today);
  const { departmentId, version, projects } = await insertPlan(db, {
    reading,
    digest,
    importId,
    on: unit.today,
    at: unit.at,
    by,
    closed,
    approvedSame,
    owners,
  });
  unit.planChanged();
  unit.announce({ topics: ['plans', 'overview', 'projects', 'indicators', 'alerts', 'ledger', 'clock'] });
  await evaluateLedgers(db, unit, [{ departmentId, year: reading.year }]);
  await evaluateProjects(
    db,
    unit,
    cache,
    projects.map(({ id }) => id),
  );
  return { version, closed };
}

function alreadyInForce({ department, year }: Reading, same: boolean): HttpError {
  return same
    ? new HttpError(
        409,
        'same_plan',
        said(
          `${department.name}${year}年的同一份绩效文本已经生效，没有重复写入。`,
          `The same plan of ${department.name} for ${year} is in force already; nothing was stored.`,
        ),
      )
    : new HttpError(
        409,
        'plan_in_force',
        said(
          `${department.name}${year}年已有生效的绩效文本，没有写入任何数据；本版本还不能修订已生效的绩效文本。`,
          `A plan of ${department.name} for ${year} is in force already; nothing was stored. Revising a plan in force is not supported yet.`,
        ),
      );
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

/** What makes two readings the same plan: every figure and name, not where on the paper it stood. */
function digestOf({ department, year, projects, departmentIndicators }: Reading): string {
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
