import { useTranslation } from 'react-i18next';
import { causes } from '#shared/handling.ts';
import { causeText } from '../../ui/event-text.ts';
import { Field } from '../../ui/Field.tsx';
import { OneOf } from '../../ui/OneOf.tsx';

export interface Why {
  cause: string;
  measure: string;
}

/** Why something is off and what is done about it, with the measures last taken to choose from; one's own words come first. */
export function CauseAndMeasure({
  why: { cause, measure },
  offered,
  errors,
  onChange,
}: {
  why: Why;
  offered: readonly string[];
  errors: ReadonlyMap<string, string>;
  onChange: (why: Why) => void;
}) {
  const { t } = useTranslation();
  const others = offered.filter((one) => one !== measure);
  return (
    <>
      <OneOf
        label={t('handle.cause')}
        items={causes.map((id) => ({ id, text: causeText(id, t) }))}
        chosen={cause}
        onChange={(next) => onChange({ cause: next, measure })}
        error={errors.get('cause')}
      />
      <div className="stack tight">
        <Field
          label={t('handle.measure')}
          value={measure}
          onChange={(next) => onChange({ cause, measure: next })}
          error={errors.get('measure')}
          rows={2}
          maxLength={1000}
          autoFocus
        />
        {others.length > 0 && (
          <fieldset className="chips offered" aria-label={t('handle.measures')}>
            {others.map((one) => (
              <button
                key={one}
                type="button"
                className="chip"
                onClick={() => onChange({ cause, measure: one })}
              >
                {one}
              </button>
            ))}
          </fieldset>
        )}
      </div>
    </>
  );
}
