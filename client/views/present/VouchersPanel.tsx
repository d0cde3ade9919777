import { useTranslation } from 'react-i18next';
import type { AgendaItem } from '#shared/meeting.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { Money } from '../../ui/Money.tsx';

/** The vouchers behind an item as they counted when the meeting was opened: from the pack, nothing is asked for. */
export function VouchersPanel({ item }: { item: AgendaItem | undefined }) {
  const { t } = useTranslation();
  const project = item?.project;
  if (!project) return <p className="muted">{t('present.noProject')}</p>;
  const { vouchers, voucherCount } = project;
  if (vouchers.length === 0) return <p className="muted">{t('present.noVouchers')}</p>;
  return (
    <>
      <p className="muted">{t('present.vouchersCount', { count: voucherCount, shown: vouchers.length })}</p>
      <table className="table" aria-label={t('present.vouchers')}>
        <thead>
          <tr>
            <th scope="col">{t('present.voucherNo')}</th>
            <th scope="col">{t('present.paidOn')}</th>
            <th scope="col" className="number">
              {t('present.amount')} {t('unit.wan')}
            </th>
            <th scope="col">{t('present.payee')}</th>
            <th scope="col">{t('present.purpose')}</th>
          </tr>
        </thead>
        <tbody>
          {vouchers.map(({ voucherNo, line, paidOn, amount, payee, purpose }) => (
            <tr key={`${voucherNo} ${line} ${paidOn}`}>
              <th scope="row">{line > 1 ? `${voucherNo}-${line}` : voucherNo}</th>
              <td className="nowrap">{fullDayText(paidOn, spokenLanguage())}</td>
              <td className="number">
                <Money yuan={amount} />
              </td>
              <td>{payee ?? '–'}</td>
              <td>{purpose ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
