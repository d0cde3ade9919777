import { useTranslation } from 'react-i18next';
import { useQueryValues } from '../../data/moment.ts';
import { Choice } from '../Choice.tsx';
import type { Column } from './columns.ts';

/** The order of a table on a phone, where its heads are not shown. */
export function SortChoice<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  const { t } = useTranslation();
  const [params, setValues] = useQueryValues();
  const sortable = columns.flatMap(({ head, sort }) => (sort ? [{ head, sort }] : []));
  if (sortable.length === 0) return null;
  return (
    <Choice
      label={t('tables.sortBy')}
      value={params.get('sort') ?? ''}
      items={[
        { id: '', text: t('tables.asItComes') },
        ...sortable.flatMap(({ head: column, sort }) => [
          { id: sort, text: t('tables.up', { column }) },
          { id: `-${sort}`, text: t('tables.down', { column }) },
        ]),
      ]}
      onChange={(sort) => setValues({ sort })}
    />
  );
}
