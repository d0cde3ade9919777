import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import type { Overview } from '#shared/api.ts';
import { dayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { alertMark } from '../../ui/marks.ts';
import { gravest } from './pick.ts';

/** Alerts: how many there are and how many nobody has taken, and the gravest of them with who has them in hand. */
export function AlertsScene({
  overview,
  open,
  alerts,
}: {
  overview: Overview;
  open: number;
  alerts: readonly Alert[];
}) {
  const { t } = useTranslation();
  const { critical, warning } = overview.alerts;
  const rows = gravest(alerts);
  const more = critical + warning - rows.length;
  return (
    <>
      <p className="wall-sentence">{sentence({ critical, warning, open }, t)}</p>
      <ul className="wall-alerts">
        {rows.map((alert) => (
          <li key={alert.id}>
            <LightMark mark={alertMark(alert)} label={t(`severity.${alert.severity}`)} />
            <div>
              <strong>{headline(alert, t)}</strong>
              <p>{alert.explanation.text}</p>
            </div>
            <span className="wall-taken">{taken(alert, t)}</span>
          </li>
        ))}
      </ul>
      {rows.length > 0 && more > 0 && <p className="muted">{t('wall.more', { count: more })}</p>}
    </>
  );
}

/** What an alert is about: its kind and its project. */
export function headline({ kind, projectName }: Alert, t: TFunction): string {
  return projectName ? `${projectName} · ${t(`kind.${kind}`)}` : t(`kind.${kind}`);
}

/** Who has an alert, how far it is, and what day was promised. */
export function taken({ owner, handling, promisedOn }: Alert, t: TFunction): string {
  const text = t('wall.takenBy', { owner, handling: t(`handling.${handling}`) });
  if (!promisedOn) return text;
  return `${text}${t('listComma')}${t('wall.promised', { day: dayText(promisedOn, spokenLanguage()) })}`;
}

function sentence(counts: { critical: number; warning: number; open: number }, t: TFunction): string {
  const { critical, warning, open } = counts;
  if (critical > 0) return t(open > 0 ? 'wall.alertsSentence' : 'wall.alertsAllTaken', counts);
  return t(warning > 0 ? 'wall.alertsWarning' : 'wall.alertsNone', counts);
}
