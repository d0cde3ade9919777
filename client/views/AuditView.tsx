import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#shared/audit.ts';
import { useQueryValues } from '../data/moment.ts';
import { audit } from '../data/questions.ts';
import { auditFilters, given } from '../data/tables.ts';
import { Download } from '../ui/Download.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { More } from '../ui/More.tsx';
import { AuditFilters } from './audit/AuditFilters.tsx';
import { AuditSheet } from './audit/AuditSheet.tsx';
import { AuditTable } from './audit/AuditTable.tsx';
import { ChainNote } from './audit/ChainNote.tsx';
import '../text/with-account.ts';
import '../text/with-audit.ts';
import './audit/audit.css';

/** Who did what, when and from where, newest first; a row opens into what it changed. */
export default function AuditView() {
  const { t } = useTranslation();
  const [params, setValues] = useQueryValues();
  const list = useSuspenseInfiniteQuery(audit(useDeferredValue(given(params, auditFilters))));
  const rows = list.data.pages.flatMap((page) => page.items);
  const [opened, setOpened] = useState<AuditEntry>();
  const isFiltered = auditFilters.some((name) => params.get(name));
  const clear = () => setValues(Object.fromEntries(auditFilters.map((name) => [name, undefined])));
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('audit.title')}</h1>
        <span className="grow" />
        <Download path={exportPath(params)}>{t('audit.export')}</Download>
      </div>
      <ChainNote />
      <AuditFilters />
      {rows.length === 0 ? (
        <EmptyState
          action={
            isFiltered && (
              <button type="button" className="button" onClick={clear}>
                {t('audit.clear')}
              </button>
            )
          }
        >
          {t('audit.none')}
        </EmptyState>
      ) : (
        <AuditTable rows={rows} onOpen={setOpened} />
      )}
      <More list={list} />
      {opened && <AuditSheet entry={opened} onClose={() => setOpened(undefined)} />}
    </div>
  );
}

function exportPath(params: URLSearchParams): string {
  const given = new URLSearchParams();
  for (const name of auditFilters) {
    const value = params.get(name);
    if (value) given.set(name, value);
  }
  return `audit/export.xlsx?${given}`;
}
