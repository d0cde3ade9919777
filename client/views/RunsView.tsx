import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { evaluations } from '../data/questions.ts';
import { write } from '../data/request.ts';
import { fullDayText, instantText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { LightMark } from '../ui/LightMark.tsx';
import { More } from '../ui/More.tsx';
import { WriteProblem } from '../ui/WriteProblem.tsx';

/** The evaluations that ran, newest first, and one on demand. */
export default function RunsView() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const list = useSuspenseInfiniteQuery(evaluations());
  const runs = list.data.pages.flatMap((page) => page.items);
  const now = useMutation({
    mutationFn: () => write('EvaluationRun', 'POST', 'evaluations'),
    onSuccess: () => cache.invalidateQueries(),
  });
  const language = spokenLanguage();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('runs.title')}</h1>
        <span className="grow" />
        <button type="button" className="button" disabled={now.isPending} onClick={() => now.mutate()}>
          {t('runs.now')}
        </button>
      </div>
      <WriteProblem error={now.error} />
      {runs.length === 0 ? (
        <EmptyState>{t('runs.empty')}</EmptyState>
      ) : (
        <div className="scroll">
          <table className="table" aria-label={t('runs.list')}>
            <thead>
              <tr>
                <th scope="col">{t('runs.at')}</th>
                <th scope="col">{t('runs.day')}</th>
                <th scope="col">{t('runs.trigger')}</th>
                <th scope="col">{t('runs.result')}</th>
                <th scope="col" className="number">
                  {t('runs.opened')}
                </th>
                <th scope="col" className="number">
                  {t('runs.changed')}
                </th>
                <th scope="col" className="number">
                  {t('runs.resolved')}
                </th>
                <th scope="col" className="number">
                  {t('runs.ms')}
                </th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <tr key={run.id}>
                  <th scope="row" className="nowrap">
                    {instantText(run.startedAt, language)}
                  </th>
                  <td className="nowrap">{fullDayText(run.forDay, language)}</td>
                  <td className="nowrap">{t(`runs.triggers.${run.trigger}`)}</td>
                  <td>
                    <LightMark mark={run.ok ? 'green' : 'red'} /> {t(run.ok ? 'runs.ok' : 'runs.failed')}
                    {run.error && <span className="note"> {run.error}</span>}
                  </td>
                  <td className="number">{run.opened}</td>
                  <td className="number">{run.changed}</td>
                  <td className="number">{run.resolved}</td>
                  <td className="number">{run.ms}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <More list={list} />
    </div>
  );
}
