import { addDays, type Day, daysBetween, earlier } from '#shared/calendar.ts';

/** The last day one can look at: today, and never past the year's end. */
export function lastVisibleDay(today: Day, year: number): Day {
  return earlier(today, `${year}-12-31`);
}

/** The days that the arrow keys step through: the nodes that have passed, and the last visible day. */
export function timeStops(nodes: readonly Day[], today: Day, year: number): Day[] {
  const last = lastVisibleDay(today, year);
  return [...nodes.filter((node) => node < last), last];
}

/** The stop before (-1) or after (1) a day; the day itself where there is none. */
export function stepTo(day: Day, direction: -1 | 1, stops: readonly Day[]): Day {
  const next = direction === 1 ? stops.find((stop) => stop > day) : stops.findLast((stop) => stop < day);
  return next ?? day;
}

/** The day at a place of the track between 0 and 1, held to what can be looked at. */
export function dayAtPlace(place: number, today: Day, year: number): Day {
  const length = daysBetween(`${year}-01-01`, `${year}-12-31`);
  const day = addDays(`${year}-01-01`, Math.round(Math.min(1, Math.max(0, place)) * length));
  return earlier(day, lastVisibleDay(today, year));
}
