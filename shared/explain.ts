import type { Condition, Explanation } from './alert.ts';
import { type Day, yearOf } from './calendar.ts';
import type { Facts } from './evaluate/finding.ts';
import { evaluationStalled, ledgerOverdue, planInvalid, valuesOverdue } from './explain/duties.ts';
import {
  forecastShort,
  lumpApproaching,
  overBudget,
  paceBehind,
  spendAhead,
  spendBehind,
  yearEndRush,
} from './explain/money.ts';
import {
  deadlineMissed,
  deadlineSoon,
  indicatorAtRisk,
  indicatorMissed,
  moneyResultGap,
  targetTooLow,
} from './explain/results.ts';
import type { Told } from './explain/told.ts';
import type { Language } from './language.ts';

/**
 * The arithmetic of an alert and one plain sentence that says it. `asOf` is the day up to which it is
 * true: of an open alert the day of reading, of a resolved one the day it was resolved. `year` is the alert's.
 * One that is pending says that the posting lag is not over; one that is resolved asks for nothing any more.
 */
export function explain(
  facts: Facts,
  language: Language,
  asOf: Day,
  condition: Condition = 'firing',
  year: number = yearOf(asOf),
): Explanation {
  const zh = language === 'zh';
  const { says, clears, ...arithmetic } = told(facts, zh, asOf, year, condition === 'pending');
  const isOver = condition === 'resolved';
  const end = zh ? '。' : '.';
  return {
    ...arithmetic,
    toClear: isOver ? null : arithmetic.toClear,
    text: `${says}${inRow(facts, zh)}${isOver ? byRules(facts, zh) : clears}${end}`,
  };
}

function told(facts: Facts, zh: boolean, asOf: Day, year: number, waits: boolean): Told {
  switch (facts.kind) {
    case 'SPEND_BEHIND':
      return spendBehind(facts, zh, asOf, waits);
    case 'OVER_BUDGET':
      return overBudget(facts, zh);
    case 'LUMP_APPROACHING':
      return lumpApproaching(facts, zh, asOf);
    case 'FORECAST_SHORT':
      return forecastShort(facts, zh, asOf, year);
    case 'SPEND_AHEAD':
      return spendAhead(facts, zh);
    case 'PACE_BEHIND':
      return paceBehind(facts, zh);
    case 'YEAR_END_RUSH':
      return yearEndRush(facts, zh);
    case 'INDICATOR_MISSED':
      return indicatorMissed(facts, zh);
    case 'INDICATOR_AT_RISK':
      return indicatorAtRisk(facts, zh);
    case 'TARGET_TOO_LOW':
      return targetTooLow(facts, zh);
    case 'DEADLINE_SOON':
      return deadlineSoon(facts, zh, asOf);
    case 'DEADLINE_MISSED':
      return deadlineMissed(facts, zh);
    case 'DATA_OVERDUE':
      return facts.what === 'ledger' ? ledgerOverdue(facts, zh) : valuesOverdue(facts, zh, asOf);
    case 'MONEY_RESULT_GAP':
      return moneyResultGap(facts, zh);
    case 'PLAN_INVALID':
      return planInvalid(facts, zh);
    case 'EVALUATION_STALLED':
      return evaluationStalled(facts, zh);
  }
}

/** That it is over because the rules were changed, where that is why. */
function byRules({ endedBy }: Facts, zh: boolean): string {
  if (endedBy === undefined) return '';
  return zh ? `；按第${endedBy}版规则不再预警` : `; no alert by version ${endedBy} of the rules`;
}

/** At how many nodes or periods running it stands; nothing at the first. */
function inRow({ kind, inRow: count = 1 }: Facts, zh: boolean): string {
  if (count < 2) return '';
  const ofNodes = kind === 'SPEND_BEHIND' || kind === 'MONEY_RESULT_GAP' || kind === 'PACE_BEHIND';
  if (zh) return `；已连续${count}个${ofNodes ? '节点' : '填报期'}`;
  return `; for ${count} ${ofNodes ? 'nodes' : 'reporting days'} running`;
}
