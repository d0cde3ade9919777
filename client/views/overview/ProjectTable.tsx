import { useSuspenseQuery } from '@tanstack/react-query';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Light, Project } from '#shared/api.ts';
import { useMoment } from '../../data/moment.ts';
import { projects } from '../../data/questions.ts';
import { percent } from '../../text/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LightMark } from '../../ui/LightMark.tsx';
import { Money } from '../../ui/Money.tsx';
import { To } from '../../ui/To.tsx';

const lights = ['plan', 'elapsed', 'results', 'yearEnd'] as const;

/** The projects as the server orders them, worst first, with their four lights. */
export function ProjectTable() {
  const { t } = useTranslation();
  const { data } = useSuspenseQuery(projects(useMoment()));
  if (data.items.length === 0) {
    return <EmptyState>{t('overview.noProjects')}</EmptyState>;
  }
  return (
    <section className="overview-projects" aria-labelledby="projects">
      <h2 id="projects">
        {t('overview.projects')} <small>{t('overview.lightsOf', { count: data.items.length })}</small>
      </h2>
      <div className="scroll">
        <table className="table fixed">
          <thead>
            <tr>
              <th scope="col">{t('overview.project')}</th>
              {lights.map((light) => (
                <th key={light} scope="col" className="col-light">
                  {t(`lightName.${light}`)}
                </th>
              ))}
              <th scope="col" className="number col-short">
                {t('overview.shortWan')}
              </th>
              <th scope="col" className="number col-alerts">
                {t('overview.alerts')}
              </th>
              <th scope="col" className="col-owner">
                {t('overview.owner')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((project) => (
              <ProjectRow key={project.code} project={project} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Unchanged figures keep their object, so that one changed project redraws one row. */
const ProjectRow = memo(function ProjectRow({ project }: { project: Project }) {
  const { t } = useTranslation();
  const { shortfall, openAlerts } = project;
  return (
    <tr className="row-link">
      <th scope="row">
        <To to={`/projects/${project.code}`} title={project.lights.plan.text}>
          {project.name}
        </To>
      </th>
      {lights.map((name) => (
        <td key={name} title={project.lights[name].text} data-label={t(`lightName.${name}`)}>
          <LightCell light={project.lights[name]} rated={name !== 'results'} />
        </td>
      ))}
      <td className="number" data-label={t('overview.shortWan')}>
        {Number(shortfall) > 0 ? <Money yuan={shortfall} /> : <span className="muted">–</span>}
      </td>
      <td className="number" data-label={t('overview.alerts')}>
        {openAlerts > 0 ? openAlerts : <span className="muted">–</span>}
      </td>
      <td data-label={t('overview.owner')}>{project.section ?? t('overview.noOwner')}</td>
    </tr>
  );
});

function LightCell({ light, rated }: { light: Light; rated: boolean }) {
  const { t } = useTranslation();
  const word = t(`light.${light.state}`);
  return (
    <span className="light-cell">
      <LightMark mark={light.state} label={word} />
      {rated && light.rate !== null ? (
        <span className="figure">{percent(light.rate, 0)}</span>
      ) : (
        <span className={light.state === 'grey' ? 'muted' : ''}>{light.state === 'grey' ? '–' : word}</span>
      )}
    </span>
  );
}
