import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { To } from '../../ui/To.tsx';

/** What an alert rests on, as links to the figures themselves. */
export function Basis({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const { projectCode: code, predecessor, kind } = alert;
  const money = kind === 'SPEND_BEHIND' || kind === 'OVER_BUDGET' || alert.subject === 'ledger';
  const query = code ? `?project=${encodeURIComponent(code)}` : '';
  return (
    <section aria-labelledby="basis">
      <h2 id="basis">{t('alerts.basis')}</h2>
      <ul className="plain-list">
        {code && (
          <li>
            <To className="link" to={`/projects/${code}`}>
              {t('alerts.basisProject')}
            </To>
          </li>
        )}
        <li>
          <To className="link" to={money ? `/expenditures${query}` : `/indicators${query}`}>
            {t(money ? 'alerts.basisVouchers' : 'alerts.basisIndicators')}
          </To>
        </li>
        {predecessor && (
          <li>
            <To className="link" to={`/alerts/${predecessor}`}>
              {t('alerts.basisPredecessor')}
            </To>
          </li>
        )}
      </ul>
    </section>
  );
}
