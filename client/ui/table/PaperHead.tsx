import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMoment, useQueryValues } from '../../data/moment.ts';
import { system } from '../../data/questions.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { sortingOf } from '../sorting.ts';
import type { Column } from './columns.ts';
import type { Chosen } from './filters.ts';

/** Only on paper, above a list: whose it is, of which day, and what of it was chosen in which order. */
export function PaperHead<Row>({
  chosen,
  columns,
  also,
}: {
  chosen: readonly Chosen[];
  columns: readonly Column<Row>[];
  also: readonly string[];
}) {
  const { t } = useTranslation();
  const { asOf } = useMoment();
  const [params] = useQueryValues();
  const { data: around } = useQuery(system());
  const q = params.get('q');
  const { by, down } = sortingOf(params.get('sort'));
  const column = columns.find(({ sort }) => sort !== undefined && sort === by)?.head;
  const narrowed = [
    ...also,
    ...(q ? [t('tables.searched', { q })] : []),
    ...chosen.map(({ label, text }) => (text === undefined ? label : `${label}${t('colon')}${text}`)),
    ...(column ? [t(down ? 'tables.orderedDown' : 'tables.ordered', { column })] : []),
  ];
  const day = asOf ?? around?.today;
  return (
    <p className="paper-head" aria-hidden="true">
      {[
        around?.department?.name,
        day && t('print.asOf', { day: fullDayText(day, spokenLanguage()) }),
        narrowed.join(t('listComma')) || t('tables.allOfIt'),
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  );
}
