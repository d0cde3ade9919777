import type { ResolvedBecause } from '../alert.ts';
import { addDays, type Day } from '../calendar.ts';
import { judge, type Verdict } from '../judge.ts';
import { milestoneDates, type PlannedIndicator, spentBy } from '../plan.ts';
import { type IndicatorRules, type RuleProfile, rulesFor } from '../profile.ts';
import { deadlineFindings, whyDeadlineOver } from './deadlines.ts';
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
import type { Finding, Standing } from './finding.ts';
import { countdownDay, type Days, daysThatCount, type Measured, type Snapshot } from './snapshot.ts';
import { valueFindings, whyValueOver } from './values.ts';

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
  overCeiling?: { ceiling: number; spent: number; critical: boolean };
  milestones: MilestoneStanding[];
}

export interface MilestoneStanding {
  date: Day;
  is: 'to_come' | 'soon' | 'near' | 'awaited' | 'done' | 'done_late' | 'missed';
  because?: 'not_done' | 'silence' | 'late';
  doneOn?: Day;
}

/** How each indicator of the project stands on a day. */
export function indicatorStandings(
  snapshot: Snapshot,
  profile: RuleProfile,
  days: Days,
): IndicatorStanding[] {
  const firstPayment = firstPaymentDay(snapshot, days.asOf);
  const counting = daysThatCount(snapshot, days);
  return snapshot.plan.indicators.map((indicator) =>
    standingOf(snapshot, profile, counting, indicator, firstPayment),
  );
}

function standingOf(
  snapshot: Snapshot,
  profile: RuleProfile,
  days: Days,
  indicator: PlannedIndicator,
  firstPayment: Day | undefined,
): IndicatorStanding {
  const { plan } = snapshot;
  const { asOf } = days;
  const rules = rulesFor(profile, indicator.id);
  const owed = owedDays(plan, indicator, firstPayment);
  const known = forMilestone(indicator, knownValues(snapshot.measurements, indicator.id, asOf));
  const standing: IndicatorStanding = { indicator, owed, known, milestones: [] };

  if (isLedgerCeiling(plan, indicator)) {
    const spent = spentBy(snapshot.spending, asOf);
    if (spent > plan.budget && !isUnread(indicator)) {
      const [ceiling, percent] = [plan.budget, rules.results.criticalGap];
      standing.overCeiling = { ceiling, spent, critical: (spent - ceiling) * 100 >= ceiling * percent };
    }
    return standing;
  }
  const overdue = lastOverdueDay(owed, rules, days);
  if (overdue && !known.some(({ period }) => period === overdue)) standing.missing = overdue;
  if (isUnread(indicator)) return standing;
  if (indicator.target.kind === 'deadline') {
    // A milestone is judged on the dates that it owes: not on those that passed before the plan was in force.
    standing.milestones = owed.map((date) => milestoneOf(date, known, rules, countdownDay(date, days)));
    return standing;
  }

  const verdictOf = (measured: Measured) =>
    judge(plan, indicator, measured.value, measured.period, measured.survey, rules);
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
function milestoneOf(
  date: Day,
  known: readonly Known[],
  rules: IndicatorRules,
  today: Day,
): MilestoneStanding {
  const entry = known.find(({ period }) => period === date);
  const measured = entry?.approved;
  if (measured?.value.kind === 'done' || measured?.value.kind === 'date') {
    const doneOn = measured.value.kind === 'date' ? measured.value.date : measured.measuredOn;
    return doneOn <= date ? { date, is: 'done', doneOn } : { date, is: 'done_late', doneOn, because: 'late' };
  }
  const reportedUndone = measured?.value.kind === 'not_done';
  if (today > date && reportedUndone) return { date, is: 'missed', because: 'not_done' };
  const waits = entry?.provisional && entry.provisional.value.kind !== 'not_done';
  if (today > dueDay(date, rules) && !waits) return { date, is: 'missed', because: 'silence' };
  if (today > date) return { date, is: 'awaited' };
  if (today >= addDays(date, -rules.deadline.warningDays)) return { date, is: 'near' };
  if (today >= addDays(date, -rules.deadline.watchDays)) return { date, is: 'soon' };
  return { date, is: 'to_come' };
}

/** Everything that is off about results: values, deadlines, and what is not reported. */
export function resultFindings(
  snapshot: Snapshot,
  profile: RuleProfile,
  standings: IndicatorStanding[],
): Finding[] {
  return [
    ...standings.flatMap((standing) => valueFindings(snapshot, profile, standing)),
    ...standings.flatMap((standing) => deadlineFindings(profile, standing)),
    ...overdueValues(profile, standings),
  ];
}

/** One finding for a reporting day, naming what is missing. */
function overdueValues(profile: RuleProfile, standings: IndicatorStanding[]): Finding[] {
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
export function whyResultOver(
  standings: IndicatorStanding[],
  profile: RuleProfile,
  days: Days,
  alert: Standing,
): ResolvedBecause {
  if (alert.kind === 'DATA_OVERDUE') return whyReported(standings, profile, days, alert);
  const standing = standings.find(({ indicator }) => indicator.id === alert.subject);
  if (alert.kind === 'DEADLINE_SOON' || alert.kind === 'DEADLINE_MISSED') {
    return standing ? whyDeadlineOver(standing, alert) : 'plan_revised';
  }
  return standing ? whyValueOver(standing, alert) : 'plan_revised';
}

function whyReported(
  standings: IndicatorStanding[],
  profile: RuleProfile,
  days: Days,
  { period }: Standing,
): ResolvedBecause {
  const replaced = standings.some(
    ({ indicator, owed, known }) =>
      owed.includes(period) &&
      !known.some((one) => one.period === period) &&
      (lastOverdueDay(owed, rulesFor(profile, indicator.id), days) ?? '') > period,
  );
  return replaced ? 'period_closed' : 'recovered';
}

/** The days after which time alone can change what is said of results. */
export function resultCheckDays(profile: RuleProfile, standings: IndicatorStanding[]): Day[] {
  return standings.flatMap(({ indicator, owed, milestones }) => {
    const rules = rulesFor(profile, indicator.id);
    return [
      ...dutyCheckDays(owed, rules),
      ...milestones.flatMap(({ date }) => [
        addDays(date, -rules.deadline.watchDays),
        addDays(date, -rules.deadline.warningDays),
        addDays(date, 1),
        addDays(dueDay(date, rules), 1),
      ]),
    ];
  });
}
