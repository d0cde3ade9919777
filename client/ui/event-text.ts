import type { TFunction } from 'i18next';
import type { Alert, AlertEvent } from '#shared/alert.ts';
import type { Cause } from '#shared/handling.ts';
import { fullDayText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';

type Recipients = NonNullable<NonNullable<AlertEvent['detail']>['to']>;

/** What happened to an alert, as one sentence of its story. What a later version tells is shown by its name. */
export function eventText(event: AlertEvent, alert: Pick<Alert, 'resolvedBecause'>, t: TFunction): string {
  const text = sentence(event, alert, t);
  return event.detail?.alone ? `${text}${t('event.alone')}` : text;
}

function sentence(
  { what, note = '', detail = {} }: AlertEvent,
  { resolvedBecause }: Pick<Alert, 'resolvedBecause'>,
  t: TFunction,
): string {
  const day = (value: string | null | undefined) => (value ? fullDayText(value, spokenLanguage()) : '–');
  switch (what) {
    case 'pending':
    case 'opened':
    case 'escalated':
    case 'changed':
    case 'acceptance_ended':
    case 'flapping':
      return t(`event.${what}`);
    case 'rectifying':
      return note ? `${t('event.rectifying')}${t('colon')}${note}` : t('event.rectifying');
    case 'resolved': {
      const text = t(detail.promise === 'kept' ? 'event.resolvedKept' : 'event.resolved');
      if (detail.rules) return `${text}${t('colon')}${t('because.rules', { version: detail.rules })}`;
      return resolvedBecause ? `${text}${t('colon')}${t(`because.${resolvedBecause}`)}` : text;
    }
    case 'remind':
    case 'supervise':
    case 'list':
      return t(`event.${what}`, { to: recipients(detail.to ?? [], t) });
    case 'acknowledged': {
      const { owner, measure, cause = '' } = detail;
      const text = t('event.acknowledged', {
        owner,
        measure,
        cause: causeText(cause, t),
        day: day(detail.promisedOn),
      });
      return note ? `${text}${t('listComma')}${note}` : text;
    }
    case 'submitted':
    case 'returned':
    case 'closed':
      return t(`event.${what}`, { note });
    case 'accepted':
    case 'muted':
      return t(`event.${what}`, { note, day: day(detail.until) });
    case 'lapsed':
      return lapsed(detail.why, day(detail.promisedOn), t);
    case 'unmuted':
      return t(detail.why === 'ended' ? 'event.ended' : 'event.expired');
    case 'inherited': {
      const { nodes, promise } = detail;
      if (promise === 'missed') return t('event.inheritedMissed', { nodes });
      return t(promise === 'kept' ? 'event.inheritedKept' : 'event.inherited', { nodes });
    }
    case 'concluded': {
      const conclusion = conclusionText(detail.conclusion ?? '', t);
      return `${t('event.concluded', { conclusion })}${note && `${t('listComma')}${note}`}`;
    }
    default:
      return what;
  }
}

function lapsed(why: string | undefined, day: string, t: TFunction): string {
  if (why === 'severity_rose' || why === 'gap_grew') return t(`event.${why}`);
  return t('event.promise_missed', { day });
}

function recipients(to: Recipients, t: TFunction): string {
  const roles = ['owner', 'section', 'leader', 'finance'] as const;
  return to
    .map(({ role, name }) => {
      const known = roles.find((one) => one === role);
      return name ?? (known ? t(`recipient.${known}`) : role);
    })
    .join(t('comma'));
}

// Written out: the first page needs nothing else of the handling of alerts.
const causes = [
  '经费保障',
  '制度保障',
  '人员保障',
  '硬件条件保障',
  '其他',
] as const satisfies readonly Cause[];

/** A cause in the language of the screen. */
export function causeText(cause: string, t: TFunction): string {
  const known = causes.find((one) => one === cause);
  return known ? t(`cause.${known}`) : cause;
}

const conclusions = ['结转下年', '财政收回', '完结结余', '转下年整改'] as const;

/** What becomes of a project at the closing of its year, in the language of the screen. */
export function conclusionText(conclusion: string, t: TFunction): string {
  const known = conclusions.find((one) => one === conclusion);
  return known ? t(`conclusion.${known}`) : conclusion;
}
