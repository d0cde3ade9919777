import { useTranslation } from 'react-i18next';
import type { DepartmentMonitoringTexts } from '#shared/department-texts.ts';
import { instantText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { To } from '../../ui/To.tsx';
import { goDown } from './keys.ts';
import { spansOf } from './texts.ts';

type Row = Pick<
  DepartmentMonitoringTexts['indicators'][number],
  'subject' | 'name' | 'printed' | 'linked' | 'conflict' | 'value' | 'written'
>;

/**
 * The first cells of a department's indicator: its heading once over its rows, the target, the project's indicator
 * that says the same with the way to that form, and the value: the project's, or what a person writes.
 */
export function DepartmentRowHead({
  rows,
  row,
  at,
  form,
  valueLabel,
  value,
  mayWrite,
  onValue,
}: {
  rows: readonly Row[];
  row: Row;
  at: number;
  form: 'monitoring' | 'self-evaluation';
  valueLabel: string;
  value: string;
  mayWrite: boolean;
  onValue: (value: string) => void;
}) {
  const { t } = useTranslation();
  const span = spansOf(rows, ({ subject }) => subject)[at] ?? 0;
  const { linked, written } = row;
  return (
    <>
      {span > 0 && (
        <td className="level" rowSpan={span} data-label={t('forms.part')}>
          {row.subject}
        </td>
      )}
      <th scope="row">
        {row.name}
        {written && (
          <span className="note block nowrap">
            {t('forms.written', { by: written.by, at: instantText(written.at, spokenLanguage()) })}
          </span>
        )}
      </th>
      <td className="middle" data-label={t('forms.target')}>
        {row.printed}
      </td>
      <td className="is-linked" data-label={t('forms.linked')}>
        {linked ? (
          <>
            <To
              className="link"
              aria-label={t('forms.toLinked', {
                name: `${linked.name} ${linked.printed}`,
                project: linked.project.name,
              })}
              to={`/papers/${encodeURIComponent(linked.project.code)}/${form}`}
            >
              {linked.name} {linked.printed}
            </To>
            <span className="note block">{linked.project.name}</span>
            {row.conflict && <span className="note block is-conflict">{t('forms.conflict')}</span>}
          </>
        ) : (
          <span className="note">{t('forms.unlinked')}</span>
        )}
      </td>
      {linked ? (
        <td className="middle" data-label={valueLabel}>
          {row.value ?? '–'}
        </td>
      ) : (
        <td className="write is-value" data-label={valueLabel}>
          <textarea
            className="input"
            rows={1}
            data-column="value"
            aria-label={`${row.name} ${valueLabel}`}
            readOnly={!mayWrite}
            value={value}
            onChange={(event) => onValue(event.target.value)}
            onKeyDown={(event) => goDown(event, valuesAbove(rows, at), 'value')}
          />
        </td>
      )}
    </>
  );
}

/** How many places for a value stand above a row: linked rows have none. */
function valuesAbove(rows: readonly Row[], at: number): number {
  return rows.slice(0, at).filter(({ linked }) => linked === null).length;
}
