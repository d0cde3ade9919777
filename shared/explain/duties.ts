import { type Day, daysBetween } from '../calendar.ts';
import type { PlanFault } from '../plan-faults.ts';
import { amount, nothingToCompute, type Of, type Told } from './told.ts';

export function valuesOverdue(
  { period, dueOn, of, missing }: Of<'DATA_OVERDUE'> & { what: 'values' },
  zh: boolean,
  asOf: Day,
): Told {
  const names = missing.map(({ name }) => name);
  const late = Math.max(1, daysBetween(dueOn, asOf));
  const says = zh
    ? `${period}填报期应报${of}项，${names.length}项未报，已逾期${late}天（${dueOn}前应报）：${names.join('、')}`
    : `Of ${of} values due for ${period}, ${names.length} are missing, ${late} days late (due by ${dueOn}): ${names.join(', ')}`;
  return {
    ...nothingToCompute,
    planned: String(of),
    actual: String(of - names.length),
    gap: String(names.length),
    threshold: dueOn,
    toClear: String(names.length),
    says,
    clears: zh ? '。补报后解除' : '. Reporting them clears it',
  };
}

export function ledgerOverdue(
  { period, coveredTo }: Of<'DATA_OVERDUE'> & { what: 'ledger' },
  zh: boolean,
): Told {
  const says = zh
    ? `凭证${coveredTo ? `只确认到${coveredTo}` : '尚未确认到任何一天'}，${period}节点的支出还不能下结论`
    : `The ledger is ${coveredTo ? `confirmed only up to ${coveredTo}` : 'not confirmed to any day yet'}, so spending at ${period} cannot be concluded`;
  const clears = zh
    ? `；财务确认至${period}（可为零支出）后解除`
    : `; confirming it up to ${period} (no spending is fine) clears this`;
  return {
    ...nothingToCompute,
    planned: period,
    actual: coveredTo,
    threshold: period,
    toClear: period,
    says,
    clears,
  };
}

const faults: Record<PlanFault, readonly [zh: string, en: string]> = {
  no_indicators: ['没有绩效指标', 'it has no indicator'],
  no_nodes: ['没有资金支出计划节点', 'it has no node'],
  nodes_fall: ['节点累计金额比前一节点小', 'a node is lower than the one before it'],
  nodes_exceed_budget: ['节点累计金额超过预算', 'a node is above the budget'],
  nodes_end_below_budget: ['最后一个节点低于预算', 'its last node is below the budget'],
};

export function planInvalid({ version, budget, last, reasons }: Of<'PLAN_INVALID'>, zh: boolean): Told {
  const why = reasons.map((reason) => faults[reason][zh ? 0 : 1]);
  return {
    ...nothingToCompute,
    planned: null,
    toClear: null,
    inputs: [
      { name: zh ? '预算' : 'Budget', value: amount(budget, zh) },
      ...(last === null ? [] : [{ name: zh ? '最后一个节点' : 'Last node', value: amount(last, zh) }]),
    ],
    says: zh
      ? `第${version}版计划有误，无法对照：${why.join('、')}`
      : `Version ${version} of the plan cannot be held against anything: ${why.join(', ')}`,
    clears: zh ? '；调整计划后解除' : '; an adjusted plan clears this',
  };
}

export function evaluationStalled({ lastGood, hours }: Of<'EVALUATION_STALLED'>, zh: boolean): Told {
  const at = lastGood?.slice(0, 16).replace('T', ' ');
  return {
    ...nothingToCompute,
    planned: null,
    actual: at ? `${at} UTC` : null,
    threshold: String(hours),
    toClear: null,
    says: zh
      ? at
        ? `最近一次成功的评估是${at}（UTC），已超过${hours}小时，屏幕上的数字可能已过时`
        : '还没有一次成功的评估，屏幕上的数字可能已过时'
      : at
        ? `The last good evaluation was at ${at} (UTC), more than ${hours} hours ago; figures may be stale`
        : 'No evaluation has succeeded yet; figures may be stale',
    clears: zh ? '；评估成功后解除' : '; the next good evaluation clears this',
  };
}
