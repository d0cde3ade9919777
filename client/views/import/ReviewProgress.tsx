import { useTranslation } from 'react-i18next';
import { openCounts, type WorkItem } from './work-items.ts';

/** How much is left to decide, in sight wherever one is on the page. */
export function ReviewProgress({ items, editable }: { items: readonly WorkItem[]; editable: boolean }) {
  const { t } = useTranslation();
  const { blocking, optional, unsure } = openCounts(items);
  if (!editable) return null;
  const all = blocking + optional + unsure === 0;
  return (
    <p className="review-progress" role="status">
      {blocking > 0 ? (
        <strong className="word red">{t('import.left.blocking', { count: blocking })}</strong>
      ) : (
        <strong className="word green">{t(all ? 'import.left.nothing' : 'import.left.ready')}</strong>
      )}
      {optional > 0 && <span>{t('import.left.optional', { count: optional })}</span>}
      {unsure > 0 && <span>{t('import.left.unsure', { count: unsure })}</span>}
      {!all && (
        <span className="note">
          <kbd>n</kbd> {t('import.left.next')}
        </span>
      )}
    </p>
  );
}
