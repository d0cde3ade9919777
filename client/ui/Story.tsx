import { useTranslation } from 'react-i18next';
import type { Alert, AlertEvent } from '#shared/alert.ts';
import { dayText, instantText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { eventText } from './event-text.ts';

/** What happened to an alert, in order. Without a history it says when it began and ended. */
export function Story({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const events = alert.history ?? beginningAndEnd(alert);
  return (
    <ol className="story" aria-label={t('alerts.story')}>
      {events.map((event, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a story only grows at its end
        <li key={at}>
          <time dateTime={event.at} title={instantText(event.at, language)}>
            {dayText(event.day, language)}
          </time>
          <span>{eventText(event, alert, t)}</span>
          {event.by && <span className="muted">{event.by === 'system' ? t('event.system') : event.by}</span>}
        </li>
      ))}
    </ol>
  );
}

function beginningAndEnd(alert: Alert): AlertEvent[] {
  const { since, openedAt, resolvedOn, resolvedAt, condition } = alert;
  const began = { at: openedAt, day: since, by: '', what: condition === 'pending' ? 'pending' : 'opened' };
  if (!resolvedAt || !resolvedOn) return [began];
  return [began, { at: resolvedAt, day: resolvedOn, by: '', what: 'resolved' }];
}
