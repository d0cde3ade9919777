import { useTranslation } from 'react-i18next';
import type { Overview, Project } from '#shared/api.ts';
import type { IndicatorDuty } from '#shared/tables.ts';
import { LightMark, type Mark } from '../../ui/LightMark.tsx';
import { Moved } from '../../ui/Moved.tsx';
import { fewProjects, mostMarks, troubled, worstResults } from './pick.ts';

/** Results: what was reported of what was due, how it stands, a mark for every project, and which to look at. */
export function ResultsScene({ overview, projects }: { overview: Overview; projects: readonly Project[] }) {
  const { t } = useTranslation();
  const { of, done, met, missed, missing } = overview.reported;
  const counts: [Mark, IndicatorDuty, number][] = [
    ['green', 'met', met],
    ['red', 'missed', missed],
    ['grey', 'unjudged', done - met - missed],
    ['missing', 'unreported', missing],
  ];
  return (
    <>
      <p className="wall-sentence">{overview.sentences.results}</p>
      <dl className="wall-figures">
        <div className="spent">
          <dt>{t('wall.reported')}</dt>
          <dd className="figure">
            <Moved of={`${done}/${of}`}>
              {done}
              <span className="of"> / {of}</span>
            </Moved>
            <span className="unit">{t('overview.items')}</span>
          </dd>
        </div>
        {counts.map(([mark, name, count]) => (
          <div key={name}>
            <dt>
              <LightMark mark={mark} /> {t(`overview.${name}`)}
            </dt>
            <dd className="figure">
              <Moved of={String(count)}>{count}</Moved>
              <span className="unit">{t('overview.items')}</span>
            </dd>
          </div>
        ))}
      </dl>
      {projects.length <= fewProjects ? (
        <ByName projects={projects} />
      ) : (
        <ByMark overview={overview} projects={projects} />
      )}
    </>
  );
}

/** A few projects: each with its mark and its name. */
function ByName({ projects }: { projects: readonly Project[] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('wall.projects', { count: projects.length })}</h2>
      <Rows projects={worstResults(projects)} className="wall-all" />
    </section>
  );
}

/** Many projects: a mark for each, and by name those to look at. */
function ByMark({ overview, projects }: { overview: Overview; projects: readonly Project[] }) {
  const { t } = useTranslation();
  const marks = worstResults(projects).slice(0, mostMarks);
  const rows = troubled(projects);
  const isWhole = marks.length === overview.projectCount;
  const label = t(isWhole ? 'wall.projects' : 'wall.projectsOf', {
    count: overview.projectCount,
    shown: marks.length,
  });
  return (
    <div className="wall-columns">
      <section>
        <h2>{label}</h2>
        <div
          className={`wall-matrix ${marks.length > 60 ? 'wall-matrix-dense' : ''}`}
          role="img"
          aria-label={label}
        >
          {marks.map(({ code, lights }) => (
            <LightMark key={code} mark={lights.results.state} />
          ))}
        </div>
        <ul className="wall-legend">
          {(['red', 'yellow', 'missing', 'green', 'grey'] as const).map((state) => (
            <li key={state}>
              <LightMark mark={state} /> {t(`light.${state}`)}{' '}
              <span className="figure">{overview.lights.results[state]}</span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t('wall.worst')}</h2>
        {rows.length === 0 && <p className="muted">{t('wall.worstNone')}</p>}
        <Rows projects={rows} />
      </section>
    </div>
  );
}

function Rows({ projects, className = '' }: { projects: readonly Project[]; className?: string }) {
  const { t } = useTranslation();
  return (
    <ul className={`wall-rows ${className}`}>
      {projects.map(({ code, name, lights, reported }) => (
        <li key={code}>
          <LightMark mark={lights.results.state} label={t(`light.${lights.results.state}`)} />
          <span className="wall-name">{name}</span>
          <span className="figure">{reported.of > 0 ? t('wall.reportedOf', reported) : t('light.grey')}</span>
        </li>
      ))}
    </ul>
  );
}
