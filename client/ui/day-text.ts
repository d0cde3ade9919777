import { isDay } from '#shared/calendar.ts';

/**
 * A day as a clerk types or pastes it, as `YYYY-MM-DD`: `2023/6/5`, `2023年6月5日`, `20230605`, and with
 * `year` at hand also `6.5` or `6月5日`. A text that is no day stays as it is, for someone to look at.
 */
export function asDay(text: string, year?: number): string {
  const typed = text.trim().normalize('NFKC');
  const match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(typed) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(typed) ??
    (year ? /^()(\d{1,2})[-/.月](\d{1,2})日?$/.exec(typed) : null);
  if (!match) return typed;
  const [, written, month = '', date = ''] = match;
  const day = `${written || year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : typed;
}
