import { useTranslation } from 'react-i18next';
import type { Indicator } from '#shared/api.ts';
import { asDay } from '../../ui/day-text.ts';
import type { MeasurementField, MeasurementRow } from './measurement-rows.ts';

const fields = ['value', 'measuredOn', 'sampleSize', 'favourable', 'note'] as const;
const fieldNames = {
  value: 'entry.value',
  measuredOn: 'entry.measuredOn',
  sampleSize: 'entry.sample',
  favourable: 'entry.favourable',
  note: 'entry.note',
} as const;

/** One line an indicator: its target, what is known, and room for the new value. */
export function MeasurementGrid({
  indicators,
  period,
  typed,
  measuredOn,
  errors,
  onChange,
}: {
  indicators: readonly Indicator[];
  period: string;
  typed: ReadonlyMap<string, MeasurementRow>;
  measuredOn: string;
  errors: ReadonlyMap<string, { field: string; message: string }>;
  onChange: (id: string, row: MeasurementRow) => void;
}) {
  const { t } = useTranslation();
  const rowOf = (id: string): MeasurementRow =>
    typed.get(id) ?? { value: '', measuredOn, sampleSize: '', favourable: '', note: '', confirmed: false };
  return (
    <div className="scroll">
      <table className="table grid" aria-label={t('entry.measurementGrid')}>
        <thead>
          <tr>
            <th scope="col">{t('entry.indicator')}</th>
            <th scope="col">{t('entry.target')}</th>
            <th scope="col">{t('entry.current')}</th>
            {fields.map((field) => (
              <th key={field} scope="col">
                {t(fieldNames[field])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {indicators.map((indicator) => {
            const row = rowOf(indicator.id);
            const error = errors.get(indicator.id);
            const current = indicator.values.find((value) => value.period === period);
            const set = (field: MeasurementField, value: string) =>
              onChange(indicator.id, { ...row, [field]: value });
            return (
              <tr key={indicator.id}>
                <th scope="row">
                  {indicator.name}
                  <span className="note block">{indicator.projectName}</span>
                </th>
                <td className="nowrap">{indicator.printed}</td>
                <td className="figure nowrap">
                  {current?.value ?? <span className="muted">–</span>}
                  {current?.state === 'provisional' && (
                    <span className="note block">{t('project.provisional')}</span>
                  )}
                </td>
                {fields.map((field) => (
                  <td key={field} className={`cell-${field}`} data-label={t(fieldNames[field])}>
                    <input
                      className="input"
                      inputMode={field === 'sampleSize' || field === 'favourable' ? 'numeric' : undefined}
                      aria-label={`${indicator.name} ${t(fieldNames[field])}`}
                      aria-invalid={error?.field === field || (field === 'value' && Boolean(error))}
                      autoComplete="off"
                      value={row[field]}
                      onChange={(event) => set(field, event.target.value)}
                      onBlur={() =>
                        field === 'measuredOn' &&
                        set(field, asDay(row.measuredOn, Number(period.slice(0, 4))))
                      }
                    />
                    {field === 'value' && error && (
                      <>
                        <span className="field-error">{error.message}</span>
                        <label className="check note">
                          <input
                            type="checkbox"
                            checked={row.confirmed}
                            onChange={(event) =>
                              onChange(indicator.id, { ...row, confirmed: event.target.checked })
                            }
                          />
                          {t('entry.confirmed')}
                        </label>
                      </>
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
