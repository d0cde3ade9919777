import { useTranslation } from 'react-i18next';
import type { Token } from '#shared/people.ts';
import { agoText, instantText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { useNow } from '../../ui/useNow.ts';

/** Tokens as rows: for what, by whom and since when, and how to revoke one. */
export function TokenTable({
  label,
  tokens: rows,
  onRevoke,
}: {
  label: string;
  tokens: readonly Token[];
  onRevoke: (token: Token) => void;
}) {
  const { t } = useTranslation();
  const now = useNow();
  const language = spokenLanguage();
  const hasScopes = rows.some(({ scopes }) => !scopes.includes('wall'));
  return (
    <div className="scroll">
      <table className="table stacks" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('tokens.name')}</th>
            {hasScopes && <th scope="col">{t('tokens.scopes')}</th>}
            <th scope="col">{t('tokens.department')}</th>
            <th scope="col">{t('tokens.created')}</th>
            <th scope="col">{t('tokens.used')}</th>
            <th scope="col">{t('tokens.state')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((token) => (
            <tr key={token.id}>
              <th scope="row">{token.name}</th>
              {hasScopes && (
                <td data-label={t('tokens.scopes')}>
                  {token.scopes.map((scope) => t(`scope.${scope as 'read'}`)).join(t('comma'))}
                </td>
              )}
              <td data-label={t('tokens.department')}>
                {token.department?.name ?? t('tokens.allDepartments')}
              </td>
              <td className="nowrap" data-label={t('tokens.created')}>
                {instantText(token.createdAt, language)}{' '}
                <span className="note">
                  {t('tokens.by', { who: token.createdBy ?? t('tokens.console') })}
                </span>
              </td>
              <td className="nowrap" data-label={t('tokens.used')}>
                {token.lastUsedAt ? agoText(token.lastUsedAt, now, language) : t('tokens.neverUsed')}
              </td>
              <td className="nowrap" data-label={t('tokens.state')}>
                {t(`tokens.${token.state}`)}{' '}
                {token.state === 'in_force' && (
                  <span className="note">
                    {token.expiresAt
                      ? t('tokens.until', { day: token.expiresAt.slice(0, 10) })
                      : t('tokens.forever')}
                  </span>
                )}
              </td>
              <td>
                {token.state !== 'revoked' && (
                  <button
                    type="button"
                    className="button small"
                    aria-label={`${t('tokens.revoke')} ${token.name}`}
                    onClick={() => onRevoke(token)}
                  >
                    {t('tokens.revoke')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
