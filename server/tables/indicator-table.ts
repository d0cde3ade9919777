import type { Indicator, IndicatorState } from '#shared/api.ts';
import type { Day } from '#shared/calendar.ts';
import { type Language, type Said, said } from '#shared/language.ts';
import type { IndicatorDuty, IndicatorFilter } from '#shared/tables.ts';
import type { SheetFile } from '../http/sheets.ts';
import { spelling } from './spelling.ts';
import { inOrder, rowHolds } from './table-rows.ts';

const states: Record<IndicatorState, Said> = {
  missed_badly: said('严重未达标', 'missed badly'),
  missed: said('未达标', 'missed'),
  over_ceiling: said('超出', 'over the ceiling'),
  missing: said('逾期未报', 'overdue'),
  at_risk: said('关注', 'at risk'),
  provisional: said('待审定', 'provisional'),
  due: said('待报', 'due'),
  unread: said('待确认', 'to be read'),
  met: said('达标', 'met'),
  within_ceiling: said('未超', 'within the ceiling'),
  not_due: said('未到判定时点', 'not judged yet'),
};
/** The worst first. */
const order = Object.keys(states);

/** Whether a filter leaves an indicator: its search is for words, and for the pinyin of the indicator's name. */
export async function indicatorHolds(
  { q, named, state, duty }: IndicatorFilter,
  asOf: Day,
): Promise<(one: Indicator) => boolean> {
  const isSpelled = await spelling(q);
  return (one) =>
    (state?.includes(one.state) ?? true) &&
    (!duty || duty.some((wanted) => wanted === dutyOf(one, asOf))) &&
    (named?.includes(one.projectCode) ||
      rowHolds(q, [one.name, one.projectName, one.projectCode, one.printed, one.level2]) ||
      isSpelled(one.name));
}

/** Indicators in the order asked for; as the plan has them where none is. */
export function indicatorsInOrder(indicators: Indicator[], { sort }: IndicatorFilter): Indicator[] {
  if (!sort) return indicators;
  const values = {
    name: (one: Indicator) => one.name,
    state: (one: Indicator) => order.indexOf(one.state),
    project: (one: Indicator) => one.projectCode,
    level: (one: Indicator) => `${one.level1} ${one.level2}`,
    due: (one: Indicator) => one.nextDue,
  };
  return inOrder(indicators, values[sort.by], sort.down);
}

/** How an indicator counts among what is owed on a day, as the overview counts; undefined where nothing was owed by then. */
function dutyOf({ owedOn, values, light }: Indicator, asOf: Day): IndicatorDuty | undefined {
  const latest = owedOn.findLast((day) => day <= asOf);
  if (!latest) return undefined;
  if (!values.some(({ period }) => period === latest)) return 'unreported';
  if (light === 'green') return 'met';
  return light === 'red' || light === 'yellow' ? 'missed' : 'unjudged';
}

const heads = [
  said('项目编码', 'Project code'),
  said('项目', 'Project'),
  said('一级指标', 'Level 1'),
  said('二级指标', 'Level 2'),
  said('三级指标', 'Indicator'),
  said('年度指标值', 'Target'),
  said('完成值', 'Value'),
  said('填报期', 'Reporting day'),
  said('测量日期', 'Measured on'),
  said('现状', 'How it stands'),
  said('说明', 'Explanation'),
  said('下次应报', 'Next due'),
];

/** Indicators as a table to be handed out. */
export function indicatorSheet(indicators: readonly Indicator[], language: Language): SheetFile {
  const rows = indicators.map((one) => [
    ...[one.projectCode, one.projectName, one.level1, one.level2, one.name, one.printed],
    ...[one.last?.value ?? null, one.last?.period ?? null, one.last?.measuredOn ?? null],
    ...[states[one.state][language], one.text, one.nextDue],
  ]);
  return { name: said('绩效指标', 'Indicators'), heads, rows };
}
