import { useTranslation } from 'react-i18next';
import { entryPlaces, useRights } from '../data/rights.ts';
import { Boundary } from '../ui/Boundary.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { To } from '../ui/To.tsx';
import { LedgerForm } from './entry/LedgerForm.tsx';
import { MeasurementForm } from './entry/MeasurementForm.tsx';
import { VoucherForm } from './entry/VoucherForm.tsx';
import './entry/entry.css';
import './history/history.css';

const forms = { vouchers: VoucherForm, measurements: MeasurementForm, ledger: LedgerForm } as const;

/** Where actuals come in by hand: vouchers, measured values, and the ledger's day. */
export default function EntryView({ what }: { what?: string | undefined }) {
  const { t } = useTranslation();
  const rights = useRights();
  const places = entryPlaces(rights);
  const shown = places.find((name) => name === what) ?? places[0];
  if (!shown) return <EmptyState>{t('entry.notYours')}</EmptyState>;
  const Form = forms[shown];
  return (
    <div className="page">
      <h1 className="visually-hidden">{t('entry.title')}</h1>
      <nav className="tabs" aria-label={t('entry.title')}>
        {places.map((name) => (
          <To
            key={name}
            to={name === 'vouchers' ? '/entry' : `/entry/${name}`}
            aria-current={name === shown ? 'page' : undefined}
          >
            {t(`entry.${name}`)}
          </To>
        ))}
        {shown !== 'ledger' && rights.may(shown === 'vouchers' ? 'post_vouchers' : 'report') && (
          <To className="aside" to={shown === 'vouchers' ? '/import/vouchers' : '/import/values'}>
            {t('imports.fromFile')}
          </To>
        )}
      </nav>
      <Boundary>
        <Form />
      </Boundary>
    </div>
  );
}
