import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportOutcome } from '#shared/imports.ts';
import { Chips } from '../../ui/Chips.tsx';
import { matching, rejectedColumns } from './rejected-rows.ts';

const most = 200;

/** The rejected rows: where, what stands there, and why, with what would be right. */
export function Rejected({ outcome: { rejected, rejectedRows } }: { outcome: ImportOutcome }) {
  const { t } = useTranslation();
  const [columns, setColumns] = useState<string[]>([]);
  const [text, setText] = useState('');
  const [shown, setShown] = useState(most);
  if (rejected.length === 0) return null;
  const found = matching(rejected, columns, text);
  const bySheet = rejected.some(({ sheet }) => sheet);
  return (
    <section aria-labelledby="rejected">
      <h2 id="rejected">
        {t('imports.rejectedTitle')} <small>{t('imports.rows', { count: rejectedRows })}</small>
      </h2>
      <div className="filters">
        <Chips
          label={t('imports.column')}
          items={rejectedColumns(rejected).map(({ column, count }) => ({
            id: column,
            text: `${column || t('imports.wholeRow')} ${count}`,
          }))}
          chosen={columns}
          onChange={setColumns}
        />
        <input
          className="input find"
          type="search"
          aria-label={t('imports.find')}
          placeholder={t('imports.find')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="scroll">
        <table className="table stacks rejected" aria-label={t('imports.rejectedTitle')}>
          <thead>
            <tr>
              {bySheet && <th scope="col">{t('imports.sheet')}</th>}
              <th scope="col" className="number">
                {t('imports.rowHead')}
              </th>
              <th scope="col">{t('imports.column')}</th>
              <th scope="col">{t('imports.value')}</th>
              <th scope="col">{t('imports.why')}</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, shown).map(({ sheet, row, column, code, message, value }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row may have the same fault twice
              <tr key={`${index}${sheet ?? ''}${row}${column ?? ''}${code}`}>
                {bySheet && <td data-label={t('imports.sheet')}>{sheet}</td>}
                <td className="number" data-label={t('imports.rowHead')}>
                  {row}
                </td>
                <td data-label={t('imports.column')}>{column || '–'}</td>
                <td className="bad-value" data-label={t('imports.value')}>
                  {value === null || value === '' ? (
                    <span className="muted">{t('imports.blank')}</span>
                  ) : (
                    value
                  )}
                </td>
                <td className="whole">{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.length > shown && (
        <button type="button" className="button small" onClick={() => setShown(shown + most)}>
          {t('import.after', { count: found.length - shown })}
        </button>
      )}
      {found.length === 0 && <p className="muted">{t('imports.noneFound')}</p>}
    </section>
  );
}
