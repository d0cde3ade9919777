/** Every kind of alert, in the order in which they are listed. Without zod: the browser offers them as they are. */
export const alertKinds = [
  'SPEND_BEHIND',
  'OVER_BUDGET',
  'LUMP_APPROACHING',
  'FORECAST_SHORT',
  'SPEND_AHEAD',
  'PACE_BEHIND',
  'YEAR_END_RUSH',
  'TARGET_TOO_LOW',
  'INDICATOR_MISSED',
  'INDICATOR_AT_RISK',
  'DEADLINE_SOON',
  'DEADLINE_MISSED',
  'DATA_OVERDUE',
  'MONEY_RESULT_GAP',
  'PLAN_INVALID',
  'EVALUATION_STALLED',
] as const;
type AlertKind = (typeof alertKinds)[number];

const remarks: readonly AlertKind[] = ['SPEND_AHEAD', 'PACE_BEHIND', 'YEAR_END_RUSH', 'TARGET_TOO_LOW'];

/** Whether somebody has to take an alert of a kind in hand (签收); reporting ends what is overdue, a newer value what is at risk. */
export function isHandled(kind: AlertKind): boolean {
  const byItself: readonly AlertKind[] = ['INDICATOR_AT_RISK', 'DATA_OVERDUE', 'EVALUATION_STALLED'];
  return !isRemark(kind) && !byItself.includes(kind);
}

/** Whether a kind is a remark: told once, then kept up to date without a word; nobody has to handle it. */
export function isRemark(kind: AlertKind): boolean {
  return remarks.includes(kind);
}
