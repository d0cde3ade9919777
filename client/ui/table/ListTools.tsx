import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoment, useQueryValues } from '../../data/moment.ts';
import { projectNames } from '../../data/questions.ts';
import { useAnnounceChange } from '../announce.ts';
import { Sheet } from '../Sheet.tsx';
import type { Column } from './columns.ts';
import { FilterField } from './FilterField.tsx';
import { type Chosen, chosenOf, type Filter } from './filters.ts';
import { PaperHead } from './PaperHead.tsx';
import { SearchBox } from './SearchBox.tsx';
import { SortChoice } from './SortChoice.tsx';
import { useNarrow } from './useNarrow.ts';
import type { TableState } from './useTable.ts';

/**
 * What narrows and orders a list: the search and the filters in sight; on a phone one line with the search and a
 * button that opens the others, what is chosen standing below to be taken away. On paper one line says it all, and
 * aloud how many rows are left, whenever that changes.
 */
export function ListTools<Row>({
  table,
  filters,
  columns,
  hint,
  loaded,
  total,
  also = [],
  children,
}: {
  table: TableState;
  filters: readonly Filter[];
  columns: readonly Column<Row>[];
  /** What the search looks through. */
  hint?: string | undefined;
  /** How many rows are here; of how many, where somebody counted. */
  loaded: number;
  total?: number | undefined;
  /** What else is chosen outside of the filters, to be said on paper. */
  also?: readonly string[];
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const isNarrow = useNarrow();
  const chosen = useChosenFilters(filters);
  const [isOpen, setOpen] = useState(false);
  useAnnounceChange(
    loaded === 0 && table.isNarrowed ? t('tables.none') : t('tables.rows', { count: total ?? loaded }),
  );
  return (
    <>
      <search className="table-tools" aria-label={t('alerts.filters')}>
        <SearchBox hint={hint} />
        {isNarrow ? (
          <button
            type="button"
            className="button open-filters"
            aria-haspopup="dialog"
            onClick={() => setOpen(true)}
          >
            {t(chosen.length > 0 ? 'tables.filtersChosen' : 'tables.filters', { count: chosen.length })}
          </button>
        ) : (
          filters.map((filter) => <FilterField key={filter.name} filter={filter} />)
        )}
        {children}
      </search>
      {isNarrow && chosen.length > 0 && <ChosenChips chosen={chosen} />}
      {isNarrow && isOpen && (
        <Sheet title={t('tables.filters')} onClose={() => setOpen(false)}>
          <div className="stack filter-sheet">
            {filters.map((filter) => (
              <FilterField key={filter.name} filter={filter} />
            ))}
            <SortChoice columns={columns} />
            <div className="actions end">
              <button type="button" className="button" disabled={!table.isNarrowed} onClick={table.clear}>
                {t('tables.clear')}
              </button>
              <button type="button" className="button primary" onClick={() => setOpen(false)}>
                {total === undefined ? t('tables.done') : t('tables.show', { count: total })}
              </button>
            </div>
          </div>
        </Sheet>
      )}
      <PaperHead chosen={chosen} columns={columns} also={also} />
    </>
  );
}

/** What is chosen, each to be taken away with a touch. */
function ChosenChips({ chosen }: { chosen: readonly Chosen[] }) {
  const { t } = useTranslation();
  const [, setValues] = useQueryValues();
  return (
    <ul className="chosen-filters" aria-label={t('tables.chosen')}>
      {chosen.map(({ name, label, text }) => (
        <li key={name}>
          <button
            type="button"
            className="chip"
            aria-label={t('tables.remove', { what: text ?? label })}
            onClick={() => setValues({ [name]: undefined })}
          >
            <span>{text ?? label}</span>
            <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function useChosenFilters(filters: readonly Filter[]): Chosen[] {
  const { t } = useTranslation();
  const [params] = useQueryValues();
  const isNamed = filters.some(({ kind, name }) => kind === 'project' && params.has(name));
  const { data } = useQuery({ ...projectNames(useMoment()), enabled: isNamed });
  const projectName = (code: string) => data?.items.find((one) => one.code === code)?.name;
  return chosenOf(filters, (name) => params.get(name), { comma: t('comma'), projectName });
}
