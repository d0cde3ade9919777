import { useMutation, usePrefetchQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '#shared/people.ts';
import { departments, tokens } from '../data/questions.ts';
import { write } from '../data/request.ts';
import { agoText, instantText } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { useNow } from '../ui/useNow.ts';
import { WriteProblem } from '../ui/WriteProblem.tsx';
import { CopyButton } from './me/CopyButton.tsx';
import { NewTokenDialog } from './tokens/NewTokenDialog.tsx';
import '../text/with-account.ts';
import './me/me.css';

type Open =
  | { what: 'new' }
  | { what: 'made'; token: Token; secret: string }
  | { what: 'revoke'; token: Token };

/** What machines sign in with: which, for what, until when, and whether they are still used. */
export default function TokensView() {
  const { t } = useTranslation();
  const { items } = useSuspenseQuery(tokens()).data;
  usePrefetchQuery(departments());
  const [showsOld, setShowsOld] = useState(false);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const inForce = items.filter(({ state }) => state === 'in_force');
  const shown = showsOld ? items : inForce;
  return (
    <div className="page">
      <div className="page-head">
        <h1>
          {t('tokens.title')} <small>{t('tokens.count', { count: inForce.length })}</small>
        </h1>
        {items.length > inForce.length && (
          <label className="check">
            <input type="checkbox" checked={showsOld} onChange={() => setShowsOld(!showsOld)} />
            {t('tokens.showOld')}
          </label>
        )}
        <span className="grow" />
        <button type="button" className="button primary" onClick={() => setOpen({ what: 'new' })}>
          {t('tokens.create')}
        </button>
      </div>
      <p className="muted">{t('tokens.lead')}</p>
      {shown.length === 0 ? (
        <EmptyState>{t('tokens.none')}</EmptyState>
      ) : (
        <TokenTable tokens={shown} onRevoke={(token) => setOpen({ what: 'revoke', token })} />
      )}
      {open?.what === 'new' && (
        <NewTokenDialog onClose={close} onMade={(made) => setOpen({ what: 'made', ...made })} />
      )}
      {open?.what === 'made' && (
        <Sheet title={t('tokens.shown', { name: open.token.name })} onClose={close}>
          <p>{t('tokens.shownLead')}</p>
          <code className="handed-out">{open.secret}</code>
          <div className="actions">
            <CopyButton text={open.secret} />
            <span className="grow" />
            <button type="button" className="button primary" onClick={close}>
              {t('people.close')}
            </button>
          </div>
        </Sheet>
      )}
      {open?.what === 'revoke' && <RevokeDialog token={open.token} onClose={close} />}
    </div>
  );
}

function TokenTable({
  tokens: rows,
  onRevoke,
}: {
  tokens: readonly Token[];
  onRevoke: (token: Token) => void;
}) {
  const { t } = useTranslation();
  const now = useNow();
  const language = spokenLanguage();
  return (
    <div className="scroll">
      <table className="table stacks" aria-label={t('tokens.title')}>
        <thead>
          <tr>
            <th scope="col">{t('tokens.name')}</th>
            <th scope="col">{t('tokens.scopes')}</th>
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
              <td data-label={t('tokens.scopes')}>
                {token.scopes.map((scope) => t(`scope.${scope as 'read'}`)).join(t('comma'))}
              </td>
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

function RevokeDialog({ token, onClose }: { token: Token; onClose: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => write('Token', 'DELETE', `tokens/${token.id}`),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: tokens().queryKey });
    },
  });
  return (
    <Sheet title={t('tokens.revoke')} onClose={onClose}>
      <p>{t('tokens.revokeSure', { name: token.name })}</p>
      <WriteProblem error={revoke.error} />
      <div className="actions end">
        <button type="button" className="button" onClick={onClose}>
          {t('cancel')}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={revoke.isPending}
          onClick={() => revoke.mutate()}
        >
          {t('tokens.revoke')}
        </button>
      </div>
    </Sheet>
  );
}
