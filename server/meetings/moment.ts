import { setTimeout } from 'node:timers/promises';
import type { Database } from '#db/open.ts';
import type { PastMoment } from '#db/queries/alert-history.ts';
import { type Day, type Instant, later } from '#shared/calendar.ts';
import type { Language } from '#shared/language.ts';
import type { ReadingDays } from '../http/reading-days.ts';

/** The moment at which a meeting's figures are frozen. */
export interface Moment {
  year: number;
  /** The node. */
  asOf: Day;
  /** The day of the opening, on which is judged. */
  today: Day;
  knownAt: Instant;
  /** The last change that was known. */
  seq: number;
}

/**
 * The present as a moment that can be read again. It is taken under the lock of all writes, and held for a blink: what is
 * written afterwards carries a later instant, so that nothing can slip into the moment once it has passed.
 */
export async function presentMoment(
  db: Database,
  { year, asOf }: Pick<Moment, 'year' | 'asOf'>,
): Promise<Moment> {
  const { at, seq, today } = await db.write(async (_, unit) => {
    const present = { at: unit.at, seq: unit.seq - 1, today: unit.today };
    await setTimeout(2);
    return present;
  });
  return { year, asOf, today, knownAt: at, seq };
}

/** How alerts stood: as of the day of judging, as known then. */
export function pastOf({ asOf, today, knownAt }: Omit<Moment, 'seq'>): PastMoment {
  return { day: later(asOf, today), knownAt };
}

/** The moment as reads take it: the same addresses asked with it give the same figures. */
export function daysOf(moment: Omit<Moment, 'seq'>, language: Language): ReadingDays {
  const { year, asOf, today, knownAt } = moment;
  return { year, asOf, today, knownAt, isNow: false, past: pastOf(moment), language };
}
