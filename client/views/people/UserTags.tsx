import { useTranslation } from 'react-i18next';
import type { User } from '#shared/people.ts';

/** How an account stands, as word tags. */
export function UserTags({ user, now }: { user: User; now: number }) {
  const { t } = useTranslation();
  const { self, disabledAt, mustChangePassword, passwordUntil, secondFactor, secondFactorRequired } = user;
  const isExpired = passwordUntil !== null && Date.parse(passwordUntil) < now;
  return (
    <span className="tags">
      {self && <span className="tag">{t('people.self')}</span>}
      {disabledAt !== null && <span className="tag">{t('people.disabled')}</span>}
      {isExpired && <span className="tag conflict">{t('people.expired')}</span>}
      {mustChangePassword && !isExpired && <span className="tag">{t('people.mustChange')}</span>}
      {secondFactor && <span className="tag">{t('people.second')}</span>}
      {!secondFactor && secondFactorRequired && (
        <span className="tag conflict">{t('people.secondMissing')}</span>
      )}
    </span>
  );
}
