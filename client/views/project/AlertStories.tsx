import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { alertText } from '../../ui/alert-text.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { alertMark, gravestFirst } from '../../ui/marks.ts';
import { Story } from '../../ui/Story.tsx';
import { To } from '../../ui/To.tsx';

/** The project's alerts, each with what happened to it so far. */
export function AlertStories({ alerts }: { alerts: readonly Alert[] }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="alerts">
      <h2 id="alerts">{t('project.alerts')}</h2>
      {alerts.length === 0 && <p className="muted pad">{t('project.noAlerts')}</p>}
      <ul className="stories">
        {alerts.toSorted(gravestFirst).map((alert) => (
          <li key={alert.id} className={alert.condition === 'resolved' ? 'resolved' : ''}>
            <h3>
              <LightMark mark={alertMark(alert)} />{' '}
              <To to={`/alerts/${alert.id}`}>{t(`kind.${alert.kind}`)}</To>
            </h3>
            <p>{alertText(alert, t)}</p>
            <Story alert={alert} />
          </li>
        ))}
      </ul>
    </section>
  );
}
