import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session, System } from '#shared/api.ts';
import { useMoment } from '../data/moment.ts';
import { overview } from '../data/questions.ts';
import { Bands } from './Bands.tsx';
import { Header } from './Header.tsx';
import { Toasts } from './Toasts.tsx';

/** What stands around every screen: header, bands, news. The tab's title counts the critical alerts. */
export function Shell({ user, system, children }: { user: Session; system: System; children: ReactNode }) {
  const { t } = useTranslation();
  const moment = useMoment();
  const { data: now } = useQuery({ ...overview(moment), enabled: !system.empty });
  const critical = now?.alerts.critical ?? 0;

  useEffect(() => {
    document.title = critical > 0 ? `(${critical}) ${t('product')}` : t('product');
  }, [critical, t]);

  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      <Header user={user} system={system} counts={system.empty ? undefined : now?.alerts} />
      <Bands system={system} />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <Toasts />
    </div>
  );
}
