import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#shared/audit.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { actionText, exactText, rolesText, whoText } from './audit-text.ts';

/** Rows of the trail; each opens. */
export function AuditTable({
  rows,
  onOpen,
}: {
  rows: readonly AuditEntry[];
  onOpen: (entry: AuditEntry) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="scroll">
      <table className="table stacks audit" aria-label={t('audit.list')}>
        <thead>
          <tr>
            <th scope="col">{t('audit.at')}</th>
            <th scope="col">{t('audit.who')}</th>
            <th scope="col">{t('audit.action')}</th>
            <th scope="col">{t('audit.subject')}</th>
            <th scope="col">{t('audit.projects')}</th>
            <th scope="col">{t('audit.address')}</th>
            <th scope="col">{t('audit.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number}>
              <th scope="row" className="nowrap">
                <button type="button" className="link" onClick={() => onOpen(row)}>
                  {exactText(row.at, spokenLanguage())}
                </button>
              </th>
              <td data-label={t('audit.who')}>
                {whoText(row, t)} <span className="note">{whoNote(row)}</span>
              </td>
              <td className="whole">
                {actionText(row.action, t)}
                {row.what && row.what !== actionText(row.action, t) && (
                  <span className="note block">{row.what}</span>
                )}
              </td>
              <td className="subject" lang="zh-CN" data-label={t('audit.subject')}>
                {row.subject ?? '–'}
              </td>
              <td data-label={t('audit.projects')}>{projectsText(row.projects)}</td>
              <td className="nowrap" data-label={t('audit.address')}>
                {row.address || t(`audit.kinds.${row.kind}`)}
              </td>
              <td className="nowrap" data-label={t('audit.outcome')}>
                {row.refused === null ? (
                  t('audit.done')
                ) : (
                  <span className="tag conflict">{t('audit.refused')}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

  function whoNote({ kind, roles }: AuditEntry): string {
    if (kind === 'person') return rolesText(roles, t);
    return kind === 'stranger' ? '' : t(`audit.kinds.${kind}`);
  }
}

/** The first codes; that there are more is said by their number. */
function projectsText(codes: readonly string[]): string {
  if (codes.length === 0) return '–';
  const more = codes.length > 3 ? ` +${codes.length - 3}` : '';
  return codes.slice(0, 3).join(' ') + more;
}
