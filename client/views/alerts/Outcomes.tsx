import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import type { Outcome } from './bulk.ts';

/** What became of each of many alerts: how many went, and which did not, with the reason. */
export function Outcomes({ alerts, outcomes }: { alerts: readonly Alert[]; outcomes: readonly Outcome[] }) {
  const { t } = useTranslation();
  const refused = outcomes.filter(({ why }) => why !== undefined);
  return (
    <div role="status" className="outcomes">
      {outcomes.length > refused.length && (
        <p className="success">{t('bulk.went', { count: outcomes.length - refused.length })}</p>
      )}
      {refused.length > 0 && (
        <div className="problem">
          <p>{t('bulk.refused', { count: refused.length })}</p>
          <AlertReasons alerts={alerts} reasons={refused} />
        </div>
      )}
    </div>
  );
}

/** Alerts by kind and project, each with a reason. */
export function AlertReasons({
  alerts,
  reasons,
}: {
  alerts: readonly Alert[];
  reasons: readonly { id: string; why: string | undefined }[];
}) {
  const { t } = useTranslation();
  const byId = new Map(alerts.map((alert) => [alert.id, alert]));
  return (
    <ul className="reasons">
      {reasons.map(({ id, why }) => {
        const alert = byId.get(id);
        return (
          <li key={id}>
            {alert && `${alert.projectName ?? t('alerts.department')} · ${t(`kind.${alert.kind}`)}`}
            <span className="note block">{why}</span>
          </li>
        );
      })}
    </ul>
  );
}
