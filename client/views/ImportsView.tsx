import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useQueryValues } from '../data/moment.ts';
import { importRuns } from '../data/questions.ts';
import { useRights } from '../data/rights.ts';
import { instantText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { More } from '../ui/More.tsx';
import { To } from '../ui/To.tsx';
import { ImportTabs } from './import/ImportTabs.tsx';
import { PlanDocuments } from './imports/PlanDocuments.tsx';
import { StateWord } from './imports/StateWord.tsx';
import './imports/imports.css';

/** Every file that was imported or tried: who, when, what came of it. */
export default function ImportsView() {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const { may } = useRights();
  const list = useSuspenseInfiniteQuery(importRuns());
  const [params, setValues] = useQueryValues();
  const withChecks = params.get('checks') === 'shown';
  const all = list.data.pages.flatMap(({ items }) => items);
  const runs = withChecks ? all : all.filter(({ dryRun, state }) => !dryRun || state === 'running');
  const hidden = all.length - runs.length;
  return (
    <div className="page">
      <h1 className="visually-hidden">{t('imports.tabs.all')}</h1>
      <ImportTabs at="all" />
      {(hidden > 0 || withChecks) && (
        <label className="check">
          <input
            type="checkbox"
            checked={withChecks}
            onChange={(event) => setValues({ checks: event.target.checked ? 'shown' : undefined })}
          />
          {t('imports.withChecks')}{' '}
          {hidden > 0 && <span className="note">{t('imports.hidden', { count: hidden })}</span>}
        </label>
      )}
      {runs.length === 0 ? (
        <EmptyState
          action={
            <To className="button primary" to="/import/vouchers">
              {t('imports.title.expenditures')}
            </To>
          }
        >
          {t(hidden > 0 ? 'imports.onlyChecks' : 'imports.empty')}
        </EmptyState>
      ) : (
        <table className="table stacks" aria-label={t('imports.tabs.all')}>
          <thead>
            <tr>
              <th scope="col">{t('imports.file')}</th>
              <th scope="col">{t('imports.kind')}</th>
              <th scope="col">{t('imports.at')}</th>
              <th scope="col">{t('imports.by')}</th>
              <th scope="col">{t('imports.state')}</th>
              <th scope="col" className="number">
                {t('imports.stored')}
              </th>
              <th scope="col" className="number">
                {t('imports.known')}
              </th>
              <th scope="col" className="number">
                {t('imports.rejected')}
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id} className="row-link">
                <th scope="row">
                  <To to={`/imports/${run.id}`}>{run.fileName || t('imports.unnamed')}</To>
                </th>
                <td data-label={t('imports.kind')}>{t(`imports.kinds.${run.kind}`)}</td>
                <td className="nowrap" data-label={t('imports.at')}>
                  {instantText(run.startedAt, language)}
                </td>
                <td data-label={t('imports.by')}>{run.by}</td>
                <td>
                  <StateWord run={run} />
                </td>
                <td className="number" data-label={t('imports.stored')}>
                  {stored(run).toLocaleString('en')}
                </td>
                <td className="number" data-label={t('imports.known')}>
                  {run.known.toLocaleString('en')}
                </td>
                <td className="number" data-label={t('imports.rejected')}>
                  {run.rejectedRows.toLocaleString('en')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <More list={list} />
      {may('import') && <PlanDocuments />}
    </div>
  );
}

/** Of an attempt that stored nothing the rows that would have been are not stored. */
function stored({ state, dryRun, accepted }: { state: string; dryRun: boolean; accepted: number }): number {
  return state === 'done' && !dryRun ? accepted : 0;
}
