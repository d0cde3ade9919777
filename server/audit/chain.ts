import { createHash } from 'node:crypto';
import {
  type AuditRow,
  auditAfter,
  auditAnchor,
  lastSeal,
  type Seal,
  sealsAfter,
} from '#db/queries/audit.ts';
import type { Db } from '#db/schema.ts';

/** The hash of a row in its place: over the hash of the one before and everything that the row says. */
export function hashOf(before: string, row: AuditRow): string {
  const { number, at, day, who, kind, roles, address, action, route, subject, projects } = row;
  const said = [number, at, day, who, kind, roles, address, action, route, subject, projects];
  const content = JSON.stringify([before, ...said, row.before, row.after, row.refused]);
  return createHash('sha256').update(content).digest('hex');
}

/** The seals of rows that follow a seal without a gap; up to the gap where there is one. */
export function sealsOf(last: Seal, rows: readonly AuditRow[]): Seal[] {
  const seals: Seal[] = [];
  let { number, hash } = last;
  for (const row of rows) {
    if (row.number !== number + 1) break;
    [number, hash] = [row.number, hashOf(hash, row)];
    seals.push({ number, hash });
  }
  return seals;
}

/** What holding the trail against its chain came to. */
export interface Verified {
  /** Rows that are sealed and as they were written. */
  sound: number;
  /** Rows so new that they are not sealed yet. */
  unsealed: number;
  /** Where the chain begins, and its newest seal. */
  anchor: Seal;
  newest: Seal;
  /** The first place where it does not hold, in plain words. */
  broken: string | undefined;
  /** The row that has the hash looked for. */
  expectedAt: number | undefined;
}

const atOnce = 2_000;

/**
 * Holds every row against the chain, oldest first, and stops at the first that is not as it was written: changed,
 * missing, put in between, or in another's place. `expected` is a hash written down before, elsewhere: whoever forged
 * the whole chain anew could not have it in it. Rows may be written, sealed and pruned meanwhile.
 */
export async function verifyChain(db: Db, expected?: string): Promise<Verified> {
  const anchor = await auditAnchor(db);
  const verified = await verifyFrom(db, anchor, expected);
  const isPruned = verified.broken !== undefined && (await auditAnchor(db)).number !== anchor.number;
  return isPruned ? await verifyChain(db, expected) : verified;
}

async function verifyFrom(db: Db, anchor: Seal, expected: string | undefined): Promise<Verified> {
  const found: Verified = {
    ...{ sound: 0, unsealed: 0, anchor, newest: anchor, broken: undefined },
    expectedAt: anchor.number > 0 && anchor.hash === expected ? anchor.number : undefined,
  };
  // What is sealed after this look is as new as what is not sealed yet.
  const { number: sealedTo } = await lastSeal(db);
  let seen = anchor.number;
  for (;;) {
    const seals = await sealsAfter(db, seen, atOnce);
    const rows = await auditAfter(db, seen, atOnce);
    const hashes = new Map(seals.map(({ number, hash }) => [number, hash]));
    for (const row of rows) {
      const at = `row ${row.number}, of ${row.at}`;
      if (row.number !== seen + 1)
        return { ...found, broken: `${missing(seen + 1, row.number - 1)} before ${at}` };
      seen = row.number;
      if (row.number > sealedTo) {
        found.unsealed += 1;
        continue;
      }
      const hash = hashes.get(row.number);
      if (hash === undefined)
        return {
          ...found,
          broken: `${at}, has no seal, and later ones have: it was put in, or its seal taken out`,
        };
      if (hashOf(found.newest.hash, row) !== hash)
        return {
          ...found,
          broken: `${at}, by ${row.who || 'nobody known'} (${row.route}), is not what was sealed, or not in its place`,
        };
      found.sound += 1;
      found.newest = { number: row.number, hash };
      if (hash === expected) found.expectedAt = row.number;
    }
    if (rows.length === atOnce) continue;
    return seen < sealedTo ? { ...found, broken: `${missing(seen + 1, sealedTo)} at the end` } : found;
  }
}

function missing(from: number, to: number): string {
  return from === to ? `row ${from} is missing` : `rows ${from} to ${to} are missing`;
}
