import type { Logger } from 'pino';
import type { Database } from '#db/open.ts';
import { forgetAnswers, oldAnswers } from '#db/queries/idempotency.ts';

/** A script that failed on Friday before a week of holidays is run again afterwards; nobody repeats a write of last month. */
const keptDays = 30;
const every = 3_600_000;
const atOnce = 2_000;

/** Forgets the answers kept for repeated writes (`Idempotency-Key`) once they are 30 days old; answers how many. */
export async function forgetOldAnswers(db: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 86_400_000).toISOString();
  let forgotten = 0;
  for (;;) {
    const upTo = await oldAnswers(db.read, before, atOnce);
    if (upTo === undefined) return forgotten;
    forgotten += await db.writeBehind((trx) => forgetAnswers(trx, upTo));
  }
}

/** Does so now and every hour. Answers how to stop. */
export function startForgetting({ db, log }: { db: Database; log: Logger }): () => void {
  const forget = () =>
    void forgetOldAnswers(db, new Date()).catch((error: unknown) =>
      log.warn({ err: error }, 'old answers could not be forgotten'),
    );
  const timer = setInterval(forget, every).unref();
  forget();
  return () => clearInterval(timer);
}
