import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { planImportRuns } from '../../data/questions.ts';
import { instantText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { More } from '../../ui/More.tsx';
import { To } from '../../ui/To.tsx';

/** The plan documents that were read, below the files of rows: drafts to go on with, and what is in force. */
export function PlanDocuments() {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const list = useSuspenseInfiniteQuery(planImportRuns());
  const runs = list.data.pages.flatMap(({ items }) => items);
  if (runs.length === 0) return null;
  return (
    <section aria-labelledby="plan-documents">
      <h2 id="plan-documents">{t('imports.plans')}</h2>
      <table className="table stacks" aria-labelledby="plan-documents">
        <thead>
          <tr>
            <th scope="col">{t('imports.file')}</th>
            <th scope="col">{t('imports.at')}</th>
            <th scope="col">{t('imports.by')}</th>
            <th scope="col">{t('imports.state')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map(({ id, fileName, createdAt, createdBy, state, year, planVersion }) => (
            <tr key={id} className="row-link">
              <th scope="row">
                <To to={`/import/${id}`}>{fileName || t('imports.pasted')}</To>
              </th>
              <td className="nowrap" data-label={t('imports.at')}>
                {instantText(createdAt, language)}
              </td>
              <td data-label={t('imports.by')}>{createdBy}</td>
              <td>
                <span className="light-cell">
                  <LightMark mark={state === 'committed' ? 'green' : 'watch'} />
                  {state === 'committed'
                    ? t('imports.planInForce', { year, version: planVersion })
                    : t('imports.planDraft')}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <More list={list} />
    </section>
  );
}
