import type { Unit } from '#db/gate.ts';
import { appendCover, findCover } from '#db/queries/ledger.ts';
import { departmentsOf } from '#db/queries/plans.ts';
import type { Db } from '#db/schema.ts';
import { type Day, lastDayOf, yearOf } from '#shared/calendar.ts';
import { refusals } from '#shared/handling.ts';
import { said } from '#shared/language.ts';
import { evaluateLedgers } from '../evaluation/evaluate-projects.ts';
import type { PlanCache } from '../evaluation/snapshots.ts';
import { HttpError } from '../http/errors.ts';

interface Cover {
  coveredTo: Day;
  year: number;
  /** Whose ledger the caller may speak for, by the department's code. */
  mayConfirm(department: string): boolean;
}

/**
 * Says that the ledger of a year is complete up to and including a day, and judges what that changes of the
 * ledger itself; every project's spending says how far the ledger is known, so all of them are to be judged
 * again. Said of an earlier day than before, it changes nothing. A 422 for a day to come or of another year,
 * a 409 once the year is closed.
 */
export async function confirmLedger(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  cover: Cover,
  by: string,
): Promise<void> {
  const { coveredTo, year } = cover;
  for (const { id } of await checkCover(db, unit, cover)) {
    const standing = await findCover(db, id, year);
    if (standing && standing.coveredTo >= coveredTo) continue;
    await appendCover(db, { departmentId: id, year, coveredTo, at: unit.at, by });
    unit.announce({ topics: ['ledger', 'overview'] });
    await evaluateLedgers(db, unit, cache, [{ departmentId: id, year }]);
  }
}

/** The departments whose ledgers would be confirmed; a 422 where the day cannot be. */
export async function checkCover(db: Db, unit: Unit, { coveredTo, year, mayConfirm }: Cover) {
  if (coveredTo > unit.today)
    throw refuse(
      'future_day',
      `不能晚于今天（${unit.today}）。`,
      `It must not be after today (${unit.today}).`,
    );
  if (coveredTo > lastDayOf(year) || yearOf(coveredTo) < year)
    throw refuse('other_year', `不在${year}年内。`, `It is not within ${year}.`);
  const departments = (await departmentsOf(db, year)).filter(({ code }) => mayConfirm(code));
  if (departments.length === 0)
    throw refuse('no_plan_for_year', `${year}年没有已生效的绩效文本。`, `There is no plan for ${year}.`);
  if (departments.some(({ closedAt }) => closedAt !== null))
    throw new HttpError(409, 'year_closed', refusals.year_closed);
  return departments;
}

function refuse(code: string, zh: string, en: string): HttpError {
  return new HttpError(422, code, said(zh, en), [{ pointer: '/coveredTo', code, message: said(zh, en) }]);
}
