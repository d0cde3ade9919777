import { addDays, type Day } from './calendar.ts';

/** So many flips within so many days ask for a review of the data. */
const [mostFlips, withinDays] = [3, 30];

/** The first day of the window in which flips are counted on a day. */
export function flipsSince(today: Day): Day {
  return addDays(today, 1 - withinDays);
}

/**
 * Whether an alert flaps: `flips` are the days on which earlier episodes of the same thing ended and it began
 * again, the beginning of today among them. Three within 30 days, and it stops notifying.
 */
export function isFlapping(flips: readonly Day[], today: Day): boolean {
  return flips.filter((day) => day >= flipsSince(today) && day <= today).length >= mostFlips;
}
