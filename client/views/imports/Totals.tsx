import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportOutcome } from '#shared/imports.ts';
import { Money } from '../../ui/Money.tsx';

const most = 100;

/** Rows and money by project, with the sum at the foot, to compare with the paper. */
export function Totals({ outcome: { kind, totals, sum } }: { outcome: ImportOutcome }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(most);
  if (totals.length === 0) return null;
  const money = kind === 'expenditures';
  const rows = totals.reduce((all, one) => all + one.rows, 0);
  return (
    <section aria-labelledby="totals">
      <h2 id="totals">
        {t('imports.totals')} <small>{t(money ? 'imports.totalsHint' : 'imports.totalsHintValues')}</small>
      </h2>
      <table className="table" aria-label={t('imports.totals')}>
        <thead>
          <tr>
            <th scope="col">{t('overview.project')}</th>
            <th scope="col" className="number">
              {t('imports.rowsHead')}
            </th>
            {money && (
              <th scope="col" className="number">
                {t('imports.amount')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {totals.slice(0, shown).map((one) => (
            <tr key={one.projectCode}>
              <th scope="row">
                {one.projectName} <span className="note">{one.projectCode}</span>
              </th>
              <td className="number">{one.rows.toLocaleString('en')}</td>
              {money && (
                <td className="number">
                  <Money yuan={one.amount} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('entry.total')}</th>
            <td className="number">{rows.toLocaleString('en')}</td>
            {money && (
              <td className="number">
                <Money yuan={sum} />
              </td>
            )}
          </tr>
        </tfoot>
      </table>
      {totals.length > shown && (
        <button type="button" className="button small" onClick={() => setShown(shown + most)}>
          {t('import.after', { count: totals.length - shown })}
        </button>
      )}
    </section>
  );
}
