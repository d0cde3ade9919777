import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportField, ImportKind, ImportMapping } from '#shared/imports.ts';
import { system } from '../../data/questions.ts';
import { nodeText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { asDay } from '../../ui/day-text.ts';
import { columnLetter, fieldsOf, openFields, take } from './mapping.ts';
import type { Sent, UnknownColumns } from './steps.ts';

/**
 * Which column holds what, where the headers do not say: asked once, then remembered for files like this one. What
 * the headers did say stands unless it is said otherwise.
 */
export function MapColumns({
  kind,
  asked: { columns, headerRow, missing },
  onMapped,
}: {
  kind: ImportKind;
  asked: UnknownColumns;
  onMapped: (sent: Sent) => void;
}) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const { data: around } = useSuspenseQuery(system());
  const [mapping, setMapping] = useState<ImportMapping>({});
  const [period, setPeriod] = useState('');
  const [measuredOn, setMeasuredOn] = useState('');
  const needed = openFields(missing);
  const first = needed.flat();
  const rest = fieldsOf(kind).filter((field) => !first.includes(field));
  const isSaid = (field: ImportField) =>
    mapping[field] !== undefined || Boolean({ period, measuredOn }[field as 'period' | 'measuredOn']);
  const open = needed.filter((any) => !any.some(isSaid));
  const names = (any: readonly ImportField[]) =>
    any.map((field) => t(`imports.fields.${field}`)).join(t('imports.or'));
  const row = (field: ImportField, focused: boolean) => (
    <label key={field} className="map-field">
      <span>{t(`imports.fields.${field}`)}</span>
      <select
        className="input"
        // biome-ignore lint/a11y/noAutofocus: the question is what one came for
        autoFocus={focused}
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
  );
  return (
    <section className="map-columns" aria-labelledby="map-columns">
      <h2 id="map-columns">{t('imports.mapTitle')}</h2>
      <p className="muted">
        {t('imports.mapLead', { row: headerRow, what: needed.map(names).join(t('listComma')) })}
      </p>
      <div className="map-sides">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (open.length > 0) return;
            onMapped({ mapping, ...(period && { period }), ...(measuredOn && { measuredOn }) });
          }}
        >
          {first.map((field, index) => row(field, index === 0))}
          {first.includes('period') && (
            <label className="map-field">
              <span>{t('imports.orPeriod')}</span>
              <select className="input" value={period} onChange={(event) => setPeriod(event.target.value)}>
                <option value="">–</option>
                {around.nodes.map((day) => (
                  <option key={day} value={day}>
                    {nodeText(day, language)}
                  </option>
                ))}
              </select>
            </label>
          )}
          {first.includes('measuredOn') && (
            <label className="map-field">
              <span>{t('imports.orMeasuredOn')}</span>
              <input
                className="input"
                value={measuredOn}
                placeholder={around.today}
                autoComplete="off"
                onChange={(event) => setMeasuredOn(event.target.value)}
                onBlur={() => setMeasuredOn(asDay(measuredOn, around.year))}
              />
            </label>
          )}
          <details className="fold">
            <summary className="muted">{t('imports.moreFields')}</summary>
            {rest.map((field) => row(field, false))}
          </details>
          <div className="foot">
            {open.length > 0 && (
              <span className="word red">
                {t('imports.stillMissing', { what: open.map(names).join(t('listComma')) })}
              </span>
            )}
            <span className="grow" />
            <button type="submit" className="button primary" disabled={open.length > 0}>
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
