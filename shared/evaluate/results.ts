import type { Severity } from '../alert.ts';
import { addDays, type Day, lastDayOf } from '../calendar.ts';
import { minus, over, show } from '../fraction.ts';
import { judge, type Verdict } from '../judge.ts';
import { toWan } from '../money.ts';
import { milestoneDates, type PlannedIndicator, spentBy } from '../plan.ts';
import {
  dueDay,
  dutyCheckDays,
  firstPaymentDay,
  isLedgerCeiling,
  isUnread,
  type Known,
  knownValues,
  lastOverdueDay,
  owedDays,
} from './duties.ts';
import type { Facts, Finding, Standing } from './finding.ts';
import type { Days, Measured, Profile, Snapshot } from './snapshot.ts';

/** How one indicator stands: the base of the results light, the tables and the findings. */
export interface IndicatorStanding {
  indicator: PlannedIndicator;
  owed: Day[];
  known: Known[];
  /** The newest approved value, and what it is worth. */
  judged?: { measured: Measured; verdict: Verdict };
  /** A newer value that waits for approval, and what it would be worth. */
  waiting?: { measured: Measured; verdict: Verdict };
  /** The latest reporting day whose time is over without a value. */
  missing?: Day;
  /** The project's money above a ceiling that is read from the ledger. */
  overCeiling?: { ceiling: number; spent: number };
  milestones: MilestoneStanding[];
}

export interface MilestoneStanding {
  date: Day;
  is: 'to_come' | 'soon' | 'near' | 'awaited' | 'done' | 'done_late' | 'missed';
  because?: 'not_done' | 'silence' | 'late';
  doneOn?: Day;
}

/** How each indicator of the project stands on a day. */
export function indicatorStandings(snapshot: Snapshot, profile: Profile, days: Days): IndicatorStanding[] {
  const firstPayment = firstPaymentDay(snapshot, days.asOf);
  return snapshot.plan.indicators.map((indicator) =>
    standingOf(snapshot, profile, days, indicator, firstPayment),
  );
}

function standingOf(
  snapshot: Snapshot,
  profile: Profile,
  { asOf, today }: Days,
  indicator: PlannedIndicator,
  firstPayment: Day | undefined,
): IndicatorStanding {
  const { plan } = snapshot;
  const owed = owedDays(plan, indicator, firstPayment);
  const known = forMilestone(indicator, knownValues(snapshot.measurements, indicator.id, asOf));
  const standing: IndicatorStanding = { indicator, owed, known, milestones: [] };

  if (isLedgerCeiling(plan, indicator)) {
    const spent = spentBy(snapshot.spending, asOf);
    if (spent > plan.budget && !isUnread(indicator)) standing.overCeiling = { ceiling: plan.budget, spent };
    return standing;
  }
  const overdue = lastOverdueDay(owed, profile, today);
  if (overdue && !known.some(({ period }) => period === overdue)) standing.missing = overdue;
  if (isUnread(indicator)) return standing;
  if (indicator.target.kind === 'deadline') {
    // A milestone is judged on the dates that it owes: not on those that passed before the plan was in force.
    standing.milestones = owed.map((date) => milestoneOf(date, known, profile, today));
    return standing;
  }

  const verdictOf = (measured: Measured) =>
    judge(plan, indicator, measured.value, measured.period, measured.survey);
  const approved = known.findLast((entry) => entry.approved)?.approved;
  if (approved) standing.judged = { measured: approved, verdict: verdictOf(approved) };
  const provisional = known.findLast((entry) => entry.provisional)?.provisional;
  if (provisional && (!approved || provisional.period >= approved.period)) {
    standing.waiting = { measured: provisional, verdict: verdictOf(provisional) };
  }
  return standing;
}

/**
 * A value may be reported for any reporting day: where there is one date, a completion reported for another
 * day, and whatever is reported for a later one, is about that date. 未完成 by an earlier day says nothing of it.
 */
function forMilestone({ target }: PlannedIndicator, known: Known[]): Known[] {
  const [date, another] = milestoneDates(target);
  if (!date || another) return known;
  const isAbout = (measured?: Measured) =>
    measured && (measured.period >= date || measured.value.kind !== 'not_done');
  const about = known.filter(({ approved, provisional }) => isAbout(approved) || isAbout(provisional));
  if (about.length === 0) return known;
  const approved = about.findLast((entry) => isAbout(entry.approved))?.approved;
  const provisional = about.findLast((entry) => isAbout(entry.provisional))?.provisional;
  const isNewer = provisional && (!approved || provisional.period >= approved.period);
  const entry: Known = { period: date, ...(approved && { approved }), ...(isNewer && { provisional }) };
  return [...known.filter((one) => !about.includes(one) && one.period < date), entry];
}

/**
 * A milestone: done on or before its date is met; not done, it is soon 30 days and near 7 days before,
 * awaited while the report may still come, and missed from the eleventh day after, or as soon as the date
 * has passed if 未完成 was reported. A value that waits for approval holds the judgement back.
 */
function milestoneOf(date: Day, known: readonly Known[], profile: Profile, today: Day): MilestoneStanding {
  const entry = known.find(({ period }) => period === date);
  const measured = entry?.approved;
  if (measured?.value.kind === 'done' || measured?.value.kind === 'date') {
    const doneOn = measured.value.kind === 'date' ? measured.value.date : measured.measuredOn;
    return doneOn <= date ? { date, is: 'done', doneOn } : { date, is: 'done_late', doneOn, because: 'late' };
  }
  const reportedUndone = measured?.value.kind === 'not_done';
  if (today > date && reportedUndone) return { date, is: 'missed', because: 'not_done' };
  const waits = entry?.provisional && entry.provisional.value.kind !== 'not_done';
  if (today > dueDay(date, profile) && !waits) return { date, is: 'missed', because: 'silence' };
  if (today > date) return { date, is: 'awaited' };
  if (today >= addDays(date, -profile.deadline.warningDays)) return { date, is: 'near' };
  if (today >= addDays(date, -profile.deadline.watchDays)) return { date, is: 'soon' };
  return { date, is: 'to_come' };
}

/** `INDICATOR_MISSED`, `DATA_OVERDUE`, `DEADLINE_SOON` and `DEADLINE_MISSED`. */
export function resultFindings(
  snapshot: Snapshot,
  profile: Profile,
  standings: IndicatorStanding[],
): Finding[] {
  return [
    ...standings.flatMap((standing) => missed(snapshot, standing)),
    ...standings.flatMap(deadlines),
    ...overdueValues(profile, standings),
  ];
}

function missed({ plan }: Snapshot, { indicator, judged, overCeiling }: IndicatorStanding): Finding[] {
  if (overCeiling) {
    const { ceiling, spent } = overCeiling;
    const gap = over(spent - ceiling, ceiling || 1);
    return [
      missedFinding(lastDayOf(plan.year), (spent - ceiling) * 10 >= ceiling, {
        kind: 'INDICATOR_MISSED',
        indicatorId: indicator.id,
        indicator: indicator.name,
        period: lastDayOf(plan.year),
        target: indicator.printed,
        expected: toWan(ceiling),
        actual: toWan(spent),
        unit: '万元',
        reverse: true,
        gap: toWan(spent - ceiling),
        gapRate: show(gap, 4),
        measuredOn: lastDayOf(plan.year),
        ledger: true,
      }),
    ];
  }
  if (judged?.verdict.is !== 'missed') return [];
  const { measured, verdict } = judged;
  const { target } = indicator;
  const graded = measured.value.kind === 'graded';
  const expected = verdict.expected ?? over(0);
  const actual = verdict.actual ?? over(0);
  const distance = minus(actual, expected);
  return [
    missedFinding(measured.period, verdict.critical, {
      kind: 'INDICATOR_MISSED',
      indicatorId: indicator.id,
      indicator: indicator.name,
      period: measured.period,
      target: indicator.printed,
      expected: plain(expected),
      actual: plain(actual),
      unit: graded ? '%' : target.unit,
      reverse: distance.n === 0n ? target.direction === 'reverse' : distance.n > 0n,
      gap: plain(distance.n < 0n ? { n: -distance.n, d: distance.d } : distance),
      gapRate: show(verdict.gap ?? over(0), 4),
      measuredOn: measured.measuredOn,
      ledger: false,
    }),
  ];
}

function missedFinding(
  period: Day,
  critical: boolean,
  facts: Extract<Facts, { kind: 'INDICATOR_MISSED' }>,
): Finding {
  const severity: Severity = critical ? 'critical' : 'warning';
  const { kind, indicatorId: subject } = facts;
  return { kind, subject, period, strength: 'fires', condition: 'firing', severity, facts };
}

/** A value as decimal text without needless zeros: a figure that was typed comes back as it was. */
function plain(value: { n: bigint; d: bigint }): string {
  const text = show(value, 6);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function deadlines({ indicator, milestones }: IndicatorStanding): Finding[] {
  const about = { indicatorId: indicator.id, indicator: indicator.name };
  return milestones.flatMap(({ date, is, because }): Finding[] => {
    const common = { subject: indicator.id, period: date, condition: 'firing' } as const;
    if (is === 'missed' && because) {
      const facts = { kind: 'DEADLINE_MISSED', ...about, date, because } as const;
      return [{ ...common, kind: 'DEADLINE_MISSED', strength: 'fires', severity: 'critical', facts }];
    }
    if (is !== 'soon' && is !== 'near' && is !== 'awaited') return [];
    // Past its day it opens nothing new: it waits for the report, then for the word that it was missed.
    const strength = is === 'awaited' ? 'holds' : 'fires';
    const severity = is === 'soon' ? 'watch' : 'warning';
    const facts = { kind: 'DEADLINE_SOON', ...about, date } as const;
    return [{ ...common, kind: 'DEADLINE_SOON', strength, severity, facts }];
  });
}

/** One finding for a reporting day, naming what is missing. */
function overdueValues(profile: Profile, standings: IndicatorStanding[]): Finding[] {
  const periods = new Set(standings.flatMap(({ missing }) => missing ?? []));
  return [...periods].sort().map((period): Finding => {
    const owing = standings.filter(({ owed }) => owed.includes(period));
    const missing = owing
      .filter((standing) => standing.missing === period)
      .map(({ indicator: { id, name } }) => ({ id, name }));
    const dueOn = dueDay(period, profile);
    return {
      kind: 'DATA_OVERDUE',
      subject: 'values',
      period,
      strength: 'fires',
      condition: 'firing',
      severity: 'warning',
      facts: { kind: 'DATA_OVERDUE', what: 'values', period, dueOn, of: owing.length, missing },
    };
  });
}

/** Why an alert about results that no finding speaks of any more is over. */
export function whyResultOver(standings: IndicatorStanding[], profile: Profile, today: Day, alert: Standing) {
  if (alert.kind === 'DATA_OVERDUE') {
    const replaced = standings.some(
      ({ owed, known }) =>
        owed.includes(alert.period) &&
        !known.some(({ period }) => period === alert.period) &&
        (lastOverdueDay(owed, profile, today) ?? '') > alert.period,
    );
    return replaced ? 'period_closed' : 'recovered';
  }
  const standing = standings.find(({ indicator }) => indicator.id === alert.subject);
  if (alert.kind === 'DEADLINE_SOON') {
    const milestone = standing?.milestones.find(({ date }) => date === alert.period);
    return milestone?.is === 'missed' ? 'period_closed' : 'recovered';
  }
  if (alert.kind === 'INDICATOR_MISSED' && standing?.judged) {
    const { measured, verdict } = standing.judged;
    if (measured.period > alert.period) return verdict.is === 'missed' ? 'period_closed' : 'recovered';
    // The same reporting day with another value: the first one was put right.
    return 'data_corrected';
  }
  return 'recovered';
}

/** The days after which time alone can change what is said of results. */
export function resultCheckDays(profile: Profile, standings: IndicatorStanding[]): Day[] {
  return standings.flatMap(({ owed, milestones }) => [
    ...dutyCheckDays(owed, profile),
    ...milestones.flatMap(({ date }) => [
      addDays(date, -profile.deadline.watchDays),
      addDays(date, -profile.deadline.warningDays),
      addDays(date, 1),
      addDays(dueDay(date, profile), 1),
    ]),
  ]);
}
