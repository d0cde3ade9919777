import { useSuspenseQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Curve } from '../charts/Curve.tsx';
import { useMoment } from '../data/moment.ts';
import { overview } from '../data/questions.ts';
import { useRights } from '../data/rights.ts';
import { Causes } from './overview/Causes.tsx';
import { Feed } from './overview/Feed.tsx';
import { Matching } from './overview/Matching.tsx';
import { MoneySummary } from './overview/MoneySummary.tsx';
import { ProjectTable } from './overview/ProjectTable.tsx';
import { ResultsSummary } from './overview/ResultsSummary.tsx';
import './overview/overview.css';

/** The department at one glance: two sentences, the curve, the projects worst first, the news. */
export default function OverviewView() {
  const { t } = useTranslation();
  const { sees } = useRights();
  const { data } = useSuspenseQuery(overview(useMoment()));
  const { year, asOf, series } = data;
  const curve = useMemo(() => ({ year, asOf, ...series }), [year, asOf, series]);
  return (
    <div className="overview">
      <h1 className={sees === 'own' ? 'overview-own' : 'visually-hidden'}>
        {t(sees === 'own' ? 'overview.ownTitle' : 'overview.title')}
      </h1>
      <MoneySummary overview={data} />
      <ResultsSummary overview={data} />
      <div className="overview-column">
        <section className="overview-curve" aria-labelledby="curve">
          <h2 id="curve">
            {t('overview.chart')} <small>{t('unit.wan')}</small>
          </h2>
          <Curve curve={curve} nodes={data.nodes} />
        </section>
        <div className="overview-below">
          <Matching />
          <Causes causes={data.causes} />
        </div>
      </div>
      <div className="overview-column">
        <ProjectTable />
        <Feed />
      </div>
    </div>
  );
}
