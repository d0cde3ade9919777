import type { Day } from '#shared/calendar.ts';
import type { MatchPoint } from './quadrant.ts';
import type { Point, SpendingCurve } from './spending.ts';

/** One day of a spending curve with the exact amounts of 元; what is not drawn on that day is null. */
export interface CurveDay {
  day: Day;
  planned: string;
  actual: string | null;
  supposed: string | null;
  forecast: string | null;
}

/** The days of a curve on which something moves, each with the amounts as the server gave them, carried on. */
export function curveDays({
  year,
  asOf,
  planned,
  actual,
  forecast,
  supposed = [],
}: SpendingCurve): CurveDay[] {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const moved = [...planned, ...actual, ...forecast, ...supposed].map(({ day }) => day);
  const days = [...new Set([first, ...moved, asOf, last])].filter((day) => day >= first && day <= last);
  return days.sort().map((day) => ({
    day,
    planned: carried(planned, day),
    actual: day <= asOf ? carried(actual, day) : null,
    supposed: isWithin(supposed, day) ? carried(supposed, day) : null,
    forecast: forecast.find((point) => point.day === day)?.amount ?? null,
  }));
}

/** The days that say what the curve says to whoever does not see it: its nodes, and the day looked at. */
export function tellingDays(curve: SpendingCurve, nodes: readonly Day[]): CurveDay[] {
  return curveDays(curve).filter(({ day }) => day === curve.asOf || nodes.includes(day));
}

/** What the names of the columns are, in the language of the screen. */
export type CurveHeads = Record<keyof CurveDay, string>;

/** A curve as the rows of a file; the column of what is tried out is there only where something is. */
export function curveRows(curve: SpendingCurve, heads: CurveHeads): string[][] {
  const columns = (['day', 'planned', 'actual', 'supposed', 'forecast'] as const).filter(
    (name) => name !== 'supposed' || curve.supposed,
  );
  const rows = curveDays(curve).map((row) => columns.map((name) => row[name] ?? ''));
  return [columns.map((name) => heads[name]), ...rows];
}

/** The projects of a quadrant as the rows of a file; shares are fractions, as the server gives them. */
export function matchRows(
  points: readonly MatchPoint[],
  heads: readonly [code: string, project: string, money: string, results: string, reading: string],
  readings: Record<'money' | 'results' | 'together', string>,
): string[][] {
  const rows = points.map(({ code, name, fulfilment, achievement, ahead }) => [
    code,
    name,
    String(fulfilment),
    String(achievement),
    readings[ahead ?? 'together'],
  ]);
  return [[...heads], ...rows];
}

/**
 * Rows as a CSV that Excel and WPS open by a double click: UTF-8 with its mark, lines as Windows ends them. A text
 * that would be taken for a formula is kept from being one.
 */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function carried(points: readonly Point[], day: Day): string {
  return points.findLast((each) => each.day <= day)?.amount ?? '0.00';
}

function isWithin(points: readonly Point[], day: Day): boolean {
  const [from, to] = [points[0], points.at(-1)];
  return Boolean(from && to && day >= from.day && day <= to.day);
}
