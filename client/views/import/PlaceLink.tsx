import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanImport } from '#shared/api.ts';
import { instantText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { useReview } from './review-context.ts';
import type { Place } from './trace.ts';

/** Leads from something read to its place in the source; also by reaching it with the keyboard. `e` puts it right. */
export function PlaceLink({
  place,
  pointer,
  onCorrect,
  change,
  children,
}: {
  place: Place;
  pointer?: string | undefined;
  onCorrect?: (() => void) | undefined;
  /** How it was put right last. */
  change?: PlanImport['corrections'][number] | undefined;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { look, placeName } = useReview();
  const said =
    change && t('import.changedBy', { by: change.by, at: instantText(change.at, spokenLanguage()) });
  const correctByKey = (event: KeyboardEvent) => {
    if (event.key !== 'e' || event.ctrlKey || event.metaKey || event.altKey || !onCorrect) return;
    event.preventDefault();
    event.stopPropagation();
    onCorrect();
  };
  return (
    <button
      type="button"
      className={children ? 'line-link figure' : 'line-link note'}
      title={[t('import.at', { place: placeName(place.line) }), said].filter(Boolean).join(t('listComma'))}
      data-pointer={pointer}
      aria-keyshortcuts={onCorrect ? 'e' : undefined}
      onClick={() => look(place)}
      onFocus={() => look(place)}
      onKeyDown={correctByKey}
    >
      {children ?? placeName(place.line)}
      {change && <span className="changed">{t('import.changedMark')}</span>}
    </button>
  );
}
