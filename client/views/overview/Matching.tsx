import { useSuspenseQuery } from '@tanstack/react-query';
import { memo, useDeferredValue, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Project } from '#shared/api.ts';
import { MatchTable, MatchTools } from '../../charts/MatchFigures.tsx';
import { Quadrant } from '../../charts/Quadrant.tsx';
import { type MatchPoint, matchingOf } from '../../charts/quadrant.ts';
import { useMoment } from '../../data/moment.ts';
import { projects } from '../../data/questions.ts';
import { percent } from '../../text/format.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { To } from '../../ui/To.tsx';

const shown = 3;

/** 双监控: whether money and results go together, drawn, and said of the projects where they do not. */
export function Matching() {
  const { data } = useSuspenseQuery(projects(useMoment()));
  return <Matched items={useDeferredValue(data.items)} />;
}

const Matched = memo(function Matched({ items }: { items: readonly Project[] }) {
  const { t } = useTranslation();
  const place = useRef<HTMLElement>(null);
  const { points, moneyAhead, resultsAhead, together, unread } = matchingOf(items);
  return (
    <section className="overview-match" aria-labelledby="match">
      <h2 id="match">{t('overview.match')}</h2>
      <div className="match">
        <figure ref={place}>
          <Quadrant points={points} label={t('overview.matchLabel', { count: points.length })} />
          <figcaption className="note">{t('overview.matchAxes')}</figcaption>
          <MatchTable points={points} />
          {points.length > 0 && <MatchTools points={points} chart={place} />}
        </figure>
        <ul className="match-groups">
          <Group name="moneyAhead" points={moneyAhead} />
          <Group name="resultsAhead" points={resultsAhead} />
          <li>
            <LightMark mark="green" /> {t('overview.together')} <span className="figure">{together}</span>
          </li>
          <li className="muted">
            <LightMark mark="grey" /> {t('overview.unread')} <span className="figure">{unread}</span>
          </li>
        </ul>
      </div>
    </section>
  );
});

function Group({ name, points }: { name: 'moneyAhead' | 'resultsAhead'; points: readonly MatchPoint[] }) {
  const { t } = useTranslation();
  return (
    <li>
      <LightMark mark={name === 'moneyAhead' ? 'yellow' : 'blue'} /> {t(`overview.${name}`)}{' '}
      <span className="figure">{points.length}</span>
      {points.slice(0, shown).map(({ code, name: project, fulfilment, achievement }) => (
        <p key={code} className="note">
          <To className="link" to={`/projects/${code}`}>
            {project}
          </To>
          <span>
            {t('overview.matchPair', {
              money: percent(String(fulfilment), 0),
              results: percent(String(achievement), 0),
            })}
          </span>
        </p>
      ))}
      {points.length > shown && (
        <p className="note">{t('overview.matchMore', { count: points.length - shown })}</p>
      )}
    </li>
  );
}
