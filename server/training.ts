import type { Unit } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { appendCover } from '#db/queries/ledger.ts';
import { isUntouched } from '#db/queries/plan-imports.ts';
import { departmentsOf } from '#db/queries/plans.ts';
import { yearProjects } from '#db/queries/standings.ts';
import { samplePlan } from '#db/sample/plan-2023.ts';
import { sampleYear } from '#db/sample/year-2023.ts';
import type { Db } from '#db/schema.ts';
import { addDays, type Day, daysBetween, yearOf } from '#shared/calendar.ts';
import { ExpenditureInput } from '#shared/expenditure.ts';
import { said } from '#shared/language.ts';
import { MeasurementInput } from '#shared/measurement.ts';
import { evaluateLedgers, evaluateProjects } from './evaluation/evaluate-projects.ts';
import { evaluateDue } from './evaluation/run.ts';
import type { PlanCache } from './evaluation/snapshots.ts';
import { HttpError } from './http/errors.ts';
import { commitPlan } from './intake/commit-plan.ts';
import { readPlan } from './intake/documents/read-plan.ts';
import { ingestValues } from './intake/values.ts';
import { ingestVouchers } from './intake/vouchers.ts';

/** Who the invented figures come from. */
const inventor = '示例数据';

/** The day on which the sample year begins. */
export const sampleStart: Day = '2023-01-01';

/** Two years and a bit: every day on the way is lived through, and a slip of the pen must not take hours. */
const furthest = 800;

/** How a database stands to training mode. */
export interface Training {
  today: Day;
  /** `sample`: begun on the welcome screen, with invented figures; `environment`: begun with CLOCK. */
  from: 'environment' | 'sample';
}

export async function findTraining(db: Db): Promise<Training | undefined> {
  const row = await db
    .selectFrom('clock')
    .select(['training_today', 'training_from'])
    .executeTakeFirstOrThrow();
  return row.training_today
    ? { today: row.training_today, from: row.training_from === 'sample' ? 'sample' : 'environment' }
    : undefined;
}

/** Makes a database that is still empty a training one, with the sample plan in force and today in January 2023. */
export async function beginSample(db: Database, cache: PlanCache, by: string): Promise<void> {
  await db.write(async (trx, unit) => {
    if (!(await isUntouched(trx))) {
      throw new HttpError(
        409,
        'not_empty',
        said(
          '数据库已有数据，不能再变为演练库。',
          'The database holds data and cannot become a training one.',
        ),
      );
    }
    if ((await findTraining(trx))?.from !== 'environment') await unit.train(sampleStart, 'sample');
    const read = readPlan(samplePlan);
    if (!read.ok) throw new Error(`the sample plan cannot be read: ${read.message.en}`);
    await commitPlan(trx, unit, cache, { reading: read.reading, importId: null, by });
  });
}

/**
 * Moves training mode's day forward, one day after another: each day is a write of its own in which the
 * invented figures of the sample arrive, if it is one, and everything due is evaluated. Answers when the
 * last day has been committed.
 */
export async function moveTo(db: Database, cache: PlanCache, target: Day): Promise<Day> {
  for (let moved = false; ; moved = true) {
    const day = await db.write(async (trx, unit) => {
      const training = await findTraining(trx);
      if (!training) {
        throw new HttpError(
          409,
          'not_training',
          said('只有演练模式能移动日期。', 'Only training mode can move the day.'),
        );
      }
      // Somebody else who moves it further on the way has passed all of these days too.
      if (moved && target <= training.today) return training.today;
      if (target < training.today) {
        throw new HttpError(
          409,
          'backward',
          said(
            `日期只能向前移动（现为${training.today}）。`,
            `The day only moves forward (it is ${training.today}).`,
          ),
        );
      }
      if (target === training.today) return target;
      if (daysBetween(training.today, target) > furthest) {
        throw new HttpError(
          422,
          'too_far',
          said(
            `一次最多前进${furthest}天（现为${training.today}）。`,
            `The day moves at most ${furthest} days at once (it is ${training.today}).`,
          ),
        );
      }
      await oneDay(trx, unit, cache, addDays(training.today, 1), training.from === 'sample');
      return addDays(training.today, 1);
    });
    if (day >= target) return day;
  }
}

async function oneDay(db: Db, unit: Unit, cache: PlanCache, day: Day, sample: boolean) {
  await unit.train(day);
  unit.announce({ topics: ['clock'], projects: [] });
  if (sample) await arrive(db, unit, cache, day);
  while ((await evaluateDue(db, unit, cache, day)).more);
}

/** The invented figures that become known on a day; by the same way as real ones. */
async function arrive(db: Db, unit: Unit, cache: PlanCache, day: Day) {
  const ofDay = <Item extends { on: Day }>(items: readonly Item[]) =>
    items.filter(({ on }) => on === day).map(({ on: _, ...item }, index) => ({ row: index + 1, item }));
  const vouchers = ofDay(sampleYear.vouchers).map(({ row, item }) => ({
    row,
    item: ExpenditureInput.parse(item),
  }));
  const values = ofDay(sampleYear.measurements).map(({ row, item }) => ({
    row,
    item: MeasurementInput.parse(item),
  }));
  const covers = sampleYear.ledger.filter(({ on }) => on === day);
  if (vouchers.length + values.length + covers.length === 0) return;
  const paid = await ingestVouchers(db, unit, vouchers, inventor);
  const measured = await ingestValues(db, unit, cache, values, inventor);
  const [refused] = [...paid.rejected, ...measured.rejected];
  if (refused) throw new Error(`the invented year is not acceptable on ${day}: ${refused.message.en}`);
  unit.announce({ topics: ['expenditures', 'measurements', 'ledger'], projects: [] });
  let touched = [...new Set([...paid.touched, ...measured.touched])];
  for (const { coveredTo } of covers) {
    const year = yearOf(coveredTo);
    for (const { id } of await departmentsOf(db, year)) {
      await appendCover(db, { departmentId: id, year, coveredTo, at: unit.at, by: inventor });
      await evaluateLedgers(db, unit, [{ departmentId: id, year }]);
    }
    touched = await yearProjects(db, year);
  }
  await evaluateProjects(db, unit, cache, touched);
}
