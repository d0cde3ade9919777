import { lastDayOf } from './calendar.ts';
import { groupOf, isLedgerCeiling } from './evaluate/duties.ts';
import type { IndicatorStanding } from './evaluate/results.ts';
import type { Days, Snapshot } from './evaluate/snapshot.ts';
import { compare, type Fraction, minus, over, plus, show, times } from './fraction.ts';
import type { Verdict } from './judge.ts';
import { type PlannedIndicator, plannedBy, spentBy } from './plan.ts';
import type { RuleProfile } from './profile.ts';
import type { ScoreScheme } from './rules.ts';

/** Points of the self-evaluation (自评得分), exactly: those earned of those that can be judged by now. */
export interface SelfEvaluation {
  earned: Fraction;
  judged: Fraction;
}

/**
 * The self-evaluation score of a project on a day (the contract's §4); until the year closes it is 预估得分.
 * Execution earns its points in the measure of spent ÷ budget and is judged from the first node that asks for
 * money, or once the budget is spent. The points of a group are spread evenly over its indicators, judged or
 * not; a group without indicators passes its points on to the other groups in proportion, never to execution.
 * Of an indicator only an approved value counts, held against what is due by its reporting day, and only a
 * value for which anything is due; the last one stands while a newer is missing, and what was never reported
 * stays open. A milestone done late earns nothing. Indicators without a target take no part; those that a
 * person has to read first take their share of the points and leave it open.
 * @example
 * // On plan at the end of March: a quarter spent is 2.5 of 10, two of four outputs are met, 25 of 50.
 * showScore(selfEvaluation(snapshot, profile, days, standings)) // { earned: '27.5', judged: '35.0' }
 */
export function selfEvaluation(
  snapshot: Snapshot,
  profile: RuleProfile,
  days: Days,
  standings: readonly IndicatorStanding[],
): SelfEvaluation {
  return scoreParts(snapshot, profile, days, standings).reduce(
    (sum, { earned, judged }) => ({ earned: plus(sum.earned, earned), judged: plus(sum.judged, judged) }),
    { earned: none, judged: none },
  );
}

/** What one part of the score is worth, and what it has earned of what can be judged of it by now. */
export interface ScorePart extends SelfEvaluation {
  /** Undefined for the execution of the budget. */
  indicatorId?: string;
  points: Fraction;
}

/** The parts that the score is the sum of: execution, then every indicator that has a target. */
export function scoreParts(
  snapshot: Snapshot,
  profile: RuleProfile,
  days: Days,
  standings: readonly IndicatorStanding[],
): ScorePart[] {
  const scheme = profile.score;
  const scored = standings.filter(({ indicator }) => indicator.target.kind !== 'none');
  const groups = groupsOf(scheme, scored);
  const filled = groups.reduce((sum, { points }) => sum + points, 0);
  const whole = Object.values(scheme.groups).reduce((sum, points) => sum + points, 0);
  const parts = groups.flatMap(({ points, members }) => {
    // Its own points, and its part of those that empty groups pass on.
    const each = over(points * whole, filled * members.length);
    return members.map((standing) => ({
      indicatorId: standing.indicator.id,
      points: each,
      ...shareOf(snapshot, days, standing),
    }));
  });
  return [{ points: over(scheme.execution), ...executionShare(snapshot, days) }, ...parts].map((part) => ({
    ...part,
    earned: times(part.points, part.earned),
    judged: times(part.points, part.judged),
  }));
}

/** The score as it is shown, with one decimal; null where nothing can be judged yet. */
export function showScore({ earned, judged }: SelfEvaluation): { earned: string; judged: string } | null {
  return judged.n === 0n ? null : { earned: show(earned, 1), judged: show(judged, 1) };
}

/** What a part earns and how much of it is judged, of 1 each. */
interface Share {
  earned: Fraction;
  judged: Fraction;
}

const none = over(0);
const all = over(1);
const open: Share = { earned: none, judged: none };

function groupsOf({ groups }: ScoreScheme, standings: readonly IndicatorStanding[]) {
  const of = (indicator: PlannedIndicator) =>
    groups.cost > 0 && isCost(indicator) ? 'cost' : groupOf(indicator);
  return (['cost', 'output', 'benefit', 'satisfaction'] as const)
    .map((group) => ({
      points: groups[group],
      members: standings.filter(({ indicator }) => of(indicator) === group),
    }))
    .filter(({ points, members }) => points > 0 && members.length > 0);
}

/** A cost wherever the document put it, under 产出 or at level one. */
function isCost({ level1, level2, target }: PlannedIndicator): boolean {
  return target.accrual === 'ceiling' || level1.includes('成本') || level2.includes('成本');
}

/** Spent ÷ budget, at most all of it; money that came back beyond what was spent earns nothing. */
function executionShare({ plan, spending }: Snapshot, { asOf }: Days): Share {
  const spent = spentBy(spending, asOf);
  if (plan.budget === 0 || (plannedBy(plan.nodes, asOf) === 0 && spent < plan.budget)) return open;
  return { earned: withinOne(over(spent, plan.budget)), judged: all };
}

function shareOf({ plan }: Snapshot, { today }: Days, standing: IndicatorStanding): Share {
  const { indicator, judged, overCeiling, milestones } = standing;
  if (isLedgerCeiling(plan, indicator)) {
    if (overCeiling) {
      const { spent, ceiling } = overCeiling;
      return { earned: withinOne(minus(all, over(spent - ceiling, ceiling || 1))), judged: all };
    }
    // Not exceeded is met only when nothing can be paid any more.
    return today > lastDayOf(plan.year) ? { earned: all, judged: all } : open;
  }
  if (milestones.length > 0) {
    const known = milestones.filter(({ is }) => is === 'done' || is === 'done_late' || is === 'missed');
    const inTime = known.filter(({ is }) => is === 'done').length;
    return { earned: over(inTime, milestones.length), judged: over(known.length, milestones.length) };
  }
  if (!judged || judged.verdict.is === 'early') return open;
  const { value } = judged.measured;
  const earned = value.kind === 'graded' ? gradedShare(judged.verdict) : numberShare(judged.verdict);
  return { earned, judged: all };
}

/** By its percentage: 85 % of the points for 85 %, met or not. */
function gradedShare({ actual }: Verdict): Fraction {
  return withinOne(times(actual ?? none, over(1, 100)));
}

/**
 * Met: all of it. Else 1 − gap, which for a positive target is actual ÷ target, and for a reverse one falls
 * from 1 at the target to 0 at twice the target.
 */
function numberShare({ is, gap }: Verdict): Fraction {
  return is === 'met' || !gap ? all : withinOne(minus(all, gap));
}

function withinOne(share: Fraction): Fraction {
  if (share.n < 0n) return none;
  return compare(share, all) > 0 ? all : share;
}
