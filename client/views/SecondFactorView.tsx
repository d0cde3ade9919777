import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { session } from '../data/questions.ts';
import { SetUpSecondFactor } from './me/SetUpSecondFactor.tsx';

/** Whoever's role needs a second factor sets it up before anything else. */
export default function SecondFactorView() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  return (
    <main className="alone">
      <h1>{t('second.title')}</h1>
      <p className="muted">{t('second.forced')}</p>
      <SetUpSecondFactor onDone={() => void cache.invalidateQueries({ queryKey: session().queryKey })} />
    </main>
  );
}
