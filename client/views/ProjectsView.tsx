import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LightState } from '#shared/api.ts';
import { useMoment, useQueryValues } from '../data/moment.ts';
import { projectTable } from '../data/questions.ts';
import { projectList } from '../data/tables.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { DataTable } from '../ui/table/DataTable.tsx';
import { Export } from '../ui/table/Export.tsx';
import type { Filter } from '../ui/table/filters.ts';
import { ListTools } from '../ui/table/ListTools.tsx';
import { NoRows } from '../ui/table/NoRows.tsx';
import { useTable } from '../ui/table/useTable.ts';
import { projectColumns, projectSums } from './projects/columns.tsx';
import '../text/with-tables.ts';

const lights = ['plan', 'results', 'yearEnd'] as const;
const states: readonly LightState[] = ['red', 'yellow', 'missing', 'blue', 'green', 'grey'];
/** So many projects are fetched to the last, so that their sums can be said. */
const mostSummed = 2_000;

/** Every project of the year in one table, worst first until it is ordered otherwise. */
export default function ProjectsView() {
  const { t } = useTranslation();
  const moment = useMoment();
  const [params] = useQueryValues();
  const table = useTable(projectList);
  const filter = { ...table.filter, ...moment };
  const list = useSuspenseInfiniteQuery(projectTable(filter));
  const { pages } = list.data;
  const rows = useMemo(() => pages.flatMap(({ items }) => items), [pages]);
  const total = pages[0]?.total ?? rows.length;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && total <= mostSummed) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, total, fetchNextPage]);
  const columns = useMemo(() => projectColumns(t), [t]);
  const section = params.get('section');
  const sections = [
    ...new Set([...rows.flatMap(({ section: one }) => one ?? []), ...(section ? [section] : [])]),
  ];
  const ofSection: Filter = {
    ...{ kind: 'one', name: 'section', label: t('projects.section'), all: t('projects.allSections') },
    items: sections.map((id) => ({ id, text: id })),
  };
  const filters: Filter[] = [
    ...lights.map(
      (light): Filter => ({
        ...{ kind: 'one', name: light, label: t(`lightName.${light}`), all: t('projects.anyLight') },
        items: states.map((id) => ({ id, text: t(`light.${id}`) })),
      }),
    ),
    ...(sections.length > 1 || section ? [ofSection] : []),
  ];
  return (
    <div className="page">
      <div className="page-head">
        <h1>
          {t('projects.title')} <small>{t('overview.lightsOf', { count: total })}</small>
        </h1>
        <span className="note">{t('projects.unit')}</span>
        <span className="grow" />
        <Export path="projects" filter={filter} />
      </div>
      <ListTools table={table} filters={filters} columns={columns} loaded={rows.length} total={total} />
      {rows.length === 0 ? (
        <NoRows table={table}>
          <EmptyState>{t('overview.noProjects')}</EmptyState>
        </NoRows>
      ) : (
        <DataTable
          label={t('projects.list')}
          columns={columns}
          rows={rows}
          keyOf={({ code }) => code}
          total={total}
          pages={list}
          sorting={table.sorting}
          className="projects"
          // Of a part of them a sum would mislead.
          feet={hasNextPage ? undefined : projectSums(t, rows)}
        />
      )}
    </div>
  );
}
