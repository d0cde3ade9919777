import { useTranslation } from 'react-i18next';
import type { ProjectWhole } from '#shared/api.ts';
import { percent } from '../../text/format.ts';
import { Money } from '../../ui/Money.tsx';
import { To } from '../../ui/To.tsx';
import '../../text/with-papers.ts';
import { headline } from './headline.ts';

/** What is off, of whom, and the project's figures with their bases. */
export function ProjectHead({ project }: { project: ProjectWhole }) {
  const { t } = useTranslation();
  const { section, owner, score, reported, executionRate, goals, purpose } = project;
  const who = [section, owner].filter(Boolean).join(' ');
  return (
    <header className="project-head">
      <div>
        <p className="note">
          {project.code}
          {who && ` · ${who}`}
        </p>
        <h1>{project.name}</h1>
        <p className="sentence">{headline(project)}</p>
        <p className="note">
          {t('project.purpose')}
          {t('colon')}
          {purpose || t('none')}
          {goals.length > 0 && ` ${t('project.goals')}${t('colon')}${goals.join(t('listComma'))}`}{' '}
          <To className="link nowrap no-print" to={`/papers/${encodeURIComponent(project.code)}/monitoring`}>
            {t('forms.fillOf', { name: t('forms.monitoring') })}
          </To>
          <span className="no-print"> · </span>
          <button type="button" className="plain link nowrap no-print" onClick={() => window.print()}>
            {t('print.page')}
          </button>
        </p>
      </div>
      <dl className="figures">
        <div>
          <dt>{t(project.budgetBasis === 'original' ? 'project.budget' : 'project.budgetAdjusted')}</dt>
          <dd>
            <Money yuan={project.budget} unit />
          </dd>
          {project.budgetBasis === 'adjusted' && (
            <dd className="note">
              {t('project.budget')} <Money yuan={project.originalBudget} />
            </dd>
          )}
        </div>
        <div>
          <dt>{t('overview.planned')}</dt>
          <dd>
            <Money yuan={project.planned} unit />
          </dd>
        </div>
        <div>
          <dt>{t('overview.spent')}</dt>
          <dd>
            <Money yuan={project.spent} unit />
          </dd>
        </div>
        <div>
          <dt>{t('overview.rate')}</dt>
          <dd className="figure">{percent(executionRate)}</dd>
        </div>
        <div>
          <dt>{t('project.reportedTerm')}</dt>
          <dd className="figure">
            {reported.done}
            <span className="of"> / {reported.of}</span>
          </dd>
        </div>
        <div>
          <dt>{t('project.score')}</dt>
          <dd className="figure">
            {score ? (
              <>
                {score.earned}
                <span className="of"> / {score.judged}</span>
              </>
            ) : (
              <span className="muted">–</span>
            )}
          </dd>
        </div>
      </dl>
    </header>
  );
}
