import type { DepartmentMonitoringText, DepartmentSelfEvaluationText } from '#shared/department-texts.ts';
import { over, show } from '#shared/fraction.ts';
import { type Fen, parseYuan, rateOf, toYuan } from '#shared/money.ts';
import { nothingWritten } from '#shared/paper-texts.ts';
import type { DepartmentMonitoringForm, DepartmentSelfEvaluationForm, FundRow } from '#shared/reports.ts';
import type { DepartmentGoals } from '../intake/documents/department-goals.ts';
import {
  deviationText,
  fundRows,
  monitoringText,
  monthsBy,
  type ReportedProject,
  standingValue,
  type WrittenText,
} from './project-data.ts';

/** An indicator of the first part of the plan, as the version in force has it. */
export interface DepartmentTarget {
  id: string;
  subject: string;
  name: string;
  printed: string;
  conflict: boolean;
  linkedId: string | null;
}

/** What the forms of a department as a whole are made from. */
export interface ReportedDepartment {
  department: { code: string; name: string };
  goals: DepartmentGoals;
  targets: readonly DepartmentTarget[];
  projects: readonly ReportedProject[];
  written: DepartmentWritten;
  asOf: string;
}

/** What people wrote into the forms of a department, by indicator, and of the goals. */
export interface DepartmentWritten {
  monitoring: ReadonlyMap<string, WrittenText<DepartmentMonitoringText>>;
  selfEvaluation: ReadonlyMap<string, WrittenText<DepartmentSelfEvaluationText>>;
  goals: WrittenText<{ goals: string | null }> | undefined;
}

/**
 * 部门整体绩效目标执行监控表. A linked indicator shows the value of the table indicator, with what was written of that,
 * and whether the two targets differ; one without a link has what a person wrote of it.
 */
export function departmentMonitoringForm(whole: ReportedDepartment): DepartmentMonitoringForm {
  const { department, projects, asOf } = whole;
  return {
    department,
    projects: projects.length,
    months: monthsBy(asOf),
    goals: goalsOf(whole),
    funds: fundsOf(projects),
    indicators: whole.targets.map((target) => {
      const { of, shown } = linkedTo(whole, target);
      const own = whole.written.monitoring.get(target.id)?.text;
      const text = of && target.linkedId ? monitoringText(of, target.linkedId) : own;
      const { expected, cause, reason, measure, likelihood, note } = text ?? nothingWritten;
      const value = of ? shown.value : (own?.value ?? null);
      return { ...shown, value, expected, cause, reason, measure, likelihood, note };
    }),
  };
}

/** 部门整体支出绩效自评表: execution has its points; what the indicators earn is for a person to say. */
export function departmentSelfEvaluation(whole: ReportedDepartment): DepartmentSelfEvaluationForm {
  const { department, projects, written } = whole;
  const funds = fundsOf(projects);
  const [total] = funds;
  const [spent, budget] = [parseYuan(total?.spent ?? '') ?? 0, parseYuan(total?.budget ?? '') ?? 0];
  const points = projects[0]?.profile.score.execution ?? 10;
  const earned = budget === 0 || spent <= 0 ? null : over(points * Math.min(spent, budget), budget);
  return {
    department,
    projects: projects.length,
    goals: goalsOf(whole),
    achieved: written.goals?.text.goals ?? null,
    funds,
    execution: { points: show(over(points), 1), earned: earned && show(earned, 1) },
    indicators: whole.targets.map((target) => {
      const { of, shown } = linkedTo(whole, target);
      if (of && target.linkedId) return { ...shown, reason: deviationText(of, target.linkedId) };
      const { value = null, reason = null } = written.selfEvaluation.get(target.id)?.text ?? {};
      return { ...shown, value, reason };
    }),
  };
}

function goalsOf({ goals: { overall, parts } }: ReportedDepartment): string[] {
  return [overall, ...parts.map(({ subject, goal }) => `${subject}：${goal}`)].filter(Boolean);
}

function linkedTo({ projects }: ReportedDepartment, { linkedId, ...target }: DepartmentTarget) {
  for (const of of projects) {
    const standing = of.standings.find(({ indicator }) => indicator.id === linkedId);
    if (!standing) continue;
    const { code, name } = of.snapshot.plan;
    const { indicator } = standing;
    const value = standingValue(standing);
    const linked = { project: { code, name }, name: indicator.name, printed: indicator.printed };
    const [printed, period] = [value?.printed ?? null, value?.period ?? null];
    return { of, shown: { ...target, linked, value: printed, period } };
  }
  return { of: undefined, shown: { ...target, linked: null, value: null, period: null } };
}

/** The money of all projects, row by row. What is not known of one of them is not known of the sum. */
function fundsOf(projects: readonly ReportedProject[]): FundRow[] {
  const each = projects.map(fundRows);
  const sum = (of: FundRow['of'], field: 'original' | 'budget' | 'spent' | 'forecast'): Fen | null =>
    each.reduce<Fen | null>((total, rows) => {
      const yuan = rows.find((row) => row.of === of)?.[field];
      return total === null || typeof yuan !== 'string' ? null : total + (parseYuan(yuan) ?? 0);
    }, 0);
  const shown = (fen: Fen | null) => (fen === null ? null : toYuan(fen));
  return (['total', 'fiscal', 'carryover', 'other'] as const).map((of) => {
    const [budget, spent] = [sum(of, 'budget'), sum(of, 'spent') ?? 0];
    return {
      of,
      original: shown(sum(of, 'original')),
      budget: shown(budget),
      spent: toYuan(spent),
      rate: budget === null ? null : rateOf(spent, budget),
      forecast: shown(sum(of, 'forecast')),
    };
  });
}
