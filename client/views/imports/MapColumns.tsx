import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportField, ImportKind, ImportMapping } from '#shared/imports.ts';
import { columnLetter, fieldsOf, missingFields, take } from './mapping.ts';
import type { UnknownColumns } from './steps.ts';

/** Which column holds what, where the headers do not say: asked once, then remembered for files like this one. */
export function MapColumns({
  kind,
  asked: { columns, headerRow },
  onMapped,
}: {
  kind: ImportKind;
  asked: UnknownColumns;
  onMapped: (mapping: ImportMapping) => void;
}) {
  const { t } = useTranslation();
  const [mapping, setMapping] = useState<ImportMapping>({});
  const missing = missingFields(kind, mapping);
  const needed = missingFields(kind, {});
  const need = (field: ImportField) => {
    const any = needed.find((each) => each.includes(field));
    return any && t(any.length > 1 ? 'imports.neededEither' : 'imports.needed');
  };
  const names = (any: readonly ImportField[]) =>
    any.map((field) => t(`imports.fields.${field}`)).join(t('imports.or'));
  return (
    <section className="map-columns" aria-labelledby="map-columns">
      <h2 id="map-columns">{t('imports.mapTitle')}</h2>
      <p className="muted">{t('imports.mapLead', { row: headerRow })}</p>
      <div className="map-sides">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (missing.length === 0) onMapped(mapping);
          }}
        >
          {fieldsOf(kind).map((field, index) => (
            <label key={field} className="map-field">
              <span>
                {t(`imports.fields.${field}`)}
                <span className="note"> {need(field)}</span>
              </span>
              <select
                className="input"
                // biome-ignore lint/a11y/noAutofocus: the question is what one came for
                autoFocus={index === 0}
                value={mapping[field] ?? ''}
                onChange={({ target: { value } }) =>
                  setMapping(take(mapping, field, value === '' ? undefined : Number(value)))
                }
              >
                <option value="">–</option>
                {columns.map(({ index, header, samples }) => (
                  <option key={index} value={index}>
                    {[columnLetter(index), header, samples[0]].filter(Boolean).join(' · ')}
                  </option>
                ))}
              </select>
            </label>
          ))}
          <div className="foot">
            {missing.length > 0 && (
              <span className="word red">
                {t('imports.stillMissing', { what: missing.map(names).join(t('listComma')) })}
              </span>
            )}
            <span className="grow" />
            <button type="submit" className="button primary" disabled={missing.length > 0}>
              {t('imports.mapped')}
            </button>
          </div>
        </form>
        <div className="scroll">
          <table className="table">
            <caption>{t('import.source')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('imports.column')}</th>
                <th scope="col">{t('imports.header')}</th>
                <th scope="col">{t('imports.samples')}</th>
              </tr>
            </thead>
            <tbody>
              {columns.map(({ index, header, samples }) => (
                <tr key={index}>
                  <td>{columnLetter(index)}</td>
                  <th scope="row">{header || '–'}</th>
                  <td className="muted">{samples.join(t('listComma'))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  );
}
