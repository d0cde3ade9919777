import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview, Session, System } from '#shared/api.ts';
import { To } from '../ui/To.tsx';
import { Counts } from './Counts.tsx';
import { Nav } from './Nav.tsx';
import { Status } from './Status.tsx';
import { TimeLine } from './TimeLine.tsx';
import { UserButton } from './UserButton.tsx';

const YearChoice = lazy(() => import('./YearChoice.tsx'));

/** Two rows: where and when one looks, and where one may go. */
export function Header({
  user,
  system,
  counts,
}: {
  user: Session;
  system: System;
  counts: Overview['alerts'] | undefined;
}) {
  const { t } = useTranslation();
  return (
    <header className="header">
      <div className="header-row">
        <To to="/" className="brand" aria-label={`${t('product')} ${t('nav.overview')}`}>
          <BrandMark />
          {t('product')}
        </To>
        <span className="department">{system.department?.name}</span>
        {system.years.length > 1 ? (
          <Suspense fallback={<span className="figure">{system.year}</span>}>
            <YearChoice years={system.years} current={system.year} />
          </Suspense>
        ) : (
          !system.empty && <span className="figure year">{system.year}</span>
        )}
        {!system.empty && <TimeLine system={system} />}
        <span className="grow" />
        {counts && <Counts counts={counts} />}
        <UserButton user={user} />
      </div>
      <div className="header-row second">
        {!system.empty && <Nav />}
        <span className="grow" />
        <Status system={system} />
      </div>
    </header>
  );
}

/** Steps of a plan rising: the product's mark. */
function BrandMark() {
  return (
    <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
      <path d="M1.5 13.5V10H5.5V6.5H9.5V3H14.5" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M1.5 13.5H14.5" stroke="currentColor" strokeWidth="1" opacity=".5" />
    </svg>
  );
}
