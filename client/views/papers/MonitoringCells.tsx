import { useTranslation } from 'react-i18next';
import { causes } from '#shared/handling.ts';
import { likelihoods } from '#shared/likelihood.ts';
import { goDown } from './keys.ts';
import type { Typed } from './texts.ts';

/** The places to write of one indicator in a monitoring form, from 全年预计完成情况 to 备注. */
export function MonitoringCells({
  row,
  at,
  typed,
  missing,
  mayWrite,
  onType,
}: {
  row: { id: string; name: string };
  at: number;
  typed: Typed;
  missing: 'cause' | 'measure' | undefined;
  mayWrite: boolean;
  onType: (change: Partial<Typed>) => void;
}) {
  const { t } = useTranslation();
  const cell = (name: 'expected' | 'reason' | 'measure' | 'note') => (
    <td className={`write is-${name}`} data-label={t(`forms.${name}`)}>
      <textarea
        className="input"
        rows={1}
        data-column={name}
        aria-label={`${row.name} ${t(`forms.${name}`)}`}
        aria-invalid={missing === name}
        readOnly={!mayWrite}
        value={typed[name]}
        onChange={(event) => onType({ [name]: event.target.value })}
        onKeyDown={(event) => goDown(event, at, name)}
      />
      {missing === name && <span className="field-error">{t('forms.missingMeasure')}</span>}
      {missing === 'cause' && name === 'reason' && (
        <span className="field-error">{t('forms.missingCause')}</span>
      )}
    </td>
  );
  return (
    <>
      {cell('expected')}
      {causes.map((cause, index) => (
        <td key={cause} className="middle cause" data-label={t(`cause.${cause}`)}>
          <label className="cause-mark">
            <input
              type="radio"
              name={`cause-${row.id}`}
              data-column={index === 0 ? 'cause' : undefined}
              aria-label={`${row.name} ${t(`cause.${cause}`)}`}
              aria-invalid={missing === 'cause'}
              disabled={!mayWrite}
              checked={typed.cause === cause}
              onChange={() => onType({ cause })}
              onKeyDown={(event) => {
                if (event.key === 'Backspace' || event.key === 'Delete') onType({ cause: '' });
                else goDown(event, at, 'cause');
              }}
            />
          </label>
        </td>
      ))}
      {cell('reason')}
      {cell('measure')}
      <td className="write is-likelihood" data-label={t('forms.likelihood')}>
        <select
          className="input"
          data-column="likelihood"
          aria-label={`${row.name} ${t('forms.likelihood')}`}
          disabled={!mayWrite}
          value={typed.likelihood}
          onChange={(event) => onType({ likelihood: event.target.value as Typed['likelihood'] })}
          onKeyDown={(event) => goDown(event, at, 'likelihood')}
        >
          <option value="">{t('forms.none')}</option>
          {likelihoods.map((one) => (
            <option key={one} value={one}>
              {t(`forms.${one}`)}
            </option>
          ))}
        </select>
      </td>
      {cell('note')}
    </>
  );
}
