import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#shared/audit.ts';
import { audit } from '../data/questions.ts';
import { queryText } from '../data/request.ts';
import { auditList } from '../data/tables.ts';
import { Download } from '../ui/Download.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { DataTable } from '../ui/table/DataTable.tsx';
import { ListTools } from '../ui/table/ListTools.tsx';
import { NoRows } from '../ui/table/NoRows.tsx';
import { useTable } from '../ui/table/useTable.ts';
import { AuditSheet } from './audit/AuditSheet.tsx';
import { ChainNote } from './audit/ChainNote.tsx';
import { auditColumns } from './audit/columns.tsx';
import { auditFilters } from './audit/filters.ts';
import '../text/with-account.ts';
import '../text/with-audit.ts';
import '../text/with-tables.ts';
import './audit/audit.css';

/** Who did what, when and from where, newest first; a row opens into what it changed. */
export default function AuditView() {
  const { t } = useTranslation();
  const filters = auditFilters(t);
  const table = useTable(auditList);
  // The trail is found by what stands in it, never by a pinyin name.
  const { named: _, ...filter } = table.filter;
  const list = useSuspenseInfiniteQuery(audit(filter));
  const { pages } = list.data;
  const rows = useMemo(() => pages.flatMap(({ items }) => items), [pages]);
  const [opened, setOpened] = useState<AuditEntry>();
  const columns = useMemo(() => auditColumns(t, setOpened), [t]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('audit.title')}</h1>
        <span className="grow" />
        <Download path={`audit/export.xlsx${queryText(filter)}`}>{t('audit.export')}</Download>
      </div>
      <ChainNote />
      <ListTools
        table={table}
        filters={filters}
        columns={columns}
        loaded={rows.length}
        hint={t('audit.search')}
      />
      {rows.length === 0 ? (
        <NoRows table={table}>
          <EmptyState>{t('audit.none')}</EmptyState>
        </NoRows>
      ) : (
        <DataTable
          label={t('audit.list')}
          columns={columns}
          rows={rows}
          keyOf={({ number }) => String(number)}
          pages={list}
          sorting={table.sorting}
          rowClass={plain}
          className="audit"
        />
      )}
      {opened && <AuditSheet entry={opened} onClose={() => setOpened(undefined)} />}
    </div>
  );
}

function plain(): string {
  return '';
}
