import type { Instant } from '../calendar.ts';
import type { Findings } from './finding.ts';

/** Older than this in real time, the last good evaluation is stale: a day, and two hours for a late start. */
export const freshHours = 26;

/** Whether figures may be stale: nothing was evaluated well for more than 26 hours; null where it never was. */
export function isStale(lastGood: Instant | null, now: Date): boolean {
  return lastGood === null || now.getTime() - Date.parse(lastGood) > freshHours * 3_600_000;
}

/**
 * `EVALUATION_STALLED`, the one kind that runs in real time. It has no project and no period; what it says
 * does not change while nothing succeeds.
 */
export function evaluateStall(lastGood: Instant | null, now: Date): Findings {
  const facts = { kind: 'EVALUATION_STALLED', lastGood, hours: freshHours } as const;
  return {
    findings: isStale(lastGood, now)
      ? [
          {
            kind: 'EVALUATION_STALLED',
            subject: 'evaluation',
            period: '-',
            strength: 'fires',
            condition: 'firing',
            severity: 'critical',
            facts,
          },
        ]
      : [],
    whyOver: () => 'recovered',
    nextCheckOn: '9999-12-31',
  };
}
