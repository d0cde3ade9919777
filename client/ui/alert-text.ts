import type { TFunction } from 'i18next';
import type { Alert } from '#shared/alert.ts';

/** What an alert says now: its sentence; once resolved, why it is, and what it said before. */
export function alertText(alert: Alert, t: TFunction): string {
  const { condition, resolvedBecause, endedByRules, explanation } = alert;
  if (condition !== 'resolved') return explanation.text;
  const because = endedByRules
    ? t('because.rules', { version: endedByRules })
    : resolvedBecause
      ? t(`because.${resolvedBecause}`)
      : t('condition.resolved');
  return t('alerts.resolvedText', { because, text: explanation.text });
}
