import type { Indicator, RowProblem } from '#shared/api.ts';
import type { Day } from '#shared/calendar.ts';

/** What was typed for one indicator. */
export interface MeasurementRow {
  value: string;
  measuredOn: string;
  sampleSize: string;
  favourable: string;
  note: string;
  confirmed: boolean;
}
/** What can be typed into a row. */
export type MeasurementField = Exclude<keyof MeasurementRow, 'confirmed'>;

/** The reporting days on which any of the indicators owes a value, in order. */
export function reportingDays(indicators: readonly Indicator[]): Day[] {
  return [...new Set(indicators.flatMap(({ owedOn }) => owedOn))].sort();
}

/** The reporting day a clerk most likely means: the last one that has come, else the first to come. */
export function likelyDay(days: readonly Day[], today: Day): Day | undefined {
  return days.findLast((day) => day <= today) ?? days[0];
}

/** The indicators that owe a value on a reporting day, those without one first. */
export function owedOn(indicators: readonly Indicator[], period: Day): Indicator[] {
  const has = (indicator: Indicator) => indicator.values.some((value) => value.period === period);
  return indicators
    .filter((indicator) => indicator.owedOn.includes(period))
    .toSorted((a, b) => Number(has(a)) - Number(has(b)));
}

/** What is sent: the rows with a value, each for `period`; undefined counts are left out. */
export function toMeasurements(
  typed: ReadonlyMap<string, MeasurementRow>,
  indicators: readonly Indicator[],
  period: Day,
  approved: boolean,
) {
  return indicators.flatMap((indicator) => {
    const row = typed.get(indicator.id);
    if (!row?.value.trim()) return [];
    const counts = [
      ['sampleSize', row.sampleSize],
      ['favourable', row.favourable],
    ].filter(([, text]) => text?.trim() && /^\d+$/.test(text.trim()));
    return [
      {
        projectCode: indicator.projectCode,
        indicator: indicator.id,
        period,
        value: row.value.trim(),
        measuredOn: row.measuredOn,
        ...Object.fromEntries(counts.map(([name, text]) => [name, Number(text)])),
        ...(row.note.trim() && { note: row.note.trim() }),
        ...(approved && { approved: true }),
        ...(row.confirmed && { confirmed: true }),
      },
    ];
  });
}

/** What the server said against values, by indicator id and field; `value` where it names none. */
export function errorsByIndicator(
  errors: readonly RowProblem[],
  sent: readonly { indicator: string }[],
): Map<string, { field: string; message: string }> {
  const found = new Map<string, { field: string; message: string }>();
  for (const error of errors) {
    const [, index] = /^\/items\/(\d+)/.exec(error.pointer ?? '') ?? [];
    const row = sent[error.row !== undefined ? error.row - 1 : Number(index ?? 0)];
    const field = error.column ?? error.pointer?.split('/').at(-1) ?? 'value';
    if (row) found.set(row.indicator, { field, message: error.message });
  }
  return found;
}
