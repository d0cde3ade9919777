import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../announce.ts';
import { EmptyState } from '../EmptyState.tsx';
import type { TableState } from './useTable.ts';

/** A table without rows: what narrows it can be taken away; where nothing does, `children` say the next step. */
export function NoRows({ table, children }: { table: TableState; children: ReactNode }) {
  const { t } = useTranslation();
  const { isNarrowed } = table;
  useEffect(() => {
    if (isNarrowed) announce(t('tables.none'));
  }, [isNarrowed, t]);
  if (!isNarrowed) return children;
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
