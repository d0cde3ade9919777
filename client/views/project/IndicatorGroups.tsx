import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Indicator } from '#shared/api.ts';
import { IndicatorRows } from '../../ui/IndicatorRows.tsx';

const levels = ['产出指标', '效益指标', '满意度指标', '成本指标'] as const;

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

/** The four names that the form knows are said in the reader's language; any other as it is printed. */
function levelName(printed: string, t: TFunction): string {
  const known = levels.find((level) => level === printed);
  return known ? t(`level.${known}`) : printed;
}
