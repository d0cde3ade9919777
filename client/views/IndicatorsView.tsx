import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IndicatorState } from '#shared/api.ts';
import { useMoment, useQueryValues } from '../data/moment.ts';
import { indicators, projects } from '../data/questions.ts';
import { Chips } from '../ui/Chips.tsx';
import { Choice } from '../ui/Choice.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IndicatorRows } from '../ui/IndicatorRows.tsx';
import { SortHeader } from '../ui/SortHeader.tsx';
import { To } from '../ui/To.tsx';
import { useSorting } from '../ui/useSorting.ts';
import { MeasurementHistory } from './history/MeasurementHistory.tsx';
import './history/history.css';
import './project/project.css';

const states: readonly IndicatorState[] = [
  'missed_badly',
  'missed',
  'over_ceiling',
  'missing',
  'at_risk',
  'provisional',
  'due',
  'unread',
  'met',
  'within_ceiling',
  'not_due',
];

/** Every indicator with its last value and how it stands; filters in the URL. */
export default function IndicatorsView() {
  const { t } = useTranslation();
  const moment = useMoment();
  const [params, setValues] = useQueryValues();
  const project = useDeferredValue(params.get('project') ?? undefined);
  const { data } = useSuspenseQuery(indicators({ project, ...moment }));
  const { data: all } = useQuery(projects(moment));
  const chosen = (params.get('state') ?? '').split(',').filter(Boolean);
  const present = states.filter((state) => data.items.some((item) => item.state === state));
  const left = data.items.filter((item) => chosen.length === 0 || chosen.includes(item.state));
  const [rows, sorting] = useSorting(left);
  const [history, setHistory] = useState<number>();
  return (
    <div className="page">
      <div className="page-head">
        <h1>
          {t('indicators.title')} <small>{t('indicators.total', { count: rows.length })}</small>
        </h1>
        <span className="grow" />
        <To className="button" to="/entry/measurements">
          {t('indicators.report')}
        </To>
      </div>
      <search className="filters" aria-label={t('alerts.filters')}>
        <Chips
          label={t('indicators.state')}
          items={present.map((id) => ({ id, text: t(`indicatorState.${id}`) }))}
          chosen={chosen}
          onChange={(ids) => setValues({ state: ids.join(',') })}
        />
        <Choice
          label={t('expenditures.project')}
          value={params.get('project') ?? ''}
          items={[
            { id: '', text: t('expenditures.allProjects') },
            ...(all?.items ?? []).map(({ code, name }) => ({ id: code, text: name })),
          ]}
          onChange={(code) => setValues({ project: code })}
        />
      </search>
      {rows.length === 0 ? (
        <EmptyState>{t('indicators.empty')}</EmptyState>
      ) : (
        <div className="scroll">
          <table className="table stacks indicators" aria-label={t('indicators.list')}>
            <thead>
              <tr>
                <SortHeader by="name" sorting={sorting}>
                  {t('project.indicator')}
                </SortHeader>
                <th scope="col">{t('project.target')}</th>
                <th scope="col">{t('project.value')}</th>
                <th scope="col" className="col-bullet">
                  <span className="visually-hidden">{t('project.value')}</span>
                </th>
                <SortHeader by="state" sorting={sorting}>
                  {t('project.howStands')}
                </SortHeader>
              </tr>
            </thead>
            <tbody>
              <IndicatorRows indicators={rows} withProject onHistory={setHistory} />
            </tbody>
          </table>
        </div>
      )}
      {history !== undefined && <MeasurementHistory id={history} onClose={() => setHistory(undefined)} />}
    </div>
  );
}
