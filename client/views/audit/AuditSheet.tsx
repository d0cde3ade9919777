import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#shared/audit.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { actionText, exactText, rolesText, whoText } from './audit-text.ts';
import { diffRows } from './diff-rows.ts';

/** One row of the trail whole: who, from where, and what was before and after. */
export function AuditSheet({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const { t } = useTranslation();
  const { number, at, day, kind, roles, address, action, route, what, subject, projects, refused, hash } =
    entry;
  const language = spokenLanguage();
  const facts: [string, ReactNode][] = [
    [t('audit.at'), exactText(at, language)],
    [t('audit.day'), fullDayText(day, language)],
    [t('audit.who'), `${whoText(entry, t)} · ${t(`audit.kinds.${kind}`)}`],
    [t('audit.roles'), rolesText(roles, t)],
    [t('audit.address'), address],
    [t('audit.action'), [actionText(action, t), what].filter(Boolean).join(' · ')],
    [t('audit.route'), <code key="route">{route}</code>],
    [t('audit.subject'), subject],
    [t('audit.projects'), projects.join(' ')],
    [t('audit.reason'), refused && <code key="reason">{refused}</code>],
    [t('audit.hash'), <code key="hash">{hash ?? t('audit.unsealed')}</code>],
  ];
  return (
    <Sheet title={t('audit.detail', { number })} onClose={onClose}>
      <dl className="audit-facts">
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <Diff entry={entry} />
    </Sheet>
  );
}

function Diff({ entry: { before, after } }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const rows = diffRows(before, after);
  if (rows.length === 0) return <p className="note">{t('audit.noDetail')}</p>;
  // Where nothing was said of before, a column of dashes would say that there was nothing.
  const hasBefore = before !== null && before !== undefined;
  return (
    <div className="scroll">
      <table className="table audit-diff" aria-label={t('audit.change')}>
        <thead>
          <tr>
            <th scope="col">{t('audit.field')}</th>
            {hasBefore && <th scope="col">{t('audit.before')}</th>}
            <th scope="col">{t('audit.after')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.path}>
              <th scope="row">{row.path}</th>
              {hasBefore && <td className="was">{row.before ?? '–'}</td>}
              <td>{row.after ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
