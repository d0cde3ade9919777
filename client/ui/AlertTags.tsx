import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';

/** What stands beside an alert as words: how far it was escalated, how it is handled, that it is muted. */
export function AlertTags({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const { level, handling, mutedBy, flappingSince, condition, promise, consecutive } = alert;
  const open = condition !== 'resolved';
  return (
    <span className="tags">
      {open && level && <span className={`tag level-${level}`}>{t(`escalation.${level}`)}</span>}
      {handling !== 'open' && <span className="tag">{t(`handling.${handling}`)}</span>}
      {open && promise === 'missed' && <span className="tag conflict">{t('handle.missed')}</span>}
      {consecutive !== undefined && (
        <span className="tag">{t('handle.consecutive', { count: consecutive })}</span>
      )}
      {open && mutedBy && <span className="tag">{t('alerts.muted')}</span>}
      {open && flappingSince && <span className="tag conflict">{t('handle.flapping')}</span>}
    </span>
  );
}
