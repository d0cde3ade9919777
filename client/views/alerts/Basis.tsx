import { useTranslation } from 'react-i18next';
import type { Alert, AlertKind } from '#shared/alert.ts';
import { To } from '../../ui/To.tsx';

/** What is found from vouchers; the others rest on values. */
const moneyKinds: readonly AlertKind[] = [
  'SPEND_BEHIND',
  'OVER_BUDGET',
  'LUMP_APPROACHING',
  'FORECAST_SHORT',
  'SPEND_AHEAD',
  'PACE_BEHIND',
  'YEAR_END_RUSH',
];

/** What an alert rests on, as links to the figures themselves. */
export function Basis({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const { projectCode: code, predecessor, kind } = alert;
  const money = moneyKinds.includes(kind) || alert.subject === 'ledger';
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
