import chineseDays from 'chinese-days';
import { addDays, type Day, yearOf } from './calendar.ts';
import type { Language } from './language.ts';

/**
 * The day after the fifth working day that follows `node`: the first day on which a payment that is
 * not in the ledger counts as missing (31 March 2023 → 11 April: Qingming falls between).
 */
export function graceOver(node: Day, workingDays = 5): Day {
  const key = `${node} ${workingDays}`;
  const over = known.get(key) ?? addDays(addWorkingDays(node, workingDays), 1);
  if (known.size >= mostKnown) known.clear();
  known.set(key, over);
  return over;
}

/** Every evaluation asks some thirty times for the same few nodes, and the holiday table is slow to answer. */
const known = new Map<string, Day>();
const mostKnown = 1_000;

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

/** Whether the State Council's arrangement of a year is known: its first holiday is New Year's Day. */
function isCalendarKnown(year: number): boolean {
  return chineseDays.getDayDetail(`${year}-01-01`).name.includes(',');
}

/** The last year whose holidays are known. */
export function calendarKnownTo(): number {
  let year = firstKnown;
  while (isCalendarKnown(year + 1)) year += 1;
  return year;
}

/** The holiday table has every year from this one on. */
const firstKnown = 2004;

/** The same of the working days that run after a node: null where their year is known. */
export function unknownGrace(node: Day, language: Language): string | null {
  return unknownCalendar([addDays(node, 1), graceOver(node)].map(yearOf), language);
}

/**
 * What is to be said where working days are counted in years of which some have no published arrangement yet:
 * that Mondays to Fridays count there. Null where all are known.
 */
export function unknownCalendar(years: readonly number[], language: Language): string | null {
  const unknown = [...new Set(years)].filter((year) => year > firstKnown && !isCalendarKnown(year));
  if (unknown.length === 0) return null;
  return language === 'zh'
    ? `${unknown.join('、')}年节假日安排尚未公布，工作日暂按周一至周五计，公布后日期可能变动`
    : `the holidays of ${unknown.join(', ')} are not published yet: Mondays to Fridays count as working days, and dates may move`;
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
