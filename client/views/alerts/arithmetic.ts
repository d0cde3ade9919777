import type { Alert } from '#shared/alert.ts';

/** One line of an alert's arithmetic: what it is, and the figure as money, rate or text. */
export interface ArithmeticLine {
  what: 'planned' | 'actual' | 'gap' | 'gapRate' | 'toClear' | 'target' | 'value' | 'gapOf';
  figure: { money: string } | { rate: string } | { text: string } | 'cannot' | 'done';
  threshold?: string;
}

/**
 * The five lines of an alert: 应支出, 实际, 少, 比例, 解除需 for money, 目标 and 完成值 for results.
 * Lines without a figure are left out; what clears it is always said while it is open.
 */
export function arithmeticOf({ kind, explanation, condition }: Alert): ArithmeticLine[] {
  const money = kind === 'SPEND_BEHIND' || kind === 'OVER_BUDGET';
  const { planned, actual, gap, gapRate, threshold, toClear } = explanation;
  const show = (text: string) => (money ? { money: text } : { text });
  const lines: ArithmeticLine[] = [];
  if (planned !== null) lines.push({ what: money ? 'planned' : 'target', figure: show(planned) });
  if (actual !== null) lines.push({ what: money ? 'actual' : 'value', figure: show(actual) });
  if (gap !== null) lines.push({ what: money ? 'gap' : 'gapOf', figure: show(gap) });
  if (gapRate !== null) {
    lines.push({ what: 'gapRate', figure: { rate: gapRate }, ...(threshold !== null && { threshold }) });
  }
  if (lines.length === 0) return [];
  if (condition === 'resolved') lines.push({ what: 'toClear', figure: 'done' });
  else lines.push({ what: 'toClear', figure: toClear === null ? 'cannot' : show(toClear) });
  return lines;
}
