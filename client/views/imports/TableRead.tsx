import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportField, ImportKind, ImportMapping, ImportTable } from '#shared/imports.ts';
import {
  assign,
  columnLetter,
  fieldAt,
  fieldsOf,
  mappingOf,
  missingFields,
  sameMapping,
  withUnused,
} from './mapping.ts';

/** How the file was read: its columns as recognised, which can be put right, its unit and its encoding. */
export function TableRead({
  kind,
  table,
  said,
  onMapped,
}: {
  kind: ImportKind;
  table: ImportTable;
  /** What a person has said of the columns before. */
  said: ImportMapping | undefined;
  onMapped: (mapping: ImportMapping) => void;
}) {
  const { t } = useTranslation();
  const read = mappingOf(table.columns);
  const [mapping, setMapping] = useState(read);
  const changed = !sameMapping(read, mapping);
  const { blank, titles, totals } = table.skipped;
  const facts = [
    table.sheet && t('imports.sheetNamed', { sheet: table.sheet }),
    t('imports.headerAt', { row: table.headerRow }),
    kind === 'expenditures' && t('imports.unitIs', { unit: table.unit }),
    table.encoding && t('imports.encodingIs', { encoding: table.encoding.toUpperCase() }),
    blank + titles + totals > 0 && t('imports.skipped', { blank, titles, totals }),
  ].filter((fact) => typeof fact === 'string');
  return (
    <section className="table-read" aria-labelledby="table-read">
      <h2 id="table-read">{t('imports.readAs')}</h2>
      <p className="note">{facts.join(t('listComma'))}</p>
      <table className="table" aria-label={t('imports.readAs')}>
        <thead>
          <tr>
            <th scope="col">{t('imports.column')}</th>
            <th scope="col">{t('imports.headerAndSamples')}</th>
            <th scope="col">{t('import.understood')}</th>
          </tr>
        </thead>
        <tbody>
          {table.columns.map(({ index, header, samples }) => (
            <tr key={index}>
              <td className="note">{columnLetter(index)}</td>
              <th scope="row">
                {header || '–'}
                <span className="note block samples">{samples.join(t('listComma'))}</span>
              </th>
              <td>
                <select
                  className="input"
                  aria-label={t('imports.meaningOf', { column: header || columnLetter(index) })}
                  value={fieldAt(mapping, index) ?? ''}
                  onChange={({ target: { value } }) =>
                    setMapping(assign(mapping, index, (value || undefined) as ImportField | undefined))
                  }
                >
                  <option value="">{t('imports.unused')}</option>
                  {fieldsOf(kind).map((field) => (
                    <option key={field} value={field}>
                      {t(`imports.fields.${field}`)}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changed && (
        <div className="actions">
          <button
            type="button"
            className="button small primary"
            disabled={missingFields(kind, mapping).length > 0}
            onClick={() => onMapped(withUnused({ ...said, ...read }, mapping))}
          >
            {t('imports.checkAgain')}
          </button>
          <button type="button" className="button small" onClick={() => setMapping(read)}>
            {t('cancel')}
          </button>
        </div>
      )}
    </section>
  );
}
