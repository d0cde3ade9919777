import { useQueryValues } from '../data/moment.ts';
import { nextSorting, type Sorting, sorted, sortingOf } from './sorting.ts';

/** The rows in the order that the URL asks for, and what the column heads need to change it. */
export function useSorting<Row>(rows: readonly Row[]): [readonly Row[], Sorting<Row>] {
  const [params, setValues] = useQueryValues();
  const value = params.get('sort');
  const { by, down } = sortingOf(value);
  const sorting: Sorting<Row> = {
    by: by as (keyof Row & string) | undefined,
    down,
    sort: (column) => setValues({ sort: nextSorting(value, column) }),
  };
  return [sorted(rows, value), sorting];
}
