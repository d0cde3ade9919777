import { useTranslation } from 'react-i18next';

/** Says that what was typed was thrown away, and gives it back for as long as that can be done. */
export function TakeBack({ onTake }: { onTake: (() => void) | undefined }) {
  const { t } = useTranslation();
  if (!onTake) return null;
  return (
    <p className="note restored" role="status">
      {t('thrown.said')}{' '}
      <button type="button" className="button small" onClick={onTake}>
        {t('thrown.takeBack')}
      </button>
    </p>
  );
}
