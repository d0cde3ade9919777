import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session, System } from '#shared/api.ts';
import { useMoment } from '../data/moment.ts';
import { overview } from '../data/questions.ts';
import { Announcer } from './Announcer.tsx';
import { Bands } from './Bands.tsx';
import { Busy } from './Busy.tsx';
import { Header } from './Header.tsx';
import { PrintLine } from './PrintLine.tsx';
import { Toasts } from './Toasts.tsx';
import { TourOffer } from './TourOffer.tsx';
import { useTitle } from './useTitle.ts';

/** What stands around every screen: header, bands, news, and the title of the tab. */
export function Shell({
  user,
  system,
  isWelcome = false,
  children,
}: {
  user: Session;
  system: System;
  isWelcome?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const moment = useMoment();
  const { data: now } = useQuery({ ...overview(moment), enabled: !system.empty });
  useTitle({ isEmpty: system.empty, name: isWelcome ? t('page.welcome') : undefined });

  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      <Header user={user} system={system} counts={system.empty ? undefined : now?.alerts} />
      <Bands system={system} />
      {!system.empty && <TourOffer user={user} />}
      <main id="main" tabIndex={-1}>
        {children}
        <PrintLine user={user} system={system} />
      </main>
      <Announcer />
      <Toasts />
      <Busy />
    </div>
  );
}
