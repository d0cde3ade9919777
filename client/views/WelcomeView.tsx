import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { write } from '../data/request.ts';
import { useRights } from '../data/rights.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { To } from '../ui/To.tsx';
import { WriteProblem } from '../ui/WriteProblem.tsx';
import './welcome.css';

/** An empty database: look around with the sample, or begin with one's own plan; for whoever may neither, who will. */
export default function WelcomeView() {
  const { t } = useTranslation();
  const { may } = useRights();
  const cache = useQueryClient();
  const sample = useMutation({
    mutationFn: () => write('System', 'POST', 'setup/sample'),
    onSuccess: () => cache.invalidateQueries(),
  });
  if (!may('move_clock', 'import'))
    return (
      <div className="page">
        <h1>{t('welcome.waiting')}</h1>
        <EmptyState>{t('welcome.waitingLead')}</EmptyState>
      </div>
    );
  return (
    <div className="welcome">
      <h1>{t('welcome.title')}</h1>
      <p className="lead">{t('welcome.lead')}</p>
      <WriteProblem error={sample.error} />
      <div className="ways">
        {may('move_clock') && (
          <section aria-labelledby="way-sample">
            <h2 id="way-sample">{t('welcome.sampleTitle')}</h2>
            <p>{t('welcome.sampleText')}</p>
            <p className="note">{t('welcome.sampleNote')}</p>
            <button
              type="button"
              className="button"
              disabled={sample.isPending || sample.isSuccess}
              onClick={() => sample.mutate()}
            >
              {sample.isPending ? t('loading') : t('welcome.sampleAction')}
            </button>
          </section>
        )}
        {may('import') && (
          <section aria-labelledby="way-own">
            <h2 id="way-own">{t('welcome.ownTitle')}</h2>
            <p>{t('welcome.ownText')}</p>
            <To className="button primary" to="/import">
              {t('welcome.ownAction')}
            </To>
          </section>
        )}
      </div>
    </div>
  );
}
