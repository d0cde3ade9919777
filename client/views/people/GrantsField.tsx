import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { User } from '#shared/people.ts';
import { type Role, roles } from '#shared/rights.ts';
import { departments } from '../../data/questions.ts';
import { Choice } from '../../ui/Choice.tsx';

type Grant = User['grants'][number];

/** Roles as rows: which, for which department, of a section head also for which section. */
export function GrantsField({
  grants,
  onChange,
  errors = [],
}: {
  grants: readonly Grant[];
  onChange: (grants: Grant[]) => void;
  errors?: readonly string[];
}) {
  const { t } = useTranslation();
  const { items } = useSuspenseQuery(departments()).data;
  const set = (at: number, change: Partial<Grant>) =>
    onChange(grants.map((grant, index) => (index === at ? { ...grant, ...change } : grant)));
  const choose = (at: number, role: Role) =>
    set(at, {
      role,
      ...(role === 'admin' && { department: null }),
      ...(role !== 'section_head' && { section: null }),
    });
  const everywhere = { id: '', text: t('people.allDepartments') };
  return (
    <fieldset className="stack tight grants">
      <legend className="visually-hidden">{t('people.roles')}</legend>
      {grants.map(({ role, department, section }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is what stands at its place
        <div key={at} className="grant">
          <Choice
            label={t('people.role')}
            hideLabel
            value={role}
            items={roles.map((id) => ({ id, text: t(`role.${id}`) }))}
            onChange={(id) => choose(at, id as Role)}
          />
          {role !== 'admin' && items.length > 0 && (
            <Choice
              label={t('people.department')}
              hideLabel
              value={department ?? ''}
              items={[everywhere, ...items.map(({ code, name }) => ({ id: code, text: name }))]}
              onChange={(code) => set(at, { department: code || null })}
            />
          )}
          {role === 'section_head' && (
            <input
              className="input"
              aria-label={t('people.section')}
              placeholder={t('people.sectionHint')}
              title={t('people.sectionHint')}
              value={section ?? ''}
              onChange={(event) => set(at, { section: event.target.value || null })}
            />
          )}
          {grants.length > 1 && (
            <button
              type="button"
              className="icon"
              aria-label={t('people.removeGrant', { role: t(`role.${role}`) })}
              onClick={() => onChange(grants.filter((_, index) => index !== at))}
            >
              ×
            </button>
          )}
        </div>
      ))}
      {errors.map((error) => (
        <p key={error} className="field-error" role="alert">
          {error}
        </p>
      ))}
      <button
        type="button"
        className="plain link"
        onClick={() => onChange([...grants, { role: 'owner', department: null, section: null }])}
      >
        {t('people.addGrant')}
      </button>
    </fieldset>
  );
}
