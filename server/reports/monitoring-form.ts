import { indicatorState } from '#shared/indicator-view.ts';
import type { MonitoringForm } from '#shared/reports.ts';
import { monitoringCells, monitoringFunds, monitoringHeads } from './form-parts.ts';
import type { Paper, PaperCell } from './paper.ts';
import { label, mark, spanned, text } from './paper-cells.ts';
import {
  fundRows,
  monitoringText,
  monthsBy,
  type ReportedProject,
  standingValue,
  unitOf,
} from './project-data.ts';

/** 项目支出绩效目标执行监控表 of one project: what is known, and nothing where a person has to write. */
export function monitoringForm(project: ReportedProject): MonitoringForm {
  const { snapshot, days, standings, goals } = project;
  const { plan } = snapshot;
  return {
    project: { code: plan.code, name: plan.name },
    department: { code: plan.department.code, name: plan.department.name },
    unit: unitOf(snapshot),
    months: monthsBy(days.asOf),
    goals: [...goals],
    funds: fundRows(project),
    indicators: standings.map((standing) => {
      const { indicator } = standing;
      const value = standingValue(standing);
      const { expected, cause, reason, measure, likelihood, note } = monitoringText(project, indicator.id);
      return {
        id: indicator.id,
        level1: indicator.level1,
        level2: indicator.level2,
        name: indicator.name,
        printed: indicator.printed,
        value: value?.printed ?? null,
        period: value?.period ?? null,
        state: indicatorState(plan, standing, days),
        ...{ expected, cause, reason, measure, likelihood, note },
      };
    }),
  };
}

/** The form on paper: A4 across, with its columns as finance bureaus use them. */
export function monitoringPaper(form: MonitoringForm, made: string): Paper {
  const x = form.months;
  const rows: PaperCell[][] = [
    [label(0, 2, '项目名称'), text(2, 12, `${form.project.name}（${form.project.code}）`)],
    [
      label(0, 2, '主管部门及代码'),
      text(2, 5, `${form.department.name} ${form.department.code}`),
      label(7, 3, '实施单位'),
      text(10, 4, form.unit),
    ],
    ...monitoringFunds('项目资金', form.funds, x),
    [label(0, 2, '年度总体目标'), text(2, 12, form.goals.join('；'))],
    ...monitoringHeads(['一级指标', '二级指标', '三级指标', '年度指标值'], x),
    ...indicatorRows(form),
  ];
  return {
    name: form.project.name,
    title: '项目支出绩效目标执行监控表',
    above: [`（${form.department.name}，1–${x}月）`, '单位：万元'],
    widths: [8, 10, 20, 11, 13, 13, 8, 8, 8, 9, 6, 20, 13, 12],
    rows,
    repeats: { from: 8, count: 2 },
    below: [
      made,
      '财政资金含上年结转。全年预计执行数按进度推算，责任人另有预计的以责任人为准。空格由填报人填写；“有可能”和“完全不可能”须写明原因和措施。',
    ],
    orientation: 'landscape',
  };
}

function indicatorRows({ indicators }: MonitoringForm): PaperCell[][] {
  return indicators.map((one, at) => [
    ...spanned(indicators, at, 'level1', 0),
    ...spanned(indicators, at, 'level2', 1),
    text(2, 1, one.name),
    mark(3, 1, one.printed),
    ...monitoringCells(one, one.note),
  ]);
}
