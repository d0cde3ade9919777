import cron from 'node-cron';
import type { Logger } from 'pino';
import type { Database } from '#db/open.ts';
import type { Evaluator } from './run.ts';
import { judgeStall } from './stall.ts';

/**
 * Evaluates on the cron expression. Every server is woken; the first to claim the tick evaluates it, and the
 * committed changes tell the open dashboards of all of them. Answers how to stop.
 */
export function scheduleEvaluation(
  expression: string,
  { evaluator, timeZone, log }: { evaluator: Pick<Evaluator, 'runTick'>; timeZone: string; log: Logger },
): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const task = cron.schedule(
    expression,
    ({ date }) => {
      const tick = date instanceof Date ? date : new Date();
      running = evaluator
        .runTick(tick)
        .then((ran) => log.info({ tick: tick.toISOString(), ran }, 'evaluation tick'));
      return running;
    },
    { name: 'evaluation', timezone: timeZone, noOverlap: true },
  );
  task.on('execution:failed', ({ execution }) => log.error({ err: execution?.error }, 'evaluation failed'));
  return async () => {
    await task.destroy();
    await running.catch(() => undefined);
  };
}

/**
 * Looks every ten minutes whether evaluating has stalled: a schedule that fails says nothing by itself. Answers
 * how to stop.
 */
export function scheduleStallWatch({ db, log }: { db: Database; log: Logger }): () => Promise<void> {
  let looking: Promise<unknown> = Promise.resolve();
  const task = cron.schedule(
    '*/10 * * * *',
    () => {
      looking = db.write((trx, unit) => judgeStall(trx, unit, new Date()));
      return looking;
    },
    { name: 'stall', noOverlap: true },
  );
  task.on('execution:failed', ({ execution }) => log.error({ err: execution?.error }, 'stall watch failed'));
  return async () => {
    await task.destroy();
    await looking.catch(() => undefined);
  };
}
