import type { Unit } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { appendCover } from '#db/queries/ledger.ts';
import { isUntouched } from '#db/queries/plan-imports.ts';
import { departmentsOf } from '#db/queries/plans.ts';
import { yearProjects } from '#db/queries/standings.ts';
import { samplePlan } from '#db/sample/plan-2023.ts';
import { sampleYear } from '#db/sample/year-2023.ts';
import type { Db } from '#db/schema.ts';
import { addDays, type Day, yearOf } from '#shared/calendar.ts';
import { ExpenditureInput } from '#shared/expenditure.ts';
import { said } from '#shared/language.ts';
import { MeasurementInput } from '#shared/measurement.ts';
import { evaluateLedgers, evaluateProjects } from './evaluation/evaluate-projects.ts';
import { evaluateDue, recordRun } from './evaluation/run.ts';
import type { PlanCache } from './evaluation/snapshots.ts';
import { addCounts, type Counts, noCounts } from './evaluation/write-transitions.ts';
import { HttpError } from './http/errors.ts';
import { commitPlan } from './intake/commit-plan.ts';
import { readPlan } from './intake/documents/read-plan.ts';
import { digestOf } from './intake/documents/reading-parts.ts';
import { ingestValues } from './intake/values.ts';
import { ingestVouchers } from './intake/vouchers.ts';

/** Who the invented figures come from. */
const inventor = '示例数据';

/** The day on which the sample year begins. */
export const sampleStart: Day = '2023-01-01';

/** So far is one move at most: each day passed is evaluated, and nobody waits for a century. */
const mostDays = 800;

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
    await commitPlan(trx, unit, cache, {
      reading: read.reading,
      digest: digestOf(read.reading),
      importId: null,
      by,
    });
  });
}

/**
 * Moves training mode's day forward, one day after another: each day is a write of its own in which the
 * invented figures of the sample arrive, if it is one, and everything due is evaluated. Answers when the
 * last day has been committed; the whole move is recorded as one run.
 */
export async function moveTo(db: Database, cache: PlanCache, target: Day): Promise<Day> {
  const startedAt = new Date();
  let counts = noCounts;
  let hasMoved = false;
  for (;;) {
    const moved = await db.write(async (trx, unit) => {
      const training = await findTraining(trx);
      if (!training) {
        throw new HttpError(
          409,
          'not_training',
          said('只有演练模式能移动日期。', 'Only training mode can move the day.'),
        );
      }
      // Somebody else may have moved past it meanwhile: then it has come to pass.
      if (target < training.today && !hasMoved) {
        throw new HttpError(
          409,
          'backward',
          said(
            `日期只能向前移动（现为${training.today}）。`,
            `The day only moves forward (it is ${training.today}).`,
          ),
        );
      }
      if (target > addDays(training.today, mostDays)) {
        throw new HttpError(
          422,
          'too_far',
          said(`一次最多向前${mostDays}天。`, `At most ${mostDays} days at a time.`),
          [{ pointer: '/today', code: 'too_far', message: said('走得太远', 'Too far ahead') }],
        );
      }
      if (target <= training.today) return { day: training.today, counts: noCounts, hasMoved: false };
      const day = addDays(training.today, 1);
      if (!hasMoved) unit.record({ before: { today: training.today }, after: { today: target } });
      const found = await oneDay(trx, unit, cache, day, training.from === 'sample');
      return { day, counts: found, hasMoved: true };
    });
    counts = addCounts(counts, moved.counts);
    hasMoved ||= moved.hasMoved;
    if (moved.day >= target) break;
  }
  if (hasMoved) await recordRun(db, { trigger: 'clock', forDay: target, startedAt, counts, error: null });
  return target;
}

async function oneDay(db: Db, unit: Unit, cache: PlanCache, day: Day, sample: boolean): Promise<Counts> {
  let counts = noCounts;
  await unit.train(day);
  unit.announce({ topics: ['clock'], projects: [] });
  if (sample) counts = await arrive(db, unit, cache, day);
  for (let more = true; more; ) {
    const step = await evaluateDue(db, unit, cache, day);
    counts = addCounts(counts, step.counts);
    more = step.more;
  }
  return counts;
}

/** The invented figures that become known on a day; by the same way as real ones. */
async function arrive(db: Db, unit: Unit, cache: PlanCache, day: Day): Promise<Counts> {
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
  if (vouchers.length + values.length + covers.length === 0) return noCounts;
  const paid = await ingestVouchers(db, unit, cache, vouchers, inventor);
  const measured = await ingestValues(db, unit, cache, values, inventor);
  const [refused] = [...paid.rejected, ...measured.rejected];
  if (refused) throw new Error(`the invented year is not acceptable on ${day}: ${refused.message.en}`);
  unit.announce({ topics: ['expenditures', 'measurements', 'ledger'], projects: [] });
  let counts = noCounts;
  let touched = [...new Set([...paid.touched, ...measured.touched])];
  for (const { coveredTo } of covers) {
    const year = yearOf(coveredTo);
    for (const { id } of await departmentsOf(db, year)) {
      await appendCover(db, { departmentId: id, year, coveredTo, at: unit.at, by: inventor });
      counts = addCounts(counts, await evaluateLedgers(db, unit, cache, [{ departmentId: id, year }]));
    }
    touched = await yearProjects(db, year);
  }
  return addCounts(counts, await evaluateProjects(db, unit, cache, touched));
}
