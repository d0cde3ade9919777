import { useSuspenseQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { memo, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import type { Light, Project } from '#shared/api.ts';
import { keepMoment, useMoment } from '../../data/moment.ts';
import { projects } from '../../data/questions.ts';
import { percent, wan, yuanText } from '../../text/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LightMark } from '../../ui/LightMark.tsx';
import { MovedAt, momentKey } from '../../ui/Moved.tsx';

const legend = ['red', 'yellow', 'missing', 'blue', 'green', 'grey'] as const;
/** The worst so many; the others have a page of their own. */
const mostShown = 100;
const lights = ['plan', 'elapsed', 'results', 'yearEnd'] as const;

/** The projects as the server orders them, worst first, with their four lights. */
export function ProjectTable() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const moment = useMoment();
  const data = useDeferredValue(useSuspenseQuery(projects(moment)).data);
  if (data.items.length === 0) {
    return <EmptyState>{t('overview.noProjects')}</EmptyState>;
  }
  return (
    <section className="overview-projects" aria-labelledby="projects">
      <h2 id="projects">
        {t('overview.projects')}{' '}
        <small>
          <Link className="link" href={keepMoment('/projects', params)}>
            {t('overview.allProjects', { count: data.total ?? data.items.length })}
          </Link>
        </small>
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
              <th scope="col" className="number col-place" title={t('overview.placeHint')}>
                {t('overview.place')}
              </th>
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
            {data.items.slice(0, mostShown).map((project) => (
              <ProjectRow
                key={project.code}
                project={project}
                href={keepMoment(`/projects/${project.code}`, params)}
                at={momentKey(moment)}
                t={t}
              />
            ))}
          </tbody>
        </table>
      </div>
      <ul className="legend" aria-label={t('overview.legend')}>
        {legend.map((state) => (
          <li key={state}>
            <LightMark mark={state} /> {t(`light.${state}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/**
 * Unchanged figures keep their object, so that one changed project redraws one row. Texts and address come
 * from the table: a thousand rows need not each listen for the language and the URL.
 */
const ProjectRow = memo(function ProjectRow({
  project,
  href,
  at,
  t,
}: {
  project: Project;
  href: string;
  /** Which day and year are shown. */
  at: string;
  t: TFunction;
}) {
  const { shortfall, openAlerts } = project;
  return (
    <tr className="row-link">
      <th scope="row">
        <Link href={href} title={project.lights.plan.text}>
          {project.name}
        </Link>
      </th>
      {lights.map((name) => (
        <td key={name} title={project.lights[name].text} data-label={t(`lightName.${name}`)}>
          <LightCell light={project.lights[name]} rated={name !== 'results'} t={t} />
        </td>
      ))}
      <td className="number" data-label={t('overview.place')}>
        {project.place && <Place place={project.place} t={t} />}
      </td>
      <td className="number" data-label={t('overview.shortWan')}>
        {Number(shortfall) > 0 ? (
          <MovedAt at={at} of={shortfall}>
            <span title={`${yuanText(shortfall)}${t('unit.yuan')}`}>{wan(shortfall)}</span>
          </MovedAt>
        ) : (
          <span className="muted">–</span>
        )}
      </td>
      <td className="number" data-label={t('overview.alerts')}>
        {openAlerts > 0 ? (
          <MovedAt at={at} of={String(openAlerts)}>
            {openAlerts}
          </MovedAt>
        ) : (
          <span className="muted">–</span>
        )}
      </td>
      <td data-label={t('overview.owner')}>{project.section ?? t('overview.noOwner')}</td>
    </tr>
  );
});

/** The place by 预算执行率, and how many places up or down since the last node. */
function Place({ place: { now, atNode, of }, t }: { place: NonNullable<Project['place']>; t: TFunction }) {
  const moved = atNode === null ? 0 : atNode - now;
  const count = Math.abs(moved);
  const text = moved === 0 ? '' : t(moved > 0 ? 'overview.placeUp' : 'overview.placeDown', { count });
  return (
    <span title={[t('overview.placeOf', { place: now, of }), text].filter(Boolean).join('，')}>
      {moved !== 0 && (
        <span className="note moved">
          <span aria-hidden="true">{`${moved > 0 ? '↑' : '↓'}${count}`}</span>
          <span className="visually-hidden">{text}</span>
        </span>
      )}{' '}
      {now}
    </span>
  );
}

function LightCell({ light, rated, t }: { light: Light; rated: boolean; t: TFunction }) {
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
