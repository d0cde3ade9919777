import { keepPreviousData, type UseQueryOptions } from '@tanstack/react-query';
import { alerts } from '../../data/questions.ts';

/** More critical alerts than that are counted, not held. */
const mostCritical = 100;
const mostWarnings = 10;

/** What fires critically, the newest first. */
export const criticalAlerts = () =>
  alerts({ severity: 'critical', condition: 'firing', limit: mostCritical });

/** The newest warnings. */
export const warnings = () => alerts({ severity: 'warning', condition: 'firing', limit: mostWarnings });

/** How many critical alerts nobody has acknowledged; the answer's total says it. */
export const unacknowledged = () =>
  alerts({ severity: 'critical', condition: 'firing', handling: 'open', limit: 1 });

const slowLookMs = 60_000;

/**
 * How a wall asks: once a minute beside what the socket says, since days pass without a message; and what it had
 * stays on the screen until there is something newer.
 */
export const onWall = {
  refetchInterval: slowLookMs,
  refetchIntervalInBackground: true,
  placeholderData: keepPreviousData,
} satisfies Partial<UseQueryOptions>;
