import { useTranslation } from 'react-i18next';
import { useOutbox } from './useOutbox.ts';

/** That something typed is not with the server yet, and what was refused: nothing where all is well. */
export function UnsentState({ meeting }: { meeting: string }) {
  const { t } = useTranslation();
  const { all, away, box } = useOutbox();
  const own = all.filter((each) => each.meeting === meeting);
  const refused = own.filter((each) => each.refused !== undefined);
  const waiting = own.length - refused.length;
  return (
    <div className="unsent-state" role="status">
      {waiting > 0 && away && (
        <span className="word yellow" title={t('present.away')}>
          ⟳ {t('present.unsent', { count: waiting })}
          <span className="visually-hidden">{t('present.away')}</span>
        </span>
      )}
      {refused.map(({ key, refused: why }) => (
        <span key={key} className="refused">
          <span className="word red">
            {t('present.refused', { count: 1 })}
            {t('colon')}
            {why}
          </span>{' '}
          <button type="button" className="button small" onClick={() => box.drop(key)}>
            {t('present.drop')}
          </button>
        </span>
      ))}
    </div>
  );
}
