import { useTranslation } from 'react-i18next';
import type { PlanImportWhole } from '#shared/api.ts';
import { Choice } from '../../ui/Choice.tsx';
import { asDay } from '../../ui/day-text.ts';
import { Field } from '../../ui/Field.tsx';
import { goneProjects, newIndicators, type RevisionDraft } from './revision.ts';

/** Why the plan is revised and from which day, what indicators with values are called now, and which projects end. */
export function RevisionFields({
  revises,
  year,
  draft,
  onChange,
}: {
  revises: NonNullable<PlanImportWhole['revises']>;
  year: number;
  draft: RevisionDraft;
  onChange: (draft: RevisionDraft) => void;
}) {
  const { t } = useTranslation();
  const gone = goneProjects(revises);
  const end = (code: string, ends: boolean) =>
    onChange({
      ...draft,
      ended: ends ? [...draft.ended, code] : draft.ended.filter((one) => one !== code),
    });
  return (
    <div className="stack revision">
      <div className="revision-head">
        <Field
          label={t('changes.reason')}
          value={draft.reason}
          maxLength={500}
          isRequired
          onChange={(reason) => onChange({ ...draft, reason })}
        />
        <Field
          label={t('changes.effectiveOn')}
          value={draft.effectiveOn}
          isRequired
          onChange={(effectiveOn) => onChange({ ...draft, effectiveOn })}
          onBlur={() => onChange({ ...draft, effectiveOn: asDay(draft.effectiveOn, year) })}
        />
      </div>
      {revises.reported.length > 0 && (
        <fieldset>
          <legend>{t('changes.renamed')}</legend>
          <ul className="plain-list">
            {revises.reported.map(({ id, name, values, projectCode }) => (
              <li key={id} className="renaming">
                <span>
                  {name} <span className="note">{t('changes.values', { count: values })}</span>
                </span>
                <Choice
                  label={t('changes.nowCalled', { name })}
                  hideLabel
                  value={draft.renamed[id] ?? ''}
                  items={[
                    { id: '', text: t('changes.notSaid') },
                    ...newIndicators(revises, projectCode).map((text) => ({ id: text, text })),
                  ]}
                  onChange={(to) => onChange({ ...draft, renamed: { ...draft.renamed, [id]: to } })}
                />
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      {gone.length > 0 && (
        <fieldset>
          <legend>{t('changes.ended')}</legend>
          <ul className="plain-list">
            {gone.map(({ code, name }) => (
              <li key={code}>
                <label className="check">
                  <input
                    type="checkbox"
                    checked={draft.ended.includes(code)}
                    onChange={(event) => end(code, event.target.checked)}
                  />
                  {t('changes.ends', { name })}
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
      )}
    </div>
  );
}
