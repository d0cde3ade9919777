import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Expenditure } from '#shared/expenditure.ts';
import { fullDayText, yuanText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { SortHeader } from './SortHeader.tsx';
import type { Sorting } from './sorting.ts';
import { To } from './To.tsx';

/** Vouchers as a table, in 元 to the 分. Money that came back is negative and says so. */
export function ExpenditureTable({
  items,
  label,
  sorting,
  withProject = false,
  onOpen,
}: {
  items: readonly Expenditure[];
  label: string;
  sorting?: Sorting<Expenditure>;
  withProject?: boolean;
  /** Shows a line with its history. */
  onOpen: (item: Expenditure) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="scroll">
      <table className="table stacks" aria-label={label}>
        <thead>
          <tr>
            <SortHeader by="voucherNo" sorting={sorting}>
              {t('expenditures.voucher')}
            </SortHeader>
            <SortHeader by="paidOn" sorting={sorting}>
              {t('expenditures.paidOn')}
            </SortHeader>
            {withProject && (
              <SortHeader by="projectName" sorting={sorting}>
                {t('expenditures.project')}
              </SortHeader>
            )}
            <th scope="col">{t('expenditures.payee')}</th>
            <th scope="col">{t('expenditures.purpose')}</th>
            <th scope="col">{t('expenditures.kind')}</th>
            <th scope="col">{t('expenditures.fund')}</th>
            <SortHeader by="amount" sorting={sorting} number>
              {t('expenditures.amount')}
            </SortHeader>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <ExpenditureRow key={item.id} item={item} withProject={withProject} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const ExpenditureRow = memo(function ExpenditureRow({
  item,
  withProject,
  onOpen,
}: {
  item: Expenditure;
  withProject: boolean;
  onOpen: (item: Expenditure) => void;
}) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row" className="figure nowrap">
        <button type="button" className="link" onClick={() => onOpen(item)}>
          {item.voucherNo}
          {item.line > 1 && `-${item.line}`}
        </button>
        {item.corrected && <span className="tag">{t('history.corrected')}</span>}
      </th>
      <td className="nowrap">{fullDayText(item.paidOn, spokenLanguage())}</td>
      {withProject && (
        <td className="whole">
          <To className="link" to={`/projects/${item.projectCode}`}>
            {item.projectName}
          </To>
        </td>
      )}
      <td>{item.payee}</td>
      <td>{item.purpose}</td>
      <td className="nowrap">
        {t(`expenditures.kinds.${item.kind}`)}
        {!item.counted && <span className="tag">{t('expenditures.notCounted')}</span>}
      </td>
      <td className="nowrap">{t(`expenditures.funds.${item.fundSource}`)}</td>
      <td className="number" data-label={t('expenditures.amount')}>
        {yuanText(item.amount)}
      </td>
    </tr>
  );
});
