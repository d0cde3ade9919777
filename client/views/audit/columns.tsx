import type { TFunction } from 'i18next';
import type { AuditEntry } from '#shared/audit.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import type { Column } from '../../ui/table/columns.ts';
import { actionText, exactText, rolesText, whoText } from './audit-text.ts';

/** The columns of the trail; the time opens its row. */
export function auditColumns(t: TFunction, onOpen: (entry: AuditEntry) => void): Column<AuditEntry>[] {
  const whoNote = ({ kind, roles }: AuditEntry): string => {
    if (kind === 'person') return rolesText(roles, t);
    return kind === 'stranger' ? '' : t(`audit.kinds.${kind}`);
  };
  return [
    {
      id: 'at',
      head: t('audit.at'),
      width: '168px',
      isHead: true,
      className: 'nowrap',
      cell: (row) => (
        <button type="button" className="link" onClick={() => onOpen(row)}>
          {exactText(row.at, spokenLanguage())}
        </button>
      ),
    },
    {
      id: 'who',
      head: t('audit.who'),
      width: '15%',
      cell: (row) => (
        <>
          {whoText(row, t)} <span className="note">{whoNote(row)}</span>
        </>
      ),
    },
    {
      id: 'action',
      head: t('audit.action'),
      className: 'whole',
      unnamed: true,
      cell: ({ action, what }) => (
        <>
          {actionText(action, t)}
          {what && what !== actionText(action, t) && <span className="note block">{what}</span>}
        </>
      ),
    },
    {
      id: 'subject',
      head: t('audit.subject'),
      width: '22%',
      className: 'whole',
      cell: ({ subject }) => <span lang="zh-CN">{subject ?? '–'}</span>,
    },
    {
      id: 'projects',
      head: t('audit.projects'),
      width: '15%',
      cell: ({ projects }) => projectsText(projects),
    },
    {
      id: 'address',
      head: t('audit.address'),
      width: '112px',
      cell: ({ address, kind }) => address || t(`audit.kinds.${kind}`),
    },
    {
      id: 'outcome',
      head: t('audit.outcome'),
      width: '76px',
      className: 'nowrap',
      cell: ({ refused }) =>
        refused === null ? t('audit.done') : <span className="tag conflict">{t('audit.refused')}</span>,
    },
  ];
}

/** The first codes; that there are more is said by their number. */
function projectsText(codes: readonly string[]): string {
  if (codes.length === 0) return '–';
  const more = codes.length > 3 ? ` +${codes.length - 3}` : '';
  return codes.slice(0, 3).join(' ') + more;
}
