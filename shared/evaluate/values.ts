import type { ResolvedBecause, Severity } from '../alert.ts';
import { type Day, lastDayOf } from '../calendar.ts';
import { compare, divide, minus, over, parseFraction, show, times } from '../fraction.ts';
import { answersToSettle, pointsOf, type Verdict } from '../judge.ts';
import { toWan } from '../money.ts';
import type { PlannedIndicator } from '../plan.ts';
import { type RuleProfile, rulesFor } from '../profile.ts';
import type { Facts, Finding, Standing } from './finding.ts';
import type { IndicatorStanding } from './results.ts';
import type { Measured, Snapshot } from './snapshot.ts';

type Judged = NonNullable<IndicatorStanding['judged']>;

/** What an indicator's values say: `INDICATOR_MISSED`, else `INDICATOR_AT_RISK`; and `TARGET_TOO_LOW`. */
export function valueFindings(
  { plan }: Snapshot,
  profile: RuleProfile,
  standing: IndicatorStanding,
): Finding[] {
  const { indicator, judged, overCeiling } = standing;
  const { criticalGap } = rulesFor(profile, indicator.id).results;
  if (overCeiling) return [aboveCeiling(indicator, overCeiling, lastDayOf(plan.year), criticalGap)];
  if (judged?.verdict.is === 'missed') {
    const { measured, verdict } = judged;
    const facts = { kind: 'INDICATOR_MISSED', ...gapFacts(indicator, judged), ledger: false } as const;
    const severity = verdict.critical ? 'critical' : 'warning';
    return [found(measured.period, severity, { ...facts, critical: criticalGap })];
  }
  return [...atRisk(standing), ...tooLow(profile, standing)];
}

function found(
  period: string,
  severity: Severity,
  facts: Extract<Facts, { indicatorId: string; period: Day }>,
): Finding {
  const { kind, indicatorId: subject } = facts;
  return { kind, subject, period, strength: 'fires', condition: 'firing', severity, facts };
}

function aboveCeiling(
  indicator: PlannedIndicator,
  { ceiling, spent, critical }: NonNullable<IndicatorStanding['overCeiling']>,
  lastDay: Day,
  criticalGap: number,
): Finding {
  return found(lastDay, critical ? 'critical' : 'warning', {
    kind: 'INDICATOR_MISSED',
    indicatorId: indicator.id,
    indicator: indicator.name,
    period: lastDay,
    target: indicator.printed,
    expected: toWan(ceiling),
    actual: toWan(spent),
    unit: '万元',
    reverse: true,
    gap: toWan(spent - ceiling),
    gapRate: show(over(spent - ceiling, ceiling || 1), 4),
    measuredOn: lastDay,
    ledger: true,
    critical: criticalGap,
  });
}

function gapFacts(indicator: PlannedIndicator, { measured, verdict }: Judged) {
  const { target } = indicator;
  const expected = verdict.expected ?? over(0);
  const actual = verdict.actual ?? over(0);
  const distance = minus(actual, expected);
  return {
    ...valueFacts(indicator, measured, verdict),
    reverse: distance.n === 0n ? target.direction === 'reverse' : distance.n > 0n,
    gap: plain(distance.n < 0n ? { n: -distance.n, d: distance.d } : distance),
    gapRate: show(verdict.gap ?? over(0), 4),
    measuredOn: measured.measuredOn,
  };
}

function valueFacts(indicator: PlannedIndicator, measured: Measured, verdict: Verdict) {
  return {
    indicatorId: indicator.id,
    indicator: indicator.name,
    period: measured.period,
    target: indicator.printed,
    expected: plain(verdict.expected ?? over(0)),
    actual: plain(verdict.actual ?? over(0)),
    unit: measured.value.kind === 'graded' ? '%' : indicator.target.unit,
  };
}

/** A value as decimal text without needless zeros: a figure that was typed comes back as it was. */
function plain(value: { n: bigint; d: bigint }): string {
  const text = show(value, 6);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** A watch: the newest value that is short, in doubt, or off while it waits for approval. */
function atRisk({ indicator, judged, waiting }: IndicatorStanding): Finding[] {
  const off = waiting && isOff(waiting.verdict) ? waiting : judged && isOff(judged.verdict) ? judged : null;
  if (!off) return [];
  const { measured, verdict } = off;
  const because = off === waiting ? 'provisional' : verdict.is === 'doubtful' ? 'doubtful' : 'short';
  const answers = verdict.is === 'doubtful' ? answersFor(indicator, measured, verdict) : undefined;
  const facts = { kind: 'INDICATOR_AT_RISK', ...gapFacts(indicator, off), because } as const;
  return [found(measured.period, 'watch', { ...facts, ...(answers && { answers }) })];
}

function isOff({ is }: Verdict): boolean {
  return is === 'short' || is === 'doubtful' || is === 'missed';
}

function answersFor({ target }: PlannedIndicator, { survey }: Measured, { expected }: Verdict) {
  const points = pointsOf(target);
  if (!survey || !points || !expected) return undefined;
  return answersToSettle(survey, divide(times(expected, points), over(100)));
}

/** A remark: much more was achieved than the whole of a positive target asks for. */
function tooLow(profile: RuleProfile, { indicator, judged }: IndicatorStanding): Finding[] {
  const { target } = indicator;
  const full = parseFraction(target.value);
  if (judged?.measured.value.kind !== 'number' || judged.verdict.is !== 'met') return [];
  const { measured, verdict } = judged;
  if (target.direction !== 'positive' || !full || full.n <= 0n || !verdict.actual) return [];
  const { tooLow: line } = rulesFor(profile, indicator.id).results;
  const rate = divide(verdict.actual, full);
  if (compare(rate, over(line, 100)) < 0) return [];
  const value = valueFacts(indicator, measured, { ...verdict, expected: full });
  return [
    found(measured.period.slice(0, 4), 'notice', {
      kind: 'TARGET_TOO_LOW',
      ...value,
      rate: show(rate, 4),
      line,
    }),
  ];
}

/**
 * Why an alert about a value is over: a newer period is better, or worse and told there; another value of the
 * same period put the first one right. What was at risk and is missed now is told as missed.
 */
export function whyValueOver(standing: IndicatorStanding, alert: Standing): ResolvedBecause {
  const { judged, waiting } = standing;
  if (alert.kind === 'TARGET_TOO_LOW') return 'recovered';
  const speaks = alert.kind === 'INDICATOR_AT_RISK' && waiting && isOff(waiting.verdict) ? waiting : judged;
  if (!speaks) return alert.kind === 'INDICATOR_AT_RISK' ? 'data_corrected' : 'recovered';
  const isNewer = speaks.measured.period > alert.period;
  if (alert.kind === 'INDICATOR_AT_RISK' && (isNewer || judged?.verdict.is === 'missed'))
    return isOff(speaks.verdict) ? 'period_closed' : 'recovered';
  if (isNewer) return speaks.verdict.is === 'missed' ? 'period_closed' : 'recovered';
  return 'data_corrected';
}
