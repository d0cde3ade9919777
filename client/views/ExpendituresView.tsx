import { useQuery, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Expenditure } from '#shared/expenditure.ts';
import { useMoment } from '../data/moment.ts';
import { expenditures, expenditureTotals } from '../data/questions.ts';
import { useRights } from '../data/rights.ts';
import { expenditureList } from '../data/tables.ts';
import { yuanText } from '../text/format.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { To } from '../ui/To.tsx';
import { DataTable } from '../ui/table/DataTable.tsx';
import { Export } from '../ui/table/Export.tsx';
import type { Filter } from '../ui/table/filters.ts';
import { ListTools } from '../ui/table/ListTools.tsx';
import { NoRows } from '../ui/table/NoRows.tsx';
import { useTable } from '../ui/table/useTable.ts';
import { expenditureColumns } from './expenditures/columns.tsx';
import { ExpenditureSheet } from './history/ExpenditureSheet.tsx';
import { OpenCorrections } from './history/OpenCorrections.tsx';
import '../text/with-tables.ts';
import './history/history.css';

const kinds = ['payment', 'refund', 'reversal'] as const;
const funds = ['fiscal', 'carryover', 'other'] as const;

/** The ledger of money spent, the last paid first; searched and ordered over all of it. */
export default function ExpendituresView() {
  const { t } = useTranslation();
  const moment = useMoment();
  const mayEnter = useRights().may('post_vouchers');
  const filters: Filter[] = [
    { kind: 'project', name: 'project', label: t('expenditures.project') },
    {
      ...{ kind: 'one', name: 'payment', label: t('expenditures.kind'), all: t('projects.anyLight') },
      items: kinds.map((id) => ({ id, text: t(`expenditures.kinds.${id}`) })),
    },
    {
      ...{ kind: 'one', name: 'fund', label: t('expenditures.fund'), all: t('projects.anyLight') },
      items: funds.map((id) => ({ id, text: t(`expenditures.funds.${id}`) })),
    },
    { kind: 'day', name: 'paidFrom', label: t('tables.from') },
    { kind: 'day', name: 'paidTo', label: t('tables.to') },
  ];
  const table = useTable(expenditureList);
  const filter = { ...table.filter, ...moment };
  const list = useSuspenseInfiniteQuery(expenditures(filter));
  const { sort: _, ...narrowed } = table.filter;
  const { data: totals } = useQuery(expenditureTotals({ ...narrowed, ...moment }));
  const { pages } = list.data;
  const rows = useMemo(() => pages.flatMap(({ items }) => items), [pages]);
  const [opened, setOpened] = useState<Expenditure>();
  const columns = useMemo(() => expenditureColumns(t, setOpened), [t]);
  const total = totals?.count ?? rows.length;
  return (
    <div className="page">
      <div className="page-head">
        <h1>
          {t('expenditures.title')} <small>{t('expenditures.total', { count: total })}</small>
        </h1>
        <span className="grow" />
        <Export path="expenditures" filter={filter} />
        {mayEnter && (
          <To className="button" to="/entry">
            {t('expenditures.enter')}
          </To>
        )}
      </div>
      <OpenCorrections />
      <ListTools table={table} filters={filters} columns={columns} loaded={rows.length} total={total} />
      {rows.length === 0 ? (
        <NoRows table={table}>
          <EmptyState
            action={
              mayEnter && (
                <To className="button primary" to="/entry">
                  {t('expenditures.enter')}
                </To>
              )
            }
          >
            {t('expenditures.empty')}
          </EmptyState>
        </NoRows>
      ) : (
        <DataTable
          label={t('expenditures.list')}
          columns={columns}
          rows={rows}
          keyOf={({ id }) => String(id)}
          total={Math.max(total, rows.length)}
          pages={list}
          sorting={table.sorting}
          note={totals && totals.uncounted > 0 && t('tables.uncounted', { count: totals.uncounted })}
          feet={{ voucherNo: t('tables.sum'), amount: totals ? yuanText(totals.sum) : '…' }}
          rowClass={plain}
        />
      )}
      {opened && <ExpenditureSheet item={opened} onClose={() => setOpened(undefined)} />}
    </div>
  );
}

function plain(): string {
  return '';
}
