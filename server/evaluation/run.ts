import type { Unit } from '#db/gate.ts';
import type { Database } from '#db/open.ts';
import { appendEvaluation, claimTick, keepEvaluatedDay, lastEvaluatedDay } from '#db/queries/evaluations.ts';
import { dueStandings } from '#db/queries/standings.ts';
import type { Db } from '#db/schema.ts';
import type { Trail } from '#db/trail.ts';
import type { EvaluationRun } from '#shared/api.ts';
import { addDays, type Day } from '#shared/calendar.ts';
import { remindOfActions } from '../meetings/reminders.ts';
import { evaluateLedgers, evaluateProjects } from './evaluate-projects.ts';
import type { PlanCache } from './snapshots.ts';
import { judgeStall } from './stall.ts';
import { addCounts, type Counts, noCounts } from './write-transitions.ts';

/** So many scopes are judged in one transaction; others write in between. */
const chunk = 100;

export interface Evaluator {
  /** Judges everything that time may have changed by today, day after day where days were missed; in somebody's name. */
  run(trigger: EvaluationRun['trigger'], trail?: Trail): Promise<Counts & { id: number; ms: number }>;
  /** The same without a word about it: what somebody's decision made due is judged before he is answered. */
  settle(): Promise<Counts>;
  /** The same at a tick of the schedule; only the first server to claim the tick does it. */
  runTick(tick: Date): Promise<boolean>;
}

export function createEvaluator(db: Database, cache: PlanCache): Evaluator {
  async function run(trigger: EvaluationRun['trigger'], trail?: Trail) {
    const own = trail ? db.as(trail) : db;
    const startedAt = new Date();
    const today = await db.today();
    try {
      const counts = await runDays(today);
      return await recordRun(own, { trigger, forDay: today, startedAt, counts, error: null });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      await recordRun(own, { trigger, forDay: today, startedAt, counts: noCounts, error: message });
      throw error;
    }
  }

  /** Missed days run in order: an alert then begins on the day it would have begun. */
  async function runDays(today: Day): Promise<Counts> {
    const last = await lastEvaluatedDay(db.read);
    let counts = noCounts;
    for (let day = last && last < today ? addDays(last, 1) : today; day <= today; day = addDays(day, 1)) {
      counts = addCounts(counts, await runDay(day));
    }
    return counts;
  }

  async function runDay(day: Day): Promise<Counts> {
    let counts = noCounts;
    for (let more = true; more; ) {
      const step = await db.write((trx, unit) => evaluateDue(trx, unit, cache, day));
      counts = addCounts(counts, step.counts);
      more = step.more;
    }
    return counts;
  }

  return {
    run,
    settle: async () => await runDays(await db.today()),
    async runTick(tick) {
      if (!(await db.write((trx) => claimTick(trx, 'evaluation', tick)))) return false;
      await run('cron');
      return true;
    },
  };
}

/** Keeps that a run was made, for which day, and what it came to. */
export async function recordRun(
  db: Database,
  run: {
    trigger: EvaluationRun['trigger'];
    forDay: Day;
    startedAt: Date;
    counts: Counts;
    error: string | null;
  },
) {
  const { trigger, forDay, counts, error } = run;
  const finished = new Date();
  const ms = finished.getTime() - run.startedAt.getTime();
  const [startedAt, finishedAt] = [run.startedAt.toISOString(), finished.toISOString()];
  const row = { trigger, forDay, startedAt, finishedAt, ok: error === null, ...counts, ms, error };
  const id = await db.write(async (trx, unit) => {
    unit.record({ after: { forDay, ...counts, error } });
    unit.announce({ topics: ['evaluations'], projects: [] });
    const run = await appendEvaluation(trx, row);
    await judgeStall(trx, unit, finished);
    return run;
  });
  return { id, ms, ...counts };
}

/**
 * Judges some of the scopes that time alone may have changed by a day. Says whether more are due;
 * when none is, the day counts as evaluated.
 */
export async function evaluateDue(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  day: Day,
): Promise<{ counts: Counts; more: boolean }> {
  const due = await dueStandings(db, day, chunk);
  const projects = due.flatMap(({ projectId }) => projectId ?? []);
  const ledgers = due.filter(({ projectId }) => projectId === null);
  const counts = addCounts(
    await evaluateLedgers(db, unit, cache, ledgers, day),
    await evaluateProjects(db, unit, cache.passing, projects, day),
  );
  const more = due.length === chunk;
  if (!more) {
    await remindOfActions(db, unit, day);
    await keepEvaluatedDay(db, day);
  }
  return { counts, more };
}
