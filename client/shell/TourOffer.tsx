import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Session } from '#shared/api.ts';
import { keepPreferences } from '../data/preferences.ts';
import { session } from '../data/questions.ts';
import { giveFocusBack } from '../ui/focus.ts';
import { endTour, startTour, useTour } from './tour.ts';

const Tour = lazy(() => import('./Tour.tsx'));

/**
 * One quiet line on the overview of whoever has not seen the tour: it is taken or declined once for the account, and
 * never begins by itself. On phones there is none: what it points at stands one below the other there.
 */
export function TourOffer({ user }: { user: Session }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [path] = useLocation();
  const running = useTour();
  const [answered, setAnswered] = useState(false);
  const answer = () => {
    if (user.preferences.toured) return;
    setAnswered(true);
    keepPreferences({ toured: true });
    cache.setQueryData(
      session().queryKey,
      (before) => before && { ...before, preferences: { ...before.preferences, toured: true } },
    );
  };
  if (path !== '/') return null;
  if (running)
    return (
      <Suspense>
        <Tour
          onEnd={() => {
            endTour();
            answer();
            // The line that offered it is gone.
            giveFocusBack(null);
          }}
        />
      </Suspense>
    );
  if (answered || user.preferences.toured) return null;
  return (
    <section className="band offer" aria-label={t('shell.tour')}>
      <span>{t('shell.tourOffer')}</span>
      <button type="button" onClick={startTour}>
        {t('shell.tourShow')}
      </button>
      <button type="button" onClick={answer}>
        {t('shell.tourDismiss')}
      </button>
    </section>
  );
}
