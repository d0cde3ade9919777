import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReview } from './review-context.ts';
import { TargetsRead } from './TargetsRead.tsx';
import { targetsOf } from './work-items.ts';

/** The indicators of the plan's prose, folded; drawn once they are asked for. */
export function DepartmentRead() {
  const { t } = useTranslation();
  const { reading } = useReview().planImport;
  const [open, setOpen] = useState(false);
  const count = reading.departmentIndicators.length;
  if (count === 0) return null;
  return (
    <section className="department-read">
      <button type="button" className="fold-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? '▾' : '▸'} {t('import.departmentIndicators')}{' '}
        <span className="note">{t('indicators.total', { count })}</span>
      </button>
      {open && <TargetsRead targets={targetsOf({ ...reading, projects: [] })} />}
    </section>
  );
}
