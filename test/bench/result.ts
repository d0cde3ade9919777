/** One line of the table: what was measured, against what, and whether the goal of it is held. */
export interface Result {
  /** The row's name on the command line. */
  row: string;
  figure: string;
  unit: 'ms' | 'KB' | 'MB' | '/s' | '';
  /** Null where it could not be measured; `note` then says why. */
  ours: number | null;
  yardstick?: { name: string; value: number };
  goal: string;
  held: boolean | null;
  note?: string;
}

/** The value below which `share` of the samples lie; NaN of none. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** A figure that must be at most so many times the yardstick's. */
export function atMostTimes(
  times: number,
  given: Pick<Result, 'row' | 'figure' | 'unit'> & {
    ours: number;
    yardstick: { name: string; value: number };
  },
): Result {
  const goal = times < 0.1 ? `≤ 1/${Math.round(1 / times)} ×` : `≤ ${times} ×`;
  return { ...given, goal, held: given.ours <= times * given.yardstick.value };
}

/** A figure that must be at most so much, whatever the machine. */
export function atMost(
  limit: number,
  given: Pick<Result, 'row' | 'figure' | 'unit'> & { ours: number; note?: string },
): Result {
  return { ...given, goal: `≤ ${limit.toLocaleString('en')} ${given.unit}`, held: given.ours <= limit };
}

/** What could not be measured here, and why. */
export function notMeasured(
  given: Pick<Result, 'row' | 'figure' | 'unit' | 'goal'> & { note: string },
): Result {
  return { ...given, ours: null, held: null };
}

/** The results as a table for people. */
export function tableOf(results: readonly Result[]): string {
  const head = ['row', 'figure', 'ours', 'yardstick', 'ratio', 'goal', 'held'];
  const lines = results.map((result) => [
    result.row,
    result.figure,
    result.ours === null ? `not measured: ${result.note ?? ''}` : shown(result.ours, result.unit),
    result.yardstick ? `${shown(result.yardstick.value, result.unit)} ${result.yardstick.name}` : '–',
    result.ours !== null && result.yardstick ? (result.ours / result.yardstick.value).toFixed(2) : '–',
    result.goal,
    result.held === null ? '–' : result.held ? 'yes' : 'NO',
  ]);
  const widths = head.map((title, at) =>
    Math.max(title.length, ...lines.map((line) => line[at]?.length ?? 0)),
  );
  const laidOut = (cells: readonly string[], fill = ' ') =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0, fill)).join(' | ')} |`;
  return [
    laidOut(head),
    laidOut(
      head.map(() => ''),
      '-',
    ),
    ...lines.map((line) => laidOut(line)),
  ].join('\n');
}

function shown(value: number, unit: Result['unit']): string {
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0;
  return `${value.toFixed(unit === '' ? 0 : digits)} ${unit}`.trim();
}
