import type { Logger } from 'pino';
import type { Database } from '#db/open.ts';
import { auditAnchor, newestBefore, pruneAudit, sealsAfter } from '#db/queries/audit.ts';
import { findSetting } from '#db/queries/settings.ts';
import type { Db } from '#db/schema.ts';
import { AuditRetention } from '#shared/audit.ts';
import { ownTrail } from './own-trail.ts';

export const auditRetentionSetting = 'auditRetention';

/** How long the trail is kept: for good, unless an admin has set otherwise. */
export async function findRetention(db: Db): Promise<AuditRetention> {
  const kept = AuditRetention.safeParse(await findSetting(db, auditRetentionSetting));
  return kept.data ?? { months: null };
}

/** So many rows are deleted in one write. */
const atOnce = 5_000;

/**
 * Deletes what is older than the trail is kept, from the oldest end, and leaves a row that says so. The newest row
 * stays however old it is, and what is not sealed yet. Answers how many were deleted.
 */
export async function pruneOld(db: Database, now: Date): Promise<number> {
  const { months } = await findRetention(db.read);
  if (months === null) return 0;
  const before = new Date(now);
  before.setUTCMonth(before.getUTCMonth() - months);
  const newest = await newestBefore(db.read, before.toISOString());
  if (!newest) return 0;
  const trail = ownTrail('product', { who: 'retention', action: 'run_server', route: 'retention' });
  let deleted = 0;
  for (;;) {
    const anchor = await auditAnchor(db.read);
    if (anchor.number >= newest.number) return deleted;
    const next = (await sealsAfter(db.read, anchor.number, atOnce)).findLast(
      ({ number }) => number <= newest.number,
    );
    if (!next) return deleted;
    deleted += await db.as(trail).writeBehind(async (trx, unit) => {
      // Another server may have come first.
      if ((await auditAnchor(trx)).number !== anchor.number) return 0;
      unit.record({
        before: { from: anchor.number + 1 },
        after: { deletedTo: next.number, seal: next.hash, months },
      });
      return await pruneAudit(trx, next, unit.at);
    });
  }
}

const every = 6 * 3_600_000;

/** Deletes by policy, now and every few hours. Answers how to stop. */
export function startPruning({ db, log }: { db: Database; log: Logger }): () => void {
  const prune = () =>
    void pruneOld(db, new Date()).then(
      (deleted) => deleted > 0 && log.info({ deleted }, 'old rows of the trail were deleted by policy'),
      (error: unknown) => log.warn({ err: error }, 'old rows of the trail could not be deleted'),
    );
  const timer = setInterval(prune, every).unref();
  prune();
  return () => clearInterval(timer);
}
