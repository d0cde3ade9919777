import type { ProjectFigures } from '#shared/figures.ts';
import { rateOf, toYuan } from '#shared/money.ts';
import type { SummaryReport } from '#shared/reports.ts';
import type { Paper, PaperCell } from './paper.ts';
import { figure, head, label } from './paper-cells.ts';
import { monthsBy, shareCell, yuanCell } from './project-data.ts';

/** By project id, how many of its alerts fire, and how many of those are in somebody's hands. */
export interface AlertCounts {
  firing: ReadonlyMap<string, number>;
  rectifying: ReadonlyMap<string, number>;
}

/** 汇总表: a row a department in the order of their codes; more than one are added up in a last row. */
export function summaryReport(
  figures: readonly ProjectFigures[],
  alerts: AlertCounts,
  asOf: string,
): SummaryReport {
  const codes = [...new Set(figures.map(({ department }) => department.code))].sort();
  const rows = codes.map((code) => {
    const own = figures.filter(({ department }) => department.code === code);
    return rowOf(own[0]?.department ?? { code, name: code }, own, alerts);
  });
  const all = rows.length > 1 ? [rowOf({ code: '', name: '合计' }, figures, alerts)] : [];
  return { months: monthsBy(asOf), rows: [...rows, ...all] };
}

function rowOf(
  department: { code: string; name: string },
  figures: readonly ProjectFigures[],
  alerts: AlertCounts,
): SummaryReport['rows'][number] {
  const sum = (of: (one: ProjectFigures) => number) => figures.reduce((total, one) => total + of(one), 0);
  const light = (state: string) => figures.filter(({ lights }) => lights.plan.state === state).length;
  const budget = sum((one) => one.budget);
  const spent = sum((one) => one.spent);
  const forecast = sum((one) => one.forecast);
  return {
    department,
    projects: figures.length,
    budget: toYuan(budget),
    spent: toYuan(spent),
    rate: rateOf(spent, budget),
    forecast: toYuan(forecast),
    forecastRate: rateOf(forecast, budget),
    red: light('red'),
    yellow: light('yellow'),
    green: light('green'),
    alerts: sum(({ projectId }) => alerts.firing.get(projectId) ?? 0),
    rectifying: sum(({ projectId }) => alerts.rectifying.get(projectId) ?? 0),
  };
}

/** The table on paper, A4 across. */
export function summaryPaper({ months, rows }: SummaryReport, made: string): Paper {
  const number = (at: number, count: number) => figure(at, 1, { number: String(count) });
  const cells: PaperCell[][] = [
    [
      { ...head(0, 1, '部门'), down: 2 },
      { ...head(1, 1, '项目数'), down: 2 },
      { ...head(2, 1, '资金总额'), down: 2 },
      { ...head(3, 1, `1–${months}月执行数`), down: 2 },
      { ...head(4, 1, `1–${months}月执行率`), down: 2 },
      { ...head(5, 1, '全年预计执行数'), down: 2 },
      { ...head(6, 1, '全年预计执行率'), down: 2 },
      head(7, 3, '本单位计划（项目数）'),
      { ...head(10, 1, '预警数'), down: 2 },
      { ...head(11, 1, '整改数'), down: 2 },
    ],
    [head(7, 1, '■ 严重'), head(8, 1, '▲ 预警'), head(9, 1, '● 正常')],
    ...rows.map((row) => [
      label(0, 1, [row.department.name, row.department.code].filter(Boolean).join('\n')),
      number(1, row.projects),
      figure(2, 1, yuanCell(row.budget)),
      figure(3, 1, yuanCell(row.spent)),
      figure(4, 1, shareCell(row.spent, row.budget)),
      figure(5, 1, yuanCell(row.forecast)),
      figure(6, 1, shareCell(row.forecast, row.budget)),
      number(7, row.red),
      number(8, row.yellow),
      number(9, row.green),
      number(10, row.alerts),
      number(11, row.rectifying),
    ]),
  ];
  return {
    name: '汇总表',
    title: '预算绩效监控汇总表',
    above: [`1–${months}月`, '单位：万元'],
    widths: [26, 8, 12, 12, 11, 13, 13, 8, 8, 8, 8, 8],
    rows: cells,
    repeats: { from: 0, count: 2 },
    below: [made],
    orientation: 'landscape',
  };
}
