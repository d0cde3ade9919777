import type { ResolvedBecause } from '../alert.ts';
import { addDays } from '../calendar.ts';
import { type RuleProfile, rulesFor } from '../profile.ts';
import { dueDay } from './duties.ts';
import type { Ending, Facts, Finding, Standing } from './finding.ts';
import type { IndicatorStanding } from './results.ts';

/** `DEADLINE_SOON` and `DEADLINE_MISSED`, of each date that an indicator names. */
export function deadlineFindings(
  profile: RuleProfile,
  { indicator, milestones }: IndicatorStanding,
): Finding[] {
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
    const missedFrom = addDays(dueDay(date, rulesFor(profile, indicator.id)), 1);
    const facts = { kind: 'DEADLINE_SOON', ...about, date, missedFrom } as const;
    return [{ ...common, kind: 'DEADLINE_SOON', strength, severity, facts }];
  });
}

/** A countdown is over because it was done, or because it is told as missed; a miss because it was done late. */
export function whyDeadlineOver({ milestones }: IndicatorStanding, alert: Standing): ResolvedBecause {
  const milestone = milestones.find(({ date }) => date === alert.period);
  if (!milestone) return 'plan_revised';
  if (alert.kind === 'DEADLINE_SOON') return milestone.is === 'missed' ? 'period_closed' : 'recovered';
  // Done in time after all: the word that it was missed was wrong.
  return milestone.is === 'done' ? 'data_corrected' : 'recovered';
}

/** A deadline that was kept late says at its end on which day. */
export function lateCompletion(standings: readonly IndicatorStanding[], alert: Ending): Facts | undefined {
  if (alert.facts?.kind !== 'DEADLINE_MISSED') return undefined;
  const standing = standings.find(({ indicator }) => indicator.id === alert.subject);
  const milestone = standing?.milestones.find(({ date }) => date === alert.period);
  if (milestone?.is !== 'done_late' || !milestone.doneOn) return undefined;
  return { ...alert.facts, because: 'late', doneOn: milestone.doneOn };
}
