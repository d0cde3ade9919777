import { useTranslation } from 'react-i18next';
import { showLimit } from '#shared/rule-problems.ts';
import type { RulesOfScope, RuleVersionShown } from '#shared/rules-api.ts';
import { fullDayText, instantText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { differences } from './draft.ts';

/** Every version that has to do with the scope: what it changed, who put it in force, when and why. */
export function RuleHistory({ rules }: { rules: RulesOfScope }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  return (
    <section aria-labelledby="rule-history" className="rule-history">
      <h2 id="rule-history">{t('rules.history')}</h2>
      {rules.history.length === 0 ? (
        <EmptyState>{t('rules.noHistory')}</EmptyState>
      ) : (
        <div className="scroll">
          <table className="table stacks" aria-labelledby="rule-history">
            <thead>
              <tr>
                <th scope="col">{t('rules.number')}</th>
                <th scope="col">{t('rules.scope.label')}</th>
                <th scope="col">{t('rules.changed')}</th>
                <th scope="col">{t('rules.reason')}</th>
                <th scope="col">{t('rules.effective')}</th>
                <th scope="col">{t('rules.by')}</th>
              </tr>
            </thead>
            <tbody>
              {rules.history.map((one) => (
                <tr key={one.version}>
                  <th scope="row" className="nowrap">
                    {t('rules.numbered', { version: one.version })}{' '}
                    <span className="tag">{t(`rules.state.${one.state}`)}</span>
                  </th>
                  <td data-label={t('rules.scope.label')}>{one.scopeName || t('rules.scope.all')}</td>
                  <td className="whole" data-label={t('rules.changed')}>
                    <Changed version={one} />
                  </td>
                  <td className="whole" data-label={t('rules.reason')}>
                    {one.reason}
                  </td>
                  <td className="nowrap" data-label={t('rules.effective')}>
                    {fullDayText(one.effectiveOn, language)}
                  </td>
                  <td data-label={t('rules.by')}>
                    {one.author} <span className="note">{instantText(one.recordedAt, language)}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Changed({ version }: { version: RuleVersionShown }) {
  const language = spokenLanguage();
  return (
    <ul>
      {differences(version.before, version.changes).map(({ field, was, is }) => (
        <li key={field.path}>
          {field.whole[language]} <span className="muted">{showLimit(field, was)[language]}</span> →{' '}
          {showLimit(field, is)[language]}
        </li>
      ))}
    </ul>
  );
}
