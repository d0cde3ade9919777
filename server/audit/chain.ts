import { createHash } from 'node:crypto';
import { type AuditRow, auditAfter, auditAnchor, type Seal, sealsAfter } from '#db/queries/audit.ts';
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
 * the whole chain anew could not have it in it.
 */
export async function verifyChain(db: Db, expected?: string): Promise<Verified> {
  const anchor = await auditAnchor(db);
  const found: Verified = {
    ...{ sound: 0, unsealed: 0, anchor, newest: anchor, broken: undefined },
    expectedAt: anchor.number > 0 && anchor.hash === expected ? anchor.number : undefined,
  };
  let seen = anchor.number;
  for (;;) {
    const [rows, seals] = [await auditAfter(db, seen, atOnce), await sealsAfter(db, seen, atOnce)];
    if (rows.length === 0 && seals.length === 0) return found;
    const hashes = new Map(seals.map(({ number, hash }) => [number, hash]));
    const lastSealed = seals.at(-1)?.number ?? seen;
    for (const row of rows) {
      const hash = hashes.get(row.number);
      const problem = problemOf(row, hash, seen, found, lastSealed);
      if (problem !== undefined) return { ...found, broken: problem };
      seen = row.number;
      if (hash === undefined) {
        found.unsealed += 1;
        continue;
      }
      found.sound += 1;
      found.newest = { number: row.number, hash };
      if (hash === expected) found.expectedAt = row.number;
    }
    if (rows.length < atOnce && lastSealed > seen)
      return { ...found, broken: `row ${seen + 1} is missing: it was sealed and is there no more` };
  }
}

function problemOf(
  row: AuditRow,
  hash: string | undefined,
  seen: number,
  { newest, unsealed }: Verified,
  lastSealed: number,
): string | undefined {
  const at = `row ${row.number}, of ${row.at}`;
  if (row.number !== seen + 1) {
    const missing =
      row.number === seen + 2 ? `row ${seen + 1} is` : `rows ${seen + 1} to ${row.number - 1} are`;
    return `${missing} missing before ${at}`;
  }
  if (hash === undefined)
    return row.number < lastSealed ? `${at}, has no seal, and later ones have: it was put in` : undefined;
  if (unsealed > 0) return `${at}, is sealed, and the one before is not`;
  if (hashOf(newest.hash, row) !== hash)
    return `${at}, by ${row.who || 'nobody known'} (${row.route}): it is not what was sealed, or not in its place`;
  return undefined;
}
