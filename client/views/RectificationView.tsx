import { useQuery, useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoment } from '../data/moment.ts';
import { alertCounts, alertTable, meetingActions, system } from '../data/questions.ts';
import { rectificationList } from '../data/tables.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { To } from '../ui/To.tsx';
import { DataTable } from '../ui/table/DataTable.tsx';
import { Export } from '../ui/table/Export.tsx';
import type { Filter } from '../ui/table/filters.ts';
import { ListTools } from '../ui/table/ListTools.tsx';
import { NoRows } from '../ui/table/NoRows.tsx';
import { useTable } from '../ui/table/useTable.ts';
import { ActionTable } from './meetings/ActionTable.tsx';
import { openStates } from './meetings/actions.ts';
import { inLedger, ledgerAsked } from './rectification/asked.ts';
import { rectificationColumns } from './rectification/columns.tsx';
import '../text/with-meetings.ts';
import '../text/with-tables.ts';
import './rectification/rectification.css';
import './meetings/actions.css';

const inHand = ['acknowledged', 'rectifying', 'submitted', 'returned', 'accepted', 'open'] as const;

/** The rectification ledger (整改台账): who does what about which alert by when; what is late comes first. */
export default function RectificationView() {
  const { t } = useTranslation();
  const moment = useMoment();
  const { today } = useSuspenseQuery(system()).data;
  const filters: Filter[] = [
    { kind: 'project', name: 'project', label: t('expenditures.project') },
    {
      ...{ kind: 'one', name: 'handling', label: t('alerts.handlings'), all: t('alerts.allHandlings') },
      items: inHand.map((id) => ({ id, text: t(`handling.${id}`) })),
    },
    { kind: 'flag', name: 'late', label: t('inbox.overdue') },
  ];
  const table = useTable(rectificationList);
  const filter = { ...ledgerAsked(table.filter), ...moment };
  const list = useSuspenseInfiniteQuery(alertTable(filter));
  const { data: counts } = useQuery(alertCounts({ ...inLedger, ...moment }));
  const { data: open } = useQuery(alertCounts({ ...moment }));
  const { pages } = list.data;
  const rows = useMemo(() => pages.flatMap(({ items }) => items), [pages]);
  const day = moment.asOf ?? today;
  const columns = useMemo(() => rectificationColumns(t, day), [t, day]);
  const total = pages[0]?.total ?? rows.length;
  // What waits for a new promise is in the ledger and unacknowledged at once.
  const waiting = (open?.unacknowledged ?? 0) - (counts?.unacknowledged ?? 0);
  const { data: decided } = useSuspenseQuery(meetingActions(openStates));
  return (
    <div className="page">
      <div className="page-head">
        <h1>
          {t('rectification.title')} <small>{t('rectification.count', { count: total })}</small>
        </h1>
        {counts !== undefined && counts.overdue > 0 && (
          <strong className="word red">{t('rectification.overdue', { count: counts.overdue })}</strong>
        )}
        <span className="grow" />
        {waiting > 0 && (
          <To className="link" to="/alerts?inbox=unacknowledged">
            {t('rectification.waiting', { count: waiting })}
          </To>
        )}
        <Export path="alerts" filter={filter} />
      </div>
      <ListTools table={table} filters={filters} columns={columns} loaded={rows.length} total={total} />
      {rows.length === 0 ? (
        <NoRows table={table}>
          <EmptyState
            action={
              <To className="button" to="/alerts">
                {t('rectification.toAlerts')}
              </To>
            }
          >
            {t('rectification.empty')}
          </EmptyState>
        </NoRows>
      ) : (
        <DataTable
          label={t('rectification.list')}
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          total={total}
          pages={list}
          sorting={table.sorting}
          className="rectification"
        />
      )}
      {decided.items.length > 0 && (
        <section aria-labelledby="decided">
          <h2 id="decided">
            {t('actions.fromMeetings')} <small>{t('actions.count', { count: decided.items.length })}</small>
          </h2>
          <ActionTable actions={decided.items} />
        </section>
      )}
    </div>
  );
}
