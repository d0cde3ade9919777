import type { TFunction } from 'i18next';
import type { Expenditure } from '#shared/expenditure.ts';
import { fullDayText, yuanText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { To } from '../../ui/To.tsx';
import type { Column } from '../../ui/table/columns.ts';

/** The columns of the ledger, in 元 to the 分. */
export function expenditureColumns(t: TFunction, onOpen: (item: Expenditure) => void): Column<Expenditure>[] {
  return [
    {
      id: 'voucherNo',
      head: t('expenditures.voucher'),
      sort: 'voucherNo',
      width: '150px',
      isHead: true,
      className: 'figure',
      cell: (item) => (
        <>
          <button type="button" className="link" onClick={() => onOpen(item)}>
            {item.voucherNo}
            {item.line > 1 && `-${item.line}`}
          </button>
          {item.corrected && <span className="tag">{t('history.corrected')}</span>}
        </>
      ),
    },
    {
      id: 'paidOn',
      head: t('expenditures.paidOn'),
      sort: 'paidOn',
      width: '128px',
      className: 'nowrap',
      unnamed: true,
      cell: ({ paidOn }) => fullDayText(paidOn, spokenLanguage()),
    },
    {
      id: 'project',
      head: t('expenditures.project'),
      sort: 'project',
      className: 'whole',
      unnamed: true,
      cell: ({ projectCode, projectName }) => (
        <To className="link" to={`/projects/${projectCode}`}>
          {projectName}
        </To>
      ),
    },
    { id: 'payee', head: t('expenditures.payee'), unnamed: true, cell: ({ payee }) => payee },
    { id: 'purpose', head: t('expenditures.purpose'), unnamed: true, cell: ({ purpose }) => purpose },
    {
      id: 'kind',
      head: t('expenditures.kind'),
      width: '96px',
      unnamed: true,
      cell: ({ kind, counted }) => (
        <>
          {t(`expenditures.kinds.${kind}`)}
          {!counted && <span className="tag">{t('expenditures.notCounted')}</span>}
        </>
      ),
    },
    {
      id: 'fund',
      head: t('expenditures.fund'),
      width: '116px',
      unnamed: true,
      cell: ({ fundSource }) => t(`expenditures.funds.${fundSource}`),
    },
    {
      id: 'amount',
      head: t('expenditures.amount'),
      sort: 'amount',
      width: '140px',
      className: 'number',
      cell: ({ amount }) => yuanText(amount),
    },
  ];
}
