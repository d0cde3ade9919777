import type { Alert } from '#shared/alert.ts';
import { type Day, daysBetween } from '#shared/calendar.ts';

/** Days past the promise of an alert; negative while it is to come, null where none stands or it is done. */
export function lateness(
  { promisedOn, condition, handling }: Pick<Alert, 'promisedOn' | 'condition' | 'handling'>,
  today: Day,
): number | null {
  if (!promisedOn || condition === 'resolved' || handling === 'accepted') return null;
  return daysBetween(promisedOn, today);
}
