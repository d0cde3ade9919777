import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { YearClosing } from '#shared/api.ts';
import { parseYuan, toYuan } from '#shared/money.ts';
import { useMoment } from '../data/moment.ts';
import { system, yearClosing } from '../data/questions.ts';
import { write } from '../data/request.ts';
import { fullDayText, wan } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { Choice } from '../ui/Choice.tsx';
import { conclusionText } from '../ui/event-text.ts';
import { Money } from '../ui/Money.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { To } from '../ui/To.tsx';
import { WriteProblem } from '../ui/WriteProblem.tsx';
import { chosenConclusions, missingConclusions } from './closing/conclusions.ts';

const conclusions = ['结转下年', '财政收回', '完结结余', '转下年整改'] as const;

/** Closing a year (年度结账): what is left, what becomes of it, and the last word. */
export default function ClosingView() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const language = spokenLanguage();
  const { data: around } = useSuspenseQuery(system());
  const year = Number(useMoment().year ?? around.year);
  const { data: closing } = useSuspenseQuery(yearClosing(year));
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [sure, setSure] = useState(false);
  const close = useMutation({
    mutationFn: () =>
      write('YearClosing', 'POST', `years/${year}/close`, {
        conclusions: chosenConclusions(closing, chosen),
      }),
    onSuccess: async () => {
      setSure(false);
      await cache.invalidateQueries();
    },
  });
  const missing = missingConclusions(closing, chosen).length;
  const left = closing.projects.reduce((sum, one) => sum + (parseYuan(one.left) ?? 0), 0);
  const facts = { projects: closing.projects.length, alerts: closing.openAlerts, left: wan(toYuan(left)) };
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('closing.title', { year })}</h1>
        <span className="note">{t('closing.facts', facts)}</span>
      </div>
      <p>{leadOf(closing)}</p>
      <div className="scroll">
        <table className="table stacks" aria-label={t('closing.list')}>
          <thead>
            <tr>
              <th scope="col">{t('closing.project')}</th>
              <th scope="col" className="number">
                {t('closing.budget')}
              </th>
              <th scope="col" className="number">
                {t('closing.spent')}
              </th>
              <th scope="col" className="number">
                {t('closing.left')}
              </th>
              <th scope="col" className="number">
                {t('closing.alerts')}
              </th>
              <th scope="col">{t('closing.conclusion')}</th>
            </tr>
          </thead>
          <tbody>
            {closing.projects.map((project) => (
              <tr key={project.code}>
                <th scope="row">
                  <To className="link" to={`/projects/${project.code}`}>
                    {project.name}
                  </To>{' '}
                  {project.finished && <span className="tag">{t('closing.finished')}</span>}
                </th>
                <td className="number" data-label={t('closing.budget')}>
                  <Money yuan={project.budget} />
                </td>
                <td className="number" data-label={t('closing.spent')}>
                  <Money yuan={project.spent} />
                </td>
                <td className="number" data-label={t('closing.left')}>
                  <Money yuan={project.left} />
                </td>
                <td className="number" data-label={t('closing.alerts')}>
                  {project.openAlerts}
                </td>
                <td className="whole" data-label={t('closing.conclusion')}>
                  {closing.state === 'closable' ? (
                    <Choice
                      label={t('closing.conclusionOf', { name: project.name })}
                      hideLabel
                      value={chosen.get(project.code) ?? project.suggested ?? ''}
                      items={[
                        { id: '', text: t(project.required ? 'closing.choose' : 'closing.no') },
                        ...conclusions.map((id) => ({ id, text: t(`conclusion.${id}`) })),
                      ]}
                      onChange={(id) => setChosen(new Map(chosen).set(project.code, id))}
                    />
                  ) : project.conclusion ? (
                    conclusionText(project.conclusion, t)
                  ) : (
                    <span className="muted">–</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {closing.state === 'closable' && (
        <div className="foot">
          <button
            type="button"
            className="button primary"
            disabled={missing > 0}
            onClick={() => setSure(true)}
          >
            {t('closing.close')}
          </button>
          {missing > 0 && <span className="note">{t('closing.missing', { count: missing })}</span>}
        </div>
      )}
      {sure && (
        <Sheet title={t('closing.confirmTitle')} onClose={() => setSure(false)}>
          <p>{t('closing.confirm', { year, alerts: closing.openAlerts })}</p>
          <WriteProblem error={close.error} />
          <div className="actions end">
            <button type="button" className="button" onClick={() => setSure(false)}>
              {t('cancel')}
            </button>
            <button
              type="button"
              className="button primary"
              disabled={close.isPending}
              onClick={() => close.mutate()}
            >
              {t('closing.close')}
            </button>
          </div>
        </Sheet>
      )}
    </div>
  );

  function leadOf({ state, closedBy, closedOn }: YearClosing): string {
    if (state === 'closable') return t('closing.lead');
    if (state === 'running') return t('closing.running', { year });
    if (!closedOn) return t('closing.closedPlain', { year });
    return t('closing.closed', { year, by: closedBy, day: fullDayText(closedOn, language) });
  }
}
