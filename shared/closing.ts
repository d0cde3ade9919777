/** What becomes of a project's unfinished business when its year is closed (年度结账). */
export const conclusions = ['结转下年', '财政收回', '完结结余', '转下年整改'] as const;
export type Conclusion = (typeof conclusions)[number];

/** What a project stands like when its year is to be closed. */
export interface Unfinished {
  finished: boolean;
  /** Kinds of the alerts that still fire. */
  kinds: readonly string[];
  /** 分 of the budget that were not spent. */
  left: number;
}

const ofMoney: ReadonlySet<string> = new Set([
  'SPEND_BEHIND',
  'OVER_BUDGET',
  'LUMP_APPROACHING',
  'FORECAST_SHORT',
  'SPEND_AHEAD',
  'PACE_BEHIND',
  'YEAR_END_RUSH',
]);

/**
 * The conclusion that is offered first: a finished project keeps its saving (完结结余), results that are not
 * there are for the next year to put right (转下年整改), money that was not spent is carried over (结转下年).
 * Null where nothing is left to conclude; what is then chosen is for 财务 to say.
 */
export function suggestedConclusion({ finished, kinds, left }: Unfinished): Conclusion | null {
  if (finished && left > 0) return '完结结余';
  if (kinds.some((kind) => !ofMoney.has(kind))) return '转下年整改';
  if (kinds.length > 0 && left <= 0) return '转下年整改';
  return left > 0 ? '结转下年' : null;
}
