import { causes } from '#shared/handling.ts';
import { indicatorState } from '#shared/indicator-view.ts';
import type { MonitoringForm } from '#shared/reports.ts';
import { inARow, type Paper, type PaperCell, type PaperValue } from './paper.ts';
import { figure, head, label, spanned, text } from './paper-cells.ts';
import {
  fundNames,
  fundRows,
  monitoringText,
  monthsBy,
  type ReportedProject,
  shareCell,
  standingValue,
  unitOf,
  yuanCell,
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
  const isAdjusted = form.funds.some(({ of, original, budget }) => of === 'total' && original !== budget);
  const rows: PaperCell[][] = [
    [label(0, 2, '项目名称'), text(2, 12, `${form.project.name}（${form.project.code}）`)],
    [
      label(0, 2, '主管部门及代码'),
      text(2, 5, `${form.department.name} ${form.department.code}`),
      label(7, 3, '实施单位'),
      text(10, 4, form.unit),
    ],
    [
      { ...label(0, 2, '项目资金\n（万元）'), down: 5 },
      head(2, 2, ''),
      head(4, 1, '年初预算数'),
      head(5, 2, '调整后预算数'),
      head(7, 3, `1–${x}月执行数`),
      head(10, 2, `1–${x}月执行率`),
      head(12, 2, '全年预计执行数'),
    ],
    ...form.funds.map((fund) => [
      label(2, 2, fundNames[fund.of]),
      figure(4, 1, yuanCell(fund.original)),
      figure(5, 2, isAdjusted ? yuanCell(fund.budget) : 'blank'),
      figure(7, 3, yuanCell(fund.spent)),
      figure(10, 2, shareCell(fund.spent, fund.budget)),
      figure(12, 2, yuanCell(fund.forecast)),
    ]),
    [label(0, 2, '年度总体目标'), text(2, 12, form.goals.join('；'))],
    [
      { ...head(0, 1, '一级指标'), down: 2 },
      { ...head(1, 1, '二级指标'), down: 2 },
      { ...head(2, 1, '三级指标'), down: 2 },
      { ...head(3, 1, '年度指标值'), down: 2 },
      { ...head(4, 1, `1–${x}月执行情况`), down: 2 },
      { ...head(5, 1, '全年预计完成情况'), down: 2 },
      head(6, 6, '偏差原因分析'),
      { ...head(12, 1, '完成目标可能性'), down: 2 },
      { ...head(13, 1, '备注'), down: 2 },
    ],
    inARow(6, 'head', [...causes.map((cause) => ({ text: cause })), { text: '原因说明' }]),
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

/** 原因说明 of a cell: the reason, and the measure where both are said. */
export function reasonText({
  reason,
  measure,
}: {
  reason: string | null;
  measure: string | null;
}): string | null {
  return reason && measure ? `${reason}；措施：${measure}` : (reason ?? measure);
}

/** 完成目标可能性 as the forms print it. */
export const likelihoodNames = { sure: '确定能', possible: '有可能', impossible: '完全不可能' } as const;

function indicatorRows(form: MonitoringForm): PaperCell[][] {
  const { indicators } = form;
  return indicators.map((one, at) => {
    const marks: PaperValue[] = causes.map((cause) => (one.cause === cause ? { text: '√' } : 'blank'));
    return [
      ...spanned(indicators, at, 'level1', 0),
      ...spanned(indicators, at, 'level2', 1),
      text(2, 1, one.name),
      { ...text(3, 1, one.printed), set: 'mark' as const },
      { ...text(4, 1, one.value), set: 'mark' as const },
      { ...text(5, 1, one.expected), set: 'mark' as const },
      ...inARow(6, 'mark', marks),
      text(11, 1, reasonText(one)),
      { ...text(12, 1, one.likelihood && likelihoodNames[one.likelihood]), set: 'mark' as const },
      text(13, 1, one.note),
    ];
  });
}
