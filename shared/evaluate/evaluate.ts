import { monthEnd } from '../calendar.ts';
import { businessDay } from './duties.ts';
import type { Findings } from './finding.ts';
import { nextAfter } from './ledger.ts';
import {
  type IndicatorStanding,
  indicatorStandings,
  resultCheckDays,
  resultFindings,
  whyResultOver,
} from './results.ts';
import type { Days, Profile, Snapshot } from './snapshot.ts';
import { spendingCheckDays, spendingFindings, whySpendingOver } from './spending.ts';

/**
 * Judges one project on a day: everything that is off, by the rules of the contract's §3 to §5. Pure: the
 * same snapshot, profile and days give the same findings. A plan that is closed gives none.
 */
export function evaluate(
  snapshot: Snapshot,
  profile: Profile,
  days: Days,
  standings: IndicatorStanding[] = indicatorStandings(snapshot, profile, days),
): Findings {
  if (snapshot.plan.closed) {
    return { findings: [], whyOver: () => 'period_closed', nextCheckOn: nextAfter([], days.today) };
  }
  const ofSpending = new Set(['SPEND_BEHIND', 'OVER_BUDGET']);
  return {
    findings: [...spendingFindings(snapshot, profile, days), ...resultFindings(snapshot, profile, standings)],
    whyOver: (alert) =>
      ofSpending.has(alert.kind)
        ? whySpendingOver(snapshot, profile, days, alert)
        : whyResultOver(standings, profile, days, alert),
    nextCheckOn: nextAfter(
      [
        ...spendingCheckDays(snapshot, profile),
        ...resultCheckDays(profile, standings),
        ...monthEnds(snapshot.plan.year),
        ...snapshot.spending.map(({ day }) => day),
        ...snapshot.measurements.map(businessDay),
      ],
      days.today,
    ),
  };
}

/** Every month's end and the day after the year: the elapsed-time light and what is due change there. */
function monthEnds(year: number) {
  return [...Array.from({ length: 12 }, (_, index) => monthEnd(year, index + 1)), `${year + 1}-01-01`];
}
