import { useTranslation } from 'react-i18next';
import { To } from '../ui/To.tsx';

/** An address that leads nowhere. */
export default function MissingView() {
  const { t } = useTranslation();
  return (
    <section className="wrong">
      <h1>{t('wrong.missingPage')}</h1>
      <p>{t('wrong.missingText')}</p>
      <div className="actions">
        <To className="button primary" to="/">
          {t('wrong.home')}
        </To>
      </div>
    </section>
  );
}
