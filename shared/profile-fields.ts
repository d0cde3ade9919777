import { type Said, said } from './language.ts';

/** What a limit is measured in. */
export type RuleUnit =
  | 'percent'
  | 'points'
  | 'days'
  | 'workingDays'
  | 'money'
  | 'monthDay'
  | 'score'
  | 'switch';

/** A limit of the rules as an editor shows it. */
export interface RuleField {
  name: Said;
  unit: RuleUnit;
}

function field(unit: RuleUnit, zh: string, en: string): RuleField {
  return { unit, name: said(zh, en) };
}

/** Every limit of the rules by its place, in plain words. Amounts are kept in 分. */
export const ruleFields: Readonly<Record<string, RuleField>> = {
  'spending.warning': field('percent', '支出滞后：预警线', 'Behind plan: warning at a shortfall of'),
  'spending.critical': field('percent', '支出滞后：严重线', 'Behind plan: critical at a shortfall of'),
  'spending.clear': field('percent', '支出滞后：解除线', 'Behind plan: clears at a shortfall of'),
  'spending.least': field('money', '支出滞后：不计的差额', 'Behind plan: no word below a shortfall of'),
  'spending.graceWorkingDays': field('workingDays', '入账滞后期', 'Posting lag after a node'),
  'ahead.percent': field('percent', '支出超前：超过下一节点', 'Ahead of plan: above the next node by'),
  'ahead.least': field('money', '支出超前：最低差额', 'Ahead of plan: no word below'),
  'pace.enabled': field('switch', '序时滞后：发提示', 'Behind the calendar: say so'),
  'pace.red': field('percent', '序时：红灯低于', 'Calendar light: red below'),
  'pace.yellow': field('percent', '序时：黄灯低于', 'Calendar light: yellow below'),
  'pace.blue': field('percent', '序时：蓝灯达到', 'Calendar light: blue from'),
  'lump.step': field('percent', '一次性支出：一步超过预算的', 'Lump: one step above so much of the budget'),
  'lump.spent': field('percent', '一次性支出：已支出低于该步的', 'Lump: less than so much of the step spent'),
  'lump.watchDays': field('days', '一次性支出：提前提醒', 'Lump: reminded before its node by'),
  'closing.day': field('monthDay', '国库关账日', "Treasury's closing day"),
  'closing.unspent': field('percent', '关账前：未支出达到预算的', 'Before closing: unspent from'),
  'closing.watchDays': field('days', '关账前：提前关注', 'Before closing: watched from'),
  'closing.warningDays': field('days', '关账前：提前预警', 'Before closing: warned from'),
  'forecast.watch': field('percent', '全年预计：关注线', 'Forecast: watched below'),
  'forecast.warning': field('percent', '全年预计：预警线', 'Forecast: warned below'),
  'forecast.leastPace': field('percent', '全年预计：最低进度', 'Forecast: least pace reckoned with'),
  'rush.share': field('percent', '年底突击：12月支出超过预算的', 'Year-end rush: paid in December above'),
  'results.criticalGap': field('percent', '指标未达：严重偏差', 'Missed target: critical at a gap of'),
  'results.criticalGapPoints': field(
    'points',
    '比率未达：严重偏差至少差',
    'Missed rate: that gap counts from',
  ),
  'results.criticalPoints': field('points', '比率未达：严重差距', 'Missed rate: critical at'),
  'results.tooLow': field('percent', '目标偏低：完成达到目标的', 'Target too low: achieved from'),
  'graded.reached': field('percent', '定性指标：达成', 'Words: reached from'),
  'graded.partly': field('percent', '定性指标：部分达成', 'Words: partly reached from'),
  'reporting.withinDays': field('days', '填报期限', 'Values are due within'),
  'deadline.watchDays': field('days', '时限：提前关注', 'Deadline: watched from'),
  'deadline.warningDays': field('days', '时限：提前预警', 'Deadline: warned from'),
  'joint.reported': field('percent', '执行与绩效：已报至少', 'Money and results: reported at least'),
  'joint.points': field('points', '执行与绩效：允许相差', 'Money and results: apart at most'),
  'score.execution': field('score', '自评：预算执行', 'Score: execution'),
  'score.groups.cost': field('score', '自评：成本', 'Score: cost'),
  'score.groups.output': field('score', '自评：产出', 'Score: outputs'),
  'score.groups.benefit': field('score', '自评：效益', 'Score: benefits'),
  'score.groups.satisfaction': field('score', '自评：满意度', 'Score: satisfaction'),
};
