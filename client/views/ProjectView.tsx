import { useSuspenseQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Curve } from '../charts/Curve.tsx';
import { stepsOf } from '../charts/spending.ts';
import { useMoment } from '../data/moment.ts';
import { project } from '../data/questions.ts';
import { Waiting } from '../ui/Waiting.tsx';
import { AlertStories } from './project/AlertStories.tsx';
import { DepartmentTargets } from './project/DepartmentTargets.tsx';
import { FourLights } from './project/FourLights.tsx';
import { Handovers } from './project/Handovers.tsx';
import { IndicatorGroups } from './project/IndicatorGroups.tsx';
import { NodeTable } from './project/NodeTable.tsx';
import { ProjectActions } from './project/ProjectActions.tsx';
import { ProjectHead } from './project/ProjectHead.tsx';
import { Versions } from './project/Versions.tsx';
import { Vouchers } from './project/Vouchers.tsx';
import type { Tried } from './project/WhatIf.tsx';
import './project/project.css';
import './project/print.css';

const WhatIf = lazy(() => import('./project/WhatIf.tsx'));

/** One project whole: what is off, its four lights, the curve, nodes, indicators, alerts, vouchers. */
export default function ProjectView({ code }: { code: string }) {
  const { t } = useTranslation();
  const { data } = useSuspenseQuery(project(code, useMoment()));
  const [isTrying, setTrying] = useState(false);
  const [tried, setTried] = useState<Tried>();
  const ends = `${data.year}-12-31`;
  const forecast =
    data.asOf < ends
      ? [
          { day: data.asOf, amount: data.spent },
          { day: ends, amount: data.forecast },
        ]
      : [];
  const curve = {
    year: data.year,
    asOf: data.asOf,
    planned: stepsOf(data.nodes),
    actual: data.actual,
    forecast,
    ...tried,
  };
  return (
    <article className="page project">
      <ProjectHead project={data} />
      <ProjectActions project={data} />
      <FourLights lights={data.lights} />
      <div className="two beside-alerts">
        <section aria-labelledby="curve">
          <div className="head-line">
            <h2 id="curve">
              {t('project.curve')} <small>{t('unit.wan')}</small>
            </h2>
            {!data.closed && (
              <button
                type="button"
                className="button small"
                aria-expanded={isTrying}
                onClick={() => setTrying((before) => !before)}
              >
                {t(isTrying ? 'whatIf.end' : 'whatIf.open')}
              </button>
            )}
          </div>
          <Curve curve={curve} nodes={data.nodes} of={data.name} />
          {isTrying && (
            <Suspense fallback={<Waiting />}>
              <WhatIf code={code} onTry={setTried} />
            </Suspense>
          )}
          <NodeTable code={code} nodes={data.nodes} />
          {data.calendarNote && <p className="note">{t('project.calendar', { note: data.calendarNote })}</p>}
        </section>
        <AlertStories alerts={data.alerts} />
        <IndicatorGroups indicators={data.indicators} asOf={data.asOf} />
      </div>
      <Vouchers code={code} />
      <div className="two even">
        <DepartmentTargets targets={data.departmentIndicators} />
        <div className="stack">
          <Handovers project={data} />
          <Versions project={data} />
        </div>
      </div>
    </article>
  );
}
