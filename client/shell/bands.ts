import type { System } from '#shared/api.ts';
import { addDays, type Day, earlier, yearOf } from '#shared/calendar.ts';
import type { Connection } from '../data/live.ts';

/** What has to be said above a screen, beside the training band. */
export type Band =
  | { kind: 'lost' }
  | { kind: 'stalled'; since: string }
  | { kind: 'uncovered' }
  | { kind: 'stale'; coveredTo: Day }
  /** The year has ended and none of the new one is in force: screens open on the old one. */
  | { kind: 'oldYear'; closed: boolean };

const stalledAfterMs = 26 * 3_600_000;
const reportingDays = 10;
const monthDays = 31;

/**
 * The one thing that most needs saying, or undefined. A lost connection goes before a stalled
 * evaluation (which training does not know), and that before a stale ledger: one that does not
 * reach a node ten days after it, or is more than a month old. Least of all: that this is the old year.
 */
export function bandOf(system: System, connection: Connection, now: number): Band | undefined {
  if (connection === 'lost') return { kind: 'lost' };
  const { lastEvaluation, training, empty, today, year, closed } = system;
  if (empty) return undefined;
  if (!training && lastEvaluation && now - Date.parse(lastEvaluation.at) > stalledAfterMs) {
    return { kind: 'stalled', since: lastEvaluation.at };
  }
  return ledgerBand(system) ?? (yearOf(today) > year ? { kind: 'oldYear', closed } : undefined);
}

function ledgerBand({ today, year, closed, coveredTo, nodes }: System): Band | undefined {
  // A plan of years ago is kept for reading, as a closed year is; nobody will confirm its ledger any more.
  if (closed || yearOf(today) > year + 1) return undefined;
  const judged = earlier(today, `${year}-12-31`);
  const node = nodes.findLast((day) => addDays(day, reportingDays) <= today);
  if (!coveredTo) return node ? { kind: 'uncovered' } : undefined;
  const behindNode = node !== undefined && coveredTo < node;
  return behindNode || addDays(coveredTo, monthDays) < judged ? { kind: 'stale', coveredTo } : undefined;
}
