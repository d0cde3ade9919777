import { useTranslation } from 'react-i18next';
import type { MeetingAction } from '#shared/meeting.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { useOutbox } from '../meetings/useOutbox.ts';

/** The actions of an item so far; what is not with the server yet says so. */
export function DecidedActions({
  actions,
  onEdit,
  onRemove,
}: {
  actions: readonly MeetingAction[];
  onEdit?: (id: string) => void;
  onRemove?: (id: string) => void;
}) {
  const { t } = useTranslation();
  const { all, away } = useOutbox();
  if (actions.length === 0) return <p className="muted">{t('present.none')}</p>;
  const waits = new Set(all.map(({ key, typed }) => ('action' in typed ? typed.action : key)));
  return (
    <ul className="plain-list decided-actions" aria-label={t('slide.actions')}>
      {actions.map(({ id, what, who, by }) => (
        <li key={id}>
          <span className="what">
            {what}{' '}
            <span className="muted">
              {who} · {t('slide.promised', { day: fullDayText(by, spokenLanguage()) })}
            </span>
            {away && waits.has(id) && <span className="tag conflict">{t('present.pending')}</span>}
          </span>
          {onEdit && onRemove && (
            <span className="actions">
              <button type="button" className="button small" onClick={() => onEdit(id)}>
                {t('present.edit')}
              </button>
              <button
                type="button"
                className="button small"
                aria-label={`${t('present.remove')} ${what}`}
                onClick={() => onRemove(id)}
              >
                {t('present.remove')}
              </button>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
