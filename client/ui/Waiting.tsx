import { useTranslation } from 'react-i18next';

/** The frame of a screen while its figures are on their way. */
export function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="waiting" role="status">
      <span className="visually-hidden">{t('loading')}</span>
      <i className="bone wide" />
      <i className="bone" />
      <i className="bone tall" />
    </div>
  );
}
