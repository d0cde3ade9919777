import { useTranslation } from 'react-i18next';
import type { LightState, Overview } from '#shared/api.ts';
import { LightMark } from '../../ui/LightMark.tsx';

const order: readonly LightState[] = ['red', 'yellow', 'missing', 'blue', 'green', 'grey'];
const names = ['plan', 'elapsed', 'results', 'yearEnd'] as const;

/** How many projects show which light, light by light. The shapes are explained by standing here with words. */
export function LightMatrix({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  return (
    <section className="overview-lights" aria-labelledby="lights">
      <h2 id="lights">{t('overview.lights')}</h2>
      <table className="table matrix">
        <thead>
          <tr>
            <td />
            {order.map((state) => (
              <th key={state} scope="col">
                <LightMark mark={state} /> {t(`light.${state}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`lightName.${name}`)}</th>
              {order.map((state) => (
                <td key={state} className="figure">
                  {overview.lights[name][state] || <span className="muted">·</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
