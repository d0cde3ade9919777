import type { Alert, AlertKind } from '#shared/alert.ts';
import { parseYuan, toYuan } from '#shared/money.ts';

/** What a line of the arithmetic is called; the texts are under `arithmetic`. */
export type LineName =
  | 'planned'
  | 'due'
  | 'budget'
  | 'target'
  | 'expected'
  | 'owed'
  | 'coverTo'
  | 'deadline'
  | 'fulfilment'
  | 'actual'
  | 'forecast'
  | 'december'
  | 'value'
  | 'reported'
  | 'coveredTo'
  | 'doneOn'
  | 'achievement'
  | 'lastGood'
  | 'short'
  | 'excess'
  | 'left'
  | 'gap'
  | 'missing'
  | 'daysLeft'
  | 'daysLate'
  | 'apart'
  | 'gapRate'
  | 'share'
  | 'toClear'
  | 'toClearMoney'
  | 'toReturn'
  | 'formula';

/** One line of an alert's arithmetic: what it is, and the figure as money, rate or text. */
export interface ArithmeticLine {
  /** A name of ours, or one that the server said. */
  name: LineName | { said: string };
  figure: { money: string } | { rate: string } | { text: string } | { reach: string } | 'cannot' | 'done';
  threshold?: string;
}

/** What planned, actual, gap and rate are of each kind, and whether they are money. */
const kinds: Record<AlertKind, { money?: true; names: readonly [LineName, LineName, LineName, LineName] }> = {
  SPEND_BEHIND: { money: true, names: ['planned', 'actual', 'short', 'gapRate'] },
  OVER_BUDGET: { money: true, names: ['budget', 'actual', 'excess', 'gapRate'] },
  LUMP_APPROACHING: { money: true, names: ['due', 'actual', 'left', 'gapRate'] },
  FORECAST_SHORT: { money: true, names: ['budget', 'forecast', 'short', 'gapRate'] },
  SPEND_AHEAD: { money: true, names: ['planned', 'actual', 'excess', 'gapRate'] },
  PACE_BEHIND: { money: true, names: ['budget', 'actual', 'gap', 'share'] },
  YEAR_END_RUSH: { money: true, names: ['budget', 'december', 'gap', 'share'] },
  TARGET_TOO_LOW: { names: ['target', 'value', 'gap', 'share'] },
  INDICATOR_MISSED: { names: ['target', 'value', 'gap', 'gapRate'] },
  INDICATOR_AT_RISK: { names: ['expected', 'value', 'gap', 'gapRate'] },
  DEADLINE_SOON: { names: ['deadline', 'doneOn', 'daysLeft', 'gapRate'] },
  DEADLINE_MISSED: { names: ['deadline', 'doneOn', 'daysLate', 'gapRate'] },
  DATA_OVERDUE: { names: ['owed', 'reported', 'missing', 'gapRate'] },
  MONEY_RESULT_GAP: { names: ['fulfilment', 'achievement', 'apart', 'gapRate'] },
  PLAN_INVALID: { names: ['budget', 'actual', 'gap', 'gapRate'] },
  EVALUATION_STALLED: { names: ['planned', 'lastGood', 'gap', 'gapRate'] },
};

/** Of these an amount clears it, or nothing can any more. */
const payable: readonly AlertKind[] = ['SPEND_BEHIND', 'LUMP_APPROACHING', 'FORECAST_SHORT'];

/**
 * The lines of an alert: what was to be, what is, how far apart, the rate, what else it is reckoned from, and
 * what clears it. Lines without a figure are left out; a remark has nothing to clear.
 */
export function arithmeticOf({ kind, subject, explanation, condition }: Alert): ArithmeticLine[] {
  const { money, names } = kinds[kind];
  const [planned, actual, gap, rate] =
    kind === 'DATA_OVERDUE' && subject === 'ledger'
      ? (['coverTo', 'coveredTo', 'gap', 'gapRate'] as const)
      : names;
  const { gapRate, threshold, toClear, inputs = [], formula } = explanation;
  const show = (text: string) => (money ? { money: text } : { text });
  const lines: ArithmeticLine[] = [];
  if (explanation.planned !== null) lines.push({ name: planned, figure: show(explanation.planned) });
  if (explanation.actual !== null) lines.push({ name: actual, figure: show(explanation.actual) });
  for (const { name, value } of inputs) lines.push({ name: { said: name }, figure: { text: value } });
  if (explanation.gap !== null) lines.push({ name: gap, figure: show(explanation.gap) });
  if (gapRate !== null) {
    lines.push({ name: rate, figure: { rate: gapRate }, ...(threshold !== null && { threshold }) });
  }
  if (formula !== undefined) lines.push({ name: 'formula', figure: { text: formula } });
  if (lines.length === 0) return [];
  if (condition === 'resolved') lines.push({ name: 'toClear', figure: 'done' });
  else if (toClear !== null && money) {
    lines.push({
      name: kind === 'OVER_BUDGET' ? 'toReturn' : 'toClearMoney',
      figure: { money: enough(toClear) },
    });
  } else if (toClear !== null && (kind !== 'DATA_OVERDUE' || subject === 'ledger'))
    lines.push({ name: 'toClear', figure: { reach: toClear } });
  else if (payable.includes(kind)) lines.push({ name: 'toClear', figure: 'cannot' });
  return lines;
}

/** An amount that is shown in 万元 with two decimals, rounded up: paying what is printed is always enough. */
function enough(yuan: string): string {
  const fen = parseYuan(yuan) ?? 0;
  return toYuan(Math.ceil(fen / 10_000) * 10_000);
}
