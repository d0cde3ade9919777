import type { Logger } from 'pino';
import type { Database } from '#db/open.ts';
import { auditAfter, insertSeals, lastSeal } from '#db/queries/audit.ts';
import { sealsOf } from './chain.ts';

const every = 2_000;
/** So many rows are hashed in one go: a few milliseconds in which nobody else is served. */
const atOnce = 500;

/**
 * Chains what was committed since the last seal; answers how many rows that were. The hashes are made outside the lock of
 * all writes; of several servers that do it at once, one finds its place taken and leaves it.
 */
export async function sealRows(db: Database): Promise<number> {
  const last = await lastSeal(db.read);
  const seals = sealsOf(last, await auditAfter(db.read, last.number, atOnce));
  if (seals.length === 0) return 0;
  return await db.writeBehind(async (trx) => {
    if ((await lastSeal(trx)).number !== last.number) return 0;
    await insertSeals(trx, seals);
    return seals.length;
  });
}

/** Seals all that there is to seal. */
export async function sealAll(db: Database): Promise<void> {
  while ((await sealRows(db)) > 0);
}

/** Seals on and on, a moment after the commits: none waits for it. `stop` seals what is left. */
export function startSealer({ db, log }: { db: Database; log: Logger }) {
  let sealing: Promise<void> | undefined;
  const seal = () => {
    sealing ??= sealAll(db)
      .catch((error: unknown) => log.warn({ err: error }, 'the trail could not be sealed; it is tried again'))
      .finally(() => {
        sealing = undefined;
      });
    return sealing;
  };
  const timer = setInterval(() => void seal(), every).unref();
  return {
    async stop() {
      clearInterval(timer);
      await sealing;
      await seal();
    },
  };
}
