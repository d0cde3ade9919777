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

function keyOf({ kind, subject, period }: Standing): string {
  return `${kind}|${subject}|${period}`;
}
