import { useTranslation } from 'react-i18next';
import type { PlanCommitted } from '#shared/api.ts';
import { To } from '../../ui/To.tsx';
import { Steps } from './Steps.tsx';

/** The plan is in force: what was stored, and what comes next. */
export function Committed({ result }: { result: ReturnType<typeof PlanCommitted.parse> }) {
  const { t } = useTranslation();
  const { projects, indicators, departmentIndicators, planVersion, closed } = result;
  return (
    <div className="page">
      <h1>{t('import.committed')}</h1>
      <Steps at={3} />
      <p className="success" role="status">
        {t('import.committedText', { projects, indicators, departmentIndicators, version: planVersion })}
      </p>
      {closed && <p>{t('import.closed')}</p>}
      <div className="actions">
        <To className="button primary" to="/">
          {t('import.nextOverview')}
        </To>
        <To className="button" to="/entry">
          {t('import.nextVouchers')}
        </To>
        <To className="button" to="/entry/ledger">
          {t('import.nextLedger')}
        </To>
        <To className="button" to="/import">
          {t('import.another')}
        </To>
      </div>
    </div>
  );
}
