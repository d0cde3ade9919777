import { useTranslation } from 'react-i18next';
import type { ProjectWhole } from '#shared/api.ts';

/** What the plan's prose part says about the same project, and where it contradicts the table. */
export function DepartmentTargets({ targets }: { targets: ProjectWhole['departmentIndicators'] }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="department">
      <h2 id="department">{t('project.department')}</h2>
      {targets.length === 0 && <p className="muted pad">{t('none')}</p>}
      <ul className="plain-list">
        {targets.map((target) => (
          <li key={target.id}>
            <strong>{target.name}</strong> {target.printed}
            {target.conflict && <span className="tag conflict">{t('project.conflict')}</span>}
            <span className="note block">
              {target.subject}
              {' · '}
              {target.linkedTo ? t('project.linkedTo', { name: target.linkedTo }) : t('project.unlinked')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
