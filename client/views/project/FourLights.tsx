import { useTranslation } from 'react-i18next';
import type { Lights } from '#shared/api.ts';
import { percent } from '../../text/format.ts';
import { LightMark } from '../../ui/LightMark.tsx';

const names = ['plan', 'elapsed', 'results', 'yearEnd'] as const;

/** The four lights, never blended, each with its arithmetic as one line. */
export function FourLights({ lights }: { lights: Lights }) {
  const { t } = useTranslation();
  return (
    <ul className="four-lights" aria-label={t('project.lights')}>
      {names.map((name) => {
        const { state, rate, text } = lights[name];
        return (
          <li key={name}>
            <h2>{t(`lightName.${name}`)}</h2>
            <p className="light-word">
              <LightMark mark={state} />
              <strong>{t(`light.${state}`)}</strong>
              {rate !== null && <span className="figure">{percent(rate)}</span>}
            </p>
            <p className="note">{text}</p>
          </li>
        );
      })}
    </ul>
  );
}
