import { z } from 'zod';

/** A business day as text, `YYYY-MM-DD`. Days sort as text; only this file does arithmetic on them. */
export const Day = z.string().refine(isDay, { params: { said: 'day' } });
export type Day = string;

/** An instant as ISO 8601 in UTC, e.g. `2023-07-15T08:00:00.000Z`. Instants sort as text. */
export type Instant = string;

const oneDay = 86_400_000;

/** Whether the text is a day that exists: `2023-02-29` is not one. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The day `count` days later; earlier where `count` is negative. */
export function addDays(day: Day, count: number): Day {
  const key = `${day} ${count}`;
  const known = counted.get(key);
  if (known !== undefined) return known;
  const found = new Date(Date.parse(`${day}T00:00:00Z`) + count * oneDay).toISOString().slice(0, 10);
  if (counted.size >= mostCounted) counted.clear();
  counted.set(key, found);
  return found;
}

/** Every evaluation counts from the same few days, a hundred times; a date costs ten times the look. */
const counted = new Map<string, Day>();
const mostCounted = 5_000;

/** How many days `to` is after `from`; negative where it is before, 0 on the same day. */
export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / oneDay;
}

/** The last day of a month; `month` is 1 to 12. A node such as 6月底 is this day. */
export function monthEnd(year: number, month: number): Day {
  const key = `${year} ${month}`;
  const end = ends.get(key) ?? new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  ends.set(key, end);
  return end;
}

const ends = new Map<string, Day>();

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

export function lastDayOf(year: number): Day {
  return `${year}-12-31`;
}

export function firstDayOf(year: number): Day {
  return `${year}-01-01`;
}

export function earlier(a: Day, b: Day): Day {
  return a < b ? a : b;
}

export function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}

/**
 * Months of `year` completed by the end of `day`. A month counts from its last day on: 2 on
 * 30 March, 3 on 31 March; 12 after the year, 0 before it.
 */
export function completedMonths(year: number, day: Day): number {
  if (yearOf(day) !== year) return yearOf(day) > year ? 12 : 0;
  const month = Number(day.slice(5, 7));
  return day === monthEnd(year, month) ? month : month - 1;
}

/** The calendar day of an instant in a time zone such as `Asia/Shanghai`. */
export function dayAt(instant: Date, timeZone: string): Day {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    formats.set(timeZone, format);
  }
  return format.format(instant);
}

/** Making one takes a good part of a millisecond, and every write asks for its day. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** `2023-06-30` as an official writes it: `2023年6月30日`. */
export function longDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** A node as the plan prints it: `6月底`, or `6月15日` where the day is not a month's last. */
export function nodeName(day: Day): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return day === monthEnd(year, month) ? `${month}月底` : `${month}月${date}日`;
}
