import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { Download } from '../../ui/Download.tsx';
import { To } from '../../ui/To.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { BasisValues } from './BasisValues.tsx';
import { BasisVouchers } from './BasisVouchers.tsx';
import { basisOf } from './basis.ts';

/** What an alert rests on: the vouchers or values behind its figures, and the pages they stand on. */
export function Basis({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const { projectCode: code, predecessor } = alert;
  const rests = basisOf(alert);
  const query = code ? `?project=${encodeURIComponent(code)}` : '';
  return (
    <section className="basis" aria-labelledby="basis">
      <h2 id="basis">{t('alerts.basis')}</h2>
      <Suspense fallback={<Waiting />}>
        {code && rests.vouchers && <BasisVouchers code={code} alert={alert} />}
        {code && rests.values && <BasisValues code={code} alert={alert} />}
      </Suspense>
      <ul className="plain-list">
        {code && (
          <li>
            <To className="link" to={`/projects/${code}`}>
              {t('alerts.basisProject')}
            </To>
          </li>
        )}
        {rests.vouchers && (
          <li>
            <To className="link" to={`/expenditures${query}`}>
              {t('alerts.basisVouchers')}
            </To>
          </li>
        )}
        {rests.values && (
          <li>
            <To className="link" to={`/indicators${query}`}>
              {t('alerts.basisIndicators')}
            </To>
          </li>
        )}
        {code && (
          <li>
            <Download path={`alerts/${alert.id}/notice?format=docx`}>{t('papers.notice')}</Download>
          </li>
        )}
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
