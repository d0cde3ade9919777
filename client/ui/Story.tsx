import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { dayText, instantText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';

const known = ['pending', 'opened', 'escalated', 'changed', 'resolved'] as const;

/** What happened to an alert, in order. Without a history it says when it began and ended. */
export function Story({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const events = alert.history ?? [
    { at: alert.openedAt, day: alert.since, by: '', what: 'opened', note: '' },
  ];
  const because = alert.resolvedBecause && t(`because.${alert.resolvedBecause}`);
  const word = (what: string) => {
    const name = known.find((each) => each === what);
    return name ? t(`event.${name}`) : what;
  };
  return (
    <ol className="story" aria-label={t('alerts.story')}>
      {events.map((event) => (
        <li key={`${event.at}${event.what}`}>
          <time dateTime={event.at} title={instantText(event.at, language)}>
            {dayText(event.day, language)}
          </time>
          <span>
            {word(event.what)}
            {event.what === 'resolved' && because && `${t('colon')}${because}`}
          </span>
          {event.by && <span className="muted">{event.by}</span>}
        </li>
      ))}
    </ol>
  );
}
