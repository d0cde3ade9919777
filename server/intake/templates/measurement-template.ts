import { type Day, lastDayOf } from '#shared/calendar.ts';
import { groupOf, isLedgerCeiling } from '#shared/evaluate/duties.ts';
import { type Language, said } from '#shared/language.ts';
import { type PlannedIndicator, type ProjectPlan, reportingDays } from '#shared/plan.ts';
import { measurementColumns, skippedNote } from './measurement-columns.ts';
import {
  type Column,
  dayCell,
  exampleMark,
  formSheet,
  hintSheet,
  listNames,
  listRange,
  listSheet,
  workbookOf,
} from './workbook.ts';

/**
 * The sheet for measured values of a year: projects, indicators and reporting days as drop-downs, one example.
 * What is read from the ledger, and what has no target, is not among the indicators: nobody reports it.
 */
export async function measurementTemplate(
  plans: readonly ProjectPlan[],
  year: number,
  today: Day,
  language: Language,
): Promise<Buffer> {
  const lists = listNames[language];
  const reported = plans.flatMap((plan) =>
    plan.indicators
      .filter((indicator) => indicator.target.kind !== 'none' && !isLedgerCeiling(plan, indicator))
      .map((indicator) => ({ plan, indicator })),
  );
  const days = [...new Set(plans.flatMap(reportingDays))].sort();
  const likely = days.findLast((day) => day <= today) ?? days[0] ?? lastDayOf(year);
  const { indicator: ofIndicator, projectCode, projectName, period, ...others } = measurementColumns;
  const columns: Column[] = [
    { ...projectCode, mustFill: true, choices: listRange(0, plans.length, lists) },
    { ...projectName, choices: listRange(1, plans.length, lists) },
    { ...ofIndicator, mustFill: true, choices: indicatorsOfProject(reported.length, lists) },
    others.printed,
    { ...period, mustFill: true, choices: listRange(4, days.length, lists) },
    others.value,
    others.measuredOn,
    others.sampleSize,
    others.favourable,
    others.source,
    others.note,
  ];
  const rate = reported.find(({ indicator }) => isSurveyed(indicator)) ?? reported[0];
  const example = [
    `${exampleMark} ${rate?.plan.code ?? ''}`,
    rate?.plan.name,
    rate?.indicator.name,
    rate?.indicator.printed,
    dayCell(likely),
    '98.5%',
    dayCell(likely),
    200,
    197,
    language === 'zh' ? '问卷' : 'survey',
    undefined,
  ];
  const name = said('完成值', 'Values');
  return await workbookOf([
    formSheet({ name, columns, rows: [example], hasExample: true, laidOut: 500 }, language),
    hintSheet(columns, [skippedNote], language),
    listSheet(lists, [
      ['项目编码', plans.map(({ code }) => code)],
      ['项目名称', plans.map(({ name: printed }) => printed)],
      ['指标的项目', reported.map(({ plan }) => plan.code)],
      ['指标', reported.map(({ indicator }) => indicator.name)],
      ['填报期', days.map(dayCell)],
    ]),
  ]);
}

function isSurveyed(indicator: PlannedIndicator): boolean {
  return groupOf(indicator) === 'satisfaction' && indicator.target.unit === '%';
}

/** Of the indicators, which stand in the order of their projects, those of the project in the same row. */
function indicatorsOfProject(count: number, lists: string): string {
  const all = listRange(3, count, lists);
  const projects = listRange(2, count, lists);
  const own = `OFFSET('${lists}'!$D$1,MATCH($A2,${projects},0),0,COUNTIF(${projects},$A2),1)`;
  return `IF($A2="",${all},${own})`;
}
