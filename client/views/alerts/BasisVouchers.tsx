import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '#shared/alert.ts';
import type { Expenditure } from '#shared/expenditure.ts';
import { useMoment } from '../../data/moment.ts';
import { basisExpenditures } from '../../data/questions.ts';
import { dayText, yuanText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { ExpenditureSheet } from '../history/ExpenditureSheet.tsx';
import { basisMoment } from './basis.ts';

/** The newest vouchers behind an alert's figure of what was spent; each opens with its history. */
export function BasisVouchers({ code, alert }: { code: string; alert: Alert }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const moment = { year: String(alert.year), ...basisMoment(alert, useMoment().asOf) };
  const { data } = useSuspenseQuery(basisExpenditures(code, moment));
  const [opened, setOpened] = useState<Expenditure>();
  if (data.items.length === 0) return <p className="muted">{t('alerts.noVouchers')}</p>;
  return (
    <>
      <table className="table" aria-label={t('alerts.basisVouchers')}>
        <thead>
          <tr>
            <th scope="col">{t('expenditures.voucher')}</th>
            <th scope="col">{t('expenditures.paidOn')}</th>
            <th scope="col">{t('expenditures.purpose')}</th>
            <th scope="col" className="number">
              {t('expenditures.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.items.map((item) => (
            <tr key={item.id}>
              <th scope="row" className="figure nowrap">
                <button type="button" className="link" onClick={() => setOpened(item)}>
                  {item.voucherNo}
                  {item.line > 1 && `-${item.line}`}
                </button>
              </th>
              <td className="nowrap">{dayText(item.paidOn, language)}</td>
              <td>{item.purpose}</td>
              <td className="number">{yuanText(item.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.nextCursor && <p className="note">{t('alerts.newest', { count: data.items.length })}</p>}
      {opened && <ExpenditureSheet item={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}
