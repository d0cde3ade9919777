import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { planImportRuns } from '../../data/questions.ts';
import { planDocumentList } from '../../data/tables.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { To } from '../../ui/To.tsx';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { Export } from '../../ui/table/Export.tsx';
import type { Filter } from '../../ui/table/filters.ts';
import { ListTools } from '../../ui/table/ListTools.tsx';
import { NoRows } from '../../ui/table/NoRows.tsx';
import { useTable } from '../../ui/table/useTable.ts';
import { planDocumentColumns } from './columns.tsx';

const states = ['draft', 'committed'] as const;

/** The plan documents that were read: drafts to go on with, and what is in force. */
export function PlanDocuments() {
  const { t } = useTranslation();
  const filters: Filter[] = [
    {
      ...{ kind: 'one', name: 'state', label: t('imports.state'), all: t('projects.anyLight') },
      items: states.map((id) => ({ id, text: t(`imports.planStates.${id}`) })),
    },
  ];
  const table = useTable(planDocumentList);
  const list = useSuspenseInfiniteQuery(planImportRuns(table.filter));
  const { pages } = list.data;
  const rows = useMemo(() => pages.flatMap(({ items }) => items), [pages]);
  const columns = useMemo(() => planDocumentColumns(t), [t]);
  return (
    <>
      <ListTools
        table={table}
        filters={filters}
        columns={columns}
        loaded={rows.length}
        total={pages[0]?.total}
        hint={t('tables.searchFile')}
        also={[t('imports.plans')]}
      >
        <span className="grow" />
        <Export path="plan-imports" filter={table.filter} />
      </ListTools>
      {rows.length === 0 ? (
        <NoRows table={table}>
          <EmptyState
            action={
              <To className="button primary" to="/import">
                {t('imports.readPlan')}
              </To>
            }
          >
            {t('imports.noPlans')}
          </EmptyState>
        </NoRows>
      ) : (
        <DataTable
          label={t('imports.plans')}
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          total={pages[0]?.total}
          pages={list}
          sorting={table.sorting}
        />
      )}
    </>
  );
}
