import { useTranslation } from 'react-i18next';
import type { User } from '#shared/people.ts';

/** What somebody holds, in words: `股长（办公室）、审计`; what the first account stands in for, in grey. */
export function GrantWords({ user: { grants, standsInFor } }: { user: User }) {
  const { t } = useTranslation();
  const words = grants.map(({ role, department, section }) => {
    const where = [section, department].filter((part) => part !== null).join(' ');
    return where ? `${t(`role.${role}`)}（${where}）` : t(`role.${role}`);
  });
  return (
    <>
      {words.join(t('comma'))}
      {standsInFor.length > 0 && (
        <span className="note block">
          {t('people.standsIn', { role: standsInFor.map((role) => t(`role.${role}`)).join(t('comma')) })}
        </span>
      )}
    </>
  );
}
