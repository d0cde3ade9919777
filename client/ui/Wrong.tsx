import { useTranslation } from 'react-i18next';
import { RequestProblem } from '../data/request.ts';

/** Says what happened, what is safe, and what to do. */
export function Wrong({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const { t } = useTranslation();
  const what = useProblemText(error);
  const gone = error instanceof RequestProblem && error.status === 404;
  return (
    <section className="wrong" role="alert">
      <h1>{t(gone ? 'wrong.gone' : 'wrong.title')}</h1>
      <p>{what}</p>
      {!gone && <p className="muted">{t('wrong.safeRead')}</p>}
      <div className="actions">
        {onRetry && !gone && (
          <button type="button" className="button primary" onClick={onRetry}>
            {t('retry')}
          </button>
        )}
        <a className="button" href="/">
          {t('wrong.home')}
        </a>
      </div>
    </section>
  );
}

/** What went wrong as one sentence: the server's own where it gave one, else by kind. */
export function useProblemText(error: Error | null): string {
  const { t } = useTranslation();
  if (!error) return '';
  if (!(error instanceof RequestProblem)) return t('wrong.code');
  if (error.status === 0) return t('wrong.unreachable');
  if (error.message) return error.message;
  if (error.status === 403) return t('wrong.forbidden');
  if (error.status === 404) return t('wrong.notFound');
  return t('wrong.server');
}
