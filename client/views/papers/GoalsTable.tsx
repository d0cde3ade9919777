import { useTranslation } from 'react-i18next';
import { instantText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';

/** 年度总体目标 of a self-evaluation form: what was intended, and the place to write what became of it. */
export function GoalsTable({
  label,
  expected,
  value,
  written,
  mayWrite,
  onType,
}: {
  label: string;
  expected: string;
  value: string;
  written: { by: string; at: string } | null;
  mayWrite: boolean;
  onType: (value: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="scroll">
      <table className="paper-table self" aria-label={label}>
        <tbody>
          <tr>
            <th scope="row" rowSpan={2}>
              {t('forms.goals')}
            </th>
            <th scope="col">{t('forms.goalsExpected')}</th>
            <th scope="col">{t('forms.goalsActual')}</th>
          </tr>
          <tr>
            <td className="prose" data-label={t('forms.goalsExpected')}>
              {expected || '–'}
            </td>
            <td className="write is-goals" data-label={t('forms.goalsActual')}>
              <textarea
                className="input"
                rows={3}
                aria-label={t('forms.goalsActual')}
                readOnly={!mayWrite}
                value={value}
                onChange={(event) => onType(event.target.value)}
              />
              {written && (
                <span className="note">
                  {t('forms.written', { by: written.by, at: instantText(written.at, spokenLanguage()) })}
                </span>
              )}
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
