import { useTranslation } from 'react-i18next';
import { LightMark } from '../../ui/LightMark.tsx';
import { headline, taken } from './AlertsScene.tsx';
import type { Critical } from './round.ts';

/** What has just become critical, with the screen for itself: the newest as a sentence, the others by name. */
export function Takeover({ alerts: [first, ...others], count }: Critical) {
  const { t } = useTranslation();
  if (!first) return null;
  const more = count - 1 - others.length;
  return (
    <section className="wall-takeover" role="alert">
      <p className="wall-takeover-title">
        <LightMark mark="red" /> {count > 1 ? t('wall.newCriticals', { count }) : t('wall.newCritical')}
      </p>
      <h2>{headline(first, t)}</h2>
      <p className="wall-sentence">{first.explanation.text}</p>
      <p className="muted">{taken(first, t)}</p>
      {others.length > 0 && (
        <ul className="wall-rows">
          {others.map((alert) => (
            <li key={alert.id}>
              <LightMark mark="red" />
              <span className="wall-name">{headline(alert, t)}</span>
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p>{t('wall.andMore', { count: more })}</p>}
    </section>
  );
}
