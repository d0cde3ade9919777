import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { useMoment } from '../data/moment.ts';
import { alert as alertQuestion } from '../data/questions.ts';
import { alertText } from '../ui/alert-text.ts';
import { LightMark } from '../ui/LightMark.tsx';
import { alertMark } from '../ui/marks.ts';
import { Story } from '../ui/Story.tsx';
import { To } from '../ui/To.tsx';
import { Arithmetic } from './alerts/Arithmetic.tsx';
import { Basis } from './alerts/Basis.tsx';
import { Handling } from './alerts/Handling.tsx';
import './alerts/alert.css';
import './project/project.css';

/** By which rules it was raised, and where they are. */
function ByRules({ alert, version }: { alert: Alert; version: number }) {
  const { t } = useTranslation();
  const scope = alert.projectCode ? `?scope=${encodeURIComponent(`project:${alert.projectCode}`)}` : '';
  return (
    <p className="note">
      <To className="link" to={`/rules${scope}`}>
        {t(version === 0 ? 'alerts.byDefaults' : 'alerts.byRules', { version })}
      </To>
    </p>
  );
}

/** One alert: its sentence, its arithmetic, what it rests on, and its life so far. */
export default function AlertView({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: alert } = useSuspenseQuery(alertQuestion(id, useMoment()));
  const mark = alertMark(alert);
  const word =
    alert.condition === 'firing' ? t(`severity.${alert.severity}`) : t(`condition.${alert.condition}`);
  return (
    <article className="page alert-page">
      <p className="note">
        <To className="link" to="/alerts">
          {t('alerts.back')}
        </To>
      </p>
      <header>
        <p className="kicker">
          <LightMark mark={mark} /> <strong className={`word ${mark}`}>{word}</strong>{' '}
          {t(`kind.${alert.kind}`)}
          {alert.episode > 1 && (
            <span className="note"> {t('alerts.episode', { count: alert.episode })}</span>
          )}
        </p>
        <h1>{alert.projectName ?? t('alerts.department')}</h1>
        <p className="sentence">{alertText(alert, t)}</p>
      </header>
      <div className="alert-columns">
        <div>
          <Arithmetic alert={alert} />
          <Basis alert={alert} />
          {alert.ruleVersion !== undefined && <ByRules alert={alert} version={alert.ruleVersion} />}
        </div>
        <aside aria-labelledby="life">
          <h2 id="life">{t('alerts.story')}</h2>
          <Handling alert={alert} />
          <Story alert={alert} />
        </aside>
      </div>
    </article>
  );
}
