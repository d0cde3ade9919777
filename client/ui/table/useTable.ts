import { useDeferredValue, useMemo } from 'react';
import { useQueryValues } from '../../data/moment.ts';
import type { Params } from '../../data/request.ts';
import { narrowing, type TableOf } from '../../data/tables.ts';
import { nextSorting, type Sorting, sortingOf } from '../sorting.ts';
import { type Searched, useSearched } from './search.ts';

/** The state of a table as the URL has it. */
export interface TableState {
  /** What the list is asked for: filters, search and order. */
  filter: Params;
  sorting: Sorting<Record<string, unknown>>;
  /** Whether anything narrows the list. */
  isNarrowed: boolean;
  /** Takes away the search and every filter; the order stays. */
  clear: () => void;
}

/** Reads a table's search, order and the filters named from the URL; the old rows stay until the new ones are here. */
export function useTable(list: TableOf): TableState {
  const [params, setValues] = useQueryValues();
  const searched = useSearched();
  const order = params.get('sort') ?? list.sort ?? null;
  const given = useDeferredValue(JSON.stringify(narrowing(params, list)));
  const filter = useMemo(() => ({ ...(JSON.parse(given) as Params), ...only(searched) }), [given, searched]);
  return {
    filter,
    sorting: {
      ...sortingOf(order),
      sort: (column) => setValues({ sort: nextSorting(order, column) }),
    },
    isNarrowed: params.has('q') || list.filters.some((name) => params.has(name)),
    clear: () => setValues(Object.fromEntries([...list.filters, 'q'].map((name) => [name, undefined]))),
  };
}

function only({ q, named }: Searched): Params {
  return { ...(q && { q }), ...(named && { named }) };
}
