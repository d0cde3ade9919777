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

/** The highest that a limit may be, by what it is measured in; none is below 0. */
export const atMost = { percent: 1_000, points: 100, days: 366, workingDays: 60, multiple: 100_000 } as const;

/** A limit of the rules as an editor shows it: within its group, in plain words. */
export interface RuleField {
  /** Its place in the rules, such as `spending.warning`. Amounts are kept in 分. */
  path: string;
  name: Said;
  unit: RuleUnit;
  least?: number;
  most?: number;
}

/** Limits that belong together, named after the light or the kind of alert that they are for. */
export interface RuleGroup {
  id: string;
  name: Said;
  /** What is judged by it, in a sentence. */
  says: Said;
  fields: readonly RuleField[];
}

type Bounds = Pick<RuleField, 'least' | 'most'>;

const bounds: Record<RuleUnit, Bounds> = {
  percent: { least: 0, most: atMost.percent },
  points: { least: 0, most: atMost.points },
  days: { least: 0, most: atMost.days },
  workingDays: { least: 0, most: atMost.workingDays },
  score: { least: 0, most: atMost.points },
  money: { least: 0 },
  monthDay: {},
  switch: {},
};

function field(path: string, unit: RuleUnit, zh: string, en: string, own: Bounds = {}): RuleField {
  return { path, unit, name: said(zh, en), ...bounds[unit], ...own };
}

const upTo100 = { most: 100 };

/** Every limit of the rules, grouped as an editor shows them. */
export const ruleGroups: readonly RuleGroup[] = [
  {
    id: 'spending',
    name: said('支出滞后（本单位计划）', 'Behind plan'),
    says: said(
      '节点后过了宽限期，仍比计划少支出多少就预警。',
      'How far below the plan spending may be once the grace after a node is over.',
    ),
    fields: [
      field('spending.warning', 'percent', '预警线', 'Warning at a shortfall of'),
      field('spending.critical', 'percent', '严重线', 'Critical at a shortfall of'),
      field('spending.clear', 'percent', '解除线', 'Clears at a shortfall of'),
      field('spending.least', 'money', '不计的差额', 'No word below a shortfall of'),
      field('spending.graceWorkingDays', 'workingDays', '宽限期', 'Grace after a node'),
    ],
  },
  {
    id: 'forecast',
    name: said('全年预计', 'Year-end forecast'),
    says: said(
      '预计全年支出低于预算的多少就提醒。',
      'Which share of the budget the forecast must not fall below.',
    ),
    fields: [
      field('forecast.watch', 'percent', '关注线', 'Watched below'),
      field('forecast.warning', 'percent', '预警线', 'Warned below'),
      field('forecast.leastPace', 'percent', '最低进度', 'Least pace reckoned with', upTo100),
    ],
  },
  {
    id: 'pace',
    name: said('序时进度', 'Elapsed time'),
    says: said(
      '执行率与时间进度之比；只作参考，打开开关才发提示。',
      'Execution against the calendar: advice only, a remark where it is switched on.',
    ),
    fields: [
      field('pace.enabled', 'switch', '序时滞后时发提示', 'Say so when behind the calendar'),
      field('pace.red', 'percent', '红灯低于', 'Red below'),
      field('pace.yellow', 'percent', '黄灯低于', 'Yellow below'),
      field('pace.blue', 'percent', '蓝灯达到', 'Blue from'),
    ],
  },
  {
    id: 'ahead',
    name: said('支出超前', 'Ahead of plan'),
    says: said('支出超过下一节点计划多少就提示。', 'How far above the next node spending may be.'),
    fields: [
      field('ahead.percent', 'percent', '超过下一节点', 'Above the next node by'),
      field('ahead.least', 'money', '不计的差额', 'No word below'),
    ],
  },
  {
    id: 'lump',
    name: said('一次性支出', 'Lump payments'),
    says: said(
      '一步占预算的大部分时，在节点前提醒。',
      'A step that holds most of the budget is reminded of before its node.',
    ),
    fields: [
      field('lump.step', 'percent', '一步超过预算的', 'One step above so much of the budget', upTo100),
      field('lump.spent', 'percent', '已支出低于该步的', 'Less than so much of the step spent', upTo100),
      field('lump.watchDays', 'days', '提前提醒', 'Reminded before its node by'),
    ],
  },
  {
    id: 'closing',
    name: said('国库关账与年底', "The treasury's closing"),
    says: said(
      '临近国库关账日仍有资金未支出，以及12月集中支出。',
      'Money that is left as the closing day nears, and a rush in December.',
    ),
    fields: [
      field('closing.day', 'monthDay', '国库关账日', "The treasury's closing day"),
      field('closing.unspent', 'percent', '未支出达到预算的', 'Unspent from', upTo100),
      field('closing.watchDays', 'days', '提前关注', 'Watched before it by'),
      field('closing.warningDays', 'days', '提前预警', 'Warned before it by'),
      field('rush.share', 'percent', '12月支出超过预算的', 'Paid in December above', upTo100),
    ],
  },
  {
    id: 'results',
    name: said('绩效指标', 'Results'),
    says: said(
      '指标未达目标即预警；差到多少算严重，超出多少算目标偏低。',
      'A missed target warns; from which gap it is critical, and when a target is too low.',
    ),
    fields: [
      field('results.criticalGap', 'percent', '严重偏差', 'Critical at a gap of'),
      field('results.criticalGapPoints', 'points', '比率的严重偏差至少差', 'Of a rate, that gap counts from'),
      field('results.criticalPoints', 'points', '比率的严重差距', 'Of a rate, critical at'),
      field('results.tooLow', 'percent', '目标偏低：完成达到目标的', 'Too low: achieved from', {
        least: 101,
        most: atMost.multiple,
      }),
      field('graded.reached', 'percent', '定性指标：达成', 'Words: reached from', upTo100),
      field('graded.partly', 'percent', '定性指标：部分达成', 'Words: partly reached from', upTo100),
    ],
  },
  {
    id: 'reporting',
    name: said('填报与时限', 'Reporting and deadlines'),
    says: said(
      '完成值几天内要报；有完成日期的指标提前几天提醒。',
      'Within how many days values are due, and how early deadlines are reminded of.',
    ),
    fields: [
      field('reporting.withinDays', 'days', '填报期限', 'Values are due within'),
      field('deadline.watchDays', 'days', '时限：提前关注', 'Deadline: watched before it by'),
      field('deadline.warningDays', 'days', '时限：提前预警', 'Deadline: warned before it by'),
    ],
  },
  {
    id: 'joint',
    name: said('执行与绩效匹配', 'Money against results'),
    says: said('资金进度与绩效进度相差多少就提出。', 'How far apart money and results may be.'),
    fields: [
      field('joint.reported', 'percent', '应报指标已报至少', 'Reported at least', upTo100),
      field('joint.points', 'points', '允许相差', 'Apart at most'),
    ],
  },
  {
    id: 'score',
    name: said('自评分值方案', 'Points of the self-evaluation'),
    says: said('各项分值，合计100分。', 'The points of each part, 100 in all.'),
    fields: [
      field('score.execution', 'score', '预算执行率', 'Execution'),
      field('score.groups.cost', 'score', '成本', 'Costs'),
      field('score.groups.output', 'score', '产出', 'Outputs'),
      field('score.groups.benefit', 'score', '效益', 'Benefits'),
      field('score.groups.satisfaction', 'score', '满意度', 'Satisfaction'),
    ],
  },
];

/** A limit with the name that it has outside its group: 支出滞后：预警线. */
export type NamedRuleField = RuleField & { group: string; whole: Said };

/** Every limit of the rules by its place. */
export const ruleFields: Readonly<Record<string, NamedRuleField>> = Object.fromEntries(
  ruleGroups.flatMap(({ id, name, fields }) =>
    fields.map((one) => [
      one.path,
      {
        ...one,
        group: id,
        whole: said(`${name.zh}：${one.name.zh}`, `${name.en}: ${one.name.en}`),
      },
    ]),
  ),
);

/** Which limit must lie below which other one of its group. */
export const rulesBelow: readonly { group: string; field: string; below: string }[] = [
  { group: 'spending', field: 'clear', below: 'warning' },
  { group: 'spending', field: 'warning', below: 'critical' },
  { group: 'pace', field: 'red', below: 'yellow' },
  { group: 'pace', field: 'yellow', below: 'blue' },
  { group: 'closing', field: 'warningDays', below: 'watchDays' },
  { group: 'forecast', field: 'warning', below: 'watch' },
  { group: 'graded', field: 'partly', below: 'reached' },
  { group: 'deadline', field: 'warningDays', below: 'watchDays' },
];

/** The groups of rules that an indicator may have of its own. */
export const indicatorGroups = ['results', 'graded', 'deadline', 'reporting'] as const;
