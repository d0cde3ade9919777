import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/people.ts';
import { departments } from '../../data/questions.ts';
import { spokenLanguage } from '../../text/i18n.ts';

/** What somebody holds, in words: `股长（审批局 办公室）、审计`; what the first account stands in for, in grey. */
export function GrantWords({ user: { grants, standsInFor } }: { user: User }) {
  const { t } = useTranslation();
  const { data } = useQuery(departments());
  const nameOf = (code: string | null) => data?.items.find((one) => one.code === code)?.name ?? code;
  const words = grants.map(({ role, department, section }) => {
    const where = [nameOf(department), section].filter((part) => part !== null).join(' ');
    if (!where) return t(`role.${role}`);
    return spokenLanguage() === 'zh' ? `${t(`role.${role}`)}（${where}）` : `${t(`role.${role}`)} (${where})`;
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
