import { useSuspenseQuery } from '@tanstack/react-query';
import { memo, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { useMoment } from '../../data/moment.ts';
import { alerts, everyCondition } from '../../data/questions.ts';
import { AlertLine } from '../../ui/AlertLine.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { newestFirst } from '../../ui/marks.ts';
import { useNow } from '../../ui/useNow.ts';

const most = 25;

/** What happened last, newest first: each a sentence with its light, its day and who has it. */
export function Feed() {
  const { data } = useSuspenseQuery(alerts({ ...everyCondition, ...useMoment() }));
  // In a storm the page is drawn in pieces: nobody's typing or scrolling waits for the whole of it.
  return <Newest items={useDeferredValue(data.items)} />;
}

const Newest = memo(function Newest({ items }: { items: readonly Alert[] }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const newest = items.toSorted(newestFirst).slice(0, most);
  return (
    <section className="overview-feed" aria-labelledby="feed">
      <h2 id="feed">{t('overview.feed')}</h2>
      {newest.length === 0 ? (
        <EmptyState>{t('overview.feedEmpty')}</EmptyState>
      ) : (
        <ul className="feed" aria-label={t('overview.feed')}>
          {newest.map((alert) => (
            <AlertLine key={alert.id} alert={alert} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
});
