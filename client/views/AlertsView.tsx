import { useQuery, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { useMoment, useQueryValues } from '../data/moment.ts';
import { alertCounts, alertTable } from '../data/questions.ts';
import { useRights } from '../data/rights.ts';
import { alertList } from '../data/tables.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { remember, remembered } from '../ui/remember.ts';
import { DataTable } from '../ui/table/DataTable.tsx';
import { Export } from '../ui/table/Export.tsx';
import { ListTools } from '../ui/table/ListTools.tsx';
import { NoRows } from '../ui/table/NoRows.tsx';
import { useTable } from '../ui/table/useTable.ts';
import { AcknowledgeOne } from './alerts/AcknowledgeOne.tsx';
import { BulkAcknowledge } from './alerts/BulkAcknowledge.tsx';
import { BulkSilence } from './alerts/BulkSilence.tsx';
import { alertColumns } from './alerts/columns.tsx';
import { alertFilters } from './alerts/filters.tsx';
import { InboxTabs } from './alerts/InboxTabs.tsx';
import { inboxAsked, inboxOf } from './alerts/inbox.ts';
import { KeysSheet } from './alerts/KeysSheet.tsx';
import { SilenceDialog } from './alerts/SilenceDialog.tsx';
import { useChosen } from './alerts/useChosen.ts';
import '../text/with-tables.ts';
import './alerts/inbox.css';

/** What is being done, and to which alerts. */
interface Doing {
  what: 'acknowledge' | 'silence';
  alerts: readonly Alert[];
}

/** The inbox: the alerts that its part, the search and the filters leave, gravest first; triaged by keys or in bulk. */
export default function AlertsView() {
  const { t } = useTranslation();
  const moment = useMoment();
  const { may } = useRights();
  const [params, setValues] = useQueryValues();
  const inbox = inboxOf(params.get('inbox'));
  const filters = alertFilters(t);
  const table = useTable(alertList);
  const asked = inboxAsked(table.filter);
  const filter = { ...asked.list, ...moment };
  const list = useSuspenseInfiniteQuery(alertTable(filter));
  const { data: counts } = useQuery(alertCounts({ ...asked.counts, ...moment }));
  const { pages } = list.data;
  const rows = useMemo(() => pages.flatMap(({ items }) => items), [pages]);
  const total = pages[0]?.total ?? rows.length;
  const { chosen, ids, toggle, toggleAll, keep } = useChosen(rows);
  const [doing, setDoing] = useState<Doing>();
  const [isHelp, setHelp] = useState(false);
  const [hasKeys, setKeys] = useState(remembered('keys') !== 'off');
  const page = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => alertColumns(t), [t]);
  const isPast = moment.asOf !== undefined;
  const mayActAtAll = !isPast && may('acknowledge', 'silence');

  const act = (what: Doing['what'], row: Alert | undefined): boolean => {
    const alerts = chosen.length > 0 ? chosen : row ? [row] : [];
    if (alerts.length === 0 || isPast || !may(what)) return false;
    setDoing({ what, alerts });
    return true;
  };
  const onKey = (key: string, row: Alert | undefined): boolean => {
    switch (key) {
      case 'a':
        return act('acknowledge', row);
      case 's':
        return act('silence', row);
      case 'x':
        if (row && mayActAtAll) toggle(row.id);
        return row !== undefined;
      case '/':
        page.current?.querySelector<HTMLElement>('input[type="search"]')?.focus();
        return true;
      case '?':
        setHelp(true);
        return true;
      default:
        return false;
    }
  };
  const close = () => setDoing(undefined);
  const isBulk = doing !== undefined && doing.alerts.length > 1;
  const [one] = doing?.alerts ?? [];
  return (
    <div className="page" ref={page}>
      <div className="page-head">
        <h1>
          {t('alerts.title')} <small>{t('alerts.count', { count: total })}</small>
        </h1>
        <InboxTabs at={inbox} counts={counts} />
        <span className="grow" />
        <button type="button" className="button small keys-help" onClick={() => setHelp(true)}>
          {t('inbox.keys')}
        </button>
        <Export path="alerts" filter={filter} />
      </div>
      <ListTools
        table={table}
        filters={filters}
        columns={columns}
        loaded={rows.length}
        total={total}
        also={inbox === 'all' ? [] : [t(`inbox.${inbox}`)]}
      />
      {chosen.length > 0 && (
        <div className="bulk-bar" role="status">
          <strong>{t('inbox.chosen', { count: chosen.length })}</strong>
          {may('acknowledge') && (
            <button
              type="button"
              className="button small primary"
              onClick={() => act('acknowledge', undefined)}
            >
              {t('bulk.acknowledge')}
            </button>
          )}
          {may('silence') && (
            <button type="button" className="button small" onClick={() => act('silence', undefined)}>
              {t('bulk.silence')}
            </button>
          )}
          <button type="button" className="button small" onClick={() => keep([])}>
            {t('inbox.clearChosen')}
          </button>
        </div>
      )}
      {rows.length === 0 ? (
        <NoAlerts inbox={inbox} onAll={() => setValues({ inbox: undefined })}>
          <NoRows table={table}>
            <EmptyState>{t('overview.quiet')}</EmptyState>
          </NoRows>
        </NoAlerts>
      ) : (
        <DataTable
          label={t('alerts.list')}
          columns={columns}
          rows={rows}
          keyOf={idOf}
          total={total}
          pages={list}
          sorting={table.sorting}
          rowClass={rowClass}
          className="inbox-table"
          onKey={hasKeys ? onKey : undefined}
          selection={
            mayActAtAll
              ? {
                  chosen: ids,
                  toggle,
                  toggleAll,
                  nameOf: (alert) =>
                    `${t(`kind.${alert.kind}`)} ${alert.projectName ?? t('alerts.department')}`,
                }
              : undefined
          }
        />
      )}
      {doing?.what === 'acknowledge' && isBulk && (
        <BulkAcknowledge alerts={doing.alerts} onClose={close} onKeep={keep} />
      )}
      {doing?.what === 'silence' && isBulk && (
        <BulkSilence alerts={doing.alerts} onClose={close} onKeep={keep} />
      )}
      {doing?.what === 'acknowledge' && !isBulk && one && <AcknowledgeOne alert={one} onClose={close} />}
      {doing?.what === 'silence' && !isBulk && one && <SilenceDialog alert={one} onClose={close} />}
      {isHelp && (
        <KeysSheet
          isOn={hasKeys}
          onTurn={(on) => {
            remember('keys', on ? 'on' : 'off');
            setKeys(on);
          }}
          onClose={() => setHelp(false)}
        />
      )}
    </div>
  );
}

/** A part of the inbox without alerts is good news; the way to all of them. */
function NoAlerts({
  inbox,
  onAll,
  children,
}: {
  inbox: ReturnType<typeof inboxOf>;
  onAll: () => void;
  children: React.ReactNode;
}) {
  const { t } = useTranslation();
  if (inbox === 'all') return children;
  const texts = {
    mine: 'emptyMine',
    unacknowledged: 'emptyUnacknowledged',
    overdue: 'emptyOverdue',
  } as const;
  return (
    <EmptyState
      action={
        <button type="button" className="button" onClick={onAll}>
          {t('inbox.showAll')}
        </button>
      }
    >
      {t(`inbox.${texts[inbox]}`)}
    </EmptyState>
  );
}

function idOf({ id }: Alert): string {
  return id;
}

function rowClass({ condition }: Alert): string {
  return condition === 'resolved' ? 'row-link resolved' : 'row-link';
}
