import { useTranslation } from 'react-i18next';
import { Sheet } from '../../ui/Sheet.tsx';
import { CopyButton } from '../me/CopyButton.tsx';
import '../me/me.css';

/** A password that was made for somebody. */
export interface HandedOutPassword {
  username: string;
  name: string;
  password: string;
}

/** A password to hand out, this once. */
export function HandedOut({
  username,
  name,
  password,
  onClose,
}: HandedOutPassword & { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Sheet title={t('people.handOut')} onClose={onClose} once>
      <p>{t('people.handOutLead', { name })}</p>
      <p>
        <span className="muted">{t('people.handOutUser')}</span> {username}
      </p>
      <code className="handed-out">{password}</code>
      <div className="actions">
        <CopyButton text={password} />
        <span className="grow" />
        <button type="button" className="button primary" onClick={onClose}>
          {t('people.close')}
        </button>
      </div>
    </Sheet>
  );
}
