import type { Forecasted } from '#db/queries/own-forecasts.ts';
import { lastDayOf } from '#shared/calendar.ts';
import { forecastFor } from '#shared/evaluate/forecast.ts';
import type { IndicatorStanding } from '#shared/evaluate/results.ts';
import { indicatorState } from '#shared/indicator-view.ts';
import { toYuan } from '#shared/money.ts';
import type { MonitoringTexts, SelfEvaluationTexts } from '#shared/paper-texts.ts';
import { monitoringForm } from './monitoring-form.ts';
import type { ReportedProject } from './project-data.ts';
import { monitoringPeriod } from './reported-projects.ts';
import { selfEvaluationForm } from './self-evaluation.ts';

/** A project's monitoring form as the screen fills it in. */
export function showMonitoringTexts(
  project: ReportedProject,
  forecasted: Forecasted | undefined,
): Omit<MonitoringTexts, 'mayWrite'> {
  const { snapshot, profile, days, written, taken } = project;
  const { year } = snapshot.plan;
  const form = monitoringForm(project);
  const [total] = form.funds;
  const forecast = forecastFor(snapshot, profile, days);
  return {
    project: form.project,
    year,
    asOf: days.asOf,
    period: monitoringPeriod({ year, asOf: days.asOf }),
    months: form.months,
    budget: toYuan(snapshot.plan.budget),
    spent: total?.spent ?? '0.00',
    rate: total?.rate ?? null,
    forecast: toYuan(forecast.amount),
    own: forecast.own,
    said:
      forecasted && forecasted.amount !== null
        ? { on: forecasted.on, amount: toYuan(forecasted.amount), by: forecasted.by, at: forecasted.at }
        : null,
    indicators: form.indicators.map(({ period: _, ...one }) => ({
      ...one,
      cause: one.cause as MonitoringTexts['indicators'][number]['cause'],
      prefilled: !written.monitoring.has(one.id) && taken.has(one.id),
      written: writtenBy(written.monitoring.get(one.id)),
    })),
  };
}

/** A project's self-evaluation form as the screen fills it in. */
export function showSelfEvaluationTexts(project: ReportedProject): Omit<SelfEvaluationTexts, 'mayWrite'> {
  const { snapshot, days, written, taken, standings } = project;
  const { year } = snapshot.plan;
  const form = selfEvaluationForm(project);
  const stateOf = (standing: IndicatorStanding | undefined) =>
    standing ? indicatorState(snapshot.plan, standing, days) : '';
  return {
    project: form.project,
    year,
    asOf: days.asOf,
    period: lastDayOf(year),
    expected: form.goals,
    goals: form.achieved,
    goalsWritten: writtenBy(written.goals),
    indicators: form.indicators.map((one, at) => ({
      ...one,
      state: stateOf(standings[at]),
      prefilled: !written.selfEvaluation.has(one.id) && taken.has(one.id),
      written: writtenBy(written.selfEvaluation.get(one.id)),
    })),
  };
}

function writtenBy(text: { by: string; at: string } | undefined) {
  return text ? { by: text.by, at: text.at } : null;
}
