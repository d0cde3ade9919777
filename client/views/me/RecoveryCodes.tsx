import { useTranslation } from 'react-i18next';
import { CopyButton } from './CopyButton.tsx';

/** Recovery codes, this once: to be copied or printed before one goes on. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <h2>{t('second.recovery')}</h2>
      <p>{t('second.recoveryLead')}</p>
      <ul className="codes figure" aria-label={t('second.recovery')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="actions">
        <CopyButton text={codes.join('\n')} />
        <button type="button" className="button" onClick={() => window.print()}>
          {t('second.print')}
        </button>
        <span className="grow" />
        <button type="button" className="button primary" onClick={onKept}>
          {t('second.kept')}
        </button>
      </div>
    </div>
  );
}
