import { useTranslation } from 'react-i18next';
import { PasswordForm } from './me/PasswordForm.tsx';

/** A password that was handed out is changed before anything else. */
export default function PasswordView() {
  const { t } = useTranslation();
  return (
    <main className="alone">
      <h1>{t('password.title')}</h1>
      <p className="muted">{t('password.forced')}</p>
      <PasswordForm autoFocus />
    </main>
  );
}
