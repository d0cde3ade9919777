import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Indicator } from '#shared/api.ts';
import type { Day } from '#shared/calendar.ts';
import { levelName } from '../../ui/level-name.ts';
import { MeasurementHistory } from '../history/MeasurementHistory.tsx';
import { IndicatorRows } from './IndicatorRows.tsx';
import '../history/history.css';

/** The project's indicators by level one, each as a bullet with its sentence; a value opens all that was reported. */
export function IndicatorGroups({ indicators, asOf }: { indicators: readonly Indicator[]; asOf: Day }) {
  const { t } = useTranslation();
  const [history, setHistory] = useState<number>();
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
              <IndicatorRows
                indicators={indicators.filter(({ level1 }) => level1 === group)}
                asOf={asOf}
                onHistory={setHistory}
              />
            </tbody>
          ))}
        </table>
      </div>
      {history !== undefined && <MeasurementHistory id={history} onClose={() => setHistory(undefined)} />}
    </section>
  );
}
