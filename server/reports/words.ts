import type { AlertKind, Handling, Severity } from '#shared/alert.ts';
import type { LightState } from '#shared/api.ts';
import { type Said, said } from '#shared/language.ts';
import type { ActionState, AgendaKind, Decision } from '#shared/meeting.ts';

/** What the kinds of alerts are called on papers: the same words as on the screens. */
export const kindNames: Record<AlertKind, Said> = {
  SPEND_BEHIND: said('支出滞后', 'Spending behind plan'),
  OVER_BUDGET: said('超预算', 'Over budget'),
  LUMP_APPROACHING: said('大额支出临近', 'Large payment near'),
  FORECAST_SHORT: said('全年预计不足', 'Year-end forecast short'),
  SPEND_AHEAD: said('支出超前', 'Ahead of plan'),
  PACE_BEHIND: said('序时滞后', 'Behind the calendar'),
  YEAR_END_RUSH: said('年底突击支出', 'Year-end rush'),
  TARGET_TOO_LOW: said('目标偏低', 'Target too low'),
  INDICATOR_MISSED: said('指标未达标', 'Target missed'),
  INDICATOR_AT_RISK: said('指标关注', 'Indicator at risk'),
  DEADLINE_SOON: said('时限临近', 'Deadline near'),
  DEADLINE_MISSED: said('逾期未完成', 'Deadline missed'),
  DATA_OVERDUE: said('逾期未报', 'Values overdue'),
  MONEY_RESULT_GAP: said('执行与绩效不匹配', 'Money and results apart'),
  PLAN_INVALID: said('计划有误', 'Plan invalid'),
  EVALUATION_STALLED: said('评估停滞', 'Evaluation stalled'),
};

export const severityNames: Record<Severity, Said> = {
  notice: said('备注', 'Remark'),
  watch: said('关注', 'Watch'),
  warning: said('预警', 'Warning'),
  critical: said('严重', 'Critical'),
};

export const handlingNames: Record<Handling, Said> = {
  open: said('待签收', 'not acknowledged'),
  acknowledged: said('已签收', 'acknowledged'),
  rectifying: said('整改中', 'being rectified'),
  submitted: said('已报结果', 'result submitted'),
  closed: said('已销号', 'closed'),
  returned: said('已退回', 'returned'),
  accepted: said('已认可', 'accepted'),
};

/** What a meeting decides of an item (处置). */
export const decisionNames: Record<Decision, Said> = {
  continue: said('继续执行', 'Continue'),
  reallocate: said('调剂预算', 'Reallocate the budget'),
  cancel: said('取消项目', 'Cancel the project'),
  rectify: said('限期整改', 'Rectify by a day'),
  other: said('其他', 'Other'),
};

/** What an item of an agenda is. */
export const agendaNames: Record<AgendaKind, Said> = {
  action: said('上次议定', 'Decided before'),
  project: said('项目偏差', 'Deviation'),
  missing: said('未报情况', 'Not reported'),
  good: said('进展', 'Good news'),
};

/** How an action (议定事项) stands. */
export const actionStateNames: Record<ActionState, Said> = {
  open: said('办理中', 'under way'),
  submitted: said('已报结果', 'result submitted'),
  returned: said('已退回', 'returned'),
  closed: said('已办结', 'done'),
};

/** The state of a light, with its mark: it reads in black and white too. */
export const lightNames: Record<LightState, Said> = {
  grey: said('○ 未到判定', '○ not due'),
  green: said('● 正常', '● as planned'),
  yellow: said('▲ 预警', '▲ warning'),
  red: said('■ 严重', '■ critical'),
  blue: said('◆ 超前', '◆ ahead'),
  missing: said('◇ 未报', '◇ not reported'),
};
