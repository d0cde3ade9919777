import { type Day, daysBetween } from '#shared/calendar.ts';
import { parseYuan } from '#shared/money.ts';

/** An amount of 元 from a day on. */
export interface Point {
  day: Day;
  amount: string;
}

/** What a spending curve is drawn from. */
export interface SpendingCurve {
  year: number;
  asOf: Day;
  /** The plan as steps: the amount from that day on. */
  planned: readonly Point[];
  /** Cumulative spending after each day on which money moved. */
  actual: readonly Point[];
  /** From `asOf` to the year's end; empty once the year is over. */
  forecast: readonly Point[];
  /** What is tried out: cumulative from the first day on which it differs, or from `asOf`. */
  supposed?: readonly Point[];
}

/** One day of the drawing, in 万元; what is not drawn on that day is absent. `at` counts days from 1 January. */
export interface SpendingRow {
  at: number;
  day: Day;
  planned: number;
  actual?: number;
  forecast?: number;
  supposed?: number;
}

/**
 * The rows of the drawing: one for every day on which something moves, each with the amounts carried
 * on from before, so that plan and actual can be drawn as steps. Both start at 0 on 1 January; the
 * actual ends at `asOf`, and the forecast begins there.
 */
export function spendingRows({
  year,
  asOf,
  planned,
  actual,
  forecast,
  supposed = [],
}: SpendingCurve): SpendingRow[] {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const moved = [...planned, ...actual, ...forecast, ...supposed].map(({ day }) => day);
  const days = [...new Set([first, ...moved, asOf, last])]
    .filter((day) => day >= first && day <= last)
    .sort();
  return days.map((day) => {
    const row: SpendingRow = { at: daysBetween(first, day), day, planned: carried(planned, day) };
    if (day <= asOf) row.actual = carried(actual, day);
    const [from, to] = [supposed[0], supposed.at(-1)];
    if (from && to && day >= from.day && day <= to.day) row.supposed = carried(supposed, day);
    const ahead = forecast.find((point) => point.day === day);
    if (ahead) row.forecast = inWan(ahead.amount);
    return row;
  });
}

/** The gap at `asOf`: planned above actual, in 万元; undefined where nothing is short. */
export function gapAt(rows: readonly SpendingRow[], asOf: Day) {
  const row = rows.find(({ day }) => day === asOf);
  if (!row || row.actual === undefined || row.planned <= row.actual) return undefined;
  return { at: row.at, from: row.actual, to: row.planned };
}

/** The plan as steps from its nodes, as the curve wants it. */
export function stepsOf(nodes: readonly { day: Day; cumulative: string }[]): Point[] {
  return nodes.map(({ day, cumulative }) => ({ day, amount: cumulative }));
}

/** Few round values from 0 to at least `most`: at most five, steps of 1, 2 or 5 times a power of ten. */
export function roundTicks(most: number): number[] {
  if (most <= 0) return [0, 1];
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** How much room a text takes as a label, in units of its size: Han fills the square, figures and letters about half. */
export function labelRoom(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 1 : 0.58), 0);
}

function carried(points: readonly Point[], day: Day): number {
  const point = points.findLast((each) => each.day <= day);
  return point ? inWan(point.amount) : 0;
}

function inWan(yuan: string): number {
  return (parseYuan(yuan) ?? 0) / 1_000_000;
}
