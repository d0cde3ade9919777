import { useTranslation } from 'react-i18next';
import type { ChangeRow } from './change-rows.ts';

/** What a revision changes, before and after side by side; amounts in 万元. `draft` is of one not in force yet. */
export function ChangeTable({
  rows,
  label,
  draft = false,
}: {
  rows: readonly ChangeRow[];
  label: string;
  draft?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <div className="scroll">
      <table className="table changes" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('changes.what')}</th>
            <th scope="col">{t(draft ? 'changes.before' : 'changes.was')}</th>
            <th scope="col">{t(draft ? 'changes.after' : 'changes.is')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only shown, and two may say the same
            <tr key={at}>
              <th scope="row">
                {'text' in row.what ? t(`changes.${row.what.text}`) : row.what.name}
                {row.maybe && <span className="note block">{t('changes.maybe', { name: row.maybe })}</span>}
              </th>
              <td className={row.isNumber ? 'figure was' : 'was'}>
                {row.before ?? <span className="muted">{t('changes.none')}</span>}
              </td>
              <td className={row.isNumber ? 'figure' : ''}>
                {row.after ?? <span className="muted">{t('changes.none')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
