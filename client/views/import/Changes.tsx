import { useTranslation } from 'react-i18next';
import type { PlanImportWhole } from '#shared/api.ts';
import type { ProjectChange } from '#shared/plan-changes.ts';
import { fullDayText, wan } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { ChangeTable } from '../../ui/ChangeTable.tsx';
import { changeRows, indicatorRow } from '../../ui/change-rows.ts';

/** How the document differs from the plan in force, project by project; nothing where the year has no plan yet. */
export function Changes({ revises }: { revises: PlanImportWhole['revises'] }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  if (!revises) return null;
  const { version, effectiveOn, changes, department } = revises;
  const isSame = changes.length + department.length === 0;
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{t('changes.title')}</h2>
      <p className={isSame ? '' : 'note'}>
        {t('changes.against', { version, day: fullDayText(effectiveOn, language) })}{' '}
        {t(isSame ? 'changes.same' : 'changes.pastStay')}
      </p>
      {changes.map((change) => (
        <details key={change.code} className="fold" open={changes.length <= 12}>
          <summary>
            <strong>{change.name}</strong> <span className="tag">{t(`changes.${change.change}`)}</span>{' '}
            <Budgets change={change} />
          </summary>
          <ChangeTable rows={changeRows(change, language)} label={change.name} draft />
        </details>
      ))}
      {department.length > 0 && (
        <details className="fold">
          <summary>
            {t('import.departmentIndicators')} <span className="note">{department.length}</span>
          </summary>
          <ChangeTable rows={department.map(indicatorRow)} label={t('import.departmentIndicators')} draft />
        </details>
      )}
    </section>
  );
}

/** The budget before and after, where it differs: the one figure that a folded project still shows. */
function Budgets({ change: { budget } }: { change: ProjectChange }) {
  const { t } = useTranslation();
  if (!budget) return null;
  const amount = (yuan: string | null) => (yuan === null ? '–' : wan(yuan));
  return (
    <span className="note figure">
      {t('changes.budgets', { before: amount(budget.before), after: amount(budget.after) })}
    </span>
  );
}
