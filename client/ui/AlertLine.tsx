import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { instantText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { AlertTags } from './AlertTags.tsx';
import { alertText } from './alert-text.ts';
import { LightMark } from './LightMark.tsx';
import { alertMark, lastAt } from './marks.ts';
import { To } from './To.tsx';
import { whenText } from './when.ts';

/** An alert in a list: its light, what and whose it is, the sentence, the day, who has it. */
export const AlertLine = memo(function AlertLine({ alert, now }: { alert: Alert; now: number }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const resolved = alert.condition === 'resolved';
  const word =
    alert.condition === 'firing' ? t(`severity.${alert.severity}`) : t(`condition.${alert.condition}`);
  return (
    <li className={resolved ? 'alert-line resolved' : 'alert-line'}>
      <LightMark mark={alertMark(alert)} />
      <To to={`/alerts/${alert.id}`}>
        <strong>
          <span className={`word ${alertMark(alert)}`}>{word}</span> {t(`kind.${alert.kind}`)}
          {' · '}
          {alert.projectName ?? t('alerts.department')}
        </strong>
        <AlertTags alert={alert} />
        <span className="text">{alertText(alert, t)}</span>
      </To>
      <span className="meta">
        <time dateTime={lastAt(alert)} title={instantText(lastAt(alert), language)}>
          {t(resolved ? 'alerts.resolvedOn' : 'alerts.since', { day: whenText(alert, now, language) })}
        </time>
        <span>{alert.owner}</span>
      </span>
    </li>
  );
});
