import { lastDayOf } from '#shared/calendar.ts';
import { compare, type Fraction, minus, over, show } from '#shared/fraction.ts';
import type { SelfEvaluationForm } from '#shared/reports.ts';
import { type ScorePart, scoreParts, selfEvaluation, showScore } from '#shared/score.ts';
import { selfEvaluationFunds } from './form-parts.ts';
import type { Paper, PaperCell } from './paper.ts';
import { head, label, mark, spanned, text } from './paper-cells.ts';
import { deviationText, fundRows, type ReportedProject, standingValue, unitOf } from './project-data.ts';

const grades = [
  [90, '优'],
  [80, '良'],
  [60, '中'],
] as const;

/**
 * 项目支出绩效自评表 of one project. Until the year is over it is 预估得分, points earned of points judged; a part
 * that cannot be judged yet has no score, and without all of them there is no grade.
 */
export function selfEvaluationForm(project: ReportedProject): SelfEvaluationForm {
  const { snapshot, profile, days, standings, goals, written } = project;
  const { plan } = snapshot;
  const parts = scoreParts(snapshot, profile, days, standings);
  const partOf = new Map(parts.map((part) => [part.indicatorId, part]));
  const execution = partOf.get(undefined);
  const whole = selfEvaluation(snapshot, profile, days, standings);
  return {
    project: { code: plan.code, name: plan.name },
    department: { code: plan.department.code, name: plan.department.name },
    unit: unitOf(snapshot),
    goals: [...goals],
    achieved: written.goals?.text.goals ?? null,
    funds: fundRows(project),
    execution: { points: show(execution?.points ?? over(0), 1), earned: earnedOf(execution) },
    indicators: standings.map((standing) => {
      const { indicator } = standing;
      const part = partOf.get(indicator.id);
      return {
        id: indicator.id,
        level1: indicator.level1,
        level2: indicator.level2,
        name: indicator.name,
        printed: indicator.printed,
        value: standingValue(standing)?.printed ?? null,
        points: part ? show(part.points, 1) : null,
        earned: earnedOf(part),
        reason: deviationText(project, indicator.id),
      };
    }),
    total: showScore(whole),
    grade: days.today > lastDayOf(plan.year) ? gradeOf(parts, whole.earned) : null,
  };
}

/** Nothing of a part that cannot be judged at all. */
function earnedOf(part: ScorePart | undefined): string | null {
  return part && part.judged.n !== 0n ? show(part.earned, 1) : null;
}

function gradeOf(parts: readonly ScorePart[], earned: Fraction): string | null {
  const isWhole = parts.every(({ points, judged }) => minus(points, judged).n === 0n);
  if (!isWhole) return null;
  return grades.find(([least]) => compare(earned, over(least)) >= 0)?.[1] ?? '差';
}

/** The form on paper: A4 upright, with its columns as finance bureaus use them. */
export function selfEvaluationPaper(form: SelfEvaluationForm, made: string): Paper {
  const { total, grade } = form;
  const rows: PaperCell[][] = [
    [label(0, 2, '项目名称'), text(2, 8, `${form.project.name}（${form.project.code}）`)],
    [
      label(0, 2, '主管部门'),
      text(2, 3, form.department.name),
      label(5, 2, '实施单位'),
      text(7, 3, form.unit),
    ],
    ...selfEvaluationFunds('项目资金', form),
    [{ ...label(0, 2, '年度总体目标'), down: 2 }, head(2, 3, '预期目标'), head(5, 5, '实际完成情况')],
    [text(2, 3, form.goals.join('；')), text(5, 5, form.achieved)],
    [
      head(0, 1, '一级指标'),
      head(1, 1, '二级指标'),
      head(2, 1, '三级指标'),
      head(3, 2, '年度指标值'),
      head(5, 1, '实际完成值'),
      head(6, 1, '分值'),
      head(7, 1, '得分'),
      head(8, 2, '偏差原因分析及改进措施'),
    ],
    ...form.indicators.map((one, at) => [
      ...spanned(form.indicators, at, 'level1', 0),
      ...spanned(form.indicators, at, 'level2', 1),
      text(2, 1, one.name),
      mark(3, 2, one.printed),
      mark(5, 1, one.value),
      mark(6, 1, one.points),
      mark(7, 1, one.earned),
      text(8, 2, one.reason),
    ]),
    [
      label(0, 6, grade ? `总分（${grade}）` : '总分（预估）'),
      mark(6, 1, total?.judged ?? null),
      mark(7, 1, total?.earned ?? null),
      text(8, 2, null),
    ],
  ];
  return {
    name: form.project.name,
    title: '项目支出绩效自评表',
    above: [form.department.name, '单位：万元'],
    widths: [9, 10, 22, 10, 10, 10, 7, 8, 8, 12],
    rows,
    repeats: { from: 9, count: 1 },
    below: [
      made,
      '当年财政拨款含上年结转。年度结束前为预估得分：得分为已能判定部分所得，总分的分值为已能判定的分值；空格由填报人填写。',
    ],
    orientation: 'portrait',
  };
}
