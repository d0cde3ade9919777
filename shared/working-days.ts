import chineseDays from 'chinese-days';
import { addDays, type Day } from './calendar.ts';

/**
 * The day after the fifth working day that follows `node`: the first day on which a payment that is
 * not in the ledger counts as missing (31 March 2023 → 11 April: Qingming falls between).
 */
export function graceOver(node: Day, workingDays = 5): Day {
  return addDays(addWorkingDays(node, workingDays), 1);
}

/**
 * The `count`-th working day after `day`, by the State Council's holidays and make-up days. In a
 * year whose arrangement is not published yet, Mondays to Fridays count.
 */
export function addWorkingDays(day: Day, count: number): Day {
  const key = `${day} ${count}`;
  const known = counted.get(key);
  if (known !== undefined) return known;
  let found = day;
  for (let left = count; left > 0; ) {
    found = addDays(found, 1);
    if (isWorkingDay(found)) left -= 1;
  }
  counted.set(key, found);
  return found;
}

/**
 * Whether a day is worked. The holiday table names its own days, `Labour Day,劳动节,1`; only those are taken
 * from it: the weekday that it gives for all others is that of the day before, wherever the process or the
 * browser stands west of Greenwich.
 */
function isWorkingDay(day: Day): boolean {
  const { name, work } = chineseDays.getDayDetail(day);
  if (name.includes(',')) return work;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}
/** The same few nodes are counted from at every write, and counting asks a calendar for each day: answers are kept. */
const counted = new Map<string, Day>();
