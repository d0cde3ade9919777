import type { Indicator, RowProblem } from '#shared/api.ts';
import type { Day } from '#shared/calendar.ts';
import type { Measurement } from '#shared/measurement.ts';
import { asDay } from '../../ui/day-text.ts';
import { pastedCells } from '../../ui/pasted-cells.ts';

/** What was typed for one indicator and reporting day. */
export interface CellDraft {
  value: string;
  measuredOn: string;
  sampleSize: string;
  favourable: string;
  source: string;
  note: string;
  confirmed: boolean;
}
/** What can be typed beside the value. */
export type CellField = Exclude<keyof CellDraft, 'confirmed' | 'value'>;

/** What was typed, by `cellKey`. */
export type Drafts = Readonly<Record<string, CellDraft>>;

/** One indicator and one reporting day of the grid. */
export interface Cell {
  key: string;
  indicator: Indicator;
  period: Day;
  /** The newest value there is, whatever became of it; undefined where none was ever reported. */
  newest: Measurement | undefined;
  /** The value that counts, where a newer one waits beside it or stands alone. */
  approved: string | undefined;
  /** `due`: owed, its day has come, and nothing stands. `later`: its day is to come. `free`: not owed, may be reported. */
  state: 'due' | 'later' | 'free' | 'provisional' | 'approved' | 'returned';
}

export function cellKey(indicator: string, period: Day): string {
  return `${indicator}/${period}`;
}

/** The indicators that somebody reports: not what is read from the ledger, nor what has no target. */
export function reportedIndicators(indicators: readonly Indicator[]): Indicator[] {
  return indicators.filter(
    ({ state, target }) => target.kind !== 'none' && state !== 'within_ceiling' && state !== 'over_ceiling',
  );
}

/** The columns of the grid: every day on which one of the indicators owes a value or has one, in order. */
export function reportingDays(indicators: readonly Indicator[]): Day[] {
  return [
    ...new Set(
      indicators.flatMap(({ owedOn, values }) => [...owedOn, ...values.map(({ period }) => period)]),
    ),
  ].sort();
}

/** The reporting day a clerk most likely means: the last one that has come, else the first to come. */
export function likelyDay(days: readonly Day[], today: Day): Day | undefined {
  return days.findLast((day) => day <= today) ?? days[0];
}

/** The cells of the grid, row by row. */
export function cellsOf(
  indicators: readonly Indicator[],
  days: readonly Day[],
  measurements: readonly Measurement[],
  today: Day,
): Cell[][] {
  const newest = new Map(
    measurements
      .filter(({ superseded }) => !superseded)
      .map((one) => [cellKey(one.indicatorId, one.period), one]),
  );
  return indicators.map((indicator) =>
    days.map((period): Cell => {
      const key = cellKey(indicator.id, period);
      const one = newest.get(key);
      const approved = indicator.values.find(
        (value) => value.period === period && value.state === 'approved',
      );
      const owed = indicator.owedOn.includes(period);
      const open = owed ? (period <= today ? 'due' : 'later') : period <= today ? 'free' : 'later';
      // A value that was sent back does not take away one that counted before it.
      const state = one?.state === 'returned' && approved ? 'approved' : (one?.state ?? open);
      return { key, indicator, period, newest: one, approved: approved?.value, state };
    }),
  );
}

/** What the cell shows while nothing is typed in it. */
export function standingText({ newest, approved, state }: Cell): string {
  if (state === 'returned') return '';
  return (state === 'provisional' ? newest?.value : approved) ?? '';
}

/** An empty draft; the day of measuring is one that has come. */
export function emptyDraft(measuredOn: string): CellDraft {
  return { value: '', measuredOn, sampleSize: '', favourable: '', source: '', note: '', confirmed: false };
}

/** Whether something is typed that says another thing than what stands. */
export function isTyped(draft: CellDraft | undefined, cell: Cell): boolean {
  const value = draft?.value.trim();
  return Boolean(value) && (value !== standingText(cell) || cell.state === 'returned');
}

/** A block copied from a spreadsheet as values by cell, from the cell it is pasted into; undefined for one word. */
export function pastedValues(
  text: string,
  rows: readonly Cell[][],
  from: string,
): Map<string, string> | undefined {
  const lines = pastedCells(text);
  if (lines.length === 1 && !text.includes('\t')) return undefined;
  const top = rows.findIndex((row) => row.some(({ key }) => key === from));
  const left = rows[top]?.findIndex(({ key }) => key === from) ?? -1;
  const values = new Map<string, string>();
  lines.forEach((line, down) => {
    line.forEach((value, across) => {
      const cell = rows[top + down]?.[left + across];
      if (cell && value) values.set(cell.key, value);
    });
  });
  return values;
}

/** What is missing before anything is sent, by cell: the reason for changing what was approved, or for having none. */
export function missingReasons(
  rows: readonly Cell[][],
  drafts: Drafts,
): Map<string, 'correction' | 'unavailable'> {
  const missing = new Map<string, 'correction' | 'unavailable'>();
  for (const cell of rows.flat()) {
    const draft = drafts[cell.key];
    if (!draft || !isTyped(draft, cell) || draft.note.trim()) continue;
    if (/^(?:本期)?无法取得$/.test(draft.value.trim())) missing.set(cell.key, 'unavailable');
    else if (cell.approved !== undefined) missing.set(cell.key, 'correction');
  }
  return missing;
}

/** What is sent: the cells with something typed, and the key of each. Counts that are none are for the server to name. */
export function toMeasurements(rows: readonly Cell[][], drafts: Drafts, approved: boolean) {
  return rows.flat().flatMap((cell) => {
    const draft = drafts[cell.key];
    if (!draft || !isTyped(draft, cell)) return [];
    const { indicator, period } = cell;
    const texts = { source: draft.source.trim(), note: draft.note.trim() };
    const counts = { sampleSize: draft.sampleSize.trim(), favourable: draft.favourable.trim() };
    const item = {
      projectCode: indicator.projectCode,
      indicator: indicator.id,
      period,
      value: draft.value.trim(),
      measuredOn: asDay(draft.measuredOn, Number(period.slice(0, 4))),
      ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text)),
      ...Object.fromEntries(
        Object.entries(counts).flatMap(([name, text]) => (text ? [[name, countOf(text)]] : [])),
      ),
      ...(approved && { approved: true }),
      ...(draft.confirmed && { confirmed: true }),
    };
    return [{ key: cell.key, item }];
  });
}

function countOf(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** What the server said against values, by cell: which field, and why. `value` where it names none. */
export function errorsByCell(
  errors: readonly RowProblem[],
  sent: readonly { key: string }[],
): Map<string, { field: string; code: string; message: string }> {
  const found = new Map<string, { field: string; code: string; message: string }>();
  for (const error of errors) {
    const [, index] = /^\/items\/(\d+)/.exec(error.pointer ?? '') ?? [];
    const cell = sent[error.row !== undefined ? error.row - 1 : Number(index ?? 0)];
    const field = error.column ?? error.pointer?.split('/').at(-1) ?? 'value';
    if (cell) found.set(cell.key, { field, code: error.code, message: error.message });
  }
  return found;
}
