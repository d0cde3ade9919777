import type { DepartmentMonitoringForm, DepartmentSelfEvaluationForm } from '#shared/reports.ts';
import { monitoringCells, monitoringFunds, monitoringHeads, selfEvaluationFunds } from './form-parts.ts';
import type { Paper, PaperCell } from './paper.ts';
import { head, label, mark, nameOfRun, text } from './paper-cells.ts';

type Indicator =
  | DepartmentMonitoringForm['indicators'][number]
  | DepartmentSelfEvaluationForm['indicators'][number];

/** 部门整体绩效目标执行监控表 on paper, A4 across. */
export function departmentMonitoringPaper(form: DepartmentMonitoringForm, made: string): Paper {
  const x = form.months;
  const rows: PaperCell[][] = [
    [
      label(0, 2, '部门名称及代码'),
      text(2, 6, `${form.department.name} ${form.department.code}`),
      label(8, 3, '项目数'),
      mark(11, 3, String(form.projects)),
    ],
    ...monitoringFunds('部门项目资金', form.funds, x),
    [label(0, 2, '年度总体目标'), text(2, 12, form.goals.join('\n'))],
    ...monitoringHeads(['分项目标', '指标', '年度指标值', '对应项目指标\n及指标值'], x),
    ...form.indicators.map((one, at) => [
      ...nameOfRun<Indicator>(form.indicators, at, 0, { name: ({ subject }) => subject }),
      text(1, 1, one.name),
      mark(2, 1, one.printed),
      text(3, 1, linkText(one)),
      ...monitoringCells(one, [noteOf(one), one.note].filter(Boolean).join('；')),
    ]),
  ];
  return {
    name: form.department.name,
    title: '部门整体绩效目标执行监控表',
    above: [`（${form.department.name}，1–${x}月）`, '单位：万元'],
    widths: [14, 14, 12, 20, 12, 12, 7, 7, 7, 8, 6, 20, 12, 13],
    rows,
    repeats: { from: 7, count: 2 },
    below: [
      made,
      '资金为本部门各项目合计，财政资金含上年结转。正文指标与项目指标对应的，取项目指标的完成值；正文与附表不一致的照录并注明，须核对；没有对应的由填报人填写，年终须填。',
    ],
    orientation: 'landscape',
  };
}

/** 部门整体支出绩效自评表 on paper, A4 upright. */
export function departmentSelfEvaluationPaper(form: DepartmentSelfEvaluationForm, made: string): Paper {
  const rows: PaperCell[][] = [
    [
      label(0, 2, '部门名称及代码'),
      text(2, 4, `${form.department.name} ${form.department.code}`),
      label(6, 2, '项目数'),
      mark(8, 2, String(form.projects)),
    ],
    ...selfEvaluationFunds('部门项目资金', form),
    [{ ...label(0, 2, '年度总体目标'), down: 2 }, head(2, 4, '预期目标'), head(6, 4, '实际完成情况')],
    [text(2, 4, form.goals.join('\n')), text(6, 4, form.achieved)],
    [
      head(0, 1, '分项目标'),
      head(1, 2, '指标'),
      head(3, 1, '年度指标值'),
      head(4, 1, '对应项目指标及指标值'),
      head(5, 1, '实际完成值'),
      head(6, 1, '分值'),
      head(7, 1, '得分'),
      head(8, 2, '偏差原因分析及改进措施'),
    ],
    ...form.indicators.map((one, at) => [
      ...nameOfRun<Indicator>(form.indicators, at, 0, { name: ({ subject }) => subject }),
      text(1, 2, one.name),
      mark(3, 1, one.printed),
      text(4, 1, linkText(one)),
      mark(5, 1, one.value),
      mark(6, 1, null),
      mark(7, 1, null),
      text(8, 2, one.reason ?? noteOf(one)),
    ]),
    [label(0, 6, '总分'), mark(6, 1, null), mark(7, 1, null), text(8, 2, null)],
  ];
  return {
    name: form.department.name,
    title: '部门整体支出绩效自评表',
    above: [form.department.name, '单位：万元'],
    widths: [14, 8, 16, 11, 16, 11, 7, 7, 8, 12],
    rows,
    repeats: { from: 8, count: 1 },
    below: [
      made,
      '资金为本部门各项目合计，当年财政拨款含上年结转。部门整体指标不参与系统评分，分值、得分由填报人填写；没有对应项目指标的，实际完成值由填报人填写。',
    ],
    orientation: 'portrait',
  };
}

function linkText({ linked }: Indicator): string | null {
  return linked && `${linked.name} ${linked.printed}`;
}

function noteOf({ linked, conflict, value }: Indicator): string | null {
  if (!linked) return value === null ? '年终填报' : null;
  return conflict ? '正文与附表不一致' : null;
}
