import type { Findings, Standing } from './finding.ts';

/**
 * The findings under a new version of the plan, where the last evaluation judged by another: an alert that the
 * plan before would still find on the same day is over because the plan was revised, and for no other reason.
 */
export function findingsAfterRevision(now: Findings, underPlanBefore: Pick<Findings, 'findings'>): Findings {
  const found = new Set(underPlanBefore.findings.map(keyOf));
  return {
    ...now,
    whyOver: (alert) => (found.has(keyOf(alert)) ? 'plan_revised' : now.whyOver(alert)),
  };
}

/**
 * The findings under rules of which the last evaluation knew others: an alert that the rules before would still
 * find on the same day is over because the yardstick was revised, and says by which version at its end.
 */
export function findingsAfterRules(
  now: Findings,
  underRulesBefore: Pick<Findings, 'findings'>,
  version: number,
): Findings {
  const found = new Set(underRulesBefore.findings.map(keyOf));
  return {
    ...now,
    whyOver: (alert) => (found.has(keyOf(alert)) ? 'plan_revised' : now.whyOver(alert)),
    lastWords(alert) {
      const words = now.lastWords?.(alert) ?? alert.facts;
      return words && found.has(keyOf(alert)) ? { ...words, endedBy: version } : words;
    },
  };
}

function keyOf({ kind, subject, period }: Standing): string {
  return `${kind}|${subject}|${period}`;
}
