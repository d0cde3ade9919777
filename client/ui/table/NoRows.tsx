import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../EmptyState.tsx';
import type { TableState } from './useTable.ts';

/** A table without rows: what narrows it can be taken away; where nothing does, `children` say the next step. */
export function NoRows({ table, children }: { table: TableState; children: ReactNode }) {
  const { t } = useTranslation();
  if (!table.isNarrowed) return children;
  return (
    <EmptyState
      action={
        <button type="button" className="button" onClick={table.clear}>
          {t('tables.clear')}
        </button>
      }
    >
      {t('tables.none')}
    </EmptyState>
  );
}
