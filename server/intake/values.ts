import type { Unit } from '#db/gate.ts';
import { appendMeasurements, measurementsOf, type NewMeasurement } from '#db/queries/measurements.ts';
import type { Db } from '#db/schema.ts';
import { yearOf } from '#shared/calendar.ts';
import { isLedgerCeiling } from '#shared/evaluate/duties.ts';
import type { Measured } from '#shared/evaluate/snapshot.ts';
import type { MeasurementInput } from '#shared/measurement.ts';
import { type PlannedIndicator, type ProjectPlan, reportingDays } from '#shared/plan.ts';
import { planAsOf } from '#shared/plan-versions.ts';
import { unspaced } from '#shared/printed-name.ts';
import { readValue } from '#shared/value.ts';
import type { Asker, PlanCache } from '../evaluation/snapshots.ts';
import type { SaidRowProblem } from '../http/errors.ts';
import { knownProjects } from './known-projects.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Ingest, Judged, Row } from './vouchers.ts';

/**
 * Adds measured values to the ledger. A value that says the same as the one that stands is `known`. A new one
 * for the same indicator and reporting day supersedes the older, which stays in the history. Bad rows are
 * answered, not thrown.
 */
export async function ingestValues(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  rows: readonly Row<MeasurementInput>[],
  by: string,
): Promise<Ingest> {
  const { fresh, known, rejected } = await judgeValues(db, unit, cache, rows);
  await appendMeasurements(db, fresh, { at: unit.at, by });
  const touched = [...new Set(fresh.flatMap(({ projectId }) => projectId ?? []))];
  return { accepted: fresh.length, known, rejected, touched };
}

/** What `ingestValues` would do with the rows; stores nothing. */
export async function judgeValues(
  db: Db,
  unit: Unit,
  cache: PlanCache,
  rows: readonly Row<MeasurementInput>[],
): Promise<Judged<NewMeasurement>> {
  const projects = await knownProjects(
    db,
    { cache, planSeq: unit.planSeq },
    rows.map(({ item }) => ({ year: yearOf(item.period), code: item.projectCode })),
  );
  const ids = new Set(
    rows.flatMap(({ item }) => projects.find(yearOf(item.period), item.projectCode)?.id ?? []),
  );
  const histories = await cache.histories(db, unit.planSeq, [...ids]);
  const plans = new Map(
    histories.map((history) => [history.projectId, planAsOf(history, unit.today)] as const),
  );
  const held = await measurementsOf(db, [...ids]);
  const of = ({ indicatorId, period }: Pick<Measured, 'indicatorId' | 'period'>) =>
    `${indicatorId} ${period}`;
  const standing = new Map<string, Measured>();
  // What is known of one indicator and reporting day is all that a value is held against.
  for (const value of [...held.values()].flat()) stand(standing, of(value), value);
  const fresh: NewMeasurement[] = [];
  const rejected: SaidRowProblem[] = [];
  let known = 0;
  for (const { row, item } of rows) {
    const year = yearOf(item.period);
    const project = projects.find(year, item.projectCode);
    const plan = project && plans.get(project.id);
    const checked = plan
      ? checkOwn(item, plan, unit.today, cache.asker)
      : projects.hasYear(year)
        ? refuse(
            'projectCode',
            'unknown_project',
            `${year}年没有项目编码“${item.projectCode}”`,
            `There is no project "${item.projectCode}" in ${year}`,
          )
        : refuse(
            'period',
            'no_plan_for_year',
            `${year}年没有已生效的绩效文本`,
            `There is no plan for ${year}`,
          );
    if ('problem' in checked) {
      const [column, code, message] = checked.problem;
      rejected.push({ row, pointer: `/${column}`, column, code, message });
      continue;
    }
    if (isKnown(checked, standing.get(of(checked)))) known += 1;
    else {
      fresh.push(checked);
      stand(standing, of(checked), asMeasured(checked));
    }
  }
  return { fresh, known, rejected };
}

/** The same of a value that somebody sends: only who may report it, and approves it only where nobody else could. */
function checkOwn(
  item: MeasurementInput,
  plan: ProjectPlan,
  today: string,
  asker: Asker | undefined,
): NewMeasurement | Refusal {
  const why = asker?.reporting(plan);
  if (why) return { problem: ['projectCode', 'not_yours', why] };
  const right = item.approved ? asker?.approving(plan) : undefined;
  if (right && !right.may) return { problem: ['approved', 'four_eyes', right.why] };
  const checked = check(item, plan, today);
  return 'problem' in checked || !right?.alone ? checked : { ...checked, approvedAlone: true };
}

function check(item: MeasurementInput, plan: ProjectPlan, today: string): NewMeasurement | Refusal {
  if (plan.closed)
    return refuse('period', 'year_closed', `${plan.year}年已结账`, `The year ${plan.year} is closed`);
  const wanted = unspaced(item.indicator);
  const named = plan.indicators.filter(({ id, name }) => id === item.indicator || unspaced(name) === wanted);
  const [indicator] = named;
  if (!indicator) {
    return refuse(
      'indicator',
      'unknown_indicator',
      `该项目没有指标“${item.indicator}”`,
      `The project has no indicator "${item.indicator}"`,
    );
  }
  if (named.length > 1) {
    return refuse(
      'indicator',
      'ambiguous_indicator',
      `该项目有${named.length}个指标叫“${item.indicator}”，请用指标 id`,
      `The project has ${named.length} indicators of this name; use the id`,
    );
  }
  if (isLedgerCeiling(plan, indicator)) {
    return refuse(
      'indicator',
      'read_from_ledger',
      '该指标取自支出台账，不需填报',
      'This indicator is read from the ledger; nobody reports it',
    );
  }
  const days = reportingDays(plan);
  if (!days.includes(item.period)) {
    return refuse(
      'period',
      'not_a_reporting_day',
      `${item.period}不是填报期，应为${days.join('、')}之一`,
      `${item.period} is no reporting day; use one of ${days.join(', ')}`,
    );
  }
  if (item.measuredOn > today) {
    return refuse(
      'measuredOn',
      'future_day',
      `测量日期晚于今天（${today}）`,
      `This day is after today (${today})`,
    );
  }
  const survey = checkSurvey(item);
  if (survey) return survey;
  const read = readValue(item.value, indicator.target, indicator.name, item.confirmed ?? false);
  if (!read.ok) return { problem: ['value', read.code, read.message] };
  if (read.value.kind === 'unavailable' && !item.note) {
    return refuse(
      'note',
      'reason_missing',
      '填“本期无法取得”须在备注中写明原因',
      'Say in the note why no value could be had',
    );
  }
  return stored(item, plan, indicator, read.value);
}

function checkSurvey({ sampleSize, favourable }: MeasurementInput): Refusal | undefined {
  if (favourable !== undefined && sampleSize === undefined) {
    return refuse(
      'sampleSize',
      'sample_missing',
      '填了满意份数，也要填样本量',
      'A favourable count needs the sample size',
    );
  }
  if (favourable !== undefined && sampleSize !== undefined && favourable > sampleSize) {
    return refuse(
      'favourable',
      'more_than_sample',
      `满意份数${favourable}大于样本量${sampleSize}`,
      `${favourable} favourable of ${sampleSize} cannot be`,
    );
  }
  return undefined;
}

function stored(
  item: MeasurementInput,
  plan: ProjectPlan,
  indicator: PlannedIndicator,
  value: NewMeasurement['value'],
): NewMeasurement {
  return {
    indicatorId: indicator.id,
    projectId: plan.projectId,
    period: item.period,
    printed: item.value,
    value,
    measuredOn: item.measuredOn,
    sampleSize: item.sampleSize ?? null,
    favourable: item.favourable ?? null,
    source: item.source ?? null,
    note: item.note ?? null,
    approved: item.approved ?? false,
  };
}

function asMeasured(value: NewMeasurement): Measured {
  const { indicatorId, period, printed, measuredOn, approved, sampleSize, favourable } = value;
  const survey =
    sampleSize !== null && favourable !== null ? { survey: { sample: sampleSize, favourable } } : {};
  const state = approved ? ('approved' as const) : ('provisional' as const);
  return { id: 0, indicatorId, period, printed, value: value.value, measuredOn, state, ...survey };
}

/** Keeps the value that stands: the newest that was not returned. An older one approved later does not displace it. */
function stand(standing: Map<string, Measured>, name: string, value: Measured) {
  if (value.state !== 'returned') standing.set(name, value);
}

/** Whether the value that stands for the same indicator and reporting day says the same. */
function isKnown(fresh: NewMeasurement, standing: Measured | undefined): boolean {
  if (!standing || (fresh.approved && standing.state !== 'approved')) return false;
  const same = asMeasured(fresh);
  return (
    JSON.stringify(standing.value) === JSON.stringify(same.value) &&
    standing.measuredOn === same.measuredOn &&
    JSON.stringify(standing.survey) === JSON.stringify(same.survey)
  );
}
