import { useMutation, usePrefetchQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '#shared/people.ts';
import { departments, tokens } from '../data/questions.ts';
import { write } from '../data/request.ts';
import { useRights } from '../data/rights.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { WriteProblem } from '../ui/WriteProblem.tsx';
import { CopyButton } from './me/CopyButton.tsx';
import { NewTokenDialog } from './tokens/NewTokenDialog.tsx';
import { TokenTable } from './tokens/TokenTable.tsx';
import { WallLinks } from './tokens/WallLinks.tsx';
import '../text/with-account.ts';
import './me/me.css';

type Open =
  | { what: 'new' }
  | { what: 'made'; token: Token; secret: string }
  | { what: 'revoke'; token: Token };

/** What is signed in with by no person: the tokens of machines, for an admin, and the links of screens on walls. */
export default function TokensView() {
  const { may } = useRights();
  return (
    <div className="page">
      {may('administer') && <Machines />}
      <WallLinks />
    </div>
  );
}

/** What machines sign in with: which, for what, until when, and whether they are still used. */
function Machines() {
  const { t } = useTranslation();
  // The links of walls stand below, with what is done with them.
  const items = useSuspenseQuery(tokens()).data.items.filter(({ scopes }) => !scopes.includes('wall'));
  usePrefetchQuery(departments());
  const [showsOld, setShowsOld] = useState(false);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const inForce = items.filter(({ state }) => state === 'in_force');
  const shown = showsOld ? items : inForce;
  return (
    <>
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
        <TokenTable
          label={t('tokens.title')}
          tokens={shown}
          onRevoke={(token) => setOpen({ what: 'revoke', token })}
        />
      )}
      {open?.what === 'new' && (
        <NewTokenDialog onClose={close} onMade={(made) => setOpen({ what: 'made', ...made })} />
      )}
      {open?.what === 'made' && (
        <Sheet title={t('tokens.shown', { name: open.token.name })} onClose={close} once>
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
    </>
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
