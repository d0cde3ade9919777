import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectWhole } from '#shared/api.ts';
import { useRights } from '../../data/rights.ts';
import { fullDayText, instantText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { ChangeTable } from '../../ui/ChangeTable.tsx';
import { changeRows } from '../../ui/change-rows.ts';
import { AdjustDialog } from './AdjustDialog.tsx';

/** The versions of the plan, the latest first, each with what it changed in this project; and its adjustment. */
export function Versions({ project }: { project: Pick<ProjectWhole, 'code' | 'year' | 'versions'> }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const { may } = useRights();
  const [isAdjusting, setAdjusting] = useState(false);
  const { code, year, versions } = project;
  return (
    <section aria-labelledby="versions">
      <div className="head-line">
        <h2 id="versions">{t('project.versions')}</h2>
        {may('adjust_plan') && (
          <button type="button" className="button small" onClick={() => setAdjusting(true)}>
            {t('adjust.open')}
          </button>
        )}
      </div>
      <ul className="plain-list versions">
        {versions
          .toSorted((a, b) => b.number - a.number)
          .map((version) => (
            <li key={version.number}>
              <strong>{t('project.version', { number: version.number })}</strong>{' '}
              {t('project.effective', { day: fullDayText(version.effectiveOn, language) })}{' '}
              {version.inForce && <span className="tag">{t('project.inForce')}</span>}
              <span className="note block">
                {[reasonText(version.reason, t), version.author, instantText(version.recordedAt, language)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {version.changes && (
                <ChangeTable
                  rows={changeRows(version.changes, language)}
                  label={t('project.version', { number: version.number })}
                />
              )}
              {!version.changes && version.number > 1 && (
                <span className="note block">{t('changes.unchanged')}</span>
              )}
            </li>
          ))}
      </ul>
      {isAdjusting && <AdjustDialog code={code} year={year} onClose={() => setAdjusting(false)} />}
    </section>
  );
}

/** Why a version came to be: the product's own word for the first one in the reader's language, else as it was typed. */
function reasonText(reason: string | null, t: TFunction): string | null {
  return reason === '年初预算' ? t('project.firstPlan') : reason;
}
