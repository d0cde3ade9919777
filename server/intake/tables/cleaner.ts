import type { Database } from '#db/open.ts';
import { giveUpImports, removeStaged } from '#db/queries/staged-expenditures.ts';

/** So many unseen rows are removed in one transaction. */
const removedAtOnce = 2_000;
const looksEvery = 10_000;

/** Removes what imports that came to nothing have left behind, without keeping others waiting. */
export function createCleaner(db: Database) {
  let cleaning: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function cleanAll() {
    do {
      again = false;
      while (!stopped && (await db.writeBehind((trx) => removeStaged(trx, removedAtOnce))));
    } while (again && !stopped);
  }

  /** What cannot be removed now is removed later: nobody sees it meanwhile. */
  function clean(): Promise<void> {
    again = true;
    cleaning ??= cleanAll()
      .catch(() => undefined)
      .finally(() => {
        cleaning = undefined;
      });
    return cleaning;
  }

  async function look(isStart = false) {
    await db.write((trx, { at }) => giveUpImports(trx, at, isStart));
    void clean();
  }

  return {
    clean,
    async start() {
      await look(true);
      timer = setInterval(() => void look().catch(() => undefined), looksEvery).unref();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await cleaning;
    },
  };
}
