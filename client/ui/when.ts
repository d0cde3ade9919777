import type { Alert } from '#shared/alert.ts';
import { dayAt } from '#shared/calendar.ts';
import type { Language } from '#shared/language.ts';
import { agoText, dayText } from '../text/format.ts';
import { lastAt, lastDay } from './marks.ts';

const dayMs = 86_400_000;

/**
 * When something last happened to an alert: how long ago within a day, else its business day. In training
 * the business day is not the real one, and only the former means anything.
 */
export function whenText(alert: Alert, now: number, language: Language, timeZone?: string): string {
  const at = lastAt(alert);
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isReal = dayAt(new Date(at), zone) === lastDay(alert);
  const isFresh = now - Date.parse(at) < dayMs;
  return isReal && isFresh ? agoText(at, now, language) : dayText(lastDay(alert), language);
}
