import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryValues } from '../../data/moment.ts';
import { importRuns } from '../../data/questions.ts';
import { importList } from '../../data/tables.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { To } from '../../ui/To.tsx';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { Export } from '../../ui/table/Export.tsx';
import type { Filter } from '../../ui/table/filters.ts';
import { ListTools } from '../../ui/table/ListTools.tsx';
import { NoRows } from '../../ui/table/NoRows.tsx';
import { useTable } from '../../ui/table/useTable.ts';
import { importColumns } from './columns.tsx';

const kinds = ['expenditures', 'measurements'] as const;
const states = ['running', 'done', 'refused', 'waiting', 'cancelled', 'failed'] as const;

/** Every file of vouchers or values that was imported or tried: who, when, what came of it. */
export function FileImports() {
  const { t } = useTranslation();
  const [params] = useQueryValues();
  const filters: Filter[] = [
    {
      ...{ kind: 'one', name: 'file', label: t('imports.kind'), all: t('projects.anyLight') },
      items: kinds.map((id) => ({ id, text: t(`imports.kinds.${id}`) })),
    },
    {
      ...{ kind: 'one', name: 'came', label: t('imports.state'), all: t('projects.anyLight') },
      items: states.map((id) => ({ id, text: t(`imports.states.${id}`) })),
    },
    { kind: 'flag', name: 'checks', label: t('imports.withChecks'), value: 'shown' },
  ];
  const table = useTable(importList);
  const isShort = useDeferredValue(params.get('checks') !== 'shown');
  const filter = { ...table.filter, ...(isShort && { stored: 'true' }) };
  const list = useSuspenseInfiniteQuery(importRuns(filter));
  const { pages } = list.data;
  const runs = useMemo(() => pages.flatMap(({ items }) => items), [pages]);
  const columns = useMemo(() => importColumns(t), [t]);
  return (
    <>
      <ListTools
        table={table}
        filters={filters}
        columns={columns}
        loaded={runs.length}
        total={pages[0]?.total}
        hint={t('tables.searchFile')}
        also={[t('imports.files')]}
      >
        <span className="grow" />
        <Export path="imports" filter={filter} />
      </ListTools>
      {runs.length === 0 ? (
        <NoRows table={table}>
          <EmptyState
            action={
              <To className="button primary" to="/import/vouchers">
                {t('imports.title.expenditures')}
              </To>
            }
          >
            {t('imports.empty')}
          </EmptyState>
        </NoRows>
      ) : (
        <DataTable
          label={t('imports.tabs.all')}
          columns={columns}
          rows={runs}
          keyOf={({ id }) => id}
          total={pages[0]?.total}
          pages={list}
          sorting={table.sorting}
        />
      )}
    </>
  );
}
