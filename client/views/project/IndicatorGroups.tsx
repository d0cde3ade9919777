import { useTranslation } from 'react-i18next';
import type { Indicator } from '#shared/api.ts';
import { IndicatorRows } from '../../ui/IndicatorRows.tsx';
import { levelName } from '../../ui/level-name.ts';

/** The project's indicators by level one, each as a bullet with its sentence. */
export function IndicatorGroups({ indicators }: { indicators: readonly Indicator[] }) {
  const { t } = useTranslation();
  const groups = [...new Set(indicators.map(({ level1 }) => level1))];
  return (
    <section aria-labelledby="indicators">
      <h2 id="indicators">{t('project.indicators')}</h2>
      <div className="scroll">
        <table className="table stacks indicators">
          <thead>
            <tr>
              <th scope="col">{t('project.indicator')}</th>
              <th scope="col">{t('project.target')}</th>
              <th scope="col">{t('project.value')}</th>
              <th scope="col" className="col-bullet">
                <span className="visually-hidden">{t('project.value')}</span>
              </th>
              <th scope="col">{t('project.howStands')}</th>
            </tr>
          </thead>
          {groups.map((group) => (
            <tbody key={group}>
              <tr className="group">
                <th colSpan={5} scope="rowgroup">
                  {levelName(group, t)}
                </th>
              </tr>
              <IndicatorRows indicators={indicators.filter(({ level1 }) => level1 === group)} />
            </tbody>
          ))}
        </table>
      </div>
    </section>
  );
}
