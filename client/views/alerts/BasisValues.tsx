import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import { useMoment } from '../../data/moment.ts';
import { basisMeasurements } from '../../data/questions.ts';
import { dayText, nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { MeasurementHistory } from '../history/MeasurementHistory.tsx';
import { BasisVouchers } from './BasisVouchers.tsx';
import { basisMoment, basisOf } from './basis.ts';

/** The newest values behind an alert, of its indicator or of the project; each opens with its history. */
export function BasisValues({ code, alert }: { code: string; alert: Alert }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const moment = { year: String(alert.year), ...basisMoment(alert, useMoment().asOf) };
  const { data } = useSuspenseQuery(basisMeasurements(code, basisOf(alert).indicator, moment));
  const [opened, setOpened] = useState<number>();
  // A target that is missed although nobody reported is a ceiling, which is read from the ledger.
  if (data.items.length === 0 && alert.kind === 'INDICATOR_MISSED')
    return <BasisVouchers code={code} alert={alert} />;
  if (data.items.length === 0) return <p className="muted">{t('alerts.noValues')}</p>;
  return (
    <>
      <table className="table" aria-label={t('alerts.basisValues')}>
        <thead>
          <tr>
            <th scope="col">{t('alerts.basisPeriod')}</th>
            {!basisOf(alert).indicator && <th scope="col">{t('alerts.basisIndicator')}</th>}
            <th scope="col">{t('entry.measuredOn')}</th>
            <th scope="col">{t('alerts.basisState')}</th>
            <th scope="col" className="number">
              {t('alerts.basisValue')}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.items.map((item) => (
            <tr key={item.id}>
              <th scope="row" className="nowrap">
                <button type="button" className="link" onClick={() => setOpened(item.id)}>
                  {nodeText(item.period, language)}
                </button>
              </th>
              {!basisOf(alert).indicator && <td>{item.indicator}</td>}
              <td className="nowrap">{dayText(item.measuredOn, language)}</td>
              <td className="nowrap">
                {t(item.superseded ? 'history.superseded' : `entry.state.${item.state}`)}
              </td>
              <td className="number">{item.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.nextCursor && <p className="note">{t('alerts.newest', { count: data.items.length })}</p>}
      {opened !== undefined && <MeasurementHistory id={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}
