import { useTranslation } from 'react-i18next';
import type { MonitoringTexts } from '#shared/paper-texts.ts';
import { instantText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { LevelCells } from './LevelCells.tsx';
import { MonitoringCells } from './MonitoringCells.tsx';
import type { Typed } from './texts.ts';

type Row = MonitoringTexts['indicators'][number];

/** One indicator of the monitoring form: what the product knows, and the places to write. */
export function MonitoringRow({
  rows,
  row,
  at,
  typed,
  isTyped,
  missing,
  mayWrite,
  onType,
}: {
  rows: readonly Row[];
  row: Row;
  at: number;
  typed: Typed;
  isTyped: boolean;
  missing: 'cause' | 'measure' | undefined;
  mayWrite: boolean;
  onType: (change: Partial<Typed>) => void;
}) {
  const { t } = useTranslation();
  return (
    <tr className={isTyped ? 'is-typed' : ''}>
      <LevelCells rows={rows} at={at} />
      <th scope="row">
        {row.name}
        {row.prefilled && !isTyped && <span className="note block">{t('forms.prefilled')}</span>}
        {row.written && (
          <span className="note block nowrap">
            {t('forms.written', {
              by: row.written.by,
              at: instantText(row.written.at, spokenLanguage()),
            })}
          </span>
        )}
      </th>
      <td className="middle" data-label={t('forms.target')}>
        {row.printed}
      </td>
      <td className={`middle state-${row.state}`} data-label={t('forms.actual')}>
        {row.value ?? '–'}
      </td>
      <MonitoringCells
        row={row}
        at={at}
        typed={typed}
        missing={missing}
        mayWrite={mayWrite}
        onType={onType}
      />
    </tr>
  );
}
