import { useTranslation } from 'react-i18next';
import { auditActions } from '#shared/audit-words.ts';
import { useQueryValues } from '../../data/moment.ts';
import type { auditFilters } from '../../data/tables.ts';
import { Choice } from '../../ui/Choice.tsx';

type FilterName = (typeof auditFilters)[number];

/** What nobody does, or leaves no row: not offered. */
const unseen = new Set<string>(['see_payees', 'see_runs', 'leave_opinion']);

/** The filters of the trail. */
export function AuditFilters() {
  const { t } = useTranslation();
  const [params, setValues] = useQueryValues();
  const value = (name: FilterName) => params.get(name) ?? '';
  const actions = auditActions.filter((action) => !unseen.has(action));
  const typed = (name: 'q' | 'who' | 'project', label: string) => (
    <input
      type="search"
      className={`input ${name}`}
      aria-label={label}
      placeholder={label}
      value={value(name)}
      onChange={(event) => setValues({ [name]: event.target.value || undefined })}
    />
  );
  const day = (name: 'from' | 'to', label: string) => (
    <label className="day-filter">
      <span>{label}</span>
      <input
        type="date"
        className="input"
        value={value(name)}
        onChange={(event) => setValues({ [name]: event.target.value || undefined })}
      />
    </label>
  );
  return (
    <search className="audit-filters" aria-label={t('audit.list')}>
      {typed('q', t('audit.search'))}
      {typed('who', t('audit.who'))}
      {typed('project', t('audit.project'))}
      <Choice
        label={t('audit.action')}
        value={value('action')}
        items={[
          { id: '', text: t('audit.allActions') },
          ...actions.map((id) => ({ id, text: t(`audit.actions.${id}`) })),
        ]}
        onChange={(action) => setValues({ action })}
      />
      <Choice
        label={t('audit.outcome')}
        value={value('outcome')}
        items={[
          { id: '', text: t('audit.allOutcomes') },
          { id: 'done', text: t('audit.done') },
          { id: 'refused', text: t('audit.refused') },
        ]}
        onChange={(outcome) => setValues({ outcome })}
      />
      {day('from', t('audit.from'))}
      {day('to', t('audit.to'))}
    </search>
  );
}
