import { useTranslation } from 'react-i18next';
import type { RulesOfScope } from '#shared/rules-api.ts';
import type { RuleDraft, schemes } from './draft.ts';
import { RuleRow } from './RuleRow.tsx';

/** Limits that belong together, under the light or the kind of alert that they are for. */
export function RuleGroup({
  group,
  rules,
  draft,
  mayChange,
  wrongAt,
  onType,
  onInherit,
  onScheme,
}: {
  group: RulesOfScope['groups'][number];
  rules: RulesOfScope;
  draft: RuleDraft;
  mayChange: boolean;
  wrongAt: (path: string) => string | undefined;
  onType: (path: string, value: string | boolean) => void;
  onInherit: (path: string) => void;
  onScheme: (scheme: keyof typeof schemes) => void;
}) {
  const { t } = useTranslation();
  const together = wrongAt(group.id);
  return (
    <fieldset className="rule-group">
      <legend>{group.name}</legend>
      <p className="note">{group.says}</p>
      {group.id === 'score' && mayChange && (
        <p className="actions">
          {(['output', 'cost'] as const).map((scheme) => (
            <button key={scheme} type="button" className="button small" onClick={() => onScheme(scheme)}>
              {t(`rules.scheme.${scheme}`)}
            </button>
          ))}
        </p>
      )}
      <div className="rule-rows">
        {group.fields.map((field) => (
          <RuleRow
            key={field.path}
            field={field}
            rules={rules}
            typed={draft[field.path]}
            mayChange={mayChange}
            error={wrongAt(field.path)}
            onType={(value) => onType(field.path, value)}
            onInherit={() => onInherit(field.path)}
          />
        ))}
      </div>
      {together && (
        <p className="field-error" role="alert">
          {together}
        </p>
      )}
    </fieldset>
  );
}
