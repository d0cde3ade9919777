import { type Day, daysBetween, nodeName } from '#shared/calendar.ts';
import type { Language } from '#shared/language.ts';
import { parseYuan, toWan } from '#shared/money.ts';

/** An amount of 元 as 万元 with two decimals and thousands separators: `wan('63700.00')` is `6.37`. */
export function wan(yuan: string): string {
  const fen = parseYuan(yuan);
  return fen === undefined ? yuan : grouped(toWan(fen));
}

/** The same amount in 元, for the hover: `63,700.00`. */
export function yuanText(yuan: string): string {
  return grouped(yuan);
}

/** A fraction such as `0.6667` in percent, `66.7%`; whole percents where `places` is 0. A dash for null. */
export function percent(rate: string | null, places = 1): string {
  return rate === null ? '–' : `${(Number(rate) * 100).toFixed(places)}%`;
}

/** A day as it is said: `7月15日`, `15 Jul`. */
export function dayText(day: Day, language: Language): string {
  return said(day, language, { month: 'short', day: 'numeric' });
}

/** A day with its year: `2023年7月15日`, `15 Jul 2023`. */
export function fullDayText(day: Day, language: Language): string {
  return said(day, language, { year: 'numeric', month: 'short', day: 'numeric' });
}

/** A node as the plan prints it: `6月底`, in English `end of Jun`. */
export function nodeText(day: Day, language: Language): string {
  if (language === 'zh') return nodeName(day);
  return nodeName(day).endsWith('底')
    ? `end of ${said(day, 'en', { month: 'short' })}`
    : dayText(day, language);
}

/** A node on an axis, where there is room for a few letters only: `6月底`, `30 Jun`. */
export function nodeMark(day: Day, language: Language): string {
  return language === 'zh' ? nodeText(day, language) : dayText(day, language);
}

/** An instant by the clock on the wall: `7月15日 08:30`. */
export function instantText(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));
}

/** The time of day on the clock of this machine: `08:30`. */
export function clockText(at: number, language: Language): string {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** How long ago an instant was, in the largest unit that says enough: `3分钟前`. The future is now. */
export function agoText(instant: string, now: number, language: Language): string {
  const seconds = Math.max(0, (now - Date.parse(instant)) / 1000);
  if (seconds < 60) return language === 'zh' ? '刚刚' : 'just now';
  const [count, unit]: [number, Intl.RelativeTimeFormatUnit] =
    seconds < 3600
      ? [Math.floor(seconds / 60), 'minute']
      : seconds < 86_400
        ? [Math.floor(seconds / 3600), 'hour']
        : [Math.floor(seconds / 86_400), 'day'];
  const format = new Intl.RelativeTimeFormat(language === 'zh' ? 'zh-CN' : 'en', { numeric: 'always' });
  return format.format(-count, unit).replaceAll(/(?<=\d) (?=[\p{Script=Han}])/gu, '');
}

/** Where a day lies in its year, from 0 (1 January) to 1 (31 December); held inside. */
export function placeInYear(day: Day, year: number): number {
  const length = daysBetween(`${year}-01-01`, `${year}-12-31`);
  return Math.min(1, Math.max(0, daysBetween(`${year}-01-01`, day) / length));
}

function said(day: Day, language: Language, options: Intl.DateTimeFormatOptions): string {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** A decimal with its thousands set apart: `1,000,303.99`. */
export function grouped(decimal: string): string {
  const [whole = '', rest] = decimal.split('.');
  const separated = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return rest === undefined ? separated : `${separated}.${rest}`;
}
