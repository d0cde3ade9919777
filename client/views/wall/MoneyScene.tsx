import { useTranslation } from 'react-i18next';
import type { Overview, Project } from '#shared/api.ts';
import { percent, wan } from '../../text/format.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { Moved } from '../../ui/Moved.tsx';
import { shortest } from './pick.ts';
import { WallCurve } from './WallCurve.tsx';

/** Money: what was spent of what was to be spent, as a sentence, a curve, and where most of the rest is missing. */
export function MoneyScene({ overview, projects }: { overview: Overview; projects: readonly Project[] }) {
  const { t } = useTranslation();
  const { spent, planned, budget, executionRate, sentences, series, nodes, year, asOf } = overview;
  const figures = [
    ['spent', wan(spent)],
    ['planned', wan(planned)],
    ['budget', wan(budget)],
  ] as const;
  const rows = shortest(projects);
  return (
    <>
      <p className="wall-sentence">{sentences.money}</p>
      <dl className="wall-figures">
        {figures.map(([name, text]) => (
          <div key={name} className={name}>
            <dt>{t(`wall.${name}`)}</dt>
            <dd className="figure">
              <Moved of={text}>{text}</Moved>
              <span className="unit">{t('unit.wan')}</span>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('wall.rate')}</dt>
          <dd className="figure">
            <Moved of={percent(executionRate)}>{percent(executionRate)}</Moved>
          </dd>
        </div>
      </dl>
      <div className="wall-columns">
        <WallCurve curve={{ year, asOf, ...series }} nodes={nodes.map(({ day }) => day)} />
        <section>
          <h2>{t('wall.moneyShort')}</h2>
          {rows.length === 0 && (
            <p className="muted">
              {Number(spent) === 0 && Number(planned) === 0 ? t('wall.noMoney') : t('wall.moneyNone')}
            </p>
          )}
          <ul className="wall-rows">
            {rows.map(({ code, name, shortfall, lights }) => (
              <li key={code}>
                <LightMark mark={lights.plan.state} label={t(`light.${lights.plan.state}`)} />
                <span className="wall-name">{name}</span>
                <span className="figure">
                  <Moved of={shortfall}>
                    {t('wall.short', { wan: wan(shortfall), unit: t('unit.wan') })}
                  </Moved>
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}
