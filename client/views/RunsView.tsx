import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { evaluations } from '../data/questions.ts';
import { write } from '../data/request.ts';
import { runList } from '../data/tables.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { DataTable } from '../ui/table/DataTable.tsx';
import { Export } from '../ui/table/Export.tsx';
import type { Filter } from '../ui/table/filters.ts';
import { ListTools } from '../ui/table/ListTools.tsx';
import { NoRows } from '../ui/table/NoRows.tsx';
import { useTable } from '../ui/table/useTable.ts';
import { WriteProblem } from '../ui/WriteProblem.tsx';
import { runColumns } from './runs/columns.tsx';
import '../text/with-tables.ts';

const triggers = ['cron', 'boot', 'manual', 'clock'] as const;

/** The evaluations that ran, newest first, and one on demand. */
export default function RunsView() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const filters: Filter[] = [
    {
      ...{ kind: 'one', name: 'trigger', label: t('runs.trigger'), all: t('projects.anyLight') },
      items: triggers.map((id) => ({ id, text: t(`runs.triggers.${id}`) })),
    },
    { kind: 'flag', name: 'failed', label: t('tables.failedOnly') },
    { kind: 'flag', name: 'news', label: t('tables.newsOnly') },
  ];
  const table = useTable(runList);
  const list = useSuspenseInfiniteQuery(evaluations(table.filter));
  const { pages } = list.data;
  const runs = useMemo(() => pages.flatMap((page) => page.items), [pages]);
  const now = useMutation({
    mutationFn: () => write('EvaluationRun', 'POST', 'evaluations'),
    onSuccess: () => cache.invalidateQueries(),
  });
  const columns = useMemo(() => runColumns(t), [t]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('runs.title')}</h1>
        <span className="grow" />
        <Export path="evaluations" filter={table.filter} />
        <button type="button" className="button" disabled={now.isPending} onClick={() => now.mutate()}>
          {t('runs.now')}
        </button>
      </div>
      <WriteProblem error={now.error} />
      <ListTools
        table={table}
        filters={filters}
        columns={columns}
        loaded={runs.length}
        total={pages[0]?.total}
        hint={t('tables.searchRun')}
      />
      {runs.length === 0 ? (
        <NoRows table={table}>
          <EmptyState>{t('runs.empty')}</EmptyState>
        </NoRows>
      ) : (
        <DataTable
          label={t('runs.list')}
          columns={columns}
          rows={runs}
          keyOf={({ id }) => String(id)}
          total={pages[0]?.total}
          pages={list}
          sorting={table.sorting}
          rowClass={plain}
        />
      )}
    </div>
  );
}

function plain(): string {
  return '';
}
