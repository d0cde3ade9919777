import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { isHandled } from '#shared/alert-kinds.ts';
import type { ProjectWhole } from '#shared/api.ts';
import { fullDayText, percent } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { AlertTags } from '../../ui/AlertTags.tsx';
import { Money } from '../../ui/Money.tsx';
import { To } from '../../ui/To.tsx';
import { gravest, headline } from './headline.ts';

/** What is off, of whom, and the project's figures with their bases, each leading to what it is made of. */
export function ProjectHead({ project }: { project: ProjectWhole }) {
  const { t } = useTranslation();
  const { section, owner, score, reported, executionRate, goals, purpose } = project;
  const path = encodeURIComponent(project.code);
  const alert = gravest(project.alerts);
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
        {alert && <InHand alert={alert} />}
        <p className="note">
          {t('project.purpose')}
          {t('colon')}
          {purpose || t('none')}
          {goals.length > 0 && ` ${t('project.goals')}${t('colon')}${goals.join(t('listComma'))}`}
        </p>
      </div>
      <dl className="figures">
        <div>
          <dt>{t(project.budgetBasis === 'original' ? 'project.budget' : 'project.budgetAdjusted')}</dt>
          <dd>
            <a href="#versions">
              <Money yuan={project.budget} unit />
            </a>
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
            <a href="#nodes">
              <Money yuan={project.planned} unit />
            </a>
          </dd>
        </div>
        <div>
          <dt>{t('overview.spent')}</dt>
          <dd>
            <To to={`/expenditures?project=${path}`}>
              <Money yuan={project.spent} unit />
            </To>
          </dd>
        </div>
        <div>
          <dt>{t('overview.rate')}</dt>
          <dd className="figure">
            <a href="#nodes">{percent(executionRate)}</a>
          </dd>
        </div>
        <div>
          <dt>{t('project.reportedTerm')}</dt>
          <dd className="figure">
            <a href="#indicators">
              {reported.done}
              <span className="of"> / {reported.of}</span>
            </a>
          </dd>
        </div>
        <div>
          <dt>{t('project.score')}</dt>
          <dd className="figure">
            {score ? (
              <To to={`/papers/${path}/self-evaluation`}>
                {score.earned}
                <span className="of"> / {score.judged}</span>
              </To>
            ) : (
              <span className="muted">–</span>
            )}
          </dd>
        </div>
      </dl>
    </header>
  );
}

/** Who has the gravest alert in hand, how far it is, and what was promised until when; leads to the alert. */
function InHand({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const { id, section, owner, kind, handling, measure, promisedOn } = alert;
  const waits = isHandled(kind) && handling === 'open';
  return (
    <p className="in-hand">
      <To className="link" to={`/alerts/${id}`}>
        {t(`kind.${kind}`)}
      </To>
      <span>
        {t('alerts.who')} {[section, owner].filter(Boolean).join(' ')}
      </span>
      {waits && <span>{t('handling.open')}</span>}
      <AlertTags alert={alert} />
      {promisedOn && <span>{t('handle.promised', { day: fullDayText(promisedOn, spokenLanguage()) })}</span>}
      {measure && <span>{measure}</span>}
    </p>
  );
}
