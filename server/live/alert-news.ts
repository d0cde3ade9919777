import type { AlertChange } from '#db/gate.ts';
import type { AlertTransition } from '#shared/alert.ts';
import type { AlertNews } from '#shared/events.ts';
import type { Language } from '#shared/language.ts';
import { showAlert } from '../show-alert.ts';

/** More alerts than this within a window, in milliseconds, are said as one message. */
export const [mostAlerts, alertWindow] = [20, 100];

/** So long after the last such window a flood goes on, and what comes is collected. */
export const floodLasts = 300;

/** So many of what was collected stand in the message. */
export const mostNamed = 5;

/**
 * What is said of what became of alerts: all but new figures of one that is muted, which nobody is to be
 * notified of. Its screens hear of them by `changed`.
 */
export function worthSaying(alerts: readonly AlertChange[] = []): AlertChange[] {
  return alerts.filter(({ transition, alert }) => transition !== 'changed' || alert.mutedBy === null);
}

/** How many of some alerts opened, and so on. */
export function countsOf(alerts: readonly AlertChange[]): Record<AlertTransition, number> {
  const counts = { opened: 0, escalated: 0, changed: 0, resolved: 0 };
  for (const { transition } of alerts) counts[transition] += 1;
  return counts;
}

/** What became of an alert, as it is said in one language. */
export function newsOf({ transition, alert, asOf }: AlertChange, language: Language): AlertNews {
  return { transition, alert: showAlert(alert, language, asOf) };
}
