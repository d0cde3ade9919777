import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { showLimit } from '#shared/rule-problems.ts';
import { valueAt } from '#shared/rule-values.ts';
import type { RulesOfScope } from '#shared/rules-api.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { textOf } from './draft.ts';

/** One limit: its own value, or greyed the one that is inherited and from where. Empty is inherited. */
export function RuleRow({
  field,
  rules,
  typed,
  mayChange,
  error,
  onType,
  onInherit,
}: {
  field: RulesOfScope['groups'][number]['fields'][number];
  rules: RulesOfScope;
  typed: string | boolean | undefined;
  mayChange: boolean;
  error: string | undefined;
  onType: (value: string | boolean) => void;
  onInherit: () => void;
}) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const id = useId();
  const { path, unit, name } = field;
  const isOwn = typed !== undefined && typed !== '';
  const above = valueAt(rules.inherited, path) ?? 0;
  const source = t(`rules.source.${sourceOf(rules.inheritedFrom[path])}`);
  const inherited = t('rules.inherits', { source, value: showLimit(field, above)[language] });
  const common = {
    id,
    disabled: !mayChange,
    'aria-invalid': Boolean(error),
    'aria-describedby': `${id}-note`,
  };
  return (
    <div className={isOwn ? 'rule own' : 'rule'}>
      <label htmlFor={id}>{name}</label>
      <span className="rule-value">
        {unit === 'switch' ? (
          <input
            {...common}
            type="checkbox"
            checked={typed === undefined ? above === true : typed === true}
            onChange={(event) => onType(event.target.checked)}
          />
        ) : (
          <input
            {...common}
            className="input number"
            inputMode={unit === 'monthDay' ? 'text' : 'decimal'}
            autoComplete="off"
            placeholder={String(textOf(field, above))}
            value={typed === undefined ? '' : String(typed)}
            onChange={(event) => onType(event.target.value)}
          />
        )}
        <span className="unit">{t(`rules.unit.${unit}`)}</span>
      </span>
      <span className="rule-note" id={`${id}-note`}>
        <span className={isOwn ? 'note was' : 'note'}>{inherited}</span>
        {isOwn && mayChange && (
          <button
            type="button"
            className="button small"
            aria-label={t('rules.inheritOf', { name })}
            onClick={onInherit}
          >
            {t('rules.inherit')}
          </button>
        )}
        {error && <span className="field-error">{error}</span>}
      </span>
    </div>
  );
}

function sourceOf(scope = 'default') {
  const kinds = ['all', 'department', 'project', 'indicator'] as const;
  return kinds.find((kind) => scope === kind || scope.startsWith(`${kind}:`)) ?? 'default';
}
