import { lastDayOf } from '#shared/calendar.ts';
import type { DepartmentMonitoringTexts, DepartmentSelfEvaluationTexts } from '#shared/department-texts.ts';
import {
  departmentMonitoringForm,
  departmentSelfEvaluation,
  type ReportedDepartment,
} from './department-forms.ts';
import type { WrittenText } from './project-data.ts';
import { monitoringPeriod } from './reported-projects.ts';

/** The monitoring form of a department as the screen fills it in. */
export function showDepartmentMonitoringTexts(
  whole: ReportedDepartment,
  year: number,
): Omit<DepartmentMonitoringTexts, 'mayWrite'> {
  const { department, asOf, written } = whole;
  const form = departmentMonitoringForm(whole);
  const [total] = form.funds;
  return {
    department,
    year,
    asOf,
    period: monitoringPeriod({ year, asOf }),
    months: form.months,
    projects: form.projects,
    budget: total?.budget ?? null,
    spent: total?.spent ?? '0.00',
    rate: total?.rate ?? null,
    expected: form.goals,
    indicators: form.indicators.map(({ period: _, ...one }) => ({
      ...one,
      cause: one.cause as DepartmentMonitoringTexts['indicators'][number]['cause'],
      written: one.linked ? null : writtenBy(written.monitoring.get(one.id)),
    })),
  };
}

/** The self-evaluation form of a department as the screen fills it in. */
export function showDepartmentSelfEvaluationTexts(
  whole: ReportedDepartment,
  year: number,
): Omit<DepartmentSelfEvaluationTexts, 'mayWrite'> {
  const { department, asOf, written } = whole;
  const form = departmentSelfEvaluation(whole);
  return {
    department,
    year,
    asOf,
    period: lastDayOf(year),
    projects: form.projects,
    expected: form.goals,
    goals: form.achieved,
    goalsWritten: writtenBy(written.goals),
    indicators: form.indicators.map(({ period: _, ...one }) => ({
      ...one,
      written: one.linked ? null : writtenBy(written.selfEvaluation.get(one.id)),
    })),
  };
}

function writtenBy(text: WrittenText<unknown> | undefined) {
  return text ? { by: text.by, at: text.at } : null;
}
