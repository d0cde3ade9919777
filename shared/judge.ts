import { completedMonths, type Day, lastDayOf } from './calendar.ts';
import { compare, divide, type Fraction, floor, minus, over, parseFraction, times } from './fraction.ts';
import { type PlannedIndicator, type ProjectPlan, plannedBy } from './plan.ts';
import { defaultProfile, type IndicatorRules } from './profile.ts';
import type { Target } from './target.ts';
import { isWholeUnit } from './target-names.ts';
import type { Value } from './value.ts';

/** How a value stands against what was to be reached by its reporting day. */
export interface Verdict {
  /** `early`: nothing is expected yet. `short`: behind the prorated figure, which only warns ahead of time. */
  is: 'met' | 'missed' | 'short' | 'doubtful' | 'early';
  /** Of a miss: critical where the gap is wide. */
  critical: boolean;
  /** (target − actual) ÷ target, the other way round for a reverse target; null where met or without one. */
  gap: Fraction | null;
  /** What was asked by the reporting day, in the target's unit: of an interval the bound that was missed; null for dates. */
  expected: Fraction | null;
  actual: Fraction | null;
  /** Met, but by a survey too small to be sure (样本偏少). */
  fewAnswers?: boolean;
}

type Limits = Pick<IndicatorRules, 'results' | 'graded'>;

/**
 * Judges one value of an indicator for a reporting day (the contract's §4). Equality passes. Before
 * the day of full judgement, cumulative targets are held against target × completed months ÷ 12 (floored
 * for whole units) and completion targets against target × cum ÷ budget; falling short then is `short`.
 */
export function judge(
  plan: ProjectPlan,
  { target }: Pick<PlannedIndicator, 'target'>,
  value: Value,
  period: Day,
  survey?: { sample: number; favourable: number },
  rules: Limits = defaultProfile,
): Verdict {
  if (value.kind === 'graded') return judgeGraded(value.percent, rules.graded);
  const actual = value.kind === 'number' ? parseFraction(value.number) : undefined;
  const full = parseFraction(target.value);
  if (!actual || !full) return { is: 'early', critical: false, gap: null, expected: null, actual: null };
  const { expected, isFull } = expectedBy(plan, target, full, period);
  if (expected.n === 0n && full.n !== 0n)
    return { is: 'early', critical: false, gap: null, expected, actual };
  const bounds = boundsOf(target, expected);
  const points = pointsOf(target);
  const isDoubtful = (bound: Fraction) =>
    survey && points && withinWilson(survey, divide(times(bound, points), over(100)));
  if (meets(target, actual, bounds)) {
    const few = isFull && isDoubtful(nearest(actual, bounds)) ? { fewAnswers: true } : {};
    return { is: 'met', critical: false, gap: null, expected, actual, ...few };
  }
  const bound = nearest(actual, bounds);
  const gap = gapOf(target, actual, bound);
  const said = { gap, expected: bound, actual };
  if (!isFull) return { is: 'short', critical: false, ...said };
  if (isDoubtful(bound)) return { is: 'doubtful', critical: false, ...said };
  return { is: 'missed', critical: isWide(gap, minus(actual, bound), points, rules.results), ...said };
}

/** 达成 [80, 100], 部分达成 [60, 80), 未达成 [0, 60): partly is a warning, not at all critical. */
function judgeGraded(percent: string, { reached, partly }: Limits['graded']): Verdict {
  const actual = parseFraction(percent) ?? over(0);
  const expected = over(reached);
  if (compare(actual, expected) >= 0) return { is: 'met', critical: false, gap: null, expected, actual };
  const gap = divide(minus(expected, actual), expected);
  return { is: 'missed', critical: compare(actual, over(partly)) < 0, gap, expected, actual };
}

/** What the target asks by a reporting day, and whether that is all of it. */
export function expectedBy(plan: ProjectPlan, target: Target, full: Fraction, period: Day) {
  const due = target.date ?? lastDayOf(plan.year);
  if (target.accrual === 'cumulative' && period < due) {
    const part = times(full, over(completedMonths(plan.year, period), 12));
    return { expected: isWholeUnit(target.unit) ? floor(part) : part, isFull: false };
  }
  if (target.accrual === 'completion') {
    const complete = target.date ?? plan.nodes.find((node) => node.cumulative >= plan.budget)?.day ?? due;
    if (period < complete && plan.budget > 0) {
      return { expected: times(full, over(plannedBy(plan.nodes, period), plan.budget)), isFull: false };
    }
  }
  return { expected: full, isFull: true };
}

interface Bounds {
  low: Fraction;
  high: Fraction;
}

function boundsOf(target: Target, expected: Fraction): Bounds {
  const upper = target.operator === 'between' && target.upper ? parseFraction(target.upper) : undefined;
  return { low: expected, high: upper ?? expected };
}

function meets(target: Target, actual: Fraction, { low, high }: Bounds): boolean {
  const { operator, accrual, direction } = target;
  const side = compare(actual, low);
  if (operator === '>=') return side >= 0;
  if (operator === '>') return side > 0;
  if (operator === '<=') return side <= 0;
  if (operator === '<') return side < 0;
  if (operator === 'between') return side >= 0 && compare(actual, high) <= 0;
  // `=` on rates and output counts is met from the target up (of a bad thing, down), otherwise only when equal.
  const onOneSide = pointsOf(target) || accrual === 'cumulative' || accrual === 'completion';
  if (!onOneSide) return side === 0;
  return direction === 'reverse' ? side <= 0 : side >= 0;
}

function nearest(actual: Fraction, { low, high }: Bounds): Fraction {
  return compare(actual, high) > 0 ? high : low;
}

function gapOf({ direction, operator }: Target, actual: Fraction, bound: Fraction): Fraction {
  const above = operator === 'between' ? compare(actual, bound) > 0 : direction === 'reverse';
  const distance = above ? minus(actual, bound) : minus(bound, actual);
  const size = distance.n < 0n ? { n: -distance.n, d: distance.d } : distance;
  return bound.n === 0n ? over(1) : divide(size, bound);
}

/** How many percentage points one of the unit is; undefined where the target is no rate. */
export function pointsOf({ unit }: Target): Fraction | undefined {
  if (unit === '%' || unit === '百分点') return over(1);
  if (unit === '比例') return over(100);
  return unit === '‰' ? over(1, 10) : undefined;
}

/** A gap of 10 % is wide (of a rate also 1 point at least), and of a rate 5 points are. */
function isWide(
  gap: Fraction,
  distance: Fraction,
  perUnit: Fraction | undefined,
  { criticalGap, criticalGapPoints, criticalPoints }: Limits['results'],
): boolean {
  const tenth = compare(gap, over(criticalGap, 100)) >= 0;
  if (!perUnit) return tenth;
  const size = distance.n < 0n ? { n: -distance.n, d: distance.d } : distance;
  const points = times(size, perUnit);
  return (
    compare(points, over(criticalPoints)) >= 0 || (tenth && compare(points, over(criticalGapPoints)) >= 0)
  );
}

/** z = 1.96, squared: of the 95 % interval. */
const zSquared = times(over(196, 100), over(196, 100));

/**
 * Whether the share lies inside the 95 % Wilson score interval of a survey (E. B. Wilson, 1927):
 * |p̂ − p| ≤ z·√(p(1−p)/n), with z = 1.96, compared in squares so that nothing is rounded.
 */
export function withinWilson(
  { sample, favourable }: { sample: number; favourable: number },
  p: Fraction,
): boolean {
  if (sample <= 0) return false;
  const distance = minus(over(favourable, sample), p);
  const variance = divide(times(p, minus(over(1), p)), over(sample));
  return compare(times(distance, distance), times(zSquared, variance)) <= 0;
}

/**
 * How many answers at the same rate would put the share outside that interval, and so settle the matter:
 * n > z²·p(1−p) ÷ (p̂−p)². Undefined where the rate is the share itself: no sample ever would.
 */
export function answersToSettle(
  { sample, favourable }: { sample: number; favourable: number },
  p: Fraction,
): number | undefined {
  if (sample <= 0) return undefined;
  const distance = minus(over(favourable, sample), p);
  if (distance.n === 0n) return undefined;
  const least = divide(times(zSquared, times(p, minus(over(1), p))), times(distance, distance));
  return Number(floor(least).n) + 1;
}
