import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IndicatorState } from '#shared/api.ts';
import type { IndicatorDuty } from '#shared/tables.ts';
import { useMoment } from '../data/moment.ts';
import { indicatorTable } from '../data/questions.ts';
import { indicatorList } from '../data/tables.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { To } from '../ui/To.tsx';
import { DataTable } from '../ui/table/DataTable.tsx';
import { Export } from '../ui/table/Export.tsx';
import type { Filter } from '../ui/table/filters.ts';
import { ListTools } from '../ui/table/ListTools.tsx';
import { NoRows } from '../ui/table/NoRows.tsx';
import { useTable } from '../ui/table/useTable.ts';
import { MeasurementHistory } from './history/MeasurementHistory.tsx';
import { indicatorColumns } from './indicators/columns.tsx';
import '../text/with-tables.ts';
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

const duties: readonly IndicatorDuty[] = ['met', 'missed', 'unjudged', 'unreported'];

/** Every indicator with its last value and how it stands; search, filters and order in the URL. */
export default function IndicatorsView() {
  const { t } = useTranslation();
  const moment = useMoment();
  const filters: Filter[] = [
    { kind: 'project', name: 'project', label: t('expenditures.project') },
    {
      ...{ kind: 'several', name: 'duty', label: t('indicators.duty') },
      items: duties.map((id) => ({ id, text: t(`overview.${id}`) })),
    },
    {
      ...{ kind: 'several', name: 'state', label: t('indicators.state') },
      items: states.map((id) => ({ id, text: t(`indicatorState.${id}`) })),
    },
  ];
  const table = useTable(indicatorList);
  const filter = { ...table.filter, ...moment };
  const list = useSuspenseInfiniteQuery(indicatorTable(filter));
  const { pages } = list.data;
  const rows = useMemo(() => pages.flatMap(({ items }) => items), [pages]);
  const total = pages[0]?.total ?? rows.length;
  const [history, setHistory] = useState<number>();
  const columns = useMemo(() => indicatorColumns(t, setHistory), [t]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>
          {t('indicators.title')} <small>{t('indicators.total', { count: total })}</small>
        </h1>
        <span className="grow" />
        <Export path="indicators" filter={filter} />
        <To className="button" to="/entry/measurements">
          {t('indicators.report')}
        </To>
      </div>
      <ListTools table={table} filters={filters} columns={columns} loaded={rows.length} total={total} />
      {rows.length === 0 ? (
        <NoRows table={table}>
          <EmptyState>{t('indicators.empty')}</EmptyState>
        </NoRows>
      ) : (
        <DataTable
          label={t('indicators.list')}
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          total={total}
          pages={list}
          sorting={table.sorting}
          className="indicators"
        />
      )}
      {history !== undefined && <MeasurementHistory id={history} onClose={() => setHistory(undefined)} />}
    </div>
  );
}
